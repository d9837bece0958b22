//! The mean over all places.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of a sample.

use super::kernel::{Backward, Forward, Kernel, Reads};
use super::tile::{self, Tile};
use super::{scratch, split};

/// `[batch, places, channels]` → `[batch, channels]`.
#[derive(Clone, Copy, Debug)]
pub struct GlobalAvgPool {
    places: usize,
    tile: Tile,
}

impl GlobalAvgPool {
    pub fn new(places: usize, channels: usize) -> GlobalAvgPool {
        GlobalAvgPool { places: places.max(1), tile: Tile::new(channels) }
    }
}

impl Kernel for GlobalAvgPool {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        let Tile { channels, length } = self.tile;
        let (sample, share) = (self.places * channels, 1.0 / self.places as f32);
        split::shares(pass.x.len(), pass.y, channels, |index, y| {
            scratch::with(length, |sums| {
                sums.fill(0.0);
                tile::sums(&pass.x[index * sample..][..sample], sums);
                self.tile.fold(sums);
                y.iter_mut().zip(sums).for_each(|(y, sum)| *y = *sum * share);
            });
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let Tile { channels, length } = self.tile;
        let (dy, share) = (&*pass.dy, 1.0 / self.places as f32);
        split::chunks(dx.values, self.places * channels, |index, to| {
            scratch::with(length, |row| {
                let dy = &dy[index * channels..][..channels];
                row.iter_mut().zip(dy).for_each(|(row, dy)| *row = dy * share);
                self.tile.repeat(row);
                tile::repeat(row, to, dx.add);
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::GlobalAvgPool;

    #[test]
    fn is_the_mean() {
        for (places, channels) in [(35, 2), (35, 21), (3, 70), (1, 5)] {
            let (name, kernel) = ("mean", &GlobalAvgPool::new(places, channels));
            let (batch, x, y, other, parameters) = (3, places * channels, channels, 0, 0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread: 1.0 };
            check(&case, |v| {
                let sample = |x: &[f64], c: usize| x.iter().skip(c).step_by(channels).sum::<f64>();
                let samples = v[0].chunks(places * channels);
                let sums = samples.flat_map(|x| (0..channels).map(move |c| sample(x, c)));
                sums.map(|sum| sum / places as f64).collect()
            });
        }
    }
}
