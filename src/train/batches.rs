//! Which samples a step sees, and their numbers.

use std::ops::Range;
use std::sync::Arc;

use super::data::{Inputs, Part, Targets};
use crate::random::Stream;

/// The order of the samples in an epoch (from 0), a function of the seed alone; that of the data
/// where nothing is shuffled.
pub fn order(samples: usize, shuffle: bool, seed: u64, epoch: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..samples).collect();
    if shuffle {
        Stream::new(seed, &format!("shuffle/{epoch}")).shuffle(&mut order);
    }
    order
}

/// The stretches of an order that are its batches; the last one may be shorter.
///
/// With `no_single` (a batch norm over one sample has no variance) a last batch of one sample
/// joins the one before.
pub fn ranges(samples: usize, size: usize, no_single: bool) -> Vec<Range<usize>> {
    let size = size.max(1);
    let cut = |start: usize| start..(start + size).min(samples);
    let mut ranges: Vec<Range<usize>> = (0..samples).step_by(size).map(cut).collect();
    if no_single && ranges.len() > 1 && ranges.last().is_some_and(|last| last.len() == 1) {
        ranges.pop();
        if let Some(last) = ranges.last_mut() {
            last.end = samples;
        }
    }
    ranges
}

/// The targets of one batch, in the data's own units.
#[derive(Clone, Debug)]
pub enum Expected {
    Classes(Arc<Vec<u32>>),
    /// Mixed samples: `share` of the first class, the rest of the second.
    Mixed {
        first: Arc<Vec<u32>>,
        second: Arc<Vec<u32>>,
        share: f32,
    },
    Values(Arc<Vec<f32>>),
}

impl Expected {
    /// The class of each sample; of a mixed one that of its larger part.
    pub fn classes(&self) -> Option<&[u32]> {
        match self {
            Expected::Classes(classes) => Some(classes),
            Expected::Mixed { first, share, .. } if *share >= 0.5 => Some(first),
            Expected::Mixed { second, .. } => Some(second),
            Expected::Values(_) => None,
        }
    }
}

/// The numbers of those samples.
pub fn inputs(inputs: &Inputs, rows: impl ExactSizeIterator<Item = usize>) -> Vec<f32> {
    gather(&inputs.values, inputs.elements, rows)
}

/// The targets of those samples.
pub fn targets(part: &Part, rows: impl ExactSizeIterator<Item = usize>) -> Expected {
    match &part.targets {
        Targets::Classes(classes) => {
            let class = |row: usize| classes.get(row).copied().unwrap_or(0);
            Expected::Classes(Arc::new(rows.map(class).collect()))
        }
        Targets::Values { values, width } => {
            Expected::Values(Arc::new(gather(values, *width, rows)))
        }
    }
}

fn gather(values: &[f32], width: usize, rows: impl ExactSizeIterator<Item = usize>) -> Vec<f32> {
    let mut gathered = Vec::with_capacity(rows.len() * width);
    for row in rows {
        let row = values.get(row * width..(row + 1) * width).unwrap_or_default();
        gathered.extend_from_slice(row);
    }
    gathered
}

#[cfg(test)]
mod tests {
    use super::{order, ranges};

    #[test]
    fn every_sample_comes_once() {
        for no_single in [false, true] {
            for (samples, size) in [(10, 3), (9, 3), (1, 4), (7, 1), (5, 100), (0, 4)] {
                let ranges = ranges(samples, size, no_single);
                assert_eq!(
                    ranges.iter().flat_map(Clone::clone).collect::<Vec<_>>(),
                    (0..samples).collect::<Vec<_>>()
                );
            }
        }
        assert_eq!(ranges(10, 3, false), [0..3, 3..6, 6..9, 9..10]);
        assert_eq!(ranges(10, 3, true), [0..3, 3..6, 6..10]);
        assert_eq!(ranges(1, 3, true).first(), Some(&(0..1)));
    }

    #[test]
    fn each_epoch_has_an_order_of_its_own() {
        assert_eq!(order(50, true, 1, 0), order(50, true, 1, 0));
        assert_ne!(order(50, true, 1, 0), order(50, true, 1, 1));
        assert_ne!(order(50, true, 1, 0), order(50, true, 2, 0));
        assert_eq!(order(4, false, 1, 3), [0, 1, 2, 3]);
    }
}
