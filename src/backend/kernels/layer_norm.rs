//! Layer normalisation (Ba et al. 2016): over the channels at each place.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of blocks.

use super::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use super::{moments, rows, scratch, split};
use crate::backend::kernels::simd::vectorised;

/// x `[batch, places, channels]`, gain and bias `[channels]`.
///
/// Keeps of each place the mean and one over the standard deviation.
#[derive(Clone, Copy, Debug)]
pub struct LayerNorm {
    places: usize,
    channels: usize,
    epsilon: f32,
}

impl LayerNorm {
    pub fn new(places: usize, channels: usize, epsilon: f64) -> LayerNorm {
        LayerNorm { places, channels: channels.max(1), epsilon: epsilon as f32 }
    }

    /// Rows that are worked on together, whatever the threads.
    fn rows(&self) -> usize {
        (moments::BLOCK / self.channels).max(1)
    }
}

/// Numbers of a row, and of its normalised form.
#[inline(always)]
fn normalised(x: &[f32], [mean, inverse]: [f32; 2], gain: &[f32], bias: &[f32], y: &mut [f32]) {
    for ((y, x), (gain, bias)) in y.iter_mut().zip(x).zip(gain.iter().zip(bias)) {
        *y = (x - mean) * inverse * gain + bias;
    }
}

/// `weighted = g·gain`, and the gradients of gain and bias.
#[inline(always)]
fn weigh(
    g: &[f32],
    x: &[f32],
    [mean, inverse]: [f32; 2],
    gain: &[f32],
    weighted: &mut [f32],
    [to_gain, to_bias]: [&mut [f32]; 2],
) {
    let sums = to_gain.iter_mut().zip(to_bias);
    let cells = g.iter().zip(x).zip(gain);
    for ((weighted, (to_gain, to_bias)), ((g, x), gain)) in weighted.iter_mut().zip(sums).zip(cells)
    {
        *weighted = g * gain;
        *to_gain += g * (x - mean) * inverse;
        *to_bias += g;
    }
}

#[inline(always)]
fn spread(x: &[f32], weighted: &[f32], [mean, inverse]: [f32; 2], dx: &mut [f32], add: bool) {
    let part = 1.0 / x.len() as f32;
    let plain = rows::sum(weighted) * part;
    let along = rows::dot(weighted, 0.0, x, mean) * inverse * inverse * part;
    for (dx, (weighted, x)) in dx.iter_mut().zip(weighted.iter().zip(x)) {
        let slope = (weighted - plain - (x - mean) * along) * inverse;
        *dx = if add { *dx + slope } else { slope };
    }
}

vectorised! {
    fn forward<'a>(
        epsilon: f32, x: &'a [f32], gain: &'a [f32], bias: &'a [f32], y: &'a mut [f32],
        kept: &'a mut [f32],
    ) {
        let (channels, part) = (gain.len(), 1.0 / gain.len() as f32);
        let rows = y.chunks_exact_mut(channels).zip(x.chunks_exact(channels));
        for ((y, x), kept) in rows.zip(kept.chunks_exact_mut(2)) {
            let mean = rows::sum(x) * part;
            let inverse = 1.0 / (rows::dot(x, mean, x, mean) * part + epsilon).sqrt();
            kept.copy_from_slice(&[mean, inverse]);
            normalised(x, [mean, inverse], gain, bias, y);
        }
    }

    /// Writes the sums for gain and bias, and the gradient of `x` unless `dx` is empty.
    fn backward<'a>(
        x: &'a [f32], kept: &'a [f32], gain: &'a [f32], dy: &'a [f32], sums: &'a mut [f32],
        dx: Gradient<'a>, weighted: &'a mut [f32],
    ) {
        sums.fill(0.0);
        let channels = gain.len();
        let (to_gain, to_bias) = sums.split_at_mut(channels);
        let mut targets = dx.values.chunks_exact_mut(channels);
        let rows = x.chunks_exact(channels).zip(dy.chunks_exact(channels));
        for ((x, dy), kept) in rows.zip(kept.chunks_exact(2)) {
            let kept = [kept[0], kept[1]];
            weigh(dy, x, kept, gain, weighted, [to_gain, to_bias]);
            if let Some(to) = targets.next() {
                spread(x, weighted, kept, to, dx.add);
            }
        }
    }
}

impl Kernel for LayerNorm {
    fn kept(&self, batch: usize) -> usize {
        2 * batch * self.places
    }

    fn reads(&self) -> Reads {
        Reads::X
    }

