//! Group normalisation (Wu & He 2018): over the channels of a group at all places.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of a sample.

use super::kernel::{Backward, Forward, Kernel, Reads};
use super::tile::{self, Tile};
use super::{moments, scratch, split};

/// x `[batch, places, channels]`, gain and bias `[channels]`.
///
/// Keeps of each sample and group the mean and one over the standard deviation.
#[derive(Clone, Copy, Debug)]
pub struct GroupNorm {
    places: usize,
    tile: Tile,
    groups: usize,
    epsilon: f32,
}

impl GroupNorm {
    pub fn new(places: usize, channels: usize, groups: usize, epsilon: f64) -> GroupNorm {
        assert!(groups > 0 && channels.is_multiple_of(groups), "{channels} in {groups} groups");
        GroupNorm { places, tile: Tile::new(channels), groups, epsilon: epsilon as f32 }
    }

    fn depth(&self) -> usize {
        (self.tile.channels / self.groups).max(1)
    }

    fn sample(&self) -> usize {
        self.places * self.tile.channels
    }

    /// The mean and one over the standard deviation of each group of a sample.
    fn statistics(&self, x: &[f32], kept: &mut [f32]) {
        let (channels, depth) = (self.tile.channels, self.depth());
        scratch::with(2 * channels, |room| {
            let (mean, variance) = room.split_at_mut(channels);
            moments::of(&self.tile, x, mean, variance);
            let groups = mean.chunks_exact(depth).zip(variance.chunks_exact(depth));
            for (kept, (means, variances)) in kept.chunks_exact_mut(2).zip(groups) {
                let part = 1.0 / depth as f64;
                let mean = means.iter().map(|m| f64::from(*m)).sum::<f64>() * part;
                let cells = means.iter().zip(variances);
                let all = cells.map(|(m, v)| f64::from(*v) + (f64::from(*m) - mean).powi(2));
                let variance = (all.sum::<f64>() * part) as f32;
                kept.copy_from_slice(&[mean as f32, 1.0 / (variance + self.epsilon).sqrt()]);
            }
        });
    }

    fn normalise(&self, x: &[f32], parameters: &[f32], y: &mut [f32], kept: &mut [f32]) {
        self.statistics(x, kept);
        let (Tile { channels, length }, depth) = (self.tile, self.depth());
        scratch::with(3 * length, |maps| {
            let [means, scale, shift] = tile::three(maps, length);
            for channel in 0..channels {
                let group = channel / depth * 2;
                means[channel] = kept[group];
                scale[channel] = kept[group + 1] * parameters[channel];
                shift[channel] = parameters[channels + channel];
            }
            [&mut *means, scale, shift].into_iter().for_each(|map| self.tile.repeat(map));
            tile::normalise(x, [means, scale, shift], y);
        });
    }

    /// The gradients of a sample: that of `x` goes to `dx` unless it is empty.
    fn pull(&self, [x, dy, kept]: [&[f32]; 3], gain: &[f32], to: [&mut [f32]; 2], add: bool) {
        let (Tile { channels, length }, [sums, dx]) = (self.tile, to);
        scratch::with(6 * length, |room| {
            let (mean, room) = room.split_at_mut(length);
            let (plain, room) = room.split_at_mut(length);
            let (dotted, maps) = room.split_at_mut(length);
            for channel in 0..channels {
                mean[channel] = kept[channel / self.depth() * 2];
            }
            self.tile.repeat(mean);
            plain.fill(0.0);
            dotted.fill(0.0);
            tile::dots(dy, x, mean, plain, dotted);
            self.tile.fold(plain);
            self.tile.fold(dotted);
            for channel in 0..channels {
                sums[channel] = dotted[channel] * kept[channel / self.depth() * 2 + 1];
                sums[channels + channel] = plain[channel];
            }
            if !dx.is_empty() {
                let [a, b, c] = tile::three(maps, length);
                self.maps(kept, gain, sums, [&mut *a, &mut *b, &mut *c]);
                tile::blend(dy, x, [mean, a, b, c], dx, add);
            }
        });
    }

