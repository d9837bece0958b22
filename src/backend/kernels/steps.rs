//! Series as rows: a step of a sample is a row of its features, and back.
#![allow(clippy::indexing_slicing)] // reason: numeric kernel, the sizes are checked at the entry

use candle_core::{Result, bail};

use super::simd::vectorised;

/// Some channels of `[batch, channels, length]` as rows of `features` numbers.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    pub batch: usize,
    pub length: usize,
    /// Of the series, and which of them come first in a row.
    pub channels: usize,
    pub first: usize,
    pub features: usize,
    /// How many rows lie between two samples, and between two steps.
    pub strides: [usize; 2],
}

/// How many steps are moved together, so that their rows stay in the nearest cache.
const BLOCK: usize = 16;

impl Steps {
    /// Whole samples, one after the other: `[batch, length, features]`.
    pub fn by_sample([batch, features, length]: [usize; 3]) -> Steps {
        Steps { batch, length, channels: features, first: 0, features, strides: [length, 1] }
    }

    /// Whole steps, one after the other: `[length, batch, features]`.
    pub fn by_time([batch, features, length]: [usize; 3]) -> Steps {
        Steps { batch, length, channels: features, first: 0, features, strides: [1, batch] }
    }

    /// The rows hold `features` of the channels, from `first` on.
    #[must_use]
    pub fn part(self, first: usize, features: usize) -> Steps {
        Steps { first, features, ..self }
    }

    /// How many numbers all rows have.
    pub fn count(&self) -> usize {
        self.batch * self.length * self.features
    }

    /// Rows from a series.
    ///
    /// # Errors
    /// The slices are too short.
    pub fn gather(&self, series: &[f32], rows: &mut [f32]) -> Result<()> {
        self.fit(series.len(), rows.len())?;
        gather(self, series, rows);
        Ok(())
    }

    /// A series from rows; its other channels stay as they are.
    ///
    /// # Errors
    /// The slices are too short.
    pub fn scatter(&self, rows: &[f32], series: &mut [f32]) -> Result<()> {
        self.fit(series.len(), rows.len())?;
        scatter(self, rows, series);
        Ok(())
    }

    fn fit(&self, series: usize, rows: usize) -> Result<()> {
        let needed = self.batch * self.channels * self.length;
        if series < needed || rows < self.count() || self.first + self.features > self.channels {
            bail!("a series of {series} numbers does not fit {rows} numbers in rows");
        }
        Ok(())
    }
}

/// Calls `$move` with the place in the series and in the rows of each number.
macro_rules! each_place {
    ($steps:expr, |$in_series:ident, $in_rows:ident| $move:expr) => {
        let Steps { batch, length, channels, first, features, strides } = *$steps;
        for sample in 0..batch {
            for start in (0..length).step_by(BLOCK) {
                for feature in 0..features {
                    let line = (sample * channels + first + feature) * length;
                    for step in start..length.min(start + BLOCK) {
                        let row = sample * strides[0] + step * strides[1];
                        let ($in_series, $in_rows) = (line + step, row * features + feature);
                        $move;
                    }
                }
            }
        }
    };
}

vectorised! {
    fn gather<'a>(steps: &'a Steps, series: &'a [f32], rows: &'a mut [f32]) {
        each_place!(steps, |from, to| rows[to] = series[from]);
    }

    fn scatter<'a>(steps: &'a Steps, rows: &'a [f32], series: &'a mut [f32]) {
        each_place!(steps, |to, from| series[to] = rows[from]);
    }
}

#[cfg(test)]
mod tests {
    use super::Steps;

    #[test]
    fn rows_hold_the_features_of_a_step() {
        // Two samples of two channels and three steps.
        let series: Vec<f32> = (0..12).map(|i| i as f32).collect();
        let (by_sample, by_time) = (Steps::by_sample([2, 2, 3]), Steps::by_time([2, 2, 3]));
        let gathered = |steps: Steps| {
            let mut rows = vec![0.0; steps.count()];
            steps.gather(&series, &mut rows).unwrap();
            rows
        };
        let samples = [0.0, 3.0, 1.0, 4.0, 2.0, 5.0, 6.0, 9.0, 7.0, 10.0, 8.0, 11.0];
        assert_eq!(gathered(by_sample), samples);
        let times = [0.0, 3.0, 6.0, 9.0, 1.0, 4.0, 7.0, 10.0, 2.0, 5.0, 8.0, 11.0];
        assert_eq!(gathered(by_time), times);
        assert_eq!(gathered(by_time.part(1, 1)), [3.0, 9.0, 4.0, 10.0, 5.0, 11.0]);
    }

    #[test]
    fn there_and_back_is_nothing() {
        for dims in [[1, 1, 1], [3, 5, 37], [2, 19, 16]] {
            let count = dims.iter().product();
            let series: Vec<f32> = (0..count).map(|i| i as f32).collect();
            for steps in [Steps::by_sample(dims), Steps::by_time(dims)] {
                let (mut rows, mut again) = (vec![-1.0; count], vec![-1.0; count]);
                steps.gather(&series, &mut rows).unwrap();
                steps.scatter(&rows, &mut again).unwrap();
                assert_eq!(again, series);
                assert!(steps.gather(&series[1..], &mut rows).is_err());
                assert!(steps.part(1, dims[1]).gather(&series, &mut rows).is_err());
            }
        }
    }
}
