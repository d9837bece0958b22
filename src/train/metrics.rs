//! Metrics, gathered batch by batch.

mod column;
mod confusion;
mod ranking;

use self::column::Column;
use self::confusion::{Answers, Confusion, mean};
use self::ranking::Ranking;
use super::batches::Expected;
use crate::instantiate::Metric;
use crate::template::OutputSpec;

/// The loss and the asked metrics of a set of samples.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    pub loss: f64,
    /// In the order in which the settings ask for them.
    pub metrics: Vec<(Metric, f64)>,
}

/// What is gathered.
#[derive(Clone, Debug)]
pub struct Tally {
    loss: f64,
    /// What the losses were means over: samples, or their weights.
    mass: f64,
    kind: Kind,
    /// Of each logit; empty where nobody asks.
    rankings: Vec<Ranking>,
}

#[derive(Clone, Debug)]
enum Kind {
    Classes {
        confusion: Confusion,
        outputs: usize,
        /// Samples whose class was among the five likeliest.
        near: u64,
    },
    Labels {
        answers: Vec<Answers>,
        exact: u64,
    },
    Values(Vec<Column>),
}

impl Tally {
    /// `metrics` are those that will be asked for, of so many samples.
    pub fn new(output: OutputSpec, metrics: &[Metric], samples: usize) -> Tally {
        let classes = |classes: usize, outputs| Kind::Classes {
            confusion: Confusion::new(classes),
            outputs,
            near: 0,
        };
        let (kind, ranked) = match output {
            OutputSpec::Classes(count) => (classes(count, count), 0),
            OutputSpec::Binary => (classes(2, 1), 1),
            OutputSpec::Labels(width) => {
                (Kind::Labels { answers: vec![Answers::default(); width], exact: 0 }, width)
            }
            OutputSpec::Values(width) => (Kind::Values(vec![Column::default(); width]), 0),
        };
        let ranked = if metrics.contains(&Metric::Auc) { ranked } else { 0 };
        let rankings = (0..ranked).map(|_| Ranking::with_room(samples)).collect();
        Tally { loss: 0.0, mass: 0.0, kind, rankings }
    }

    /// Adds a batch with its mean loss; `mass` is what that is a mean over. Values are in the
    /// data's own units.
    pub fn add(&mut self, loss: f64, mass: f64, outputs: &[f32], expected: &Expected) {
        self.loss += loss * mass;
        self.mass += mass;
        let width = self.rankings.len();
        for (at, output) in outputs.iter().enumerate().take_while(|_| width > 0) {
            if let (Some(ranking), Some(truth)) =
                (self.rankings.get_mut(at % width), truth(expected, at))
            {
                ranking.add(*output, truth);
            }
        }
        match (&mut self.kind, expected, expected.classes()) {
            (Kind::Classes { confusion, outputs: width, near }, _, Some(targets)) => {
                for (row, target) in outputs.chunks_exact((*width).max(1)).zip(targets) {
                    confusion.add(*target as usize, predicted(row));
                    *near += u64::from(rank(row, *target as usize) < 5);
                }
            }
            (Kind::Labels { answers, exact }, Expected::Values(targets), _) => {
                let width = answers.len().max(1);
                let rows = outputs.chunks_exact(width).zip(targets.chunks_exact(width));
                for (logits, targets) in rows {
                    let mut right = true;
                    for ((answers, logit), target) in answers.iter_mut().zip(logits).zip(targets) {
                        right &= answers.add(*logit > 0.0, *target > 0.5);
                    }
                    *exact += u64::from(right);
                }
            }
            (Kind::Values(columns), Expected::Values(targets), _) => {
                let width = columns.len().max(1);
                let rows = outputs.chunks_exact(width).zip(targets.chunks_exact(width));
                for (outputs, targets) in rows {
                    for ((column, output), target) in columns.iter_mut().zip(outputs).zip(targets) {
                        column.add(f64::from(*output), f64::from(*target));
                    }
                }
            }
            _ => {}
        }
    }

    /// The mean loss per sample and the metrics. Not a number where a metric does not fit the
    /// output, or without samples.
    pub fn measured(&self, metrics: &[Metric]) -> Measured {
        let loss = self.loss / self.mass;
        let value = |metric: &Metric| match metric {
            Metric::Loss => (*metric, loss),
            Metric::Auc => {
                let areas = self.rankings.iter().map(Ranking::area);
                (*metric, mean(areas.filter(|area| area.is_finite())))
            }
            _ => (*metric, self.kind.value(*metric)),
        };
        Measured { loss, metrics: metrics.iter().map(value).collect() }
    }
}

/// Whether a logit should be a yes.
fn truth(expected: &Expected, at: usize) -> Option<bool> {
    match (expected.classes(), expected) {
        (Some(classes), _) => classes.get(at).map(|class| *class == 1),
        (_, Expected::Values(values)) => values.get(at).map(|value| *value > 0.5),
        _ => None,
    }
}

/// The largest output's index, the first of equals; for a single logit whether it is above 0.
fn predicted(row: &[f32]) -> usize {
    if let [logit] = row {
        return usize::from(*logit > 0.0);
    }
    let mut best = (0, f32::NEG_INFINITY);
    for (index, value) in row.iter().enumerate() {
        if *value > best.1 {
            best = (index, *value);
        }
    }
    best.0
}

/// How many classes are likelier, of equals those that come first.
fn rank(row: &[f32], target: usize) -> usize {
    let Some(own) = row.get(target) else { return usize::MAX };
    let before = row.iter().take(target).filter(|value| *value >= own).count();
    before + row.iter().skip(target + 1).filter(|value| *value > own).count()
}

impl Kind {
    fn value(&self, metric: Metric) -> f64 {
        match self {
            Kind::Classes { confusion, near, .. } => match metric {
                Metric::Top5 => *near as f64 / confusion.samples() as f64,
                _ => confusion.value(metric),
            },
            Kind::Labels { answers, exact } => match metric {
                Metric::ExactMatch => {
                    *exact as f64 / answers.first().map_or(0, Answers::samples) as f64
                }
                _ => mean(answers.iter().map(|answers| answers.value(metric))),
            },
            Kind::Values(columns) => mean(columns.iter().map(|column| column.value(metric))),
        }
    }
}

/// Whether a metric can be told of what the network predicts.
///
/// # Errors
/// Why not, in words for people.
pub fn fits(metric: Metric, output: OutputSpec) -> Result<(), String> {
    let name = metric.name();
    let (needed, fit) = match metric {
        Metric::Loss => return Ok(()),
        Metric::Accuracy | Metric::F1 | Metric::Precision | Metric::Recall => {
            ("classes or labels", !matches!(output, OutputSpec::Values(_)))
        }
        Metric::Top5 => ("several classes", matches!(output, OutputSpec::Classes(_))),
        Metric::Auc => ("yes or no", matches!(output, OutputSpec::Binary | OutputSpec::Labels(_))),
        Metric::ExactMatch => ("labels", matches!(output, OutputSpec::Labels(_))),
        Metric::MeanAbsoluteError
        | Metric::MeanSquaredError
        | Metric::RootMeanSquaredError
        | Metric::R2 => ("real targets", matches!(output, OutputSpec::Values(_))),
    };
    if fit { Ok(()) } else { Err(format!("{name} needs {needed}, but the output is `{output}`")) }
}

#[cfg(test)]
#[path = "metrics_tests.rs"]
mod tests;