    fn forward(&self, pass: Forward<'_>) {
        let (rows, (gain, bias)) = (self.rows(), pass.parameters.split_at(self.channels));
        let block = rows * self.channels;
        let x = |index: usize, length: usize| &pass.x[index * block..][..length];
        if pass.kept.is_empty() {
            // In evaluation nothing need be kept.
            split::chunks(pass.y, block, |index, y| {
                let x = x(index, y.len());
                scratch::with(2 * rows, |kept| forward(self.epsilon, x, gain, bias, y, kept));
            });
            return;
        }
        split::pairs((pass.y, block), (pass.kept, 2 * rows), |index, y, kept| {
            forward(self.epsilon, x(index, y.len()), gain, bias, y, kept);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let (rows, channels, x) = (self.rows(), self.channels, pass.x);
        let (gain, _) = pass.parameters.split_at(channels);
        let (block, dy, kept) = (rows * channels, &*pass.dy, &*pass.kept);
        let work = |index: usize, sums: &mut [f32], dx: Gradient| {
            let at = index * block..x.len().min((index + 1) * block);
            let (x, dy, kept) = (&x[at.clone()], &dy[at], &kept[index * rows * 2..]);
            scratch::with(channels, |weighted| {
                backward(x, kept, gain, dy, sums, dx, weighted);
            });
        };
        scratch::with(2 * channels * x.len().div_ceil(block), |partial| {
            match pass.dx {
                Some(dx) => {
                    let targets = (dx.values, block);
                    split::pairs(targets, (partial, 2 * channels), |index, to, sums| {
                        work(index, sums, Gradient { values: to, add: dx.add });
                    });
                }
                None => split::shares(x.len(), partial, 2 * channels, |index, sums| {
                    work(index, sums, Gradient { values: &mut [], add: false });
                }),
            }
            moments::total(partial, 2 * channels, pass.dparameters);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::LayerNorm;

    fn definition(x: &[f64], learned: &[f64]) -> Vec<f64> {
        let channels = learned.len() / 2;
        let (gain, bias) = learned.split_at(channels);
        let mut out = Vec::new();
        for row in x.chunks(channels) {
            let mean = row.iter().sum::<f64>() / channels as f64;
            let squares = row.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
            let deviation = (squares / channels as f64 + 1e-5).sqrt();
            let cells = row.iter().zip(gain).zip(bias);
            out.extend(cells.map(|((x, gain), bias)| (x - mean) / deviation * gain + bias));
        }
        out
    }

    #[test]
    fn images_and_features_follow_the_definition() {
        for (places, channels) in [(8, 5), (1, 20), (17, 3), (2, 40)] {
            let (name, kernel, batch) = ("layer_norm", &LayerNorm::new(places, channels, 1e-5), 3);
            let (x, y, other) = (places * channels, places * channels, 0);
            let (parameters, spread) = (2 * channels, 2.0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread };
            check(&case, |v| definition(&v[0], &v[2]));
        }
    }

    /// More rows than one block has: every one is normalised, and counts for gain and bias.
    #[test]
    fn blocks_are_put_together() {
        let (rows, channels) = (40_000, 2);
        let kernel = LayerNorm::new(rows, channels, 0.0);
        let x: Vec<f32> = (0..rows).flat_map(|i| [i as f32, i as f32 + 2.0]).collect();
        let (mut y, mut kept) = (vec![0.0; x.len()], vec![0.0; 2 * rows]);
        let (dparameters, parameters) = (&mut [0.0; 4], &[1.0, 1.0, 0.0, 10.0]);
        let mode = super::super::Mode::Train { pass: 1 };
        let (x, other, batch): (&[f32], &[f32], usize) = (&x, &[], 1);
        let pass = super::Forward { mode, batch, x, other, parameters, y: &mut y, kept: &mut kept };
        super::Kernel::forward(&kernel, pass);
        assert!(y.chunks(2).all(|y| y == [-1.0, 11.0]));
        let (dy, kept) = (&mut vec![1.0; x.len()], &mut kept);
        let (dx, dother, y, pass): (_, _, &[f32], u64) = (None, None, &[], 1);
        super::Kernel::backward(
            &kernel,
            super::Backward {
                pass,
                batch,
                x,
                other,
                parameters,
                y,
                kept,
                dy,
                dx,
                dother,
                dparameters,
            },
        );
        assert_eq!(*dparameters, [-40_000.0, 40_000.0, 40_000.0, 40_000.0]);
    }
}
