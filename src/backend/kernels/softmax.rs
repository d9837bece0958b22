//! Softmax over the channels at each place.

use super::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use super::{blocks, rows, split};
use crate::backend::kernels::math::exp;
use crate::backend::kernels::simd::vectorised;

/// `[batch, places, channels]` of any numbers → the same shape, positive and with sum 1 over the
/// channels.
#[derive(Clone, Copy, Debug)]
pub struct Softmax {
    channels: usize,
}

impl Softmax {
    pub fn new(channels: usize) -> Softmax {
        Softmax { channels: channels.max(1) }
    }

    /// Numbers of the whole rows that are worked on together.
    fn near(&self) -> usize {
        self.channels * (8 * blocks::BLOCK / self.channels).max(1)
    }
}

vectorised! {
    fn forward<'a>(channels: usize, x: &'a [f32], y: &'a mut [f32]) {
        for (y, x) in y.chunks_exact_mut(channels).zip(x.chunks_exact(channels)) {
            let largest = rows::largest(x);
            y.iter_mut().zip(x).for_each(|(y, x)| *y = exp(x - largest));
            let sum = rows::sum(y);
            let part = 1.0 / sum;
            y.iter_mut().for_each(|y| *y *= part);
        }
    }

    fn backward<'a>(
        channels: usize, y: &'a [f32], dy: &'a [f32], dx: &'a mut [f32], add: bool,
    ) {
        let rows = y.chunks_exact(channels).zip(dy.chunks_exact(channels));
        for (dx, (y, dy)) in dx.chunks_exact_mut(channels).zip(rows) {
            let dot = rows::dot(y, 0.0, dy, 0.0);
            let cells = dx.iter_mut().zip(y.iter().zip(dy));
            if add {
                cells.for_each(|(dx, (y, dy))| *dx += y * (dy - dot));
            } else {
                cells.for_each(|(dx, (y, dy))| *dx = y * (dy - dot));
            }
        }
    }
}

impl Kernel for Softmax {
    fn reads(&self) -> Reads {
        Reads::Y
    }

    fn forward(&self, pass: Forward<'_>) {
        let near = self.near();
        split::chunks(pass.y, near, |index, y| {
            forward(self.channels, pass.x.get(index * near..).unwrap_or_default(), y);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let (near, dy, y) = (self.near(), &*pass.dy, pass.y);
        let Some(Gradient { values, add }) = pass.dx else { return };
        split::chunks(values, near, |index, dx| {
            let y = y.get(index * near..).unwrap_or_default();
            backward(self.channels, y, dy.get(index * near..).unwrap_or_default(), dx, add);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::Softmax;

    #[test]
    fn sums_to_one_over_the_channels() {
        for (channels, places) in [(5, 1), (3, 8), (40, 2)] {
            let (name, kernel, batch) = ("softmax", &Softmax::new(channels), 4);
            let (x, y, other, parameters, spread) =
                (channels * places, channels * places, 0, 0, 2.0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread };
            check(&case, |v| {
                let sum = |row: &[f64]| row.iter().map(|x| x.exp()).sum::<f64>();
                let rows = v[0].chunks(channels);
                rows.flat_map(|row| row.iter().map(move |x| x.exp() / sum(row))).collect()
            });
        }
    }
}
