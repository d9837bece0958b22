//! Trials of a sweep that never was, with curves that look like curves. Everything follows from a seed.

use hpm::random::Stream;
use hpm::space::{Assignment, HyperId, Value};
use hpm::sweep::{
    Complexity, Epoch, Failure, Fate, Origin, Phase, Rung, Stage, TrialInfo, TrialRecord,
};

const EPOCHS: usize = 27;

pub struct Growing {
    pub trials: Vec<TrialRecord>,
    pub rungs: Vec<Rung>,
    stream: Stream,
}

/// Weights and biases of dense layers 64 → units → … → 10.
fn complexity(depth: i64, units: i64) -> Complexity {
    let (mut params, mut width) = (0, 64);
    for _ in 0..depth {
        params += width * units + units;
        width = units;
    }
    let params = (params + width * 10 + 10) as u64;
    Complexity { params, flops: params * 1257 * 6, layers: depth as u64 + 1 }
}

impl Growing {
    pub fn new() -> Growing {
        Growing { trials: Vec::new(), rungs: Vec::new(), stream: Stream::new(7, "sample") }
    }

    /// The configuration of an incumbent.
    pub fn info_of(&self, depth: i64, units: i64) -> TrialInfo {
        info(depth, units, 0.18, 0.0041, 1)
    }

    /// Successive halving around a best value, then the rung as it ended.
    pub fn rung(&mut self, index: usize, units: i64, count: usize, best: f64, noise: f64) {
        let depth = i64::from(units > 0);
        for at in 0..count {
            let rate = 1e-4 * 1000_f64.powf(self.stream.uniform());
            let dropout = self.stream.uniform() / 2.0;
            let mut info = info(depth, units.max(16), dropout, rate, self.trials.len() % 4);
            if at == 0 {
                info = self.info_of(depth, units.max(16));
            }
            let miss = ((rate / 0.0041).ln() / 3.0).powi(2) * 0.06 + self.stream.uniform() * 0.02;
            let end = if at == 0 { best } else { best - miss };
            info.phase = Phase::Rung { index };
            let epochs = [27, 9, 3, 3, 9, 3, 3, 3, 27][at % 9];
            let diverges = rate > 0.07;
            self.push(info, end, epochs, diverges);
        }
        let info = self.info_of(depth, units.max(16));
        self.rungs.push(Rung {
            index,
            values: info.values,
            complexity: info.complexity,
            objectives: vec![best],
            noise,
            trials: self.trials.len() as u64,
            flops: 1e11 * (index + 1) as f64,
        });
    }

    pub fn verdict(&mut self, index: usize, members: &[(i64, i64)], values: &[f64]) {
        for ((depth, units), value) in members.iter().zip(values) {
            for _ in 0..5 {
                let mut info = self.info_of(*depth, *units);
                (info.phase, info.origin) = (Phase::Verdict { index }, Origin::Reseed);
                let end = value + 0.003 * self.stream.normal();
                self.push(info, end, EPOCHS, false);
            }
        }
    }

    pub fn polish(&mut self, count: usize, best: f64) {
        for at in 0..count {
            let units = [32, 48, 64, 80, 96, 128][at % 6];
            let rate = 0.0041 * (0.6 * self.stream.normal()).exp();
            let dropout = 0.3 * self.stream.uniform();
            let mut info = info(1 + (at % 2) as i64, units, dropout, rate, 1);
            (info.phase, info.origin) = (Phase::Polish, Origin::Perturbed);
            let end = best - 0.02 * self.stream.uniform().powi(2);
            self.push(info, end, [27, 3, 9][at % 3], false);
        }
    }

    pub fn confirm(&mut self, finalists: &[(i64, i64, f64)], noise: f64) {
        for (depth, units, value) in finalists {
            for _ in 0..5 {
                let mut info = self.info_of(*depth, *units);
                (info.phase, info.origin) = (Phase::Confirm, Origin::Reseed);
                let end = value + noise * self.stream.normal();
                self.push(info, end, EPOCHS, false);
            }
        }
    }

