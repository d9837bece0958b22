//! All forms of domains: types, scales, defaults, nesting.

use super::spaces_are;

#[test]
fn ranges_are_whole_or_real_by_the_parameter() {
    spaces_are(&[(
        ("", "dense(8..64 log)\ndropout(0..50%)", "training { weight_decay: 0..1; epochs: 1..2 }"),
        &[
            "dense1.units = 8..64 Log [capacity] Whole(8)",
            "dropout1.rate = 0.0..0.5 Linear [regularisation] Real(0.25)",
            "training.weight_decay = 0.0..1.0 Linear [regularisation] Real(0.5)",
            "training.epochs = 1..2 Linear [optimisation] Whole(2)",
        ],
    )]);
}

#[test]
fn grids() {
    spaces_are(&[(
        (
            "",
            "dense(16..64 step 16)\ndense(16..256 by x2)",
            "training { learning_rate: 1e-4..1e-1 by x10; weight_decay: 0..0.3 step 0.1 }",
        ),
        &[
            "dense1.units = [16.0, 32.0, 48.0, 64.0] [capacity] Whole(16)",
            "dense2.units = [16.0, 32.0, 64.0, 128.0, 256.0] [capacity] Whole(16)",
            "training.learning_rate = [0.0001, 0.001, 0.01, 0.1] [optimisation] Real(0.001)",
            "training.weight_decay = [0.0, 0.1, 0.2, 0.3] [regularisation] Real(0.1)",
        ],
    )]);
}

#[test]
fn choices_of_numbers() {
    spaces_are(&[(
        (
            "",
            "conv(8, 3 | 5 | 7)\nflatten\ndense(8..16 | 32..64)",
            "training { weight_decay: 0 | 1e-6..1e-2 log }",
        ),
        &[
            "conv1.kernel = 3 | 5 | 7 [capacity shapes] Choice(0)",
            "dense1.units = 8..16 | 32..64 [capacity] Choice(0)",
            "dense1.units.value = 8..16 Linear [capacity] Whole(8) if dense1.units=0",
            "dense1.units.value2 = 32..64 Linear [capacity] Whole(32) if dense1.units=1",
            "training.weight_decay = 0 | 1e-6..1e-2 log [regularisation] Choice(0)",
            "training.weight_decay.value = 1e-6..0.01 Log [regularisation] Real(0.0001) if training.weight_decay=1",
        ],
    )]);
}

#[test]
fn choices_of_items_with_domains_of_their_own() {
    spaces_are(&[(
        (
            "",
            "dense(8, activation: relu | leaky_relu(0..0.3))",
            "training { optimizer: sgd(momentum: 0.8..0.99, nesterov: true | false) | adam(beta1: 0.8 | 0.9); schedule: constant | cosine(warmup: 0..10%) | step(every: 2..5) }",
        ),
        &[
            "dense1.activation = relu | leaky_relu [form] Choice(0)",
            "dense1.activation.leaky_relu.slope = 0.0..0.3 Linear [form] Real(0.15) if dense1.activation=1",
            "training.optimizer = sgd | adam [optimisation] Choice(0)",
            "training.optimizer.sgd.momentum = 0.8..0.99 Linear [optimisation] Real(0.895) if training.optimizer=0",
            "training.optimizer.sgd.nesterov = true | false [optimisation] Choice(0) if training.optimizer=0",
            "training.optimizer.adam.beta1 = 0.8 | 0.9 [optimisation] Choice(0) if training.optimizer=1",
            "training.schedule = constant | cosine | step [optimisation] Choice(0)",
            "training.schedule.cosine.warmup = 0.0..0.1 Linear [optimisation] Real(0.05) if training.schedule=1",
            "training.schedule.step.every = 2..5 Linear [optimisation] Whole(4) if training.schedule=2",
        ],
    )]);
}

#[test]
fn defaults_as_written() {
    spaces_are(&[
        (
            (
                "",
                "dense(8 | 16 default 16, activation: relu | gelu default gelu)\ndense(4 | 8..32 default 20)\nn: maybe batch_norm default present\ndepth: repeat 1..4 default 2 { dense(8) }",
                "training { optimizer: sgd(momentum: 0..90% default 50%) | adam default adam; learning_rate: 1e-4..1e-1 log default 1e-3; weight_decay: 0 | 1e-6..1e-2 log default 1e-4 }",
            ),
            &[
                "dense1.units = 8 | 16 [capacity] Choice(1)",
                "dense1.activation = relu | gelu [form] Choice(1)",
                "dense2.units = 4 | 8..32 [capacity] Choice(1)",
                "dense2.units.value = 8..32 Linear [capacity] Whole(20) if dense2.units=1",
                "n = maybe [capacity] Choice(1)",
                "depth = 1..4 Linear [capacity shapes] Whole(2)",
                "training.optimizer = sgd | adam [optimisation] Choice(1)",
                "training.optimizer.sgd.momentum = 0.0..0.9 Linear [optimisation] Real(0.5) if training.optimizer=0",
                "training.learning_rate = 0.0001..0.1 Log [optimisation] Real(0.001)",
                "training.weight_decay = 0 | 1e-6..1e-2 log [regularisation] Choice(1)",
                "training.weight_decay.value = 1e-6..0.01 Log [regularisation] Real(0.0001) if training.weight_decay=1",
            ],
        ),
        (
            ("", "dense(16..64 step 16 default 48)", ""),
            &["dense1.units = [16.0, 32.0, 48.0, 64.0] [capacity] Whole(48)"],
        ),
    ]);
}