    /// The coefficients of the gradient of `x` in those of `y`, in `x − mean` and alone.
    fn maps(&self, kept: &[f32], gain: &[f32], sums: &[f32], maps: [&mut [f32]; 3]) {
        let (channels, depth) = (self.tile.channels, self.depth());
        let part = 1.0 / (depth * self.places) as f32;
        let [a, b, c] = maps;
        for (group, kept) in kept.chunks_exact(2).take(self.groups).enumerate() {
            let own = group * depth..(group + 1) * depth;
            let (mut plain, mut dotted) = (0.0, 0.0);
            for channel in own.clone() {
                plain += gain[channel] * sums[channels + channel];
                dotted += gain[channel] * sums[channel];
            }
            let inverse = kept[1];
            for channel in own {
                a[channel] = gain[channel] * inverse;
                b[channel] = -inverse * inverse * dotted * part;
                c[channel] = -inverse * plain * part;
            }
        }
        [a, b, c].into_iter().for_each(|map| self.tile.repeat(map));
    }
}

impl Kernel for GroupNorm {
    fn kept(&self, batch: usize) -> usize {
        2 * batch * self.groups
    }

    fn reads(&self) -> Reads {
        Reads::X
    }

    fn forward(&self, pass: Forward<'_>) {
        let (sample, groups, parameters) = (self.sample(), self.groups, pass.parameters);
        let x = |index: usize| &pass.x[index * sample..][..sample];
        if pass.kept.is_empty() {
            // In evaluation nothing need be kept.
            split::chunks(pass.y, sample, |index, y| {
                scratch::with(2 * groups, |kept| self.normalise(x(index), parameters, y, kept));
            });
            return;
        }
        split::pairs((pass.y, sample), (pass.kept, 2 * groups), |index, y, kept| {
            self.normalise(x(index), parameters, y, kept);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let (sample, channels) = (self.sample(), self.tile.channels);
        let (gain, _) = pass.parameters.split_at(channels);
        let (x, dy, kept) = (pass.x, &*pass.dy, &*pass.kept);
        let work = |index: usize, sums: &mut [f32], dx: &mut [f32], add: bool| {
            let at = index * sample..(index + 1) * sample;
            let from = [&x[at.clone()], &dy[at], &kept[2 * index * self.groups..]];
            self.pull(from, gain, [sums, dx], add);
        };
        scratch::with(2 * channels * pass.batch, |partial| {
            match pass.dx {
                Some(dx) => {
                    let targets = (dx.values, sample);
                    split::pairs(targets, (partial, 2 * channels), |index, to, sums| {
                        work(index, sums, to, dx.add);
                    });
                }
                None => split::shares(x.len(), partial, 2 * channels, |index, sums| {
                    work(index, sums, &mut [], false);
                }),
            }
            moments::total(partial, 2 * channels, pass.dparameters);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::GroupNorm;

    fn definition(x: &[f64], learned: &[f64], groups: usize, places: usize) -> Vec<f64> {
        let channels = learned.len() / 2;
        let (gain, bias) = learned.split_at(channels);
        let group = |at: usize| at % channels / (channels / groups);
        let mut out = Vec::new();
        for sample in x.chunks(channels * places) {
            for (at, x) in sample.iter().enumerate() {
                let own = || sample.iter().enumerate().filter(|(i, _)| group(*i) == group(at));
                let count = own().count() as f64;
                let mean = own().map(|(_, x)| x).sum::<f64>() / count;
                let variance = own().map(|(_, x)| (x - mean).powi(2)).sum::<f64>() / count;
                let normal = (x - mean) / (variance + 1e-5).sqrt();
                out.push(normal * gain[at % channels] + bias[at % channels]);
            }
        }
        out
    }

    #[test]
    fn groups_of_one_some_and_all_channels() {
        for (groups, places, channels) in [(1, 5, 6), (3, 5, 6), (6, 5, 6), (2, 1, 8), (2, 2, 70)] {
            let kernel = &GroupNorm::new(places, channels, groups, 1e-5);
            let (name, batch, other, spread) = ("group_norm", 2, 0, 2.0);
            let (x, y, parameters) = (places * channels, places * channels, 2 * channels);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread };
            check(&case, |v| definition(&v[0], &v[2], groups, places));
        }
    }
}
