//! Losses that are a mean over single numbers.

use crate::backend::kernels::math::{exp, ln_1p, sigmoid};
use crate::backend::kernels::simd::vectorised;

/// Values of any shape → the mean loss over all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pointwise {
    /// Binary cross-entropy of logits; targets are 0 or 1.
    BinaryCrossEntropy,
    MeanSquaredError,
    MeanAbsoluteError,
    /// Quadratic within `delta`, then linear (Huber 1964).
    Huber {
        delta: f32,
    },
}

impl Pointwise {
    /// The loss and its slope.
    #[inline(always)]
    fn of(self, x: f32, target: f32) -> (f32, f32) {
        let error = x - target;
        match self {
            Pointwise::BinaryCrossEntropy => {
                let positive = if x < 0.0 { 0.0 } else { x };
                let loss = positive - x * target + ln_1p(exp(-x.abs()));
                (loss, sigmoid(x) - target)
            }
            Pointwise::MeanSquaredError => (error * error, 2.0 * error),
            Pointwise::MeanAbsoluteError => {
                let sign = if error > 0.0 { 1.0 } else { -1.0 };
                (error.abs(), if error == 0.0 { 0.0 } else { sign })
            }
            Pointwise::Huber { delta } => {
                let far = error.abs() > delta;
                let slope = if error > 0.0 { delta } else { -delta };
                let linear = delta * (error.abs() - 0.5 * delta);
                if far { (linear, slope) } else { (0.5 * error * error, error) }
            }
        }
    }
}

vectorised! {
    fn losses<'a>(
        kind: Pointwise, values: &'a [f32], targets: &'a [f32], slopes: &'a mut [f32],
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

impl Pointwise {
    pub fn mean(self, values: &[f32], targets: &[f32], slopes: &mut [f32]) -> f64 {
        assert_eq!(values.len(), targets.len());
        losses(self, values, targets, slopes) / values.len().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::super::Loss;
    use super::super::testing::check;
    use super::Pointwise;

    #[test]
    fn each_follows_its_definition() {
        let targets: Vec<f32> = (0..15).map(|i| (i % 2) as f32).collect();
        for (kind, exact) in [
            (
                Pointwise::BinaryCrossEntropy,
                (|x: f64, t: f64| {
                    let p = 1.0 / (1.0 + (-x).exp());
                    -(t * p.ln() + (1.0 - t) * (1.0 - p).ln())
                }) as fn(f64, f64) -> f64,
            ),
            (Pointwise::MeanSquaredError, |x, t| (x - t).powi(2)),
            (Pointwise::MeanAbsoluteError, |x, t| (x - t).abs()),
            (Pointwise::Huber { delta: 0.7 }, |x, t| {
                let e = (x - t).abs();
                if e > 0.7 { 0.7 * (e - 0.35) } else { 0.5 * e * e }
            }),
        ] {
            let loss = Loss::Pointwise { kind, targets: &targets };
            check("pointwise", 15, 1.5, loss, |x| {
                let pairs = x.iter().zip(&targets);
                pairs.map(|(x, t)| exact(*x, f64::from(*t))).sum::<f64>() / 15.0
            });
        }
    }

    #[test]
    fn logits_far_out_keep_a_finite_loss() {
        let mut slopes = [0.0; 2];
        let mean = Pointwise::BinaryCrossEntropy.mean(&[200.0, -200.0], &[0.0, 1.0], &mut slopes);
        assert!((mean - 200.0).abs() < 1e-3);
        assert_eq!(slopes, [0.5, -0.5]);
    }

    #[test]
    fn no_error_has_no_slope() {
        let mut slopes = [1.0];
        assert_eq!(Pointwise::MeanAbsoluteError.mean(&[2.0], &[2.0], &mut slopes), 0.0);
        assert_eq!(slopes, [0.0]);
    }
}
