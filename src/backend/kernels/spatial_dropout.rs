//! Dropout of whole channels (Tompson et al. 2015): neighbouring cells say the same, so that
//! dropping single ones would take little away.

use super::kernel::{Backward, Forward, Gradient, Kernel, Mode, Reads};
use super::mask::Mask;
use super::tile::{self, Tile};
use super::{scratch, split};
use crate::random::Stream;

/// `[batch, places, channels]`: one draw for each sample and channel.
#[derive(Clone, Copy, Debug)]
pub struct SpatialDropout {
    places: usize,
    tile: Tile,
    mask: Mask,
}

impl SpatialDropout {
    /// `stream` belongs to one layer of one training.
    pub fn new(places: usize, channels: usize, rate: f64, stream: &Stream) -> SpatialDropout {
        SpatialDropout { places, tile: Tile::new(channels), mask: Mask::new(rate, stream) }
    }

    /// Sets or adds the kept numbers of `from`.
    fn apply(&self, pass: u64, from: &[f32], to: Gradient) {
        let Tile { channels, length } = self.tile;
        let Gradient { values, add } = to;
        let sample = (self.places * channels).max(1);
        split::chunks(values, sample, |index, to| {
            scratch::with(length, |factors| {
                factors.fill(1.0);
                let (first, _) = factors.split_at_mut(channels);
                self.mask.apply(pass, index * channels, first);
                self.tile.repeat(factors);
                let from = from.get(index * sample..).unwrap_or_default();
                tile::scale(from, factors, to, add);
            });
        });
    }
}

impl Kernel for SpatialDropout {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        match pass.mode {
            Mode::Evaluate => pass.y.copy_from_slice(pass.x),
            Mode::Train { pass: number } => {
                self.apply(number, pass.x, Gradient { values: pass.y, add: false });
            }
        }
    }

    fn backward(&self, pass: Backward<'_>) {
        if let Some(dx) = pass.dx {
            self.apply(pass.pass, pass.dy, dx);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::SpatialDropout;
    use crate::backend::kernels::Mask;
    use crate::random::Stream;

    #[test]
    fn whole_channels_go_and_so_do_their_gradients() {
        let stream = Stream::new(4, "dropout/7");
        for (places, channels, rate) in [(6, 10, 0.25), (5, 3, 0.5), (2, 80, 0.3), (4, 3, 0.0)] {
            let kernel = SpatialDropout::new(places, channels, rate, &stream);
            let (batch, x, y) = (3, places * channels, places * channels);
            let (name, spread) = ("spatial dropout", 1.0);
            let case = Case { name, kernel: &kernel, batch, x, other: 0, y, parameters: 0, spread };
            let mut factors = vec![1.0; batch * channels];
            Mask::new(rate, &stream).apply(3, 0, &mut factors);
            check(&case, |v| {
                let factor = |i: usize| factors[i / (places * channels) * channels + i % channels];
                v[0].iter().enumerate().map(|(i, x)| x * f64::from(factor(i))).collect()
            });
        }
    }
}
