//! Which samples a step sees, and their numbers.

use std::ops::Range;

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
    Classes(Vec<u32>),
    /// Mixed samples: `share` of the first class, the rest of the second.
    Mixed {
        first: Vec<u32>,
        second: Vec<u32>,
        share: f32,
    },
    Values(Vec<f32>),
}

impl Default for Expected {
    fn default() -> Expected {
        Expected::Classes(Vec::new())
    }
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

    /// The targets of those samples, in the room that this one has.
    pub fn refill(self, part: &Part, rows: impl Iterator<Item = usize>) -> Expected {
        match &part.targets {
            Targets::Classes(classes) => {
                let mut room = match self {
                    Expected::Classes(room) | Expected::Mixed { first: room, .. } => room,
                    Expected::Values(_) => Vec::new(),
                };
                room.clear();
                room.extend(rows.map(|row| classes.get(row).copied().unwrap_or(0)));
                Expected::Classes(room)
            }
            Targets::Values { values, width } => {
                let mut room = if let Expected::Values(room) = self { room } else { Vec::new() };
                room.clear();
                let row = |row: usize| values.get(row * width..(row + 1) * width);
                rows.for_each(|at| room.extend_from_slice(row(at).unwrap_or_default()));
                Expected::Values(room)
            }
        }
    }
}

/// Lays the numbers of those samples one after the other.
pub fn gather(inputs: &Inputs, rows: impl Iterator<Item = usize>, room: &mut [f32]) {
    let width = inputs.elements;
    for (place, row) in room.chunks_exact_mut(width.max(1)).zip(rows) {
        if let Some(sample) = inputs.values.get(row * width..(row + 1) * width) {
            place.copy_from_slice(sample);
        }
    }
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
