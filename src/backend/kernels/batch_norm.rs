//! Batch normalisation (Ioffe & Szegedy 2015), with the addition and the activation that follow.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of blocks.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::blocks;
use super::kernel::{Backward, Forward, Gradient, Kernel, Mode, Reads};
use super::moments;
use super::tile::{self, Tile};
use super::{scratch, split};
use crate::backend::kernels::Running;
use crate::backend::kernels::epilogue::Epilogue;
use crate::graph::Activation;

/// `y = act(gain·(x − mean)/deviation + bias + other)`, or without `other` where that is empty:
/// x, other and y `[batch, places, channels]`, gain and bias `[channels]`.
///
/// A forward pass in training moves the running statistics, by which evaluation normalises.
#[derive(Debug)]
pub struct BatchNorm {
    tile: Tile,
    momentum: f32,
    epsilon: f32,
    epilogue: Epilogue,
    /// The activation is a relu, whose slope the argument's sign tells.
    relu: bool,
    running: Arc<Mutex<Running>>,
}

fn lock(running: &Mutex<Running>) -> MutexGuard<'_, Running> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}

impl BatchNorm {
    pub fn new(
        channels: usize,
        (momentum, epsilon): (f64, f64),
        epilogue: Epilogue,
        running: Arc<Mutex<Running>>,
    ) -> BatchNorm {
        let (momentum, epsilon) = (momentum as f32, epsilon as f32);
        let relu = Epilogue::of(Activation::Relu) == Some(epilogue);
        BatchNorm { tile: Tile::new(channels), momentum, epsilon, epilogue, relu, running }
    }

    fn inverse(&self, variance: &mut [f32]) {
        variance.iter_mut().for_each(|v| *v = 1.0 / (*v + self.epsilon).sqrt());
    }

    /// The mean and one over the deviation of each channel of the batch.
    fn of_batch(&self, x: &[f32], mean: &mut [f32], inverse: &mut [f32]) {
        moments::of(&self.tile, x, mean, inverse);
        let rows = x.len() / self.tile.channels;
        lock(&self.running).follow(mean, inverse, rows, self.momentum);
        self.inverse(inverse);
    }

    fn of_running(&self, mean: &mut [f32], inverse: &mut [f32]) {
        let running = lock(&self.running);
        mean.copy_from_slice(&running.mean);
        inverse.copy_from_slice(&running.variance);
        self.inverse(inverse);
    }

    /// `statistics` holds the means, then one over the deviations.
    fn normalise(&self, pass: Forward, statistics: &[f32]) {
        scratch::with(3 * self.tile.length, |maps| {
            let maps = self.maps(statistics, pass.parameters, maps);
            let (block, near) = (self.tile.near(moments::BLOCK), self.tile.near(blocks::BLOCK));
            split::chunks(pass.y, block, |index, y| {
                for (part, y) in y.chunks_mut(near).enumerate() {
                    let first = index * block + part * near;
                    tile::normalise(&pass.x[first..first + y.len()], maps, y);
                    if !pass.other.is_empty() {
                        blocks::add_to(&pass.other[first..first + y.len()], y);
                    }
                    self.epilogue.apply(y);
                }
            });
        });
    }

    /// Whether both passes back tell a relu's slope from `x`, so that neither reads `y` nor writes
    /// `dy`: memory is what they wait for. What was added would have to be read, so not then.
    fn above(&self, kept: &[f32]) -> bool {
        self.relu && kept[2 * self.tile.channels] == 0.0
    }

