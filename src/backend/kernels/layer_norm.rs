//! Layer normalisation (Ba et al. 2016): over the channels of a sample, at each position.

use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::{copied, stale};
use super::simd::{self, vectorised};

/// x `[batch, channels, …]`, gain and bias `[channels]`.
#[derive(Clone, Copy, Debug)]
pub struct LayerNorm {
    pub epsilon: f32,
}

/// The statistics of a sample at each position: mean, and one over the standard deviation.
#[inline(always)]
fn statistics(x: &[f32], positions: usize, epsilon: f32, mean: &mut [f32], inverse: &mut [f32]) {
    let part = positions as f32 / x.len().max(1) as f32;
    if let ([mean], [inverse]) = (&mut *mean, &mut *inverse) {
        *mean = simd::sum(x) * part;
        *inverse = 1.0 / (simd::dot(x, *mean, x, *mean) * part + epsilon).sqrt();
        return;
    }
    mean.fill(0.0);
    for plane in x.chunks_exact(positions) {
        mean.iter_mut().zip(plane).for_each(|(sum, x)| *sum += x);
    }
    mean.iter_mut().for_each(|sum| *sum *= part);
    inverse.fill(0.0);
    for plane in x.chunks_exact(positions) {
        let cells = inverse.iter_mut().zip(plane).zip(mean.iter());
        cells.for_each(|((sum, x), mean)| *sum += (x - mean) * (x - mean));
    }
    inverse.iter_mut().for_each(|sum| *sum = 1.0 / (*sum * part + epsilon).sqrt());
}

/// One over a row of a sample, `[channels, positions]`.
struct Sizes {
    sample: usize,
    positions: usize,
    epsilon: f32,
}

vectorised! {
    fn forward<'a>(
        sizes: &'a Sizes, x: &'a [f32], gain: &'a [f32], bias: &'a [f32], out: &'a mut [f32],
    ) {
        let positions = sizes.positions;
        let (mut mean, mut inverse) = (vec![0.0; positions], vec![0.0; positions]);
        let samples = x.chunks_exact(sizes.sample).zip(out.chunks_exact_mut(sizes.sample));
        for (x, out) in samples {
            statistics(x, positions, sizes.epsilon, &mut mean, &mut inverse);
            if let ([mean], [inverse]) = (mean.as_slice(), inverse.as_slice()) {
                for (((out, x), gain), bias) in out.iter_mut().zip(x).zip(gain).zip(bias) {
                    *out = (x - mean) * inverse * gain + bias;
                }
                continue;
            }
            let planes = out.chunks_exact_mut(positions).zip(x.chunks_exact(positions));
            for ((out, x), (gain, bias)) in planes.zip(gain.iter().zip(bias)) {
                let cells = out.iter_mut().zip(x).zip(mean.iter().zip(&inverse));
                for ((out, x), (mean, inverse)) in cells {
                    *out = (x - mean) * inverse * gain + bias;
                }
            }
        }
    }

    /// `to_x` holds the gradient of the result and becomes that of `x`.
    fn backward<'a>(
        sizes: &'a Sizes, x: &'a [f32], gain: &'a [f32], to_x: &'a mut [f32],
        to_gain: &'a mut [f32], to_bias: &'a mut [f32],
    ) {
        let positions = sizes.positions;
        let part = positions as f32 / sizes.sample as f32;
        let (mut mean, mut inverse) = (vec![0.0; positions], vec![0.0; positions]);
        // Per position, the sums over channels of the gradient, and of it times the normalised x.
        let (mut plain, mut dotted) = (vec![0.0; positions], vec![0.0; positions]);
        let mut normal = vec![0.0; sizes.sample];
        for (x, to_x) in x.chunks_exact(sizes.sample).zip(to_x.chunks_exact_mut(sizes.sample)) {
            statistics(x, positions, sizes.epsilon, &mut mean, &mut inverse);
            plain.fill(0.0);
            dotted.fill(0.0);
            let planes = normal.chunks_exact_mut(positions).zip(x.chunks_exact(positions));
            let planes = planes.zip(to_x.chunks_exact_mut(positions)).zip(gain);
            let sums = to_gain.iter_mut().zip(to_bias.iter_mut());
            for ((((normal, x), to_x), gain), (to_gain, to_bias)) in planes.zip(sums) {
                let stats = mean.iter().zip(&inverse);
                for ((normal, x), (mean, inverse)) in normal.iter_mut().zip(x).zip(stats) {
                    *normal = (x - mean) * inverse;
                }
                *to_gain += simd::dot(to_x, 0.0, normal, 0.0);
                *to_bias += simd::sum(to_x);
                to_x.iter_mut().for_each(|to_x| *to_x *= gain);
                plain.iter_mut().zip(&*to_x).for_each(|(sum, g)| *sum += g * part);
                let cells = dotted.iter_mut().zip(&*to_x).zip(&*normal);
                cells.for_each(|((sum, g), n)| *sum += g * n * part);
            }
            let planes = to_x.chunks_exact_mut(positions).zip(normal.chunks_exact(positions));
            for (to_x, normal) in planes {
                let sums = plain.iter().zip(&dotted).zip(&inverse);
                for ((to_x, normal), ((plain, dotted), inverse)) in
                    to_x.iter_mut().zip(normal).zip(sums)
                {
                    *to_x = (*to_x - plain - normal * dotted) * inverse;
                }
            }
        }
    }
}

