//! Binary cross-entropy in which a yes and a no count differently.

use crate::backend::kernels::math::{exp, ln_1p, sigmoid};
use crate::backend::kernels::simd::vectorised;

/// Logits `[batch, labels]` → the mean loss over all of them.
#[derive(Clone, Copy, Debug)]
pub struct WeightedBinary<'a> {
    /// 0 to 1.
    pub targets: &'a [f32],
    /// What a yes and a no of each label count.
    pub weights: &'a [[f32; 2]],
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
            let (up, rest) = (if *x > 0.0 { *x } else { 0.0 }, ln_1p(exp(-x.abs())));
            let (wanted, unwanted) = (yes * target, no * (1.0 - target));
            total += f64::from(wanted * (up - x + rest) + unwanted * (up + rest));
            *slope = ((wanted + unwanted) * sigmoid(*x) - wanted) * part;
        }
        total * f64::from(part)
    }
}

impl WeightedBinary<'_> {
    pub fn mean(&self, logits: &[f32], slopes: &mut [f32]) -> f64 {
        assert_eq!(logits.len(), self.targets.len());
        assert!(!self.weights.is_empty());
        losses(logits, self.targets, self.weights, slopes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Loss;
    use super::super::testing::check;
    use super::WeightedBinary;

    #[test]
    fn follows_the_definition() {
        let targets: Vec<f32> = (0..12).map(|i| (i % 4) as f32 / 3.0).collect();
        let weights = [[2.0, 1.0], [0.5, 3.0], [1.0, 1.0]];
        let loss = WeightedBinary { targets: &targets, weights: &weights };
        check("weighted_binary", 12, 2.0, Loss::WeightedBinary(loss), |x| {
            let cell = |(at, (x, target)): (usize, (&f64, &f32))| {
                let (p, t) = (1.0 / (1.0 + (-x).exp()), f64::from(*target));
                let [yes, no] = weights[at % 3].map(f64::from);
                -yes * t * p.ln() - no * (1.0 - t) * (1.0 - p).ln()
            };
            x.iter().zip(&targets).enumerate().map(cell).sum::<f64>() / 12.0
        });
    }

    #[test]
    fn logits_far_out_keep_a_finite_loss() {
        let mut slopes = [0.0; 2];
        let loss = WeightedBinary { targets: &[0.0, 1.0], weights: &[[2.0, 3.0]] };
        assert!((loss.mean(&[200.0, -200.0], &mut slopes) - 500.0).abs() < 1e-3);
        assert_eq!(slopes, [1.5, -1.0]);
    }
}
