//! Sums over one real target.

use crate::instantiate::Metric;

/// Targets are counted from the first one, which keeps the digits of their variance.
#[derive(Clone, Copy, Debug, Default)]
pub struct Column {
    origin: f64,
    count: f64,
    sum: f64,
    squares: f64,
    absolute_errors: f64,
    squared_errors: f64,
}

impl Column {
    pub fn add(&mut self, output: f64, target: f64) {
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

    pub fn value(&self, metric: Metric) -> f64 {
        match metric {
            Metric::MeanAbsoluteError => self.absolute_errors / self.count,
            Metric::MeanSquaredError => self.squared_errors / self.count,
            Metric::RootMeanSquaredError => (self.squared_errors / self.count).sqrt(),
            Metric::R2 => self.r2(),
            _ => f64::NAN,
        }
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
