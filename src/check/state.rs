//! What the check knows of many members at once, at one place of the network.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use crate::graph::{Op, Shape};
use crate::space::{Assignment, HyperId, Measure, Measures, Space, Value};

/// All members that are alike here: the same shape, and the same values of whatever still matters
/// further on. The simplest of them stands for all.
#[derive(Clone, Debug)]
pub struct State {
    pub shape: Shape,
    /// Inputs of the residuals around this place, outermost first.
    pub saved: Vec<Shape>,
    /// What the branches so far of each `parallel` around this place give: how many, and joined.
    pub joined: Vec<(usize, Shape)>,
    /// The values on which the way here depended.
    pub values: Rc<Assignment>,
    pub cost: Cost,
    /// Which part of the family this is, if every alternative gets an equal part.
    pub share: f64,
    /// Nodes of the graph so far.
    pub nodes: usize,
    /// Costs of the network so far.
    pub costs: Measures,
}

/// What is known of units, filters and whatever follows from them: they decide no shape's fit, so
/// that mostly a bound is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    AtMost,
    AtLeast,
    Exact,
}

/// How far the values are from the simplest: how many differ, then by how much.
pub type Cost = (u32, u64);

/// How states are told apart.
#[derive(Clone, Copy, Debug)]
pub struct Apart<'a> {
    /// Hyperparameters that matter further on; of others the values are no difference.
    pub alive: &'a [HyperId],
    /// Where they are exact, channels and the number of nodes count.
    pub sizes: Sizes,
    /// Whether channels count here, in the inputs kept for later, and in the branches so far.
    pub channels: bool,
    pub saved: &'a [bool],
    pub joined: &'a [bool],
    /// What is looked for: of states that are alike only the best one is kept.
    pub goal: Option<Goal>,
}

/// The end of a cost that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    pub measure: Measure,
    pub most: bool,
}

impl Goal {
    /// Smaller is better.
    pub fn rank(self, costs: &Measures) -> u64 {
        let cost = costs.get(self.measure);
        if self.most { u64::MAX - cost } else { cost }
    }
}

/// Makes one state of all that are alike; the simplest (or the best) stands for them.
pub fn merge(states: Vec<State>, apart: Apart) -> Vec<State> {
    if states.len() < 2 {
        return states;
    }
    let mut known: HashMap<Vec<u64>, usize> = HashMap::with_capacity(states.len());
    let mut merged: Vec<State> = Vec::with_capacity(states.len());
    for state in states {
        match known.entry(apart.key(&state)) {
            Entry::Occupied(place) => {
                if let Some(one) = merged.get_mut(*place.get()) {
                    one.absorb(state, apart);
                }
            }
            Entry::Vacant(place) => {
                place.insert(merged.len());
                merged.push(state);
            }
        }
    }
    merged
}

impl Apart<'_> {
    /// What must be equal for two states to become one, as plain numbers.
    fn key(self, state: &State) -> Vec<u64> {
        let exact = self.sizes.is_exact();
        let mut key = Vec::with_capacity(8 + 2 * self.alive.len());
        add_shape(&mut key, &state.shape, exact || self.channels);
        for (shape, counted) in state.saved.iter().zip(self.saved) {
            add_shape(&mut key, shape, exact || *counted);
        }
        for ((count, sum), counted) in state.joined.iter().zip(self.joined) {
            key.push(*count as u64);
            add_shape(&mut key, sum, exact || *counted);
        }
        // A search for an end of costs is made where no member is too deep.
        key.push(if exact && self.goal.is_none() { state.nodes as u64 } else { 0 });
        for id in self.alive {
            let (kind, bits) = match state.values.get(*id) {
                None => (0, 0),
                Some(Value::Whole(v)) => (1, v as u64),
                Some(Value::Real(v)) => (2, (v + 0.0).to_bits()),
                Some(Value::Choice(at)) => (3, at as u64),
            };
            key.extend([kind, bits]);
        }
        key
    }
}

fn add_shape(key: &mut Vec<u64>, shape: &Shape, exact: bool) {
    let channels = if exact { shape.channels() } else { 0 };
    let (kind, a, b) = match shape {
        Shape::Features(_) => (0, 0, 0),
        Shape::Image { height, width, .. } => (1, *height, *width),
        Shape::Series { length, .. } => (2, *length, 0),
        Shape::Tokens { length, .. } => (3, *length, 0),
    };
    key.extend([kind, a as u64, b as u64, channels as u64]);
}

impl State {
    /// Sizes become bounds of both, values those of the simpler one.
    fn absorb(&mut self, other: State, apart: Apart) {
        let sizes = apart.sizes;
        self.share += other.share;
        if let Some(goal) = apart.goal {
            let rank = |state: &State| (goal.rank(&state.costs), state.cost);
            if rank(&other) < rank(self) {
                *self = State { share: self.share, ..other };
            }
            return;
        }
        self.nodes = self.nodes.max(other.nodes);
        self.costs = sizes.of_costs(self.costs, other.costs);
        self.shape = sizes.of_shapes(self.shape, other.shape);
        for (mine, theirs) in self.saved.iter_mut().zip(other.saved) {
            *mine = sizes.of_shapes(*mine, theirs);
        }
        for ((_, mine), (_, theirs)) in self.joined.iter_mut().zip(other.joined) {
            *mine = sizes.of_shapes(*mine, theirs);
        }
        if other.cost < self.cost {
            self.cost = other.cost;
            self.values = other.values;
        }
    }
}

impl State {
    /// The same members, of those that have this value.
    #[must_use]
    pub fn having(mut self, space: &Space, hyper: HyperId, value: Value) -> State {
        Rc::make_mut(&mut self.values).set(hyper, Some(value));
        let (count, distance) = space.deviation(hyper, value);
        self.cost = (self.cost.0 + count, self.cost.1.saturating_add(distance));
        self
    }

    /// Adds what a node costs.
    pub fn charge(&mut self, op: Op, input: Shape, output: Shape) {
        let params = op.params(input);
        let kept = if op.is_view() { 0 } else { output.elements() as u64 };
        let bytes = params.saturating_add(kept).saturating_mul(4);
        let costs = &mut self.costs;
        costs.params = costs.params.saturating_add(params);
        costs.flops = costs.flops.saturating_add(op.flops(input, output));
        costs.memory = costs.memory.saturating_add(bytes);
        costs.layers += u64::from(params > 0);
    }
}

impl Sizes {
    /// Widths are known, not only bounded.
    pub fn is_exact(self) -> bool {
        self == Sizes::Exact
    }

    fn of(self, a: u64, b: u64) -> u64 {
        if self == Sizes::AtLeast { a.min(b) } else { a.max(b) }
    }

    fn of_shapes(self, a: Shape, b: Shape) -> Shape {
        a.with_channels(self.of(a.channels() as u64, b.channels() as u64) as usize)
    }

    /// The bound of both, cost by cost.
    pub fn of_costs(self, a: Measures, b: Measures) -> Measures {
        Measures {
            params: self.of(a.params, b.params),
            flops: self.of(a.flops, b.flops),
            memory: self.of(a.memory, b.memory),
            layers: self.of(a.layers, b.layers),
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
