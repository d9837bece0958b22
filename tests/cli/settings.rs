//! Training settings from their text to trained networks, swept ones too.

use crate::run::{Place, repository};

const DIGITS: &str = "\
data { source: digits; samples: 300; validation: 20%; test: 20%; scale: standard }
model {
    conv(filters: 4, kernel: 3, activation: relu)
    flatten
    output: classes(10)
}
";

/// The figures of the rows of `hpm train`'s table: the rows of the epochs, then that of the test.
fn rows(table: &str) -> Vec<Vec<f64>> {
    let figures = |line: &str| {
        let words = line.split_whitespace();
        words.filter_map(|word| word.trim_end_matches('%').parse().ok()).collect()
    };
    table.lines().skip(1).map(figures).collect()
}

#[test]
fn every_setting_trains() {
    let place = Place::new();
    for training in [
        "optimizer: sgd(momentum: 0.9, dampening: 0.1); learning_rate: 0.01",
        "optimizer: adam(amsgrad: true); clip_value: 0.1",
        "optimizer: nadam; init: orthogonal(1.4)",
        "optimizer: adagrad; learning_rate: 0.05; init: truncated_normal(0.1)",
        "optimizer: lion; init: kaiming(normal, mode: fan_out)",
        "optimizer: rmsprop(centered: true); init: xavier(normal, gain: 1.4)",
        "schedule: exponential(0.8)",
        "schedule: one_cycle; learning_rate: 0.01",
        "schedule: plateau(patience: 0, factor: 0.5, warmup: 10%)",
        "label_smoothing: 10%; class_weights: balanced; accumulate: 2",
        "class_weights: (1, 1, 1, 1, 1, 1, 1, 1, 1, 2); shuffle: false",
        "augment: flip, crop(1), noise(0.1), mixup(0.2)",
        "metrics: top5, precision, recall, f1; early_stop: early_stop(2, restore: false)",
    ] {
        place.write("one.hpm", &format!("{DIGITS}training {{ epochs: 3; {training} }}\n"));
        let ran = place.ok(&["train", "one.hpm", "--jobs", "1"]);
        let rows = rows(&ran.stdout);
        assert_eq!(rows.len(), 4, "{training}: {}", ran.stdout);
        assert!(rows[2][1] < rows[0][1], "{training}: the loss does not fall: {}", ran.stdout);
    }
}

#[test]
fn steps_end_a_training_and_epochs_can_be_asked_for_instead() {
    let place = Place::new();
    // 180 samples are trained on: 6 steps an epoch.
    place.write("steps.hpm", &format!("{DIGITS}training {{ steps: 14 }}\n"));
    assert_eq!(rows(&place.ok(&["train", "steps.hpm"]).stdout).len(), 3 + 1);
    assert_eq!(rows(&place.ok(&["train", "steps.hpm", "--epochs", "2"]).stdout).len(), 2 + 1);
}

#[test]
fn real_targets_are_told_and_predicted_in_their_own_units() {
    let place = Place::new();
    let text = std::fs::read_to_string(repository("examples/data/friedman.csv")).unwrap();
    // The same task in thousands: without scaled targets a rate like this would not get near.
    let scaled = text.lines().enumerate().map(|(at, line)| match (at, line.rsplit_once(',')) {
        (1.., Some((inputs, y))) => format!("{inputs},{}", 1000.0 * y.parse::<f64>().unwrap()),
        _ => line.to_owned(),
    });
    place.write("far.csv", &scaled.collect::<Vec<_>>().join("\n"));
    place.write(
        "far.hpm",
        "data { source: csv(\"far.csv\"); target: \"y\"; scale: standard }
model { dense(16, activation: relu); output: values(1) }
training { epochs: 30; learning_rate: 0.01; metrics: r2, rmse }\n",
    );
    let table = place.ok(&["train", "far.hpm", "--save", "far.safetensors"]).stdout;
    let last = rows(&table).pop().unwrap();
    let [loss, r2, rmse] = last[..] else { panic!("{table}") };
    assert!(r2 > 80.0 && loss < 0.3 && (500.0..3000.0).contains(&rmse), "{table}");
    let predicted = place.ok(&["predict", "far.safetensors", "far.csv"]).stdout;
    let values: Vec<f64> = predicted.lines().skip(1).map(|line| line.parse().unwrap()).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    // The targets' mean is 14.09 thousand.
    assert_eq!(values.len(), 500);
    assert!((13_500.0..14_700.0).contains(&mean), "{mean}");
}

#[test]
fn a_sweep_over_them_ends_in_a_network_of_its_own() {
    let place = Place::new();
    place.write(
        "small.hpm",
        &format!(
            "{}training {{
    optimizer: adam | nadam | lion(beta1: 0.85..0.95)
    learning_rate: 1e-3..1e-2 log
    schedule: one_cycle | plateau(patience: 0)
    steps: 12..24
    class_weights: none | balanced
    augment: maybe flip, noise(std: 0.01..0.1 log)
}}
sweep {{ objective: maximize accuracy; trials: 4 per rung; repeats: 2; seed: 1 }}\n",
            DIGITS.replace("filters: 4", "filters: 2 | 4")
        ),
    );
    place.ok(&["sweep", "small.hpm", "-q"]);
    let best = place.ok(&["best", "small", "--output", "best.hpm"]);
    let sound = place.ok(&["check", "-D", "best.hpm"]);
    let text = std::fs::read_to_string(place.path("best.hpm")).unwrap();
    assert!(sound.stderr.contains("0 hyperparameters"), "{}\n{text}", sound.stderr);
    assert!(text.contains("noise(std: 0.0") && !text.contains("maybe"), "{text}\n{}", best.stderr);
    let record = hpm::study::Study::read(&place.path("runs/small/study.db")).unwrap();
    // 6 steps an epoch: 2 to 4 epochs.
    assert!(record.trials.iter().all(|trial| (2..=4).contains(&trial.info.epochs)));
}
