//! How fast this machine trains: a few batches of two members, timed, for estimates.

use crate::instantiate::instantiate;
use crate::space::Assignment;
use crate::template::Family;
use crate::train::data::Prepared;
use crate::train::{Flow, Trainer, on_threads};
use std::sync::Arc;
use std::time::Instant;

/// Batches that are timed, after those that only warm up.
const TIMED: usize = 8;
const WARM: usize = 2;
/// Seconds after which fewer batches will do.
const ENOUGH: f64 = 0.5;

/// Seconds of one epoch as `overhead + per_flop × FLOPs`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    overhead: f64,
    per_flop: f64,
}

impl Pace {
    /// Fits the line through a small and a large member, given with the FLOPs of an epoch of each.
    pub fn measure(
        family: &Family,
        data: &Arc<Prepared>,
        members: [(&Assignment, u64); 2],
    ) -> Pace {
        let [(small, low), (large, high)] = members;
        let (low, high) = (low as f64, high as f64);
        match (epoch_seconds(family, data, small), epoch_seconds(family, data, large)) {
            (Some(first), Some(second)) if high > low => {
                let per_flop = ((second - first) / (high - low)).max(0.0);
                Pace { overhead: (first - per_flop * low).max(0.0), per_flop }
            }
            (Some(only), _) | (_, Some(only)) => Pace { overhead: only, per_flop: 0.0 },
            _ => Pace::default(),
        }
    }

    /// Seconds of so many epochs with so many FLOPs in all, on one thread.
    pub fn seconds(&self, epochs: f64, flops: f64) -> f64 {
        epochs * self.overhead + flops * self.per_flop
    }
}

fn epoch_seconds(family: &Family, data: &Arc<Prepared>, assignment: &Assignment) -> Option<f64> {
    let member = instantiate(family, assignment).ok()?;
    on_threads(1, || {
        let mut trainer = Trainer::new(&member, Arc::clone(data), 0).ok()?;
        let (mut begun, mut timed, mut batches) = (Instant::now(), 0.0, 1);
        let mut last = 0;
        let ended = trainer.epoch(&mut |done, total| {
            batches = total;
            if done <= WARM {
                begun = Instant::now();
                return Flow::Continue;
            }
            (timed, last) = (begun.elapsed().as_secs_f64(), done - WARM);
            if last >= TIMED || timed > ENOUGH { Flow::Stop } else { Flow::Continue }
        });
        let diverged = matches!(ended, Err(crate::train::TrainError::Diverged { .. }));
        (last > 0 && !diverged).then(|| timed / last as f64 * batches as f64)
    })
    .ok()?
}
