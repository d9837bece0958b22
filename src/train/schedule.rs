//! The learning rate over the run.

use std::f64::consts::PI;

use crate::instantiate::{Schedule, Warmup};

/// How many steps there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub steps_per_epoch: usize,
    /// Of the whole schedule, which may be longer than what is trained.
    pub epochs: usize,
}

/// The factor on the learning rate for a step, counted from 0.
///
/// Warm-up rises linearly over its share of all steps and reaches 1 with its last one; the cosine
/// runs over the steps after it; `step` counts whole epochs from the start. Past its length a
/// schedule keeps its last value.
pub fn factor(schedule: Schedule, warmup: Warmup, length: Length, step: usize) -> f64 {
    let total = length.steps_per_epoch * length.epochs;
    let rising = (warmup.share.clamp(0.0, 1.0) * total as f64).round() as usize;
    let rise = if step < rising { (step + 1) as f64 / rising as f64 } else { 1.0 };
    let after = match schedule {
        Schedule::Constant => 1.0,
        Schedule::Step { every, factor } => {
            let epoch = step / length.steps_per_epoch.max(1);
            factor.powi(i32::try_from(epoch / every.max(1)).unwrap_or(i32::MAX))
        }
        Schedule::Cosine { floor } => {
            let left = total.saturating_sub(rising).max(1);
            let part = (step.saturating_sub(rising) as f64 / left as f64).min(1.0);
            floor + (1.0 - floor) * 0.5 * (1.0 + (PI * part).cos())
        }
    };
    rise * after
}

#[cfg(test)]
mod tests {
    use super::{Length, factor};
    use crate::instantiate::{Schedule, Warmup};

    const LENGTH: Length = Length { steps_per_epoch: 10, epochs: 4 };
    const NONE: Warmup = Warmup { share: 0.0 };

    #[test]
    fn warm_up_rises_to_one() {
        let warmup = Warmup { share: 0.1 };
        let at = |step| factor(Schedule::Constant, warmup, LENGTH, step);
        assert_eq!([0, 1, 2, 3, 4, 39].map(at), [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]);
    }

    #[test]
    fn steps_fall_by_epochs() {
        let at = |step| factor(Schedule::Step { every: 2, factor: 0.5 }, NONE, LENGTH, step);
        assert_eq!([0, 19, 20, 39, 40].map(at), [1.0, 1.0, 0.5, 0.5, 0.25]);
    }

    /// PyTorch's `CosineAnnealingLR(T_max=40, eta_min=0.1)` from 1.
    #[test]
    fn a_cosine_falls_to_its_floor() {
        let at = |step| factor(Schedule::Cosine { floor: 0.1 }, NONE, LENGTH, step);
        assert_eq!(at(0), 1.0);
        assert!((at(20) - 0.55).abs() < 1e-12);
        assert!((at(10) - (0.1 + 0.9 * 0.5 * (1.0 + 0.5_f64.sqrt()))).abs() < 1e-12);
        assert!((at(40) - 0.1).abs() < 1e-12 && at(400) == at(40));
        let late = factor(Schedule::Cosine { floor: 0.0 }, Warmup { share: 0.5 }, LENGTH, 30);
        assert!((late - 0.5).abs() < 1e-12);
    }
}
