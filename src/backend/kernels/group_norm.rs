//! Group normalisation (Wu & He 2018): over the channels of a group at all positions.

use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor, bail};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::{copied, stale};
use super::simd::{self, vectorised};

/// x `[batch, channels, …]`, gain and bias `[channels]`.
#[derive(Clone, Copy, Debug)]
pub struct GroupNorm {
    pub groups: usize,
    pub epsilon: f32,
}

/// The sizes of one pass.
struct Sizes {
    /// Channels of a sample and of a group.
    channels: usize,
    depth: usize,
    positions: usize,
    epsilon: f32,
}

impl Sizes {
    #[inline(always)]
    fn group(&self) -> usize {
        (self.depth * self.positions).max(1)
    }

    #[inline(always)]
    fn sample(&self) -> usize {
        (self.channels * self.positions).max(1)
    }
}

/// The mean of a group, and one over its standard deviation.
#[inline(always)]
fn statistics(group: &[f32], epsilon: f32) -> (f32, f32) {
    let part = 1.0 / group.len() as f32;
    let mean = simd::sum(group) * part;
    (mean, 1.0 / (simd::dot(group, mean, group, mean) * part + epsilon).sqrt())
}

vectorised! {
    fn forward<'a>(
        sizes: &'a Sizes, x: &'a [f32], gain: &'a [f32], bias: &'a [f32], out: &'a mut [f32],
    ) {
        let samples = x.chunks_exact(sizes.sample()).zip(out.chunks_exact_mut(sizes.sample()));
        for (x, out) in samples {
            let groups = x.chunks_exact(sizes.group()).zip(out.chunks_exact_mut(sizes.group()));
            let maps = gain.chunks_exact(sizes.depth).zip(bias.chunks_exact(sizes.depth));
            for ((x, out), (gain, bias)) in groups.zip(maps) {
                let (mean, inverse) = statistics(x, sizes.epsilon);
                let planes = x.chunks_exact(sizes.positions);
                let planes = planes.zip(out.chunks_exact_mut(sizes.positions));
                for ((x, out), (gain, bias)) in planes.zip(gain.iter().zip(bias)) {
                    let scale = inverse * gain;
                    out.iter_mut().zip(x).for_each(|(out, x)| *out = (x - mean) * scale + bias);
                }
            }
        }
    }

    /// `to_x` holds the gradient of the result and becomes that of `x`.
    fn backward<'a>(
        sizes: &'a Sizes, x: &'a [f32], gain: &'a [f32], to_x: &'a mut [f32],
        to_gain: &'a mut [f32], to_bias: &'a mut [f32],
    ) {
        let part = 1.0 / sizes.group() as f32;
        for (x, to_x) in x.chunks_exact(sizes.sample()).zip(to_x.chunks_exact_mut(sizes.sample())) {
            let groups = x.chunks_exact(sizes.group()).zip(to_x.chunks_exact_mut(sizes.group()));
            let maps = gain.chunks_exact(sizes.depth).zip(to_gain.chunks_exact_mut(sizes.depth));
            let maps = maps.zip(to_bias.chunks_exact_mut(sizes.depth));
            for ((x, to_x), ((gain, to_gain), to_bias)) in groups.zip(maps) {
                let (mean, inverse) = statistics(x, sizes.epsilon);
                // The means of the gradient, and of it times the normalised numbers.
                let (mut plain, mut dotted) = (0.0, 0.0);
                let planes = x.chunks_exact(sizes.positions);
                let planes = planes.zip(to_x.chunks_exact_mut(sizes.positions));
                let sums = gain.iter().zip(to_gain.iter_mut().zip(to_bias));
                for ((x, to_x), (gain, (to_gain, to_bias))) in planes.zip(sums) {
                    let sum = simd::sum(to_x);
                    let dot = simd::dot(to_x, 0.0, x, mean) * inverse;
                    *to_gain += dot;
                    *to_bias += sum;
                    plain += sum * gain * part;
                    dotted += dot * gain * part;
                    to_x.iter_mut().for_each(|to_x| *to_x *= gain);
                }
                let along = inverse * dotted;
                for (to_x, x) in to_x.iter_mut().zip(x) {
                    *to_x = (*to_x - plain - (x - mean) * along) * inverse;
                }
            }
        }
    }
}

impl GroupNorm {
    fn sizes(&self, x: &Shape) -> Result<Sizes> {
        let (_, channels, positions) = channelled(x)?;
        if self.groups == 0 || channels == 0 || !channels.is_multiple_of(self.groups) {
            bail!("{channels} channels do not part into {} groups", self.groups);
        }
        let positions = positions.max(1);
        Ok(Sizes { channels, depth: channels / self.groups, positions, epsilon: self.epsilon })
    }
}

impl CustomOp3 for GroupNorm {
    fn name(&self) -> &'static str {
        "group_norm"
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
        let sizes = self.sizes(xl.shape())?;
        let x = dense(x, xl)?;
        let mut out = stale(x.len());
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
        let sizes = self.sizes(x.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (xs, xl) = x.storage_and_layout();
        let (ws, wl) = gain.storage_and_layout();
        let mut to_x = copied(on_cpu(&gs, gl)?);
        let (mut to_gain, mut to_bias) = (vec![0.0; sizes.channels], vec![0.0; sizes.channels]);
        let (x_values, gain_values) = (on_cpu(&xs, xl)?, on_cpu(&ws, wl)?);
        backward(&sizes, x_values, gain_values, &mut to_x, &mut to_gain, &mut to_bias);
        let to_gain = tensor(to_gain, gain.shape())?;
        Ok((Some(tensor(to_x, x.shape())?), Some(to_gain), Some(tensor(to_bias, bias.shape())?)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::GroupNorm;

    fn definition(v: &[Vec<f64>], groups: usize, positions: usize) -> Vec<f64> {
        let (channels, mut out) = (v[1].len(), Vec::new());
        for (index, group) in v[0].chunks(channels / groups * positions).enumerate() {
            let count = group.len() as f64;
            let mean = group.iter().sum::<f64>() / count;
            let variance = group.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
            for (place, x) in group.iter().enumerate() {
                let channel = (index % groups) * (channels / groups) + place / positions;
                let normal = (x - mean) / (variance + 1e-5).sqrt();
                out.push(normal * v[1][channel] + v[2][channel]);
            }
        }
        out
    }

    fn case(name: &'static str, shape: &[usize]) -> Case {
        Case::new(name).input(shape, 2.0).input(&[shape[1]], 1.0).input(&[shape[1]], 1.0)
    }

    #[test]
    fn images_series_and_features_follow_the_definition() {
        for (shape, positions, groups) in [
            (vec![3, 6, 4, 2], 8, 3),
            (vec![2, 6, 3, 3], 9, 1),
            (vec![2, 4, 17], 17, 4),
            (vec![4, 20], 1, 5),
        ] {
            let kernel = GroupNorm { groups, epsilon: 1e-5 };
            check(
                &case("group_norm", &shape),
                |t| t[0].apply_op3(&t[1], &t[2], kernel),
                |v| definition(v, groups, positions),
            );
        }
    }

    #[test]
    fn a_number_alone_becomes_the_bias() {
        let kernel = GroupNorm { groups: 5, epsilon: 1e-5 };
        check(
            &case("alone", &[3, 5]),
            |t| t[0].apply_op3(&t[1], &t[2], kernel),
            |v| v[2].iter().copied().cycle().take(15).collect(),
        );
    }
}
