//! Softmax over the channels at each position.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::copied;
use super::math::exp;
use super::simd::vectorised;

/// `[batch, channels, …]` of any numbers → the same shape, positive and with sum 1 over the
/// channels.
#[derive(Clone, Copy, Debug)]
pub struct Softmax;

vectorised! {
    fn forward<'a>(channels: usize, positions: usize, values: &'a mut [f32]) {
        let (mut largest, mut sums) = (vec![0.0; positions], vec![0.0; positions]);
        for sample in values.chunks_exact_mut((channels * positions).max(1)) {
            largest.fill(f32::NEG_INFINITY);
            for plane in sample.chunks_exact(positions) {
                for (largest, x) in largest.iter_mut().zip(plane) {
                    *largest = if *x > *largest { *x } else { *largest };
                }
            }
            sums.fill(0.0);
            for plane in sample.chunks_exact_mut(positions) {
                let cells = plane.iter_mut().zip(&largest).zip(sums.iter_mut());
                for ((x, largest), sum) in cells {
                    *x = exp(*x - largest);
                    *sum += *x;
                }
            }
            for plane in sample.chunks_exact_mut(positions) {
                plane.iter_mut().zip(&sums).for_each(|(x, sum)| *x /= sum);
            }
        }
    }

    /// `gradient` is that of the result and becomes that of the argument.
    fn backward<'a>(channels: usize, positions: usize, y: &'a [f32], gradient: &'a mut [f32]) {
        let size = (channels * positions).max(1);
        let mut dots = vec![0.0; positions];
        for (y, gradient) in y.chunks_exact(size).zip(gradient.chunks_exact_mut(size)) {
            dots.fill(0.0);
            for (y, gradient) in y.chunks_exact(positions).zip(gradient.chunks_exact(positions)) {
                let cells = dots.iter_mut().zip(y).zip(gradient);
                cells.for_each(|((dot, y), g)| *dot += y * g);
            }
            let planes = y.chunks_exact(positions).zip(gradient.chunks_exact_mut(positions));
            for (y, gradient) in planes {
                let cells = gradient.iter_mut().zip(y).zip(&dots);
                cells.for_each(|((g, y), dot)| *g = y * (*g - dot));
            }
        }
    }
}

impl CustomOp1 for Softmax {
    fn name(&self) -> &'static str {
        "softmax"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (_, channels, positions) = channelled(layout.shape())?;
        let mut values = copied(dense(x, layout)?);
        forward(channels, positions, &mut values);
        Ok((CpuStorage::F32(values), layout.shape().clone()))
    }

    fn bwd(&self, x: &Tensor, y: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let (_, channels, positions) = channelled(x.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (ys, yl) = y.storage_and_layout();
        let mut to_x = copied(on_cpu(&gs, gl)?);
        backward(channels, positions, on_cpu(&ys, yl)?, &mut to_x);
        Ok(Some(tensor(to_x, x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::Softmax;

    #[test]
    fn sums_to_one_over_the_channels() {
        for (shape, channels, positions) in [(vec![4, 5], 5, 1), (vec![2, 3, 2, 4], 3, 8)] {
            let case = Case::new("softmax").input(&shape, 2.0);
            let definition = |v: &[Vec<f64>]| {
                let place = |i: usize| (i / (channels * positions), i % positions);
                let cell = |(sample, position): (usize, usize), c: usize| {
                    v[0][(sample * channels + c) * positions + position].exp()
                };
                let sum = |at| (0..channels).map(|c| cell(at, c)).sum::<f64>();
                v[0].iter().enumerate().map(|(i, x)| x.exp() / sum(place(i))).collect()
            };
            check(&case, |t| t[0].apply_op1(Softmax), definition);
        }
    }
}
