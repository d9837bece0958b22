//! The maximum over all places. Of equal cells the first one gets the gradient.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of a sample.

use super::kernel::{Backward, Forward, Kernel, Reads};
use super::{scratch, split};
use crate::backend::kernels::simd::vectorised;

/// `[batch, places, channels]` → `[batch, channels]`.
///
/// Keeps the place of each maximum, as the bits of a number.
#[derive(Clone, Copy, Debug)]
pub struct GlobalMaxPool {
    places: usize,
    channels: usize,
}

impl GlobalMaxPool {
    pub fn new(places: usize, channels: usize) -> GlobalMaxPool {
        GlobalMaxPool { places: places.max(1), channels: channels.max(1) }
    }
}

/// Whether a cell beats the best one before it: what is no number wins, so that divergence shows,
/// and the first such one stays.
#[inline(always)]
fn wins(cell: f32, best: f32) -> bool {
    (cell > best) | (cell.is_nan() & !best.is_nan())
}

#[inline(always)]
fn compare(place: u32, x: &[f32], best: &mut [f32], winners: &mut [f32]) {
    for ((best, winner), x) in best.iter_mut().zip(winners).zip(x) {
        let wins = wins(*x, *best);
        *winner = if wins { f32::from_bits(place) } else { *winner };
        *best = if wins { *x } else { *best };
    }
}

#[inline(always)]
fn spread(place: u32, dy: &[f32], winners: &[f32], dx: &mut [f32], add: bool) {
    for (dx, (dy, winner)) in dx.iter_mut().zip(dy.iter().zip(winners)) {
        let own = if winner.to_bits() == place { *dy } else { 0.0 };
        *dx = if add { *dx + own } else { own };
    }
}

vectorised! {
    fn best<'a>(x: &'a [f32], best: &'a mut [f32], winners: &'a mut [f32]) {
        best.fill(f32::NEG_INFINITY);
        winners.fill(0.0);
        for (place, x) in x.chunks_exact(best.len()).enumerate() {
            compare(place as u32, x, best, winners);
        }
    }

    fn spread_all<'a>(dy: &'a [f32], winners: &'a [f32], dx: &'a mut [f32], add: bool) {
        for (place, dx) in dx.chunks_exact_mut(dy.len()).enumerate() {
            spread(place as u32, dy, winners, dx, add);
        }
    }
}

impl Kernel for GlobalMaxPool {
    fn kept(&self, batch: usize) -> usize {
        batch * self.channels
    }

    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        let (sample, channels) = (self.places * self.channels, self.channels);
        let of = |index: usize| &pass.x[index * sample..][..sample];
        if pass.kept.is_empty() {
            // In evaluation nothing need be kept.
            split::shares(pass.x.len(), pass.y, channels, |index, y| {
                scratch::with(channels, |kept| best(of(index), y, kept));
            });
            return;
        }
        split::pairs((pass.y, channels), (pass.kept, channels), |index, y, kept| {
            best(of(index), y, kept);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let (channels, dy, kept) = (self.channels, &*pass.dy, &*pass.kept);
        split::chunks(dx.values, self.places * channels, |index, to| {
            let own = index * channels..(index + 1) * channels;
            spread_all(&dy[own.clone()], &kept[own], to, dx.add);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::{GlobalMaxPool, best};

    #[test]
    fn is_the_maximum() {
        for (places, channels) in [(35, 2), (35, 21), (1, 5)] {
            let (name, kernel) = ("maximum", &GlobalMaxPool::new(places, channels));
            let (batch, x, y, other, parameters) = (3, places * channels, channels, 0, 0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread: 1.0 };
            check(&case, |v| {
                let most = |x: &[f64], c: usize| {
                    x.iter().skip(c).step_by(channels).copied().fold(f64::NEG_INFINITY, f64::max)
                };
                let samples = v[0].chunks(places * channels);
                samples.flat_map(|x| (0..channels).map(move |c| most(x, c))).collect()
            });
        }
    }

    #[test]
    fn the_first_of_equals_wins_and_what_is_no_number() {
        let (mut y, mut kept) = ([0.0; 2], [0.0; 2]);
        best(&[1.0, f32::NAN, 2.0, 5.0, 2.0, f32::NAN], &mut y, &mut kept);
        assert!(y[0] == 2.0 && y[1].is_nan());
        assert_eq!(kept.map(f32::to_bits), [1, 0]);
    }
}
