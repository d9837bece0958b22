//! Softmax and cross-entropy as one, with label smoothing (Szegedy et al. 2016), class weights and
//! mixed targets.

use std::sync::{Arc, Mutex, PoisonError};

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor, bail};

use super::access::{dense, tensor};
use super::math::exp;
use super::simd::vectorised;

/// Logits `[batch, classes]` → the mean loss, a scalar.
#[derive(Debug)]
pub struct CrossEntropy {
    targets: Arc<Vec<u32>>,
    smoothing: f32,
    /// What each class counts; empty: all the same.
    weights: Arc<Vec<f32>>,
    /// The classes that samples are mixed with, and the share of the first ones.
    mixed: Option<(Arc<Vec<u32>>, f32)>,
    /// The gradient, known as soon as the loss is.
    slopes: Mutex<Vec<f32>>,
}

impl CrossEntropy {
    /// The class of each sample; with smoothing `s` the target is `1 − s`, and `s / classes`
    /// everywhere.
    pub fn new(targets: Arc<Vec<u32>>, smoothing: f64) -> CrossEntropy {
        let (weights, slopes) = (Arc::default(), Mutex::default());
        CrossEntropy { targets, smoothing: smoothing as f32, weights, mixed: None, slopes }
    }

    /// Each class counts by its weight, and the mean is one over the weights of the samples' own
    /// classes (as in PyTorch).
    pub fn weighted(self, weights: Arc<Vec<f32>>) -> CrossEntropy {
        CrossEntropy { weights, ..self }
    }

    /// Each sample is of its class by `share`, for the rest of a second one (Zhang et al. 2018).
    pub fn mixed(self, second: Arc<Vec<u32>>, share: f32) -> CrossEntropy {
        CrossEntropy { mixed: Some((second, share)), ..self }
    }
}

/// What distinguishes the general loss from the plain one.
#[derive(Clone, Copy)]
struct General<'a> {
    first: &'a [u32],
    second: &'a [u32],
    share: f32,
    weights: &'a [f32],
    smoothing: f32,
}

vectorised! {
    /// The summed loss; writes the gradient of the mean.
    fn losses<'a>(
        logits: &'a [f32], targets: &'a [u32], classes: usize, smoothing: f32, slopes: &'a mut [f32],
    ) -> f64 {
        let part = 1.0 / targets.len().max(1) as f32;
        let spread = smoothing / classes as f32;
        let mut total = 0.0;
        let rows = logits.chunks_exact(classes).zip(slopes.chunks_exact_mut(classes));
        for ((row, slopes), target) in rows.zip(targets) {
            let largest = row.iter().fold(f32::NEG_INFINITY, |a, b| if *b > a { *b } else { a });
            slopes.iter_mut().zip(row).for_each(|(slope, x)| *slope = exp(x - largest));
            let sum: f32 = slopes.iter().sum();
            let log_sum = sum.ln() + largest;
            let at_target = row.get(*target as usize).copied().unwrap_or(f32::NAN);
            let mean: f32 = row.iter().sum::<f32>() / classes as f32;
            total += f64::from(log_sum - (1.0 - smoothing) * at_target - smoothing * mean);
            let scale = part / sum;
            slopes.iter_mut().for_each(|slope| *slope = *slope * scale - spread * part);
            if let Some(slope) = slopes.get_mut(*target as usize) {
                *slope -= (1.0 - smoothing) * part;
            }
        }
        total
    }

    /// The mean loss, and its gradient, with weights or with mixed targets.
    fn general<'a>(
        how: General<'a>, logits: &'a [f32], classes: usize, slopes: &'a mut [f32],
    ) -> f64 {
        let General { first, second, share, weights, smoothing } = how;
        let weight = |class: usize| weights.get(class).copied().unwrap_or(1.0);
        let all = if weights.is_empty() { classes as f32 } else { weights.iter().sum() };
        let spread = smoothing / classes as f32;
        let (mut total, mut mass) = (0.0, 0.0);
        let rows = logits.chunks_exact(classes).zip(slopes.chunks_exact_mut(classes));
        for ((row, slopes), (one, other)) in rows.zip(first.iter().zip(second)) {
            let largest = row.iter().fold(f32::NEG_INFINITY, |a, b| if *b > a { *b } else { a });
            slopes.iter_mut().zip(row).for_each(|(slope, x)| *slope = exp(x - largest));
            let sum: f32 = slopes.iter().sum();
            let log_sum = sum.ln() + largest;
            let parts = [(*one as usize, share), (*other as usize, 1.0 - share)];
            let counted: f32 = parts.iter().map(|(class, part)| part * weight(*class)).sum();
            let scale = (spread * all + (1.0 - smoothing) * counted) / sum;
            for (class, (slope, x)) in slopes.iter_mut().zip(row).enumerate() {
                let even = spread * weight(class);
                total += f64::from(even * (log_sum - x));
                *slope = *slope * scale - even;
            }
            for (class, part) in parts {
                let sure = (1.0 - smoothing) * part * weight(class);
                let at_target = row.get(class).copied().unwrap_or(f32::NAN);
                total += f64::from(sure * (log_sum - at_target));
                if let Some(slope) = slopes.get_mut(class) {
                    *slope -= sure;
                }
            }
            mass += f64::from(counted);
        }
        let part = (1.0 / mass) as f32;
        slopes.iter_mut().for_each(|slope| *slope *= part);
        total / mass
    }
}

