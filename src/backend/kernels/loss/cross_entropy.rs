//! Softmax and cross-entropy as one, with label smoothing (Szegedy et al. 2016), class weights and
//! mixed targets.

use crate::backend::kernels::math::exp;
use crate::backend::kernels::rows;
use crate::backend::kernels::simd::vectorised;

/// Logits `[batch, classes]` → the mean loss.
#[derive(Clone, Copy, Debug)]
pub struct CrossEntropy<'a> {
    /// The class of each sample.
    pub targets: &'a [u32],
    /// With smoothing `s` the target is `1 − s`, and `s / classes` everywhere.
    pub smoothing: f32,
    /// What each class counts; empty: all the same. The mean is one over the weights of the
    /// samples' own classes (as in PyTorch).
    pub weights: &'a [f32],
    pub mixed: Option<Mixed<'a>>,
}

/// Samples that are of their class by a share, for the rest of a second one (Zhang et al. 2018).
#[derive(Clone, Copy, Debug)]
pub struct Mixed<'a> {
    pub second: &'a [u32],
    pub share: f32,
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

/// Of the likeliest class's share.
const LEAST: f32 = 1e-20;

/// Writes the exponentials of a row less its largest number; gives their sum and its logarithm
/// with that number.
#[inline(always)]
fn exponentials(row: &[f32], slopes: &mut [f32]) -> (f32, f32) {
    let largest = rows::largest(row);
    for (slope, x) in slopes.iter_mut().zip(row) {
        let share = exp(x - largest);
        // What nobody would see is 0: products with it would soon be too small for the processor
        // to handle at full speed.
        *slope = if share < LEAST { 0.0 } else { share };
    }
    let sum = rows::sum(slopes);
    (sum, sum.ln() + largest)
}

vectorised! {
    /// The summed loss; writes the gradient of the mean.
    fn plain<'a>(
        logits: &'a [f32], targets: &'a [u32], smoothing: f32, slopes: &'a mut [f32],
    ) -> f64 {
        let classes = logits.len() / targets.len().max(1);
        let part = 1.0 / targets.len().max(1) as f32;
        let spread = smoothing / classes as f32;
        let mut total = 0.0;
        let rows = logits.chunks_exact(classes).zip(slopes.chunks_exact_mut(classes));
        for ((row, slopes), target) in rows.zip(targets) {
            let (sum, log_sum) = exponentials(row, slopes);
            let at_target = row.get(*target as usize).copied().unwrap_or(f32::NAN);
            let mean: f32 = rows::sum(row) / classes as f32;
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
            let (sum, log_sum) = exponentials(row, slopes);
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

impl CrossEntropy<'_> {
    pub fn mean(&self, logits: &[f32], slopes: &mut [f32]) -> f64 {
        let samples = self.targets.len().max(1);
        let classes = logits.len() / samples;
        assert!(classes > 0 && classes * samples == logits.len(), "{samples} targets");
        if self.weights.is_empty() && self.mixed.is_none() {
            return plain(logits, self.targets, self.smoothing, slopes) / samples as f64;
        }
        let Mixed { second, share } =
            self.mixed.unwrap_or(Mixed { second: self.targets, share: 1.0 });
        let (first, weights) = (self.targets, self.weights);
        let how = General { first, second, share, weights, smoothing: self.smoothing };
        general(how, logits, classes, slopes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Loss;
    use super::super::testing::check;
    use super::{CrossEntropy, Mixed};

    const FIRST: [u32; 5] = [0, 3, 6, 6, 2];
    const SECOND: [u32; 5] = [1, 3, 0, 5, 2];

    /// The mean of `Σ_c w_c·t_c·(log Σ eˣ − x_c)` over the weights of the classes, with targets
    /// smoothed and mixed.
    fn exact(x: &[f64], loss: &CrossEntropy) -> f64 {
        let (smoothing, all) = (f64::from(loss.smoothing), x.len() / 5);
        let weight = |class: usize| loss.weights.get(class).map_or(1.0, |w| f64::from(*w));
        let share = loss.mixed.map_or(1.0, |mixed| f64::from(mixed.share));
        let (mut total, mut mass) = (0.0, 0.0);
        for (sample, row) in x.chunks(all).enumerate() {
            let log_sum = row.iter().map(|x| x.exp()).sum::<f64>().ln();
            for (class, x) in row.iter().enumerate() {
                let is = |classes: &[u32]| f64::from(u8::from(classes[sample] as usize == class));
                let own = share * is(&FIRST) + (1.0 - share) * is(&SECOND);
                let target = (1.0 - smoothing) * own + smoothing / all as f64;
                total += weight(class) * target * (log_sum - x);
                mass += weight(class) * own;
            }
        }
        total / mass
    }

    #[test]
    fn follows_the_definition() {
        let weights: &[f32] = &[1.0, 0.5, 2.0, 3.0, 1.5, 0.25, 4.0];
        let mixed = Some(Mixed { second: &SECOND, share: 0.7 });
        for smoothing in [0.0, 0.1] {
            for (weights, mixed) in
                [(&[] as &[f32], None), (weights, None), (&[], mixed), (weights, mixed)]
            {
                let loss = CrossEntropy { targets: &FIRST, smoothing, weights, mixed };
                check("cross_entropy", 35, 4.0, Loss::CrossEntropy(loss), |x| exact(x, &loss));
            }
        }
    }

    #[test]
    fn logits_far_out_keep_a_finite_loss() {
        let loss = CrossEntropy { targets: &[1], smoothing: 0.0, weights: &[], mixed: None };
        let mut slopes = [0.0; 2];
        assert!((loss.mean(&[500.0, -500.0], &mut slopes) - 1000.0).abs() < 1e-3);
        assert_eq!(slopes, [1.0, -1.0]);
    }
}