impl CustomOp3 for LayerNorm {
    fn name(&self) -> &'static str {
        "layer_norm"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        xl: &Layout,
        gain: &CpuStorage,
        gl: &Layout,
        bias: &CpuStorage,
        bl: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (_, channels, positions) = channelled(xl.shape())?;
        let sample = (channels * positions).max(1);
        let x = dense(x, xl)?;
        let mut out = stale(x.len());
        let sizes = Sizes { sample, positions, epsilon: self.epsilon };
        forward(&sizes, x, dense(gain, gl)?, dense(bias, bl)?, &mut out);
        Ok((CpuStorage::F32(out), xl.shape().clone()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        gain: &Tensor,
        bias: &Tensor,
        _: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (_, channels, positions) = channelled(x.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (xs, xl) = x.storage_and_layout();
        let (ws, wl) = gain.storage_and_layout();
        let mut to_x = copied(on_cpu(&gs, gl)?);
        let (mut to_gain, mut to_bias) = (vec![0.0; channels], vec![0.0; channels]);
        let sample = (channels * positions).max(1);
        let sizes = Sizes { sample, positions, epsilon: self.epsilon };
        let (x_values, gain_values) = (on_cpu(&xs, xl)?, on_cpu(&ws, wl)?);
        backward(&sizes, x_values, gain_values, &mut to_x, &mut to_gain, &mut to_bias);
        let to_gain = tensor(to_gain, gain.shape())?;
        Ok((Some(tensor(to_x, x.shape())?), Some(to_gain), Some(tensor(to_bias, bias.shape())?)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::LayerNorm;

    fn definition(v: &[Vec<f64>], positions: usize) -> Vec<f64> {
        let channels = v[1].len();
        let mut out = vec![0.0; v[0].len()];
        for sample in 0..v[0].len() / (channels * positions) {
            for position in 0..positions {
                let place = |c: usize| (sample * channels + c) * positions + position;
                let mean = (0..channels).map(|c| v[0][place(c)]).sum::<f64>() / channels as f64;
                let squares = (0..channels).map(|c| (v[0][place(c)] - mean).powi(2));
                let variance = squares.sum::<f64>() / channels as f64;
                for c in 0..channels {
                    let normal = (v[0][place(c)] - mean) / (variance + 1e-5).sqrt();
                    out[place(c)] = normal * v[1][c] + v[2][c];
                }
            }
        }
        out
    }

    #[test]
    fn images_and_features_follow_the_definition() {
        for (shape, channels, positions) in
            [(vec![3, 5, 4, 2], 5, 8), (vec![4, 20], 20, 1), (vec![2, 3, 17], 3, 17)]
        {
            let case = Case::new("layer_norm")
                .input(&shape, 2.0)
                .input(&[channels], 1.0)
                .input(&[channels], 1.0);
            let kernel = LayerNorm { epsilon: 1e-5 };
            check(&case, |t| t[0].apply_op3(&t[1], &t[2], kernel), |v| definition(v, positions));
        }
    }
}
