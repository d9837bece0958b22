//! What a record means: values of trials, the best of them, the state of the sweep.

use super::format;
use crate::study::{Goal, Record};
use crate::sweep::{DecisionKind, Fate, Finalist, Phase, Rung, TrialRecord};
use std::cmp::Ordering;

/// How far the sweep is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Finished,
    /// A process is sweeping now.
    Running,
    /// It was stopped, and can be carried on.
    Stopped,
}

/// A record with the questions that every report asks of it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub record: &'a Record,
}

impl<'a> View<'a> {
    pub fn new(record: &'a Record) -> View<'a> {
        View { record }
    }

    pub fn state(self) -> State {
        match (&self.record.outcome, self.record.live) {
            (Some(_), _) => State::Finished,
            (None, true) => State::Running,
            (None, false) => State::Stopped,
        }
    }

    /// The metric of the first objective.
    pub fn metric(self) -> &'a str {
        self.record.head.objectives.first().map_or("objective", |goal| goal.metric.as_str())
    }

    pub fn maximizes(self) -> bool {
        self.record.head.objectives.first().is_none_or(|goal| goal.maximize)
    }

    /// `maximize accuracy, minimize params`
    pub fn objectives(self) -> String {
        let aim = |goal: &Goal| if goal.maximize { "maximize" } else { "minimize" };
        let goals = self.record.head.objectives.iter();
        let texts: Vec<String> =
            goals.map(|goal| format!("{} {}", aim(goal), goal.metric)).collect();
        texts.join(", ")
    }

    /// A value of the first objective, for people.
    pub fn show(self, value: f64) -> String {
        format::value(self.metric(), value)
    }

    pub fn show_spread(self, mean: f64, spread: f64) -> String {
        format::spread(self.metric(), mean, spread)
    }

    /// Better values first; equal ones are equal.
    pub fn better(self, a: f64, b: f64) -> Ordering {
        if self.maximizes() { b.total_cmp(&a) } else { a.total_cmp(&b) }
    }

    pub fn trials(self, fate: Fate) -> impl Iterator<Item = &'a TrialRecord> {
        self.record.trials.iter().filter(move |trial| trial.fate == Some(fate))
    }

    /// Trials that came to their end, best first.
    pub fn ranked(self) -> Vec<(&'a TrialRecord, f64)> {
        let valued = self.trials(Fate::Complete).filter_map(|trial| Some((trial, value(trial)?)));
        let mut ranked: Vec<_> = valued.collect();
        ranked.sort_by(|a, b| self.better(a.1, b.1).then(a.0.info.number.cmp(&b.0.info.number)));
        ranked
    }

    pub fn recommended(self) -> Option<&'a Finalist> {
        self.record.outcome.as_ref()?.finalists.iter().find(|finalist| finalist.recommended)
    }

    /// FLOPs spent so far, in training.
    pub fn flops(self) -> f64 {
        if let Some(outcome) = &self.record.outcome {
            return outcome.flops;
        }
        let spent = self.record.trials.iter().map(|trial| {
            let epochs = trial.stages.last().map_or(0, |stage| stage.curve.len());
            epochs as f64 * trial.info.complexity.flops as f64
        });
        spent.sum()
    }

    /// What led to this rung: the title of the step that was accepted on the one below.
    pub fn step_to(self, rung: &Rung) -> String {
        let Some(below) = rung.index.checked_sub(1) else { return "start".to_owned() };
        let accepted = self
            .record
            .decisions
            .iter()
            .rfind(|it| it.kind == DecisionKind::Accepted && it.rung == below);
        match accepted {
            Some(decision) => decision.title.clone(),
            None => self.difference(below, rung),
        }
    }

    fn difference(self, below: usize, rung: &Rung) -> String {
        let Some(below) = self.record.rungs.iter().find(|other| other.index == below) else {
            return String::new();
        };
        let changed = rung.values.iter().filter(|value| !below.values.contains(value));
        let texts: Vec<String> = changed.map(|(name, value)| format!("{name} {value}")).collect();
        texts.join(", ")
    }

    /// Of the complete trials of a configuration, the one that ended nearest to `value`: a mean over
    /// seeds is shown by a middling one, not by the luckiest.
    pub fn typical(self, values: &[(String, String)], value: f64) -> Option<&'a TrialRecord> {
        let same = self.ranked().into_iter().filter(|(trial, _)| trial.info.values == values);
        let distance = |end: f64| if value.is_finite() { (end - value).abs() } else { 0.0 };
        let nearest = same.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
        nearest.map(|(trial, _)| trial)
    }

    /// The smallest first.
    pub fn finalists(self) -> Vec<&'a Finalist> {
        let mut finalists: Vec<&Finalist> =
            self.record.outcome.iter().flat_map(|outcome| &outcome.finalists).collect();
        finalists.sort_by_key(|it| (it.complexity.params, it.complexity.flops));
        finalists
    }
}

/// The first objective after a trial's last epoch, where it is a number.
pub fn value(trial: &TrialRecord) -> Option<f64> {
    let last = trial.stages.last()?.curve.last()?;
    last.objectives.first().copied().filter(|value| value.is_finite())
}

/// Wall time of all stretches of a trial.
pub fn seconds(trial: &TrialRecord) -> f64 {
    trial.stages.iter().map(|stage| stage.seconds).sum()
}

/// `rung 2`, `verdict 1`, `polish`, `confirm`
pub fn phase(phase: Phase) -> String {
    match phase {
        Phase::Rung { index } => format!("rung {index}"),
        Phase::Verdict { index } => format!("verdict {index}"),
        Phase::Polish => "polish".to_owned(),
        Phase::Confirm => "confirm".to_owned(),
    }
}

pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Sample standard deviation; NaN for fewer than two values.
pub fn deviation(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return f64::NAN;
    }
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / (values.len() - 1) as f64).sqrt()
}

/// Standard error of the mean.
pub fn standard_error(values: &[f64]) -> f64 {
    deviation(values) / (values.len() as f64).sqrt()
}

/// The test values of a finalist by metric, over its seeds: the objectives, then all else measured.
pub fn test_values(goals: &[Goal], finalist: &Finalist) -> Vec<(String, Vec<f64>)> {
    let mut values: Vec<(String, Vec<f64>)> = Vec::new();
    let mut add = |name: &str, value: f64, at_most: usize| match values
        .iter_mut()
        .find(|(known, _)| known == name)
    {
        Some((_, list)) if list.len() < at_most => list.push(value),
        Some(_) => {}
        None => values.push((name.to_owned(), vec![value])),
    };
    for (seed, score) in finalist.test.iter().enumerate() {
        for (goal, value) in goals.iter().zip(&score.objectives) {
            add(&goal.metric, *value, seed + 1);
        }
        for (name, value) in &score.metrics {
            add(name, *value, seed + 1);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::{deviation, mean, standard_error};

    #[test]
    fn statistics_by_hand() {
        let values = [2.0, 4.0, 4.0, 6.0];
        assert_eq!(mean(&values), 4.0);
        assert!((deviation(&values) - (8.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!((standard_error(&values) - (2.0_f64 / 3.0).sqrt()).abs() < 1e-15);
        assert!(deviation(&[1.0]).is_nan());
    }
}
