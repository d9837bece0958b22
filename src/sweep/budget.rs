//! How much may be spent until when: the ladder at most 55%, polish at least 35%, confirm 10%.

use crate::template::{SweepSpec, Trials};

/// Where a phase must end, as a share of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// The settings of the first rung.
    Start,
    Ladder,
    Polish,
    Confirm,
}

impl Share {
    pub fn end(self) -> f64 {
        match self {
            Share::Start => 0.30,
            Share::Ladder => 0.55,
            Share::Polish => 0.90,
            Share::Confirm => 1.0,
        }
    }
}

/// Trials, and the epochs and FLOPs spent on them: planned, or done.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Need {
    pub trials: usize,
    pub epochs: f64,
    pub flops: f64,
}

impl std::ops::Add for Need {
    type Output = Need;

    fn add(self, other: Need) -> Need {
        Need {
            trials: self.trials + other.trials,
            epochs: self.epochs + other.epochs,
            flops: self.flops + other.flops,
        }
    }
}

/// The author's limits. Without any, the sizes below make the sweep end by itself.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    pub trials: Option<usize>,
    pub epochs: Option<f64>,
    pub flops: Option<f64>,
    pub seconds: Option<f64>,
    per_child: Option<usize>,
}

/// Configurations of a child where the author says nothing about it.
const CHILD: usize = 9;

impl Budget {
    pub fn new(settings: &SweepSpec) -> Budget {
        let (total, per_child) = match settings.trials {
            Trials::Total(n) => (Some(n), None),
            Trials::PerRung(n) => (None, Some(n.max(1))),
        };
        let trials = match (total, settings.limits.trials) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Budget {
            trials: trials.map(|n| n.max(1)),
            epochs: settings.limits.epochs,
            flops: settings.limits.flops,
            seconds: settings.limits.seconds,
            per_child,
        }
    }

    /// Trials that may have been asked for when the phase ends. At least one is left to each
    /// later phase that cannot do without: confirm.
    pub fn trials_until(&self, share: Share) -> Option<usize> {
        let total = self.trials?;
        let end = (total as f64 * share.end()).floor() as usize;
        Some(match share {
            Share::Confirm => total,
            _ => end.clamp(1, total.saturating_sub(1).max(1)),
        })
    }

    /// Whether it can be spent before the phase must end; time is asked of the clock elsewhere.
    pub fn fits(&self, spent: Need, need: Need, share: Share) -> bool {
        let trials = self.trials_until(share).is_none_or(|end| spent.trials + need.trials <= end);
        let within =
            |limit: Option<f64>, sum: f64| limit.is_none_or(|all| sum <= all * share.end());
        let epochs = within(self.epochs, spent.epochs + need.epochs);
        let flops = within(self.flops, spent.flops + need.flops);
        trials && epochs && flops
    }

    pub fn limited(&self) -> bool {
        let amounts = [self.epochs, self.flops, self.seconds];
        self.trials.is_some() || amounts.iter().any(Option::is_some)
    }

    /// Configurations for each child.
    pub fn child(&self) -> usize {
        self.per_child.unwrap_or(CHILD)
    }

    /// Training configurations on rung 0, and of a round of polish: 27 where a child has 12.
    pub fn wide(&self) -> usize {
        match self.per_child {
            Some(n) => (n * 9).div_ceil(4),
            None => 27,
        }
    }
}
