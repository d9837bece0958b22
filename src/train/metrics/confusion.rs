//! Counts of right and wrong answers.

use crate::instantiate::Metric;

/// How often each class (row) was taken for each (column).
#[derive(Clone, Debug)]
pub struct Confusion {
    classes: usize,
    counts: Vec<u64>,
}

impl Confusion {
    pub fn new(classes: usize) -> Confusion {
        Confusion { classes, counts: vec![0; classes * classes] }
    }

    pub fn add(&mut self, target: usize, predicted: usize) {
        if let Some(count) = self.counts.get_mut(target * self.classes + predicted) {
            *count += 1;
        }
    }

    pub fn samples(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub fn value(&self, metric: Metric) -> f64 {
        match metric {
            Metric::Accuracy => {
                let right: u64 = self.counts.iter().step_by(self.classes + 1).sum();
                right as f64 / self.samples() as f64
            }
            // The mean over those classes that occur or were predicted (as scikit-learn).
            _ => mean(
                (0..self.classes)
                    .map(|class| self.against_the_rest(class))
                    .filter(|one| one.yes + one.yes_said > 0)
                    .map(|one| one.value(metric)),
            ),
        }
    }

    fn against_the_rest(&self, class: usize) -> Answers {
        let row = self.counts.iter().skip(class * self.classes).take(self.classes);
        let column = self.counts.iter().skip(class).step_by(self.classes);
        Answers {
            samples: self.samples(),
            yes: row.sum(),
            yes_said: column.sum(),
            both: self.counts.get(class * (self.classes + 1)).copied().unwrap_or(0),
        }
    }
}

/// Answers of yes and no.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answers {
    samples: u64,
    /// How often yes was true, was said, and both.
    yes: u64,
    yes_said: u64,
    both: u64,
}

impl Answers {
    /// Whether the answer is right.
    pub fn add(&mut self, said: bool, truth: bool) -> bool {
        self.samples += 1;
        self.yes += u64::from(truth);
        self.yes_said += u64::from(said);
        self.both += u64::from(said && truth);
        said == truth
    }

    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// Where a share is one of nothing, it is 0 (as scikit-learn).
    pub fn value(&self, metric: Metric) -> f64 {
        let share =
            |part: u64, whole: u64| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        match metric {
            Metric::Accuracy => {
                let wrong = self.yes + self.yes_said - 2 * self.both;
                (self.samples - wrong) as f64 / self.samples as f64
            }
            Metric::Precision => share(self.both, self.yes_said),
            Metric::Recall => share(self.both, self.yes),
            Metric::F1 => share(2 * self.both, self.yes + self.yes_said),
            _ => f64::NAN,
        }
    }
}

/// Not a number where there is nothing.
pub fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    sum / count
}
