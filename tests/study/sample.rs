//! A space, a head and trials to store.

use hpm::catalog::Role;
use hpm::source::{FileId, Span};
use hpm::space::{Assignment, Condition, Domain, Hyper, HyperId, Scale, Space, Value};
use hpm::study::{Goal, StudyHead};
use hpm::sweep::{Complexity, Epoch, Origin, Phase, Score, Stage, TrialInfo};

pub const SPEC: &str = "data { source: digits }\nmodel {\n  dense(16..64)\n}\n";

fn hyper(id: usize, path: &str, domain: Domain, default: Value) -> Hyper {
    Hyper {
        id: HyperId(id),
        path: path.to_owned(),
        short: path.rsplit('.').next().unwrap().to_owned(),
        domain,
        role: Role::Form,
        default,
        default_written: false,
        condition: Condition::default(),
        shapes: false,
        doc: None,
        span: Span::new(FileId(0), 0, 0),
    }
}

/// Each kind of domain once.
pub fn space() -> Space {
    let labels = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let choice = |texts| Domain::Choice { labels: labels(texts), ordered: false };
    let domains = [
        ("depth", Domain::Whole { low: 1, high: 4, scale: Scale::Linear }, Value::Whole(1)),
        ("head.units", Domain::Whole { low: 16, high: 256, scale: Scale::Log }, Value::Whole(16)),
        (
            "training.learning_rate",
            Domain::Real { low: 1e-4, high: 0.1, scale: Scale::Log },
            Value::Real(1e-3),
        ),
        ("dropout", Domain::Real { low: 0.0, high: 0.5, scale: Scale::Linear }, Value::Real(0.0)),
        ("norm", Domain::Optional, Value::Choice(0)),
        ("depth.activation1", choice(&["relu", "gelu"]), Value::Choice(0)),
        ("depth.conv1.kernel", choice(&["3", "5", "7"]), Value::Choice(0)),
        (
            "training.batch_size",
            Domain::Grid { values: vec![16.0, 32.0, 64.0], whole: true, scale: Scale::Log },
            Value::Whole(32),
        ),
        (
            "training.optimizer.sgd.momentum",
            Domain::Grid { values: vec![0.7, 0.8, 0.9], whole: false, scale: Scale::Linear },
            Value::Real(0.9),
        ),
    ];
    let hypers = domains.into_iter().enumerate();
    let hypers = hypers.map(|(id, (path, domain, default))| hyper(id, path, domain, default));
    Space { hypers: hypers.collect(), constraints: Vec::new() }
}

pub fn head(space: &Space) -> StudyHead<'_> {
    StudyHead {
        name: "digits".to_owned(),
        doc: Some("Handwritten digits".to_owned()),
        spec_path: "examples/digits.hpm".to_owned(),
        spec_text: SPEC.to_owned(),
        spec_fingerprint: "spec-1".to_owned(),
        data: "digits: 1,797 images 8×8, 10 classes".to_owned(),
        data_fingerprint: "data-1".to_owned(),
        facts: "{\"classes\":10}".to_owned(),
        objectives: vec![Goal { metric: "accuracy".to_owned(), maximize: true }],
        seed: 0,
        settings: vec![("jobs".to_owned(), "2".to_owned())],
        space,
    }
}

/// A configuration within the space that differs from trial to trial.
pub fn info(number: u64) -> TrialInfo {
    let step = number as f64 / (number as f64 + 3.0);
    let mut assignment = Assignment::new(space().hypers.len());
    for (at, value) in [
        Value::Whole(1 + (number % 4) as i64),
        Value::Whole(16 + (number % 200) as i64),
        Value::Real(1e-4 * 1000_f64.powf(step)),
        Value::Real(step / 2.0),
        Value::Choice((number % 2) as usize),
        Value::Choice((number / 2 % 2) as usize),
        Value::Choice((number % 3) as usize),
        Value::Whole([16, 32, 64][(number % 3) as usize]),
    ]
    .into_iter()
    .enumerate()
    {
        assignment.set(HyperId(at), Some(value));
    }
    if number.is_multiple_of(2) {
        assignment.set(HyperId(8), Some(Value::Real(0.1 * (7 + number % 3) as f64)));
    }
    TrialInfo {
        number,
        phase: [Phase::Rung { index: 0 }, Phase::Verdict { index: 1 }, Phase::Polish]
            [(number % 3) as usize],
        origin: Origin::Elite { rate_factor: 0.5 },
        label: "depth 1 → 2".to_owned(),
        assignment,
        values: vec![("depth".to_owned(), (1 + number % 4).to_string())],
        seed: u64::MAX - number,
        epochs: 9,
        complexity: Complexity { params: 1000 + number, flops: 1_000_000, layers: 2 },
    }
}

pub fn stage(number: u64, until: usize) -> Stage {
    let epoch = |epoch: usize| Epoch {
        epoch,
        train_loss: 2.0 / epoch as f64,
        validation_loss: 2.1 / epoch as f64,
        objectives: vec![1.0 - 0.9 / (epoch as f64 + number as f64 % 7.0)],
        metrics: vec![("train_accuracy".to_owned(), 0.1 + 0.2)],
    };
    Stage {
        until,
        curve: (1..=until).map(epoch).collect(),
        stopped_early: false,
        failure: None,
        seconds: 0.25,
    }
}

pub fn score() -> Score {
    Score { objectives: vec![0.96875], metrics: vec![("loss".to_owned(), 0.1)] }
}