impl CrossEntropy {
    fn mean(&self, logits: &[f32], classes: usize, slopes: &mut [f32]) -> f64 {
        if self.weights.is_empty() && self.mixed.is_none() {
            let total = losses(logits, &self.targets, classes, self.smoothing, slopes);
            return total / self.targets.len().max(1) as f64;
        }
        let (second, share) = match &self.mixed {
            Some((second, share)) => (second, *share),
            None => (&self.targets, 1.0),
        };
        let (first, weights) = (&self.targets, &self.weights);
        let how = General { first, second, share, weights, smoothing: self.smoothing };
        general(how, logits, classes, slopes)
    }
}

impl CustomOp1 for CrossEntropy {
    fn name(&self) -> &'static str {
        "cross_entropy"
    }

    fn cpu_fwd(&self, logits: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (batch, classes) = layout.shape().dims2()?;
        if batch != self.targets.len() || classes == 0 {
            bail!("{} targets for {batch} samples of {classes} classes", self.targets.len());
        }
        let mut slopes = vec![0.0; batch * classes];
        let logits = dense(logits, layout)?;
        let mean = self.mean(logits, classes, &mut slopes);
        *self.slopes.lock().unwrap_or_else(PoisonError::into_inner) = slopes;
        Ok((CpuStorage::F32(vec![mean as f32]), ().into()))
    }

    fn bwd(&self, logits: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let factor = gradient.to_scalar::<f32>()?;
        let slopes = self.slopes.lock().unwrap_or_else(PoisonError::into_inner);
        let slopes = slopes.iter().map(|slope| slope * factor).collect();
        Ok(Some(tensor(slopes, logits.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::check::{Case, check};
    use super::CrossEntropy;

    #[test]
    fn follows_the_definition() {
        let targets = Arc::new(vec![0, 3, 6, 6, 2]);
        for smoothing in [0.0, 0.1] {
            let case = Case::new("cross_entropy").input(&[5, 7], 4.0);
            let definition = |v: &[Vec<f64>]| {
                let loss = |row: &[f64], target: u32| {
                    let log_sum = row.iter().map(|x| x.exp()).sum::<f64>().ln();
                    let weight = |c: usize| {
                        smoothing / 7.0 + if c == target as usize { 1.0 - smoothing } else { 0.0 }
                    };
                    let parts = row.iter().enumerate().map(|(c, x)| weight(c) * (log_sum - x));
                    parts.sum::<f64>()
                };
                let rows = v[0].chunks(7).zip(targets.iter());
                vec![rows.map(|(row, target)| loss(row, *target)).sum::<f64>() / 5.0]
            };
            let kernel = |t: &[candle_core::Tensor]| {
                t[0].apply_op1(CrossEntropy::new(targets.clone(), smoothing))
            };
            check(&case, kernel, definition);
        }
    }
}
