//! Softmax and cross-entropy as one, with label smoothing (Szegedy et al. 2016).

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
    /// The gradient, known as soon as the loss is.
    slopes: Mutex<Vec<f32>>,
}

impl CrossEntropy {
    /// The class of each sample; with smoothing `s` the target is `1 − s`, and `s / classes`
    /// everywhere.
    pub fn new(targets: Arc<Vec<u32>>, smoothing: f64) -> CrossEntropy {
        CrossEntropy { targets, smoothing: smoothing as f32, slopes: Mutex::default() }
    }
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
        let total = losses(logits, &self.targets, classes, self.smoothing, &mut slopes);
        *self.slopes.lock().unwrap_or_else(PoisonError::into_inner) = slopes;
        Ok((CpuStorage::F32(vec![(total / batch.max(1) as f64) as f32]), ().into()))
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
