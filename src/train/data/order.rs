//! Parts and windows of what has an order: rows in time, the tokens of a text.

use super::Part;
use super::parts;
use super::split::{self, part_sizes};
use crate::template::DataSpec;
use std::ops::Range;

/// The stretches of training, validation and test: in this order, so that the future is predicted
/// from the past.
pub fn stretches(length: usize, spec: &DataSpec) -> [Range<usize>; 3] {
    let sizes = part_sizes(length, spec.splits.validation, spec.splits.test);
    let validation = sizes.train + sizes.validation;
    [0..sizes.train, sizes.train..validation, validation..length]
}

/// Windows of `window` with `horizon` behind each, every `stride`, all within a stretch.
#[derive(Clone, Copy, Debug)]
pub struct Windows {
    pub window: usize,
    pub horizon: usize,
    pub stride: usize,
}

impl Windows {
    /// Where the windows of a stretch begin.
    pub fn starts(self, stretch: Range<usize>) -> impl Iterator<Item = usize> + Clone {
        let last = (stretch.end + 1).saturating_sub(self.window + self.horizon);
        (stretch.start..last.max(stretch.start)).step_by(self.stride.max(1))
    }

    pub fn count(self, stretch: Range<usize>) -> usize {
        self.starts(stretch).count()
    }

    /// The first part that should have a window, and has none.
    pub fn lacking(self, length: usize, spec: &DataSpec) -> Option<(&'static str, usize)> {
        let [train, validation, test] = stretches(length, spec);
        let parts = [
            ("training", train, true),
            ("validation", validation, spec.splits.validation > 0.0),
            ("test", test, spec.splits.test > 0.0),
        ];
        parts
            .into_iter()
            .find(|(_, stretch, wanted)| *wanted && self.count(stretch.clone()) == 0)
            .map(|(name, stretch, _)| (name, stretch.len()))
    }

    /// Windows of all parts.
    pub fn total(self, length: usize, spec: &DataSpec) -> usize {
        stretches(length, spec).into_iter().map(|stretch| self.count(stretch)).sum()
    }
}

/// Draws `samples` of all windows by the seed, from each part its share; their order stays.
pub fn thin(parts: [Part; 3], spec: &DataSpec) -> [Part; 3] {
    let total: usize = parts.iter().map(|part| part.samples).sum();
    let Some(count) = spec.samples.filter(|count| *count < total) else { return parts };
    parts.map(|part| {
        let share = (part.samples as f64 * count as f64 / total as f64).round() as usize;
        let least = usize::from(part.samples > 0);
        let marks = split::draw(&vec![0; part.samples], share.max(least), spec.seed);
        parts::keep(part, &marks)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_stay_within_their_stretch() {
        let windows = Windows { window: 3, horizon: 1, stride: 1 };
        assert_eq!(windows.starts(0..6).collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(windows.starts(10..14).collect::<Vec<_>>(), [10]);
        assert_eq!(windows.count(10..13), 0);
        assert_eq!(windows.count(5..5), 0);
        let wide = Windows { window: 2, horizon: 2, stride: 3 };
        assert_eq!(wide.starts(0..10).collect::<Vec<_>>(), [0, 3, 6]);
    }
}
