//! Records: a finished sweep of three rungs, one that was stopped, one with failures, an empty one.

use super::growing::Growing;
use hpm::study::{Dimension, Distribution, Goal, Head, Record};
use hpm::sweep::{Complexity, Decision, DecisionKind, Finalist, Outcome, Score};

pub const SPEC: &str = r#"## Handwritten digits: how much network do they need?

data { source: digits }

model {
    input: image(8, 8, 1)
    flatten
    depth: repeat 0..3 { dense(units: 16..128 log, activation: relu | gelu) }
    dropout(0..50%)
    output: classes(10)
}

training {
    optimizer: sgd(momentum: 0.8..0.99) | adam
    learning_rate: 1e-4..1e-1 log default 1e-3
    batch_size: 16..128 by x2
    epochs: 27
}

sweep { objective: maximize accuracy }
"#;

fn dimension(path: &str, distribution: Distribution) -> Dimension {
    let short = path.trim_end_matches("1.rate").rsplit('.').next().unwrap().to_owned();
    Dimension { path: path.to_owned(), short, distribution }
}

pub fn head() -> Head {
    let whole = |low, high, log| Distribution::Whole { log, step: 1, low, high };
    let real = |low, high, log| Distribution::Real { step: None, low, high, log };
    let choice = |texts: &[&str]| Distribution::Categorical {
        choices: texts.iter().map(|text| (*text).into()).collect(),
    };
    Head {
        name: "digits".to_owned(),
        doc: Some("Handwritten digits: how much network do they need?".to_owned()),
        spec_path: "examples/digits.hpm".to_owned(),
        spec_text: SPEC.to_owned(),
        spec_fingerprint: "5f1c".to_owned(),
        data: "digits: 1,797 images 8×8, 10 classes; 1,257 to train, 270 to validate, 270 to test"
            .to_owned(),
        data_fingerprint: "77aa".to_owned(),
        facts: String::new(),
        objectives: vec![Goal { metric: "accuracy".to_owned(), maximize: true }],
        seed: 0,
        settings: vec![("jobs".to_owned(), "2".to_owned())],
        hpm_version: "0.1.0".to_owned(),
        started: "2026-11-23 12:55:31".to_owned(),
        dimensions: vec![
            dimension("depth", whole(0, 3, false)),
            dimension("depth.dense1.units", whole(16, 128, true)),
            dimension("depth.dense1.activation", choice(&["relu", "gelu"])),
            dimension("dropout1.rate", real(0.0, 0.5, false)),
            dimension("training.optimizer", choice(&["sgd", "adam"])),
            dimension("training.optimizer.sgd.momentum", real(0.8, 0.99, false)),
            dimension("training.learning_rate", real(1e-4, 1e-1, true)),
            dimension(
                "training.batch_size",
                Distribution::Categorical {
                    choices: vec![16.into(), 32.into(), 64.into(), 128.into()],
                },
            ),
        ],
    }
}

fn decision(
    number: u64,
    rung: usize,
    kind: DecisionKind,
    title: &str,
    reason: &str,
    figures: &[(&str, f64)],
) -> Decision {
    Decision {
        number,
        rung,
        kind,
        title: title.to_owned(),
        reason: reason.to_owned(),
        figures: figures.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect(),
    }
}

fn decisions() -> Vec<Decision> {
    use DecisionKind as Kind;
    let d = decision;
    vec![
        d(
            0,
            0,
            Kind::Start,
            "start",
            "the simplest member: 650 parameters; 27 training configurations, the best three go on",
            &[],
        ),
        d(
            1,
            0,
            Kind::Diagnosis,
            "underfit",
            "the training loss 0.31 is 4× its floor, and the validation loss follows it closely: grow",
            &[("train_loss", 0.31), ("gap", 0.02)],
        ),
        d(
            2,
            0,
            Kind::Accepted,
            "depth 0 → 1",
            "because the training loss was 4× its floor: +3.4% ± 0.4 on 5 paired seeds, kept",
            &[("gain", 0.034), ("p", 0.001)],
        ),
        d(
            3,
            0,
            Kind::Rejected,
            "batch_size 32 → 16",
            "+0.1% ± 0.3 on 5 paired seeds is within their noise",
            &[("gain", 0.001), ("p", 0.41)],
        ),
        d(
            4,
            1,
            Kind::Diagnosis,
            "underfit",
            "the training loss 0.11 is 2.1× its floor: grow",
            &[("train_loss", 0.11)],
        ),
        d(
            5,
            1,
            Kind::Accepted,
            "units 16 → 64",
            "because the training loss was 2.1× its floor: +1.6% ± 0.3 on 5 paired seeds, kept",
            &[("gain", 0.016), ("p", 0.004)],
        ),
        d(
            6,
            1,
            Kind::Remark,
            "2 of 34 trials diverged",
            "their learning rates lie above 0.06; write learning_rate: 1e-4..3e-2 log to spare them",
            &[("failed", 2.0)],
        ),
        d(
            7,
            2,
            Kind::Diagnosis,
            "overfit",
            "the gap between training and validation loss opened to 0.08: regularise before growing",
            &[("gap", 0.08)],
        ),
        d(
            8,
            2,
            Kind::Rejected,
            "depth 1 → 2",
            "+0.2% ± 0.3 on 5 paired seeds: less than the noise of the seeds",
            &[("gain", 0.002), ("p", 0.21)],
        ),
        d(9, 2, Kind::Frozen, "depth", "it failed twice, and is left as it is", &[]),
        d(
            10,
            2,
            Kind::StopLadder,
            "stop growing",
            "two rungs in a row gained less than 0.2%; the rest of the budget goes to the polish",
            &[("gain", 0.001)],
        ),
        d(
            11,
            2,
            Kind::Polished,
            "97.9% after 30 trials",
            "all dimensions free: dropout 0.18 and learning rate 0.0041 gained +0.4%",
            &[("gain", 0.004)],
        ),
        d(
            12,
            2,
            Kind::Recommended,
            "3.6k parameters",
            "the smallest of 3 finalists within one standard error of the best: 97.6% against 97.9% ± 0.3",
            &[("validation", 0.976)],
        ),
    ]
}