    /// Trials in flight when the process was killed.
    pub fn running(&mut self, count: usize) {
        for _ in 0..count {
            let info = self.info_of(1, 64);
            self.push(info, 0.9, 3, false);
            self.trials.last_mut().unwrap().fate = None;
        }
    }

    pub fn losses(&mut self) {
        for at in 0..5_u64 {
            let info = info(0, 16, 0.1, 0.001 * (at + 1) as f64, 1);
            self.push(info, 0.5, EPOCHS, at % 2 == 1);
            let trial = self.trials.last_mut().unwrap();
            for epoch in trial.stages.iter_mut().flat_map(|stage| &mut stage.curve) {
                epoch.objectives = vec![epoch.validation_loss, 650.0];
            }
        }
    }

    pub fn broken(&mut self, count: usize) {
        for _ in 0..count {
            let info = self.info_of(3, 128);
            self.push(info, 0.9, 3, false);
            let trial = self.trials.last_mut().unwrap();
            trial.fate = Some(Fate::Failed);
            trial.stages = vec![Stage {
                until: 3,
                curve: Vec::new(),
                stopped_early: false,
                failure: Some(Failure::Broken("the image is 1×1 before max_pool".to_owned())),
                seconds: 0.0,
            }];
        }
    }

    fn push(&mut self, mut info: TrialInfo, end: f64, epochs: usize, diverges: bool) {
        info.number = self.trials.len() as u64;
        info.seed = info.number * 17;
        let last = if diverges { 2 } else { epochs };
        let mut curve = Vec::new();
        for epoch in 1..=last {
            let left = (-(epoch as f64) / 4.5).exp();
            let wobble = 0.004 * self.stream.normal() * left.sqrt();
            let value = if epoch == EPOCHS { end } else { end - (end - 0.1) * left + wobble };
            curve.push(Epoch {
                epoch,
                train_loss: 0.05 + 2.2 * left,
                validation_loss: 0.11 + 2.1 * left,
                objectives: vec![(value * 1e6).round() / 1e6],
                metrics: Vec::new(),
            });
        }
        let failure = diverges.then_some(Failure::Diverged { epoch: 2 });
        let stage = Stage { until: epochs, curve, stopped_early: false, failure, seconds: 0.3 };
        let fate = match (diverges, epochs) {
            (true, _) => Fate::Failed,
            (_, EPOCHS) => Fate::Complete,
            _ => Fate::Pruned,
        };
        self.trials.push(TrialRecord { info, stages: vec![stage], fate: Some(fate), score: None });
    }
}

fn info(depth: i64, units: i64, dropout: f64, rate: f64, batch: usize) -> TrialInfo {
    let mut assignment = Assignment::new(8);
    let sizes = [16, 32, 64, 128];
    let mut values = vec![("depth".to_owned(), depth.to_string())];
    let mut set = |id, value| assignment.set(HyperId(id), Some(value));
    set(0, Value::Whole(depth));
    if depth > 0 {
        set(1, Value::Whole(units));
        set(2, Value::Choice(0));
        values.push(("units".to_owned(), units.to_string()));
        values.push(("activation".to_owned(), "relu".to_owned()));
    }
    set(3, Value::Real(dropout));
    set(4, Value::Choice(1));
    set(6, Value::Real(rate));
    set(7, Value::Whole(sizes[batch % 4]));
    values.push(("dropout".to_owned(), format!("{dropout:.2}")));
    values.push(("optimizer".to_owned(), "adam".to_owned()));
    values.push(("learning_rate".to_owned(), format!("{rate:.4}")));
    values.push(("batch_size".to_owned(), sizes[batch % 4].to_string()));
    TrialInfo {
        number: 0,
        phase: Phase::Rung { index: 0 },
        origin: Origin::Prior,
        label: if depth == 0 { "start" } else { "depth 0 → 1" }.to_owned(),
        assignment,
        values,
        seed: 0,
        epochs: EPOCHS,
        complexity: complexity(depth, units),
    }
}