    /// The mean, scale and shift of a tile, from what was kept.
    fn maps<'a>(&self, kept: &[f32], parameters: &[f32], room: &'a mut [f32]) -> [&'a [f32]; 3] {
        let Tile { channels, length } = self.tile;
        let (gain, bias) = parameters.split_at(channels);
        let [means, scale, shift] = tile::three(room, length);
        means[..channels].copy_from_slice(&kept[..channels]);
        shift[..channels].copy_from_slice(bias);
        let scales = scale.iter_mut().zip(gain).zip(&kept[channels..]);
        scales.for_each(|((scale, gain), inverse)| *scale = gain * inverse);
        self.tile.repeat(means);
        self.tile.repeat(scale);
        self.tile.repeat(shift);
        [means, scale, shift]
    }

    /// Gives, for each channel, the sum of the gradient before the activation and that of it times
    /// `x − mean`. Turns `dy` into that gradient, unless [`BatchNorm::above`].
    fn sums(&self, pass: &mut Backward, sums: &mut [f32]) {
        let Tile { channels, length } = self.tile;
        let (block, near) = (self.tile.near(moments::BLOCK), self.tile.near(blocks::BLOCK));
        let parts = pass.dy.len().div_ceil(block);
        let (x, y, epilogue, kept) = (pass.x, pass.y, self.epilogue, &*pass.kept);
        let dy = &mut *pass.dy;
        let above = self.above(kept);
        let parameters = pass.parameters;
        scratch::with(length * (2 * parts + 3), |buffer| {
            let (maps, partial) = buffer.split_at_mut(3 * length);
            let maps = self.maps(kept, parameters, maps);
            split::pairs((dy, block), (partial, 2 * length), |index, dy, partial| {
                partial.fill(0.0);
                let (plain, dotted) = partial.split_at_mut(length);
                for (part, dy) in dy.chunks_mut(near).enumerate() {
                    let first = index * block + part * near;
                    let x = &x[first..first + dy.len()];
                    if above {
                        tile::dots_above(dy, x, maps, plain, dotted);
                        continue;
                    }
                    if !epilogue.is_none() {
                        epilogue.pull(&y[first..first + dy.len()], dy);
                    }
                    tile::dots(dy, x, maps[0], plain, dotted);
                }
                self.tile.fold(plain);
                self.tile.fold(dotted);
            });
            let (plain, dotted) = sums.split_at_mut(channels);
            moments::total(partial, 2 * length, plain);
            moments::total(&partial[length..], 2 * length, dotted);
        });
    }

    /// Sets or adds the gradients of the inputs.
    fn spread(&self, pass: Backward, sums: &[f32]) {
        let Tile { channels, length } = self.tile;
        let rows = (pass.dy.len() / channels).max(1) as f32;
        let (above, (mean, inverse)) = (self.above(pass.kept), pass.kept.split_at(channels));
        let Some(dx) = pass.dx else {
            pass.dother.into_iter().for_each(|dother| blocks::pass(pass.dy, dother));
            return;
        };
        scratch::with(5 * length, |maps| {
            let (means, maps) = maps.split_at_mut(length);
            let (shift, maps) = maps.split_at_mut(length);
            shift[..channels].copy_from_slice(&pass.parameters[channels..]);
            let [a, b, c] = tile::three(maps, length);
            means[..channels].copy_from_slice(mean);
            for channel in 0..channels {
                let (plain, dotted) = (sums[channel], sums[channels + channel]);
                let (scale, inverse) =
                    (pass.parameters[channel] * inverse[channel], inverse[channel]);
                a[channel] = scale;
                b[channel] = -scale * inverse * inverse * dotted / rows;
                c[channel] = -scale * plain / rows;
            }
            [&mut *means, &mut *shift, a, b, c].into_iter().for_each(|map| self.tile.repeat(map));
            let maps = [&*means, a, b, c];
            if above {
                let block = self.tile.near(moments::BLOCK);
                split::chunks(dx.values, block, |index, to| {
                    let at = index * block..index * block + to.len();
                    let (dy, x) = (&pass.dy[at.clone()], &pass.x[at]);
                    tile::blend_above(dy, x, maps, shift, to, dx.add);
                });
            } else {
                self.blend(pass.x, pass.dy, maps, dx, pass.dother);
            }
        });
    }

    fn blend(
        &self,
        x: &[f32],
        dy: &[f32],
        maps: [&[f32]; 4],
        dx: Gradient,
        dother: Option<Gradient>,
    ) {
        let block = self.tile.near(moments::BLOCK);
        let Some(dother) = dother else {
            split::chunks(dx.values, block, |index, to| {
                let at = index * block..index * block + to.len();
                tile::blend(&dy[at.clone()], &x[at], maps, to, dx.add);
            });
            return;
        };
        split::pairs((dx.values, block), (dother.values, block), |index, to, other| {
            let at = index * block..index * block + to.len();
            tile::blend(&dy[at.clone()], &x[at.clone()], maps, to, dx.add);
            Gradient { values: other, add: dother.add }.take(&dy[at]);
        });
    }
}

impl Kernel for BatchNorm {
    /// The mean and one over the deviation of each channel, and whether something was added.
    fn kept(&self, _: usize) -> usize {
        2 * self.tile.channels + 1
    }

    fn reads(&self) -> Reads {
        if self.epilogue.is_none() { Reads::X } else { Reads::X_AND_Y }
    }

    fn forward(&self, mut pass: Forward<'_>) {
        let channels = self.tile.channels;
        scratch::with(2 * channels, |room| {
            // In evaluation nothing need be kept.
            let kept = std::mem::take(&mut pass.kept);
            let train = pass.mode != Mode::Evaluate;
            if train {
                kept[2 * channels] = if pass.other.is_empty() { 0.0 } else { 1.0 };
            }
            let statistics = if train { &mut kept[..2 * channels] } else { room };
            let (mean, inverse) = statistics.split_at_mut(channels);
            if train {
                self.of_batch(pass.x, mean, inverse);
            } else {
                self.of_running(mean, inverse);
            }
            self.normalise(pass, statistics);
        });
    }

    fn backward(&self, mut pass: Backward<'_>) {
        let Tile { channels, .. } = self.tile;
        scratch::with(2 * channels, |sums| {
            self.sums(&mut pass, sums);
            let (plain, dotted) = sums.split_at(channels);
            let (to_gain, to_bias) = pass.dparameters.split_at_mut(channels);
            let inverse = &pass.kept[channels..2 * channels];
            let gains = to_gain.iter_mut().zip(dotted).zip(inverse);
            gains.for_each(|((gain, dotted), inverse)| *gain = dotted * inverse);
            to_bias.copy_from_slice(plain);
            self.spread(pass, sums);
        });
    }
}

#[cfg(test)]
#[path = "batch_norm_tests.rs"]
mod tests;
