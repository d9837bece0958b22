//! Means and variances of channels, in one pass over the numbers.
//!
//! Each block of rows is summed about its own first row, so that no digits are lost where the mean
//! is far from 0; blocks are put together in double precision (Chan et al. 1979).
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of blocks.

use super::tile::{self, Tile};
use super::{scratch, split};

/// About so many numbers make a block, whatever the threads.
pub const BLOCK: usize = 1 << 14;

/// Mean and biased variance of each channel of `x`, `[rows, channels]`.
pub fn of(tile: &Tile, x: &[f32], mean: &mut [f32], variance: &mut [f32]) {
    let (block, length) = (tile.near(BLOCK), tile.length);
    scratch::with(2 * length * x.len().div_ceil(block), |partial| {
        split::shares(x.len(), partial, 2 * length, |index, partial| {
            let rows = &x[index * block..x.len().min((index + 1) * block)];
            let (sums, squares) = partial.split_at_mut(length);
            about_the_first(tile, rows, sums, squares);
        });
        let blocks = Blocks { x, partial, tile, block };
        for (channel, (mean, variance)) in mean.iter_mut().zip(variance).enumerate() {
            (*mean, *variance) = blocks.channel(channel);
        }
    });
}

/// The sums and sums of squares about the first row.
pub fn about_the_first(tile: &Tile, rows: &[f32], sums: &mut [f32], squares: &mut [f32]) {
    sums.fill(0.0);
    squares.fill(0.0);
    scratch::with(tile.length, |centre| {
        centre[..tile.channels].copy_from_slice(&rows[..tile.channels]);
        tile.repeat(centre);
        tile::moments(rows, centre, sums, squares);
    });
    tile.fold(sums);
    tile.fold(squares);
}

struct Blocks<'a> {
    x: &'a [f32],
    partial: &'a [f32],
    tile: &'a Tile,
    block: usize,
}

impl Blocks<'_> {
    /// Of each block: its rows, its centre, and the sums of the numbers and their squares about it.
    fn each(&self, channel: usize) -> impl Iterator<Item = [f64; 4]> {
        let length = self.tile.length;
        let partial = self.partial.chunks_exact(2 * length);
        self.x.chunks(self.block).zip(partial).map(move |(x, partial)| {
            let rows = (x.len() / self.tile.channels) as f64;
            let (sum, squares) = (partial[channel], partial[length + channel]);
            [rows, f64::from(x[channel]), f64::from(sum), f64::from(squares)]
        })
    }

    fn channel(&self, channel: usize) -> (f32, f32) {
        let part = 1.0 / (self.x.len() / self.tile.channels) as f64;
        let sums = self.each(channel).map(|[rows, centre, sum, _]| sum + rows * centre);
        let mean = sums.sum::<f64>() * part;
        let squares = self.each(channel).map(|[rows, centre, sum, squares]| {
            let off = mean - centre;
            squares - 2.0 * off * sum + rows * off * off
        });
        (mean as f32, (squares.sum::<f64>() * part).max(0.0) as f32)
    }
}

/// The sum of each channel's numbers, which lie `stride` apart.
pub fn total(partial: &[f32], stride: usize, sums: &mut [f32]) {
    for (channel, sum) in sums.iter_mut().enumerate() {
        let parts = partial[channel..].iter().step_by(stride);
        *sum = parts.map(|part| f64::from(*part)).sum::<f64>() as f32;
    }
}

#[cfg(test)]
mod tests {
    use super::{Tile, of};
    use crate::random::Stream;

    /// The variance in `f32` keeps five digits a thousand deviations from 0, and four where a block
    /// is summed about a number far from all others.
    #[test]
    fn no_digits_are_lost_far_from_zero() {
        for (channels, rows, outlier, bound) in
            [(3, 20_000, 0.0, 1e-5), (64, 900, 0.0, 1e-5), (100, 400, -1000.0, 1e-4)]
        {
            let mut stream = Stream::new(1, "far");
            let mut x: Vec<f32> =
                (0..rows * channels).map(|_| 1000.0 + stream.normal() as f32).collect();
            x[0] += outlier;
            let (mut mean, mut variance) = (vec![0.0; channels], vec![0.0; channels]);
            of(&Tile::new(channels), &x, &mut mean, &mut variance);
            for channel in 0..channels {
                let own = || x.iter().skip(channel).step_by(channels).map(|x| f64::from(*x));
                let exact = own().sum::<f64>() / rows as f64;
                let spread = own().map(|x| (x - exact).powi(2)).sum::<f64>() / rows as f64;
                let off = (f64::from(mean[channel]) - exact).abs() / spread.sqrt();
                assert!(off < 4e-5, "{channel}");
                assert!((f64::from(variance[channel]) / spread - 1.0).abs() < bound, "{channel}");
            }
        }
    }
}
