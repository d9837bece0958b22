//! What was carried over, row by row, for people and for the optimizer.

use std::collections::BTreeMap;

use super::tensor::{Tensor, Values};

/// A row of the table of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The same layer, as wide as before.
    Copied,
    /// The same layer, more units or more inputs.
    Wider,
    /// A convolution whose kernel has a ring of zeros.
    Kernel,
    /// A norm over more numbers, new ones at the mean.
    Levelled,
    /// A new layer that hands on what it reads.
    Identity,
    /// The end of a new branch, which adds nothing yet.
    Silent,
    /// A new layer that nothing old reads yet.
    Free,
}

impl Rule {
    pub fn words(self) -> &'static str {
        match self {
            Rule::Copied => "copied",
            Rule::Wider => "wider",
            Rule::Kernel => "larger kernel",
            Rule::Levelled => "wider, padded",
            Rule::Identity => "new, identity",
            Rule::Silent => "new, adds 0 yet",
            Rule::Free => "new, not read yet",
        }
    }
}

/// What happened to one layer of the large network.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub path: String,
    pub rule: Rule,
    /// Why the large network computes something else than the small one here; none where it is
    /// exact.
    pub doubt: Option<String>,
    /// Numbers that come from the small network, and new ones.
    pub carried: usize,
    pub new: usize,
}

/// The numbers of the large network with their report.
#[derive(Clone, Debug)]
pub struct Grown {
    /// Parameters and running statistics, by name.
    pub tensors: BTreeMap<String, Tensor>,
    /// Layers with numbers, and those where something is approximate, in the order of the graph.
    pub rows: Vec<Row>,
}

impl Grown {
    /// Whether the large network computes in evaluation what the small one does.
    pub fn exact(&self) -> bool {
        self.rows.iter().all(|row| row.doubt.is_none())
    }

    /// The values alone.
    pub fn values(&self) -> Values {
        self.tensors.iter().map(|(name, tensor)| (name.clone(), tensor.values.clone())).collect()
    }

    /// An optimizer's old moments in the layout of the large network: carried by name, 0 where a
    /// number is new (its own count of steps starts there).
    pub fn moments(&self, old: &Values) -> Values {
        let carried = self.tensors.iter().filter_map(|(name, tensor)| {
            let old = old.get(name)?;
            let at = |origin: &Option<u32>| origin.and_then(|at| old.get(at as usize));
            let moments = tensor.origin.iter().map(|origin| at(origin).copied().unwrap_or(0.0));
            Some((name.clone(), moments.collect()))
        });
        carried.collect()
    }
}
