//! Which value of the small network each node of the large one holds.
//!
//! From the output back: a large node that has to hold a small value is either the same layer, by
//! its path, or a new one that can hand on what it reads. What no one asks for is new and free.

mod able;
mod carry;
mod same;
mod sign;
mod silence;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use super::refusal::Refusal;
use crate::graph::{Graph, NodeId};

pub use sign::{at_zero, straight_above};

/// How a large node comes to hold a small value.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// It is the same layer.
    Same,
    /// It is new and hands on what it reads.
    Passing,
    /// It is a new sum; this input has the value, the other one adds nothing.
    Trunk(usize),
    /// It puts together these inputs; false for a new branch.
    Joined(Vec<bool>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// A node of the small network; never one that drops.
    pub small: NodeId,
    pub way: Way,
}

#[derive(Debug)]
pub struct Matching {
    /// By large node.
    pub held: BTreeMap<NodeId, Held>,
    /// New large nodes whose parameters are 0, so that their branch adds nothing.
    pub silent: BTreeSet<NodeId>,
    /// Small nodes whose values are never negative.
    pub positive: Vec<bool>,
}

impl Matching {
    /// # Errors
    /// A node for whose value the large network has no place.
    pub fn new(small: &Graph, large: &Graph) -> Result<Matching, Refusal> {
        let (held, silent) = walk::walk(small, large)?;
        Ok(Matching { held, silent, positive: sign::positive(small) })
    }
}
