//! Losses that are a mean over single numbers.

use std::sync::{Arc, Mutex, PoisonError};

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor, bail};

use super::access::{dense, tensor};
use super::math::{exp, sigmoid};
use super::simd::vectorised;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PointwiseKind {
    /// Binary cross-entropy of logits; targets are 0 or 1.
    BinaryCrossEntropy,
    MeanSquaredError,
    MeanAbsoluteError,
    /// Quadratic within `delta`, then linear (Huber 1964).
    Huber {
        delta: f32,
    },
}

impl PointwiseKind {
    /// The loss and its slope.
    #[inline(always)]
    fn of(self, x: f32, target: f32) -> (f32, f32) {
        let error = x - target;
        match self {
            PointwiseKind::BinaryCrossEntropy => {
                let positive = if x < 0.0 { 0.0 } else { x };
                let loss = positive - x * target + exp(-x.abs()).ln_1p();
                (loss, sigmoid(x) - target)
            }
            PointwiseKind::MeanSquaredError => (error * error, 2.0 * error),
            PointwiseKind::MeanAbsoluteError => {
                let sign = if error > 0.0 { 1.0 } else { -1.0 };
                (error.abs(), if error == 0.0 { 0.0 } else { sign })
            }
            PointwiseKind::Huber { delta } => {
                let far = error.abs() > delta;
                let slope = if error > 0.0 { delta } else { -delta };
                let linear = delta * (error.abs() - 0.5 * delta);
                if far { (linear, slope) } else { (0.5 * error * error, error) }
            }
        }
    }
}

/// Values of any shape → the mean loss over all of them, a scalar.
#[derive(Debug)]
pub struct PointwiseLoss {
    kind: PointwiseKind,
    targets: Arc<Vec<f32>>,
    slopes: Mutex<Vec<f32>>,
}

impl PointwiseLoss {
    pub fn new(kind: PointwiseKind, targets: Arc<Vec<f32>>) -> PointwiseLoss {
        PointwiseLoss { kind, targets, slopes: Mutex::default() }
    }
}

vectorised! {
    fn losses<'a>(
        kind: PointwiseKind, values: &'a [f32], targets: &'a [f32], slopes: &'a mut [f32],
    ) -> f64 {
        let part = 1.0 / targets.len().max(1) as f32;
        let mut total = 0.0;
        for ((slope, value), target) in slopes.iter_mut().zip(values).zip(targets) {
            let (loss, derivative) = kind.of(*value, *target);
            total += f64::from(loss);
            *slope = derivative * part;
        }
        total
    }
}

impl CustomOp1 for PointwiseLoss {
    fn name(&self) -> &'static str {
        "pointwise loss"
    }

    fn cpu_fwd(&self, values: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let values = dense(values, layout)?;
        if values.len() != self.targets.len() {
            bail!("{} targets for {} values", self.targets.len(), values.len());
        }
        let mut slopes = vec![0.0; values.len()];
        let total = losses(self.kind, values, &self.targets, &mut slopes);
        *self.slopes.lock().unwrap_or_else(PoisonError::into_inner) = slopes;
        Ok((CpuStorage::F32(vec![(total / values.len().max(1) as f64) as f32]), ().into()))
    }

    fn bwd(&self, values: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let factor = gradient.to_scalar::<f32>()?;
        let slopes = self.slopes.lock().unwrap_or_else(PoisonError::into_inner);
        let slopes = slopes.iter().map(|slope| slope * factor).collect();
        Ok(Some(tensor(slopes, values.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::check::{Case, check};
    use super::{PointwiseKind, PointwiseLoss};

    #[test]
    fn each_follows_its_definition() {
        let targets: Arc<Vec<f32>> = Arc::new((0..15).map(|i| (i % 2) as f32).collect());
        for (kind, exact) in [
            (
                PointwiseKind::BinaryCrossEntropy,
                (|x: f64, t: f64| {
                    let p = 1.0 / (1.0 + (-x).exp());
                    -(t * p.ln() + (1.0 - t) * (1.0 - p).ln())
                }) as fn(f64, f64) -> f64,
            ),
            (PointwiseKind::MeanSquaredError, |x, t| (x - t).powi(2)),
            (PointwiseKind::MeanAbsoluteError, |x, t| (x - t).abs()),
            (PointwiseKind::Huber { delta: 0.7 }, |x, t| {
                let e = (x - t).abs();
                if e > 0.7 { 0.7 * (e - 0.35) } else { 0.5 * e * e }
            }),
        ] {
            let case = Case::new("pointwise").input(&[5, 3], 1.5);
            let definition = |v: &[Vec<f64>]| {
                let pairs = v[0].iter().zip(targets.iter());
                vec![pairs.map(|(x, t)| exact(*x, f64::from(*t))).sum::<f64>() / 15.0]
            };
            let kernel = |t: &[candle_core::Tensor]| {
                t[0].apply_op1(PointwiseLoss::new(kind, targets.clone()))
            };
            check(&case, kernel, definition);
        }
    }

    #[test]
    fn logits_far_out_keep_a_finite_loss() {
        let mut slopes = [0.0; 2];
        let kind = PointwiseKind::BinaryCrossEntropy;
        let total = super::losses(kind, &[200.0, -200.0], &[0.0, 1.0], &mut slopes);
        assert!((total - 400.0).abs() < 1e-3);
        assert_eq!(slopes, [0.5, -0.5]);
    }
}
