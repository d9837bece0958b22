//! Metrics, gathered batch by batch.

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
    samples: usize,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    /// How often each class (row) was taken for each (column). One output: its sign decides.
    Classes {
        classes: usize,
        outputs: usize,
        confusion: Vec<u64>,
    },
    Values(Vec<Column>),
}

/// Sums over one real target. Targets are counted from the first one, which keeps the digits of
/// their variance.
#[derive(Clone, Copy, Debug, Default)]
struct Column {
    origin: f64,
    count: f64,
    sum: f64,
    squares: f64,
    absolute_errors: f64,
    squared_errors: f64,
}

impl Tally {
    pub fn new(output: OutputSpec) -> Tally {
        let classes = |classes: usize, outputs| Kind::Classes {
            classes,
            outputs,
            confusion: vec![0; classes * classes],
        };
        let kind = match output {
            OutputSpec::Classes(count) => classes(count, count),
            OutputSpec::Binary => classes(2, 1),
            OutputSpec::Labels(width) | OutputSpec::Values(width) => {
                Kind::Values(vec![Column::default(); width])
            }
        };
        Tally { loss: 0.0, samples: 0, kind }
    }

    /// Adds a batch with its mean loss.
    pub fn add(&mut self, loss: f64, samples: usize, outputs: &[f32], expected: &Expected) {
        self.loss += loss * samples as f64;
        self.samples += samples;
        match (&mut self.kind, expected) {
            (Kind::Classes { classes, outputs: width, confusion }, Expected::Classes(targets)) => {
                for (row, target) in outputs.chunks_exact((*width).max(1)).zip(targets.iter()) {
                    let cell = *target as usize * *classes + predicted(row);
                    if let Some(count) = confusion.get_mut(cell) {
                        *count += 1;
                    }
                }
            }
            (Kind::Values(columns), Expected::Values(targets)) => {
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
        let loss = self.loss / self.samples as f64;
        let value = |metric: &Metric| match metric {
            Metric::Loss => (*metric, loss),
            _ => (*metric, self.kind.value(*metric)),
        };
        Measured { loss, metrics: metrics.iter().map(value).collect() }
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

impl Kind {
    fn value(&self, metric: Metric) -> f64 {
        match (self, metric) {
            (Kind::Classes { classes, confusion, .. }, Metric::Accuracy) => {
                let right: u64 = confusion.iter().step_by(classes + 1).sum();
                right as f64 / confusion.iter().sum::<u64>() as f64
            }
            (Kind::Classes { classes, confusion, .. }, Metric::F1) => macro_f1(*classes, confusion),
            (Kind::Values(columns), Metric::MeanAbsoluteError) => {
                mean(columns, |column| column.absolute_errors / column.count)
            }
            (Kind::Values(columns), Metric::MeanSquaredError) => {
                mean(columns, |column| column.squared_errors / column.count)
            }
            (Kind::Values(columns), Metric::R2) => mean(columns, Column::r2),
            _ => f64::NAN,
        }
    }
}

fn mean(columns: &[Column], value: impl Fn(&Column) -> f64) -> f64 {
    columns.iter().map(value).sum::<f64>() / columns.len() as f64
}

/// The mean of the classes' F1, over those that occur or were predicted (as scikit-learn).
fn macro_f1(classes: usize, confusion: &[u64]) -> f64 {
    let row = |class: usize| confusion.iter().skip(class * classes).take(classes).sum::<u64>();
    let column = |class: usize| confusion.iter().skip(class).step_by(classes).sum::<u64>();
    let hit = |class: usize| confusion.get(class * (classes + 1)).copied().unwrap_or(0);
    let scores: Vec<f64> = (0..classes)
        .map(|class| (hit(class), row(class) + column(class)))
        .filter(|(_, seen)| *seen > 0)
        .map(|(hit, seen)| 2.0 * hit as f64 / seen as f64)
        .collect();
    scores.iter().sum::<f64>() / scores.len() as f64
}

impl Column {
    fn add(&mut self, output: f64, target: f64) {
        if self.count == 0.0 {
            self.origin = target;
        }
        let (error, target) = (output - target, target - self.origin);
        self.count += 1.0;
        self.sum += target;
        self.squares += target * target;
        self.absolute_errors += error.abs();
        self.squared_errors += error * error;
    }

    /// The share of the variance that is explained. A constant target is explained wholly (1) or,
    /// where there is any error, not at all (0), as in scikit-learn.
    fn r2(&self) -> f64 {
        let variation = self.squares - self.sum * self.sum / self.count;
        if variation > 0.0 {
            return 1.0 - self.squared_errors / variation;
        }
        if self.squared_errors == 0.0 { 1.0 } else { 0.0 }
    }
}

/// Whether a metric can be told of what the network predicts.
///
/// # Errors
/// Why not, in words for people.
pub fn fits(metric: Metric, output: OutputSpec) -> Result<(), String> {
    let values = matches!(output, OutputSpec::Values(_));
    match metric {
        Metric::Loss => Ok(()),
        Metric::Accuracy | Metric::F1 if values => {
            Err("accuracy and f1 need classes, but the output is `values`".into())
        }
        Metric::MeanAbsoluteError | Metric::MeanSquaredError | Metric::R2 if !values => {
            Err("mae, mse and r2 need real targets, but the output is classes".into())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Metric, OutputSpec, Tally};
    use crate::train::batches::Expected;

    const VALUES: [Metric; 3] = [Metric::MeanAbsoluteError, Metric::MeanSquaredError, Metric::R2];

    /// scikit-learn: accuracy_score and f1_score(average="macro") of
    /// [0, 0, 1, 1, 2, 2] and [0, 1, 1, 1, 2, 0].
    #[test]
    fn classes_are_scikit_learns() {
        let mut tally = Tally::new(OutputSpec::Classes(4));
        let row = |class: usize| (0..4).map(move |c| if c == class { 2.0 } else { 0.5 });
        let outputs: Vec<f32> = [0, 1, 1, 1, 2, 0].into_iter().flat_map(row).collect();
        let expected = |classes: &[u32]| Expected::Classes(Arc::new(classes.to_vec()));
        tally.add(1.0, 4, &outputs[..16], &expected(&[0, 0, 1, 1]));
        tally.add(4.0, 2, &outputs[16..], &expected(&[2, 2]));
        let measured = tally.measured(&[Metric::Accuracy, Metric::F1, Metric::Loss]);
        let values: Vec<f64> = measured.metrics.iter().map(|(_, value)| *value).collect();
        assert_eq!(measured.loss, 2.0);
        assert!((values[0] - 4.0 / 6.0).abs() < 1e-12);
        assert!((values[1] - (0.5 + 0.8 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
        assert_eq!(values[2], 2.0);
    }

    #[test]
    fn the_sign_decides_a_single_logit() {
        let mut tally = Tally::new(OutputSpec::Binary);
        let expected = Expected::Classes(Arc::new(vec![0, 1, 1, 0]));
        tally.add(0.0, 4, &[-1.0, 3.0, -2.0, -0.1], &expected);
        let measured = tally.measured(&[Metric::Accuracy, Metric::F1]);
        assert_eq!(measured.metrics[0].1, 0.75);
        assert!((measured.metrics[1].1 - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
    }

    /// scikit-learn: r2_score([[0.5, 1], [-1, 1], [7, -6]], [[0, 2], [-1, 2], [8, -5]]) is
    /// 0.9368…; shifted by a million it stays.
    #[test]
    fn values_are_scikit_learns() {
        for shift in [0.0, 1e6_f32] {
            let targets = [0.5, 1.0, -1.0, 1.0, 7.0, -6.0].map(|x| x + shift);
            let outputs = [0.0, 2.0, -1.0, 2.0, 8.0, -5.0].map(|x| x + shift);
            let mut tally = Tally::new(OutputSpec::Values(2));
            let expected = |t: &[f32]| Expected::Values(Arc::new(t.to_vec()));
            tally.add(0.0, 1, &outputs[..2], &expected(&targets[..2]));
            tally.add(0.0, 2, &outputs[2..], &expected(&targets[2..]));
            let measured = tally.measured(&VALUES).metrics;
            assert!((measured[0].1 - 0.75).abs() < 1e-9);
            assert!((measured[1].1 - 4.25 / 6.0).abs() < 1e-9);
            assert!((measured[2].1 - 0.936_800_526_662).abs() < 1e-9, "{}", measured[2].1);
        }
    }

    #[test]
    fn a_constant_target_is_explained_or_not() {
        let expected = Expected::Values(Arc::new(vec![3.0, 3.0]));
        for (outputs, r2) in [([3.0, 3.0], 1.0), ([3.0, 3.5], 0.0)] {
            let mut tally = Tally::new(OutputSpec::Values(1));
            tally.add(0.0, 2, &outputs, &expected);
            assert_eq!(tally.measured(&[Metric::R2]).metrics[0].1, r2);
        }
    }
}
