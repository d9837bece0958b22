//! How a network is widened, and what else is done to the weights.

use std::collections::BTreeMap;

/// Where new units come from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Widen {
    /// Random fan-in, and no old unit reads them.
    #[default]
    Fresh,
    /// Copies of old units that share their fan-out (Net2Net, Chen et al. 2016). Equal units stay
    /// equal in training; noise, in parts of each weight, tells them apart.
    Duplicate { noise: f64 },
    /// Twins of equal fan-in and opposite fan-out (Yuan et al. 2023), which training tells apart.
    Pair,
}

/// w ← keep · w + perturb · fresh (Ash & Adams 2020), for every learned number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shrink {
    pub keep: f64,
    pub perturb: f64,
}

/// Mean and variance of each channel after a node of the small network, by the node's path.
pub type Statistics = BTreeMap<String, [Vec<f64>; 2]>;

#[derive(Clone, Debug, Default)]
pub struct Options {
    pub widen: Widen,
    pub shrink: Option<Shrink>,
    /// What a new batch norm normalises by. Without it that is mean 0 and variance 1: as exact in
    /// evaluation, but training starts from other values.
    pub statistics: Statistics,
    pub seed: u64,
}