#[test]
fn defaults_where_none_is_written() {
    spaces_are(&[(
        (
            "",
            "dense(8..64)\ndropout(10%..50%)",
            "training { learning_rate: 1e-4..1e-2 log; epochs: 4..16 log; batch_size: 16..64 by x2 }",
        ),
        &[
            "dense1.units = 8..64 Linear [capacity] Whole(8)",
            "dropout1.rate = 0.1..0.5 Linear [regularisation] Real(0.3)",
            "training.learning_rate = 0.0001..0.01 Log [optimisation] Real(0.001)",
            "training.epochs = 4..16 Log [optimisation] Whole(8)",
            "training.batch_size = [16.0, 32.0, 64.0] [optimisation] Whole(32)",
        ],
    )]);
}

#[test]
fn optional_values() {
    spaces_are(&[
        (
            (
                "",
                "dense(1..9, activation: maybe relu)",
                "training { early_stop: maybe early_stop(3..9); clip_norm: none | 0.5..5 log }",
            ),
            &[
                "dense1.units = 1..9 Linear [capacity] Whole(1)",
                "dense1.activation = maybe [form] Choice(0)",
                "training.early_stop = maybe [optimisation] Choice(0)",
                "training.early_stop.patience = 3..9 Linear [optimisation] Whole(6) if training.early_stop=1",
                "training.clip_norm = none | 0.5..5 log [optimisation] Choice(0)",
                "training.clip_norm.value = 0.5..5.0 Log [optimisation] Real(1.581139) if training.clip_norm=1",
            ],
        ),
        (
            ("", "dense(8)", "training { clip_norm: maybe 1..5 }"),
            &[
                "training.clip_norm = maybe [optimisation] Choice(0)",
                "training.clip_norm.value = 1.0..5.0 Linear [optimisation] Real(3.0) if training.clip_norm=1",
            ],
        ),
    ]);
}

#[test]
fn padding_is_a_word_or_a_number() {
    spaces_are(&[(
        ("", "conv(8, 3, padding: same | valid | 1)\nconv(8, 3, padding: 0..2)\nflatten", ""),
        &[
            "conv1.padding = same | valid | 1 [form shapes] Choice(0)",
            "conv2.padding = 0..2 Linear [form shapes] Whole(1)",
        ],
    )]);
}

#[test]
fn arithmetic_is_folded_into_the_ends() {
    spaces_are(&[(
        ("let n = 2^3", "dense(n..n * 4)", ""),
        &["dense1.units = 8..32 Linear [capacity] Whole(8)"],
    )]);
}

#[test]
fn each_makes_one_per_repetition() {
    spaces_are(&[
        (
            ("", "head: repeat 1..3 { dense(each 16..256 log) }", ""),
            &[
                "head = 1..3 Linear [capacity shapes] Whole(1)",
                "head[0].dense1.units = 16..256 Log [capacity] Whole(16)",
                "head[1].dense1.units = 16..256 Log [capacity] Whole(16) if head>1",
                "head[2].dense1.units = 16..256 Log [capacity] Whole(16) if head>2",
            ],
        ),
        (
            ("", "repeat 3 { dense(each 8..16 default 10) }", ""),
            &[
                "repeat1[0].dense1.units = 8..16 Linear [capacity] Whole(10)",
                "repeat1[1].dense1.units = 8..16 Linear [capacity] Whole(10)",
                "repeat1[2].dense1.units = 8..16 Linear [capacity] Whole(10)",
            ],
        ),
        (
            ("", "outer: repeat 1..2 { inner: repeat 0..2 { dense(each 8..16) } }", ""),
            &[
                "outer = 1..2 Linear [capacity shapes] Whole(1)",
                "outer.inner = 0..2 Linear [capacity shapes] Whole(0)",
                "outer[0].inner[0].dense1.units = 8..16 Linear [capacity] Whole(8) if outer.inner>0",
                "outer[0].inner[1].dense1.units = 8..16 Linear [capacity] Whole(8) if outer.inner>1",
                "outer[1].inner[0].dense1.units = 8..16 Linear [capacity] Whole(8) if outer.inner>0 and outer>1",
                "outer[1].inner[1].dense1.units = 8..16 Linear [capacity] Whole(8) if outer.inner>1 and outer>1",
            ],
        ),
        (
            ("", "let n = 1..2\nh: repeat n * 2 { dense(each 8..16) }", ""),
            &[
                "n = 1..2 Linear [capacity shapes] Whole(1)",
                "h[0].dense1.units = 8..16 Linear [capacity] Whole(8)",
                "h[1].dense1.units = 8..16 Linear [capacity] Whole(8)",
                "h[2].dense1.units = 8..16 Linear [capacity] Whole(8) if n>1",
                "h[3].dense1.units = 8..16 Linear [capacity] Whole(8) if n>1",
            ],
        ),
        (
            ("", "h: repeat 1 | 3 { dense(each 8..16 | 32) }", ""),
            &[
                "h = 1 | 3 [capacity shapes] Choice(0)",
                "h[0].dense1.units = 8..16 | 32 [capacity] Choice(0)",
                "h[0].dense1.units.value = 8..16 Linear [capacity] Whole(8) if h[0].dense1.units=0",
                "h[1].dense1.units = 8..16 | 32 [capacity] Choice(0) if h=1",
                "h[1].dense1.units.value = 8..16 Linear [capacity] Whole(8) if h=1 and h[1].dense1.units=0",
                "h[2].dense1.units = 8..16 | 32 [capacity] Choice(0) if h=1",
                "h[2].dense1.units.value = 8..16 Linear [capacity] Whole(8) if h=1 and h[2].dense1.units=0",
            ],
        ),
    ]);
}
