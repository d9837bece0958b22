//! Where the channels of a large value come from, channel by channel.

mod choose;
mod duplicate;
mod fresh;
mod level;
mod pair;

pub use choose::{choose, identity};

/// One channel of a large value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    /// The value of a small channel. Who sums over channels takes this share of it, so that the
    /// shares of all its copies sum to 1. `copy`: another channel has it, too, and had it first.
    Old { from: usize, share: f64, copy: bool },
    /// Anything: no old unit may read it.
    New,
    /// Equal to its twin, the channel `first` or the one after it: old units read them with
    /// opposite weights.
    Twin { first: usize, sign: f64 },
    /// The mean of all old channels.
    Mean,
    /// 0: old units may read it with any weight.
    Null,
}

impl Unit {
    pub fn old(from: usize) -> Unit {
        Unit::Old { from, share: 1.0, copy: false }
    }

    /// After an op that acts on each channel alone; `keeps_zero`: it makes 0 of 0.
    pub fn curved(self, keeps_zero: bool) -> Unit {
        match self {
            Unit::Mean => Unit::New,
            Unit::Null if !keeps_zero => Unit::New,
            other => other,
        }
    }

    /// After a norm over channels, whose mean is 0.
    pub fn normed(self) -> Unit {
        match self {
            Unit::Mean => Unit::Null,
            Unit::Null => Unit::New,
            other => other,
        }
    }

    /// The unit as one of a value in which its channel stands at `move_old` of the small one, and
    /// its twin at `move_new` of the large one.
    pub fn moved(
        self,
        move_old: impl FnOnce(usize) -> usize,
        move_new: impl FnOnce(usize) -> usize,
    ) -> Unit {
        match self {
            Unit::Old { from, share, copy } => Unit::Old { from: move_old(from), share, copy },
            Unit::Twin { first, sign } => Unit::Twin { first: move_new(first), sign },
            other => other,
        }
    }
}
