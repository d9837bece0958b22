//! Stopping when the validation loss no longer falls.

use super::metrics::Measured;
use crate::backend::candle::Snapshot;
use crate::instantiate::EarlyStop;

/// The best epoch so far.
#[derive(Clone, Debug)]
pub struct Best {
    /// From 1.
    pub epoch: usize,
    pub measured: Measured,
    /// Absent where they shall not come back.
    pub weights: Option<Snapshot>,
}

/// Watches the validation loss.
#[derive(Clone, Debug)]
pub struct Watch {
    rule: EarlyStop,
    best: Option<Best>,
    waited: usize,
}

impl Watch {
    pub fn new(rule: EarlyStop) -> Watch {
        Watch { rule, best: None, waited: 0 }
    }

    pub fn best_epoch(&self) -> Option<usize> {
        self.best.as_ref().map(|best| best.epoch)
    }

    /// Whether the best weights come back.
    pub fn restores(&self) -> bool {
        self.rule.restore
    }

    /// Whether this loss is better than the best by more than `min_delta`.
    pub fn improves(&self, loss: f64) -> bool {
        self.best.as_ref().is_none_or(|best| loss < best.measured.loss - self.rule.min_delta)
    }

    pub fn keep(&mut self, best: Best) {
        self.best = Some(best);
        self.waited = 0;
    }

    /// An epoch without improvement: the best one where patience has run out.
    pub fn wait(&mut self) -> Option<&Best> {
        self.waited += 1;
        if self.waited < self.rule.patience { None } else { self.best.as_ref() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Best, Watch};
    use crate::instantiate::EarlyStop;
    use crate::train::metrics::Measured;

    #[test]
    fn patience_is_counted_from_the_best_epoch() {
        let mut watch = Watch::new(EarlyStop { patience: 2, min_delta: 0.1, restore: false });
        let losses = [1.0, 0.8, 0.75, 0.69, 0.7, 0.65];
        let mut stopped = None;
        for (index, loss) in losses.into_iter().enumerate() {
            if watch.improves(loss) {
                let measured = Measured { loss, metrics: Vec::new() };
                watch.keep(Best { epoch: index + 1, measured, weights: None });
            } else if let Some(best) = watch.wait() {
                stopped = stopped.or(Some((index + 1, best.epoch)));
            }
        }
        // 0.69 is better than 0.8 by more than 0.1; then two epochs without improvement.
        assert_eq!(stopped, Some((6, 4)));
    }
}