fn finished_growth() -> Growing {
    let mut growing = Growing::new();
    growing.rung(0, 0, 27, 0.918, 0.0062);
    growing.verdict(0, &[(0, 16), (1, 16)], &[0.918, 0.952]);
    growing.rung(1, 16, 18, 0.952, 0.0041);
    growing.verdict(1, &[(1, 16), (1, 64)], &[0.952, 0.968]);
    growing.rung(2, 64, 18, 0.968, 0.0035);
    growing.verdict(2, &[(1, 64), (2, 64)], &[0.968, 0.970]);
    growing.polish(30, 0.979);
    growing.confirm(&[(1, 48, 0.9762), (1, 64, 0.9775), (2, 96, 0.979)], 0.003);
    growing
}

/// Three rungs, accepted, rejected, frozen, polished, recommended.
pub fn finished() -> Record {
    let growing = finished_growth();
    let test = |accuracy: f64, loss: f64| Score {
        objectives: vec![accuracy],
        metrics: vec![("loss".to_owned(), loss)],
    };
    let tests = vec![
        test(0.9741, 0.094),
        test(0.9778, 0.088),
        test(0.9704, 0.101),
        test(0.9741, 0.092),
        test(0.9778, 0.090),
    ];
    let finalist = |validation: &[f64], depth, units, params, recommended: bool| {
        let info = growing.info_of(depth, units);
        Finalist {
            assignment: info.assignment,
            values: info.values,
            complexity: Complexity { params, flops: params * 1257 * 6, layers: depth as u64 + 1 },
            validation: validation.to_vec(),
            test: if recommended { tests.clone() } else { Vec::new() },
            recommended,
        }
    };
    let finalists = vec![
        finalist(&[0.9741, 0.9778, 0.9704, 0.9815, 0.9778], 1, 48, 3610, true),
        finalist(&[0.9778, 0.9741, 0.9815, 0.9778, 0.9741], 1, 64, 4810, false),
        finalist(&[0.9815, 0.9741, 0.9852, 0.9741, 0.9815], 2, 96, 16_522, false),
    ];
    Record {
        head: head(),
        rungs: growing.rungs.clone(),
        decisions: decisions(),
        outcome: Some(Outcome {
            finalists,
            trials: growing.trials.len() as u64,
            failed: 2,
            flops: 3.1e12,
        }),
        seconds: 42.3,
        live: false,
        trials: growing.trials,
    }
}

/// Killed on its second rung.
pub fn stopped() -> Record {
    let mut growing = Growing::new();
    growing.rung(0, 0, 27, 0.918, 0.0062);
    growing.verdict(0, &[(0, 16), (1, 16)], &[0.918, 0.952]);
    growing.rung(1, 16, 9, 0.952, 0.0041);
    growing.running(2);
    Record {
        head: head(),
        decisions: decisions().into_iter().take(5).collect(),
        rungs: growing.rungs,
        seconds: 12.0,
        trials: growing.trials,
        ..Record::default()
    }
}

/// Its first rung is running, and most of it fails; the objective is a loss.
pub fn failing() -> Record {
    let mut growing = Growing::new();
    growing.losses();
    growing.broken(7);
    let mut head = head();
    head.objectives = vec![
        Goal { metric: "loss".to_owned(), maximize: false },
        Goal { metric: "params".to_owned(), maximize: false },
    ];
    head.doc = None;
    Record { head, seconds: 3.5, live: true, trials: growing.trials, ..Record::default() }
}

/// Stopped before the first trial.
pub fn empty() -> Record {
    Record { head: head(), ..Record::default() }
}
