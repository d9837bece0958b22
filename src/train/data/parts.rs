//! Cutting a pool into parts in place: the numbers are in memory once.

use super::split::Division;
use super::{Inputs, Part, Targets};

/// The three parts of a pool.
pub fn cut(mut pool: Part, division: &Division) -> [Part; 3] {
    let order: Vec<usize> = [&division.train, &division.validation, &division.test]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    let (width, elements) = (pool.targets.width(), pool.inputs.elements);
    permute(&mut pool.inputs.values, elements, &order);
    match &mut pool.targets {
        Targets::Classes(ids) => permute(ids, 1, &order),
        Targets::Values { values, .. } => permute(values, width, &order),
    }
    pool.samples = order.len();
    let test = pool.split_off(pool.samples - division.test.len());
    let validation = pool.split_off(division.train.len());
    pool.inputs.values.shrink_to_fit();
    [pool, validation, test]
}

/// As many samples as there are targets.
pub fn of(inputs: Inputs, targets: Targets) -> Part {
    let samples = match &targets {
        Targets::Classes(ids) => ids.len(),
        Targets::Values { values, width } => values.len().checked_div(*width).unwrap_or(0),
    };
    Part { inputs, targets, samples }
}

/// Keeps the marked samples, in their order.
pub fn keep(pool: Part, marks: &[bool]) -> Part {
    let kept: Vec<usize> =
        marks.iter().enumerate().filter(|(_, mark)| **mark).map(|(at, _)| at).collect();
    let [kept, ..] = cut(pool, &Division { train: kept, ..Division::default() });
    kept
}

impl Targets {
    /// Numbers per sample.
    pub fn width(&self) -> usize {
        match self {
            Targets::Classes(_) => 1,
            Targets::Values { width, .. } => *width,
        }
    }
}

impl Part {
    /// Cuts off what follows the first `at` samples.
    fn split_off(&mut self, at: usize) -> Part {
        let values = split_off(&mut self.inputs.values, at * self.inputs.elements);
        let targets = match &mut self.targets {
            Targets::Classes(ids) => Targets::Classes(split_off(ids, at)),
            Targets::Values { values, width } => {
                Targets::Values { values: split_off(values, at * *width), width: *width }
            }
        };
        let samples = self.samples - at;
        self.samples = at;
        Part { inputs: Inputs { values, elements: self.inputs.elements }, targets, samples }
    }
}

fn split_off<T>(values: &mut Vec<T>, at: usize) -> Vec<T> {
    values.split_off(at.min(values.len()))
}

/// Row `i` becomes what row `order[i]` was; rows that `order` leaves out are dropped.
fn permute<T: Copy>(values: &mut Vec<T>, width: usize, order: &[usize]) {
    let rows = values.len().checked_div(width).unwrap_or(0);
    // Where each row goes; rows that are left out go behind the others.
    let mut goes = vec![usize::MAX; rows];
    for (to, from) in order.iter().enumerate() {
        if let Some(place) = goes.get_mut(*from) {
            *place = to;
        }
    }
    let left_out = goes.iter_mut().filter(|to| **to == usize::MAX);
    left_out.zip(order.len()..).for_each(|(place, to)| *place = to);
    for at in 0..rows {
        while let Some(to) = goes.get(at).copied().filter(|to| *to != at) {
            swap_rows(values, width, at, to);
            goes.swap(at, to);
        }
    }
    values.truncate(order.len().saturating_mul(width));
}

fn swap_rows<T>(values: &mut [T], width: usize, a: usize, b: usize) {
    let (low, high) = (a.min(b), a.max(b));
    let (head, tail) = values.split_at_mut(high * width);
    let low = head.get_mut(low * width..(low + 1) * width).unwrap_or_default();
    let high = tail.get_mut(..width).unwrap_or_default();
    low.swap_with_slice(high);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use proptest::prelude::*;

    #[test]
    fn parts_hold_their_samples_in_order() {
        let pool = Part {
            inputs: Inputs { values: (0..10).map(|x| x as f32).collect(), elements: 2 },
            targets: Targets::Classes(vec![0, 1, 2, 3, 4]),
            samples: 5,
        };
        let division = Division { train: vec![4, 1], validation: vec![0], test: vec![3, 2] };
        let [train, validation, test] = cut(pool, &division);
        assert_eq!(train.inputs.values, [8.0, 9.0, 2.0, 3.0]);
        assert_eq!((train.targets, train.samples), (Targets::Classes(vec![4, 1]), 2));
        assert_eq!((validation.inputs.values, validation.samples), (vec![0.0, 1.0], 1));
        assert_eq!((test.inputs.values, test.samples), (vec![6.0, 7.0, 4.0, 5.0], 2));
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: proptest::test_runner::RngSeed::Fixed(6),
            ..ProptestConfig::default()
        })]

        #[test]
        fn permuting_in_place_is_gathering(rows in 0_usize..40, width in 1_usize..4, kept in 0_usize..40, seed in 0_u64..99) {
            let mut values: Vec<usize> = (0..rows * width).collect();
            let mut order: Vec<usize> = (0..rows).collect();
            Stream::new(seed, "order").shuffle(&mut order);
            order.truncate(kept);
            let gathered: Vec<usize> =
                order.iter().flat_map(|row| row * width..(row + 1) * width).collect();
            permute(&mut values, width, &order);
            prop_assert_eq!(values, gathered);
        }
    }
}
