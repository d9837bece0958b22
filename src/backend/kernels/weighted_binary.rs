//! Binary cross-entropy in which a yes and a no count differently.

use std::sync::{Arc, Mutex, PoisonError};

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor, bail};

use super::access::{dense, tensor};
use super::math::{exp, sigmoid};
use super::simd::vectorised;

/// Logits `[batch, labels]` → the mean loss over all of them, a scalar. Targets are 0 to 1.
#[derive(Debug)]
pub struct WeightedBinary {
    targets: Arc<Vec<f32>>,
    /// What a yes and a no of each label count.
    weights: Arc<Vec<[f32; 2]>>,
    slopes: Mutex<Vec<f32>>,
}

impl WeightedBinary {
    pub fn new(targets: Arc<Vec<f32>>, weights: Arc<Vec<[f32; 2]>>) -> WeightedBinary {
        WeightedBinary { targets, weights, slopes: Mutex::default() }
    }
}

vectorised! {
    fn losses<'a>(
        logits: &'a [f32], targets: &'a [f32], weights: &'a [[f32; 2]], slopes: &'a mut [f32],
    ) -> f64 {
        let part = 1.0 / targets.len().max(1) as f32;
        let mut total = 0.0;
        let cells = logits.iter().zip(targets).zip(weights.iter().cycle());
        for (slope, ((x, target), [yes, no])) in slopes.iter_mut().zip(cells) {
            // −ln σ(x) = softplus(−x) and −ln(1 − σ(x)) = softplus(x), without overflow.
            let (up, rest) = (if *x > 0.0 { *x } else { 0.0 }, exp(-x.abs()).ln_1p());
            let (wanted, unwanted) = (yes * target, no * (1.0 - target));
            total += f64::from(wanted * (up - x + rest) + unwanted * (up + rest));
            *slope = ((wanted + unwanted) * sigmoid(*x) - wanted) * part;
        }
        total * f64::from(part)
    }
}

impl CustomOp1 for WeightedBinary {
    fn name(&self) -> &'static str {
        "weighted binary cross-entropy"
    }

    fn cpu_fwd(&self, logits: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let logits = dense(logits, layout)?;
        if logits.len() != self.targets.len() || self.weights.is_empty() {
            bail!("{} targets for {} logits", self.targets.len(), logits.len());
        }
        let mut slopes = vec![0.0; logits.len()];
        let mean = losses(logits, &self.targets, &self.weights, &mut slopes);
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
    use super::WeightedBinary;

    #[test]
    fn follows_the_definition() {
        let targets: Arc<Vec<f32>> = Arc::new((0..12).map(|i| (i % 4) as f32 / 3.0).collect());
        let weights = Arc::new(vec![[2.0, 1.0], [0.5, 3.0], [1.0, 1.0]]);
        let case = Case::new("weighted_binary").input(&[4, 3], 2.0);
        let definition = |v: &[Vec<f64>]| {
            let cell = |(at, (x, target)): (usize, (&f64, &f32))| {
                let (p, t) = (1.0 / (1.0 + (-x).exp()), f64::from(*target));
                let [yes, no] = weights[at % 3].map(f64::from);
                -yes * t * p.ln() - no * (1.0 - t) * (1.0 - p).ln()
            };
            vec![v[0].iter().zip(targets.iter()).enumerate().map(cell).sum::<f64>() / 12.0]
        };
        let kernel = |t: &[candle_core::Tensor]| {
            t[0].apply_op1(WeightedBinary::new(targets.clone(), weights.clone()))
        };
        check(&case, kernel, definition);
    }

    #[test]
    fn logits_far_out_keep_a_finite_loss() {
        let mut slopes = [0.0; 2];
        let mean = super::losses(&[200.0, -200.0], &[0.0, 1.0], &[[2.0, 3.0]], &mut slopes);
        assert!((mean - 500.0).abs() < 1e-3);
        assert_eq!(slopes, [1.5, -1.0]);
    }
}
