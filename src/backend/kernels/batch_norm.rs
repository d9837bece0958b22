//! Batch normalisation (Ioffe & Szegedy 2015), with the activation that follows.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use candle_core::{CpuStorage, CustomOp3, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::activation::Epilogue;
use super::buffers::{copied, stale};
use super::channels::{add_dots, add_sums, affine, blend};

/// The running statistics of one layer, per channel.
#[derive(Clone, Debug, PartialEq)]
pub struct Running {
    pub mean: Vec<f32>,
    pub variance: Vec<f32>,
}

impl Running {
    /// Mean 0 and variance 1, before anything was seen.
    pub fn new(channels: usize) -> Running {
        Running { mean: vec![0.0; channels], variance: vec![1.0; channels] }
    }

    /// Moves by `momentum` towards the statistics of a batch of `count` numbers per channel. The
    /// variance that normalises is the biased one; what is remembered is the unbiased one.
    pub(in crate::backend) fn follow(
        &mut self,
        mean: &[f32],
        variance: &[f32],
        count: usize,
        momentum: f32,
    ) {
        let unbiased = count as f32 / count.saturating_sub(1).max(1) as f32;
        for (running, mean) in self.mean.iter_mut().zip(mean) {
            *running += momentum * (mean - *running);
        }
        for (running, variance) in self.variance.iter_mut().zip(variance) {
            *running += momentum * (variance * unbiased - *running);
        }
    }
}

/// Normalises with the batch's own statistics: x `[batch, channels, …]`, gain and bias `[channels]`.
///
/// A forward pass moves the running statistics.
#[derive(Debug)]
pub struct BatchNormTrain {
    pub momentum: f32,
    pub epsilon: f32,
    pub epilogue: Epilogue,
    running: Arc<Mutex<Running>>,
    /// The mean and one over the standard deviation of the batch.
    batch: Mutex<(Vec<f32>, Vec<f32>)>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl BatchNormTrain {
    pub fn new(
        (momentum, epsilon): (f64, f64),
        epilogue: Epilogue,
        running: Arc<Mutex<Running>>,
    ) -> BatchNormTrain {
        let (momentum, epsilon) = (momentum as f32, epsilon as f32);
        BatchNormTrain { momentum, epsilon, epilogue, running, batch: Mutex::default() }
    }

    /// What the gradient of the normalised numbers gives: for gain, bias and `x` (in place).
    fn pull(
        &self,
        x: &[f32],
        gain: &[f32],
        positions: usize,
        gradient: &mut [f32],
    ) -> [Vec<f32>; 2] {
        let (mean, inverse) = &*lock(&self.batch);
        let count = (x.len() / gain.len().max(1)).max(1) as f32;
        let mut to_bias = vec![0.0; gain.len()];
        add_sums(gradient, positions, &mut to_bias);
        let mut to_gain = vec![0.0; gain.len()];
        add_dots(gradient, None, x, mean, positions, &mut to_gain);
        to_gain.iter_mut().zip(inverse).for_each(|(dot, inverse)| *dot *= inverse);
        let scale: Vec<f32> = gain.iter().zip(inverse).map(|(g, i)| g * i).collect();
        let parts = scale.iter().zip(inverse).zip(&to_gain);
        let along: Vec<f32> = parts.map(|((s, i), dot)| -s * i * dot / count).collect();
        let parts = scale.iter().zip(&to_bias).zip(along.iter().zip(mean));
        let shift: Vec<f32> = parts.map(|((s, sum), (a, m))| -s * sum / count - a * m).collect();
        blend(x, [&scale, &along, &shift], positions, gradient);
        [to_gain, to_bias]
    }
}

fn scale_and_shift(
    gain: &[f32],
    bias: &[f32],
    mean: &[f32],
    inverse: &[f32],
) -> (Vec<f32>, Vec<f32>) {
    let scale: Vec<f32> = gain.iter().zip(inverse).map(|(gain, inverse)| gain * inverse).collect();
    let parts = bias.iter().zip(mean).zip(&scale);
    let shift = parts.map(|((bias, mean), scale)| bias - mean * scale).collect();
    (scale, shift)
}

fn inverse_deviation(variance: &[f32], epsilon: f32) -> Vec<f32> {
    variance.iter().map(|variance| 1.0 / (variance + epsilon).sqrt()).collect()
}

impl CustomOp3 for BatchNormTrain {
    fn name(&self) -> &'static str {
        "batch_norm"
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
        let (batch, channels, positions) = channelled(xl.shape())?;
        let (x, gain, bias) = (dense(x, xl)?, dense(gain, gl)?, dense(bias, bl)?);
        let count = batch * positions;
        let part = 1.0 / count.max(1) as f32;
        let mut mean = vec![0.0; channels];
        add_sums(x, positions, &mut mean);
        mean.iter_mut().for_each(|sum| *sum *= part);
        let mut variance = vec![0.0; channels];
        add_dots(x, Some(&mean), x, &mean, positions, &mut variance);
        variance.iter_mut().for_each(|sum| *sum *= part);
        lock(&self.running).follow(&mean, &variance, count, self.momentum);
        let inverse = inverse_deviation(&variance, self.epsilon);
        let (scale, shift) = scale_and_shift(gain, bias, &mean, &inverse);
        let mut out = stale(x.len());
        affine(x, &scale, &shift, positions, &mut out);
        self.epilogue.apply(&mut out);
        *lock(&self.batch) = (mean, inverse);
        Ok((CpuStorage::F32(out), xl.shape().clone()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        gain: &Tensor,
        bias: &Tensor,
        out: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (_, _, positions) = channelled(x.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (xs, xl) = x.storage_and_layout();
        let (ws, wl) = gain.storage_and_layout();
        let (ys, yl) = out.storage_and_layout();
        let mut to_x = copied(on_cpu(&gs, gl)?);
        self.epilogue.pull(on_cpu(&ys, yl)?, &mut to_x);
        let [to_gain, to_bias] =
            self.pull(on_cpu(&xs, xl)?, on_cpu(&ws, wl)?, positions, &mut to_x);
        let to_gain = tensor(to_gain, gain.shape())?;
        Ok((Some(tensor(to_x, x.shape())?), Some(to_gain), Some(tensor(to_bias, bias.shape())?)))
    }
}

/// Normalises with the running statistics. It has no backward pass: networks that are evaluated
/// are not trained.
#[derive(Debug)]
pub struct BatchNormEval {
    pub epsilon: f64,
    pub epilogue: Epilogue,
    pub running: Arc<Mutex<Running>>,
}

impl CustomOp3 for BatchNormEval {
    fn name(&self) -> &'static str {
        "batch_norm in evaluation"
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
        let (_, _, positions) = channelled(xl.shape())?;
        let (x, gain, bias) = (dense(x, xl)?, dense(gain, gl)?, dense(bias, bl)?);
        let running = lock(&self.running);
        let inverse = inverse_deviation(&running.variance, self.epsilon as f32);
        let (scale, shift) = scale_and_shift(gain, bias, &running.mean, &inverse);
        let mut out = stale(x.len());
        affine(x, &scale, &shift, positions, &mut out);
        self.epilogue.apply(&mut out);
        Ok((CpuStorage::F32(out), xl.shape().clone()))
    }
}

#[cfg(test)]
#[path = "batch_norm_tests.rs"]
mod tests;
