//! The specifications that the language page and the first example show.

use super::{run, space};

const DIGITS: &str = r#"## Handwritten digits: how deep and wide must a dense network be?
let width = 8..256 log
data { source: digits; validation: 20%; test: 20%; scale: standard }
model {
    input: features(64)
    depth: repeat 0..4 {
        dense(units: width, activation: relu | gelu | tanh)
        norm: maybe batch_norm
        dropout(0..50%)
    }
    output: classes(10)
}
training {
    optimizer: sgd(momentum: 0.8..0.99) | adam
    learning_rate: 1e-4..1e-1 log default 1e-3
    batch_size: 32 | 64 | 128
    weight_decay: 0 | 1e-6..1e-2 log
    epochs: 15
}
sweep { objective: maximize accuracy; growth { order: depth, width }; limit: 45s; seed: 0 }
"#;

const FASHION: &str = r#"## Fashion images: how much network does this data need?

let width = 8..64 log                        # one hyperparameter, used twice below

data {
    source: idx("data/fashion-mnist")
    validation: 10%
    scale: standard
}

model {
    input: image(28, 28, 1)

    depth: repeat 1..3 as stage {
        conv(filters: width * 2^stage, kernel: 3 | 5, padding: same)
        norm: maybe batch_norm
        activation(relu | gelu)
        max_pool(2) | avg_pool(2)
    }
    flatten
    head: repeat 0..2 { dense(units: 32..256 log, activation: relu) }
    dropout(0..50%)
    output: classes(10)

    require params <= 500k
}

training {
    optimizer: sgd(momentum: 0.8..0.99) | adam | rmsprop
    learning_rate: 1e-4..1e-1 log default 1e-3
    batch_size: 32 | 64 | 128
    epochs: 5
    init: kaiming | xavier
    schedule: constant | cosine(warmup: 5%)
}

sweep {
    objective: maximize accuracy
    growth {
        order: depth, width, head
        stop: gain < 0.2% for 2 rungs
    }
    trials: 12 per rung
    limit: 30min
    seed: 0
}
"#;

#[test]
fn digits() {
    assert_eq!(
        space(DIGITS),
        [
            "depth = 0..4 Linear [capacity shapes] Whole(0)",
            "width = 8..256 Log [capacity] Whole(8) if depth>0",
            "depth.dense1.activation = relu | gelu | tanh [form] Choice(0) if depth>0",
            "depth.norm = maybe [capacity] Choice(0) if depth>0",
            "depth.dropout1.rate = 0.0..0.5 Linear [regularisation] Real(0.25) if depth>0",
            "training.optimizer = sgd | adam [optimisation] Choice(0)",
            "training.optimizer.sgd.momentum = 0.8..0.99 Linear [optimisation] Real(0.895) if training.optimizer=0",
            "training.learning_rate = 0.0001..0.1 Log [optimisation] Real(0.001)",
            "training.batch_size = 32 | 64 | 128 [optimisation] Choice(0)",
            "training.weight_decay = 0 | 1e-6..1e-2 log [regularisation] Choice(0)",
            "training.weight_decay.value = 1e-6..0.01 Log [regularisation] Real(0.0001) if training.weight_decay=1",
        ]
    );
    let shorts = "depth width depth.activation norm depth.rate optimizer momentum learning_rate \
                  batch_size weight_decay weight_decay.value";
    assert_eq!(short_paths(DIGITS), shorts);
    assert_eq!(groups(DIGITS), [("depth".to_string(), 2), ("width".to_string(), 1)]);
}

fn short_paths(text: &str) -> String {
    let family = run(text).family.unwrap();
    let shorts: Vec<&str> = family.space.hypers.iter().map(|hyper| hyper.short.as_str()).collect();
    shorts.join(" ")
}

fn groups(text: &str) -> Vec<(String, usize)> {
    let order = run(text).family.unwrap().sweep.growth.order;
    order.into_iter().map(|group| (group.name, group.hypers.len())).collect()
}

#[test]
fn digits_as_images_take_a_flatten_instead() {
    let images = DIGITS.replace("    input: features(64)\n", "    flatten\n");
    assert_eq!(space(&images), space(DIGITS));
}

#[test]
fn fashion() {
    assert_eq!(
        space(FASHION),
        [
            "width = 8..64 Log [capacity] Whole(8)",
            "depth = 1..3 Linear [capacity shapes] Whole(1)",
            "depth.conv1.kernel = 3 | 5 [capacity shapes] Choice(0)",
            "depth.norm = maybe [capacity] Choice(0)",
            "depth.activation1.function = relu | gelu [form] Choice(0)",
            "depth.choice1 = max_pool | avg_pool [form] Choice(0)",
            "head = 0..2 Linear [capacity shapes] Whole(0)",
            "head.dense1.units = 32..256 Log [capacity] Whole(32) if head>0",
            "dropout1.rate = 0.0..0.5 Linear [regularisation] Real(0.25)",
            "training.optimizer = sgd | adam | rmsprop [optimisation] Choice(0)",
            "training.optimizer.sgd.momentum = 0.8..0.99 Linear [optimisation] Real(0.895) if training.optimizer=0",
            "training.learning_rate = 0.0001..0.1 Log [optimisation] Real(0.001)",
            "training.batch_size = 32 | 64 | 128 [optimisation] Choice(0)",
            "training.init = kaiming | xavier [optimisation] Choice(0)",
            "training.schedule = constant | cosine [optimisation] Choice(0)",
        ]
    );
    let named = [("depth", 3), ("width", 1), ("head", 2)];
    assert_eq!(groups(FASHION), named.map(|(name, count)| (name.to_string(), count)));
    let family = run(FASHION).family.unwrap();
    assert_eq!(family.space.constraints.len(), 1);
    let doc = "Fashion images: how much network does this data need?";
    assert_eq!(family.doc.as_deref(), Some(doc));
}
