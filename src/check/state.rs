//! What the check knows of many members at once, at one place of the network.

use std::collections::{BTreeMap, BTreeSet};

use crate::graph::Shape;
use crate::space::{Assignment, HyperId};

/// All members that are alike here: the same shape, and the same values of whatever still matters
/// further on. The simplest of them stands for all.
#[derive(Clone, Debug)]
pub struct State {
    pub shape: Shape,
    /// Inputs of the residuals around this place, outermost first.
    pub saved: Vec<Shape>,
    /// The values on which the way here depended.
    pub values: Assignment,
    pub cost: Cost,
    /// Which part of the family this is, if every alternative gets an equal part.
    pub share: f64,
    /// Nodes of the graph so far.
    pub nodes: usize,
}

/// How far the values are from the simplest: how many differ, then by how much.
pub type Cost = (u32, u64);

/// What must be equal for two states to become one.
type Key = (Shape, Vec<Shape>, usize, Assignment);

/// How states are told apart.
#[derive(Clone, Copy, Debug)]
pub struct Apart<'a> {
    /// Hyperparameters that matter further on; of others the values are no difference.
    pub alive: &'a BTreeSet<HyperId>,
    /// Whether channels and the number of nodes count. They only matter for the limits of size.
    pub sizes: bool,
}

/// Makes one state of all that are alike; the simplest stands for them.
pub fn merge(states: Vec<State>, apart: Apart) -> Vec<State> {
    if states.len() < 2 {
        return states;
    }
    let mut merged: BTreeMap<Key, State> = BTreeMap::new();
    for state in states {
        let key = apart.key(&state);
        match merged.get_mut(&key) {
            Some(known) => known.absorb(state),
            None => {
                merged.insert(key, state);
            }
        }
    }
    merged.into_values().collect()
}

impl Apart<'_> {
    fn key(self, state: &State) -> Key {
        let shape = |shape: &Shape| if self.sizes { *shape } else { shape.with_channels(0) };
        let mut values = Assignment::default();
        for (id, value) in state.values.iter().filter(|(id, _)| self.alive.contains(id)) {
            values.set(id, Some(value));
        }
        let nodes = if self.sizes { state.nodes } else { 0 };
        (shape(&state.shape), state.saved.iter().map(shape).collect(), nodes, values)
    }
}

impl State {
    /// Sizes become upper bounds, values those of the simpler one.
    fn absorb(&mut self, other: State) {
        self.share += other.share;
        self.nodes = self.nodes.max(other.nodes);
        let wider = |a: Shape, b: Shape| a.with_channels(a.channels().max(b.channels()));
        self.shape = wider(self.shape, other.shape);
        for (mine, theirs) in self.saved.iter_mut().zip(other.saved) {
            *mine = wider(*mine, theirs);
        }
        if other.cost < self.cost {
            self.cost = other.cost;
            self.values = other.values;
        }
    }
}

/// Keeps about `keep` states, the simplest and some spread over all; gives the share dropped.
pub fn thin(states: &mut Vec<State>, keep: usize) -> f64 {
    if states.len() <= keep {
        return 0.0;
    }
    states.sort_by_key(|state| state.cost);
    let step = states.len().div_ceil(keep.max(1));
    let mut at = 0;
    let mut dropped = 0.0;
    states.retain(|state| {
        let kept = at < keep / 2 || at % step == 0;
        at += 1;
        dropped += if kept { 0.0 } else { state.share };
        kept
    });
    dropped
}
