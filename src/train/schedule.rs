//! The learning rate over the run.

use std::f64::consts::PI;

use crate::instantiate::{Schedule, Warmup};

/// How many steps there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub steps_per_epoch: usize,
    /// Of the whole schedule, which may be longer than what is trained.
    pub steps: usize,
}

/// The factor on the learning rate for a step, counted from 0.
///
/// Warm-up rises linearly over its share of all steps and reaches 1 with its last one; the cosine
/// runs over the steps after it; `step` and `exponential` count whole epochs from the start. Past
/// its length a schedule keeps its last value. What a plateau took off is not in here.
pub fn factor(schedule: Schedule, warmup: Warmup, length: Length, step: usize) -> f64 {
    let rising = (warmup.share.clamp(0.0, 1.0) * length.steps as f64).round() as usize;
    let rise = if step < rising { (step + 1) as f64 / rising as f64 } else { 1.0 };
    let epoch = step / length.steps_per_epoch.max(1);
    let power = |factor: f64, times: usize| factor.powi(i32::try_from(times).unwrap_or(i32::MAX));
    let after = match schedule {
        Schedule::Constant | Schedule::Plateau(_) => 1.0,
        Schedule::Step { every, factor } => power(factor, epoch / every.max(1)),
        Schedule::Exponential { factor } => power(factor, epoch),
        Schedule::Cosine { floor } => {
            let left = length.steps.saturating_sub(rising).max(1);
            let part = step.saturating_sub(rising) as f64 / left as f64;
            along_cosine(1.0, floor, part)
        }
        Schedule::OneCycle { peak, start_divisor, end_divisor } => {
            let start = 1.0 / start_divisor;
            one_cycle(peak, [start, start / end_divisor], length.steps, step)
        }
    };
    rise * after
}

/// As PyTorch counts: the peak lies at `peak · steps − 1`, the end at the last step.
fn one_cycle(peak: f64, [start, end]: [f64; 2], steps: usize, step: usize) -> f64 {
    let (top, last) = ((peak * steps as f64 - 1.0).max(0.0), steps.saturating_sub(1) as f64);
    let step = step as f64;
    if step < top {
        return along_cosine(start, 1.0, step / top);
    }
    if last <= top { 1.0 } else { along_cosine(1.0, end, (step - top) / (last - top)) }
}

/// From one value to another along half a cosine; `part` above 1 counts as 1.
fn along_cosine(from: f64, to: f64, part: f64) -> f64 {
    to + (from - to) * 0.5 * (1.0 + (PI * part.min(1.0)).cos())
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
