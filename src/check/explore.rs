//! Walking the template for all members at once.
//!
//! A state stands for all members that are alike so far. A hyperparameter splits a state only
//! where a shape depends on it, and states that have become alike are merged again; so the walk
//! is exact, and mostly far shorter than a list of the members.

use std::collections::{BTreeMap, BTreeSet};

use super::channels::counts_channels;
use super::feasible::feasible;
use super::lives::{Lives, asked};
use super::many::Many;
use super::state::{Apart, Cost, Sizes, State, merge, thin};
use crate::graph::{Activation, Attention, Misfit, Op, Shape};
use crate::instantiate::{FaultKind, MOST_NODES, Part, Problem, lower, output_layer, round};
use crate::source::Span;
use crate::space::{Assignment, HyperId, IndexId, Measures, Scope, TermFault, Value};
use crate::template::{Argument, Family, ItemUse, Node};

/// States kept at one place, and layers looked at over all states, before the walk thins out.
const STATES: usize = 20_000;
const STEPS: usize = 400_000;
/// Beyond that many the walk gives up, and says so.
const ENDURED: usize = 1_500_000;
/// As many values cost as much as a step.
const WEIGHT: usize = 16;
/// States kept once there are too many steps.
const FEW: usize = 200;

/// What stays the same over several walks.
pub struct Plan<'f> {
    pub family: &'f Family,
    pub lives: Lives,
    /// What conditions of `require` look at.
    pub asked: BTreeSet<HyperId>,
    /// Some layer fits only some numbers of channels, so that bounds of them do not do.
    pub exact: bool,
}

impl<'f> Plan<'f> {
    pub fn new(family: &'f Family) -> Plan<'f> {
        let asked = asked(&family.space);
        let exact = counts_channels(&family.model, &family.space);
        Plan { family, lives: Lives::new(&family.model.body, &asked), asked, exact }
    }
}

/// A layer, residual or repeat that fails in some member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place<'f> {
    /// Which node of the model's body; the output layer is after all of them.
    pub top: usize,
    pub span: Span,
    pub path: &'f str,
}

/// The simplest member that fails there.
#[derive(Clone, Debug)]
pub struct Failure {
    pub kind: FaultKind,
    /// The values that the way there depended on.
    pub values: Assignment,
    /// The same, made whole, and allowed by every `require` on hyperparameters.
    pub member: Assignment,
    pub cost: Cost,
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Outcome<'f> {
    pub failures: BTreeMap<Place<'f>, Failure>,
    /// Some member got through.
    pub survives: bool,
    /// The share of the family that was not looked at.
    pub dropped: f64,
    /// A range of real numbers, or a vast one, was only looked at in places.
    pub sampled: bool,
    pub steps: usize,
    /// A bound on the costs of the members that got through to the end.
    pub costs: Option<Measures>,
}

/// How a walk goes.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Only members with these values.
    pub fixed: BTreeMap<HyperId, Value>,
    /// Ends after this node of the model's body.
    pub until: Option<usize>,
}

/// Walks over all members that the way allows.
pub fn explore<'f>(plan: &Plan<'f>, way: &Way) -> Outcome<'f> {
    let sizes = if plan.exact { Sizes::Exact } else { Sizes::AtMost };
    let mut walk = Walk::new(plan, way, sizes);
    walk.run();
    if walk.oversized {
        // Some bound on a size was beyond the limits: now with exact sizes.
        walk = Walk::new(plan, way, Sizes::Exact);
        walk.run();
    }
    walk.outcome
}

/// What every valid member costs at least and at most; `None` where there is none, or not all
/// could be looked at.
pub fn costs(plan: &Plan) -> Option<(Measures, Measures)> {
    let way = Way::default();
    let sizes = if plan.exact { Sizes::ExactLeast } else { Sizes::AtLeast };
    let mut least = Walk::new(plan, &way, sizes);
    least.run();
    let [least, most] = [least.outcome, explore(plan, &way)];
    if [&least, &most].iter().any(|outcome| outcome.dropped > 0.0 || outcome.sampled) {
        return None;
    }
    Some((least.costs?, most.costs?))
}

pub(super) struct Walk<'p, 'f> {
    plan: &'p Plan<'f>,
    way: &'p Way,
    pub(super) sizes: Sizes,
    oversized: bool,
    top: usize,
    indices: Vec<(IndexId, i64)>,
    outcome: Outcome<'f>,
}

/// Why a state cannot go on as it is.
pub(super) enum Stop {
    /// It must be split by this hyperparameter.
    Open(HyperId),
    Fails(Problem),
    /// Only the bound of its size is too large.
    Oversized,
}

impl<'p, 'f> Walk<'p, 'f> {
    fn new(plan: &'p Plan<'f>, way: &'p Way, sizes: Sizes) -> Walk<'p, 'f> {
        let (indices, outcome) = (Vec::new(), Outcome::default());
        Walk { plan, way, sizes, oversized: false, top: 0, indices, outcome }
    }

    fn run(&mut self) {
        let model = &self.plan.family.model;
        let mut states = vec![start(model.input.shape())];
        for (at, node) in model.body.iter().enumerate() {
            self.top = at;
            states = self.step(node, states);
            if self.way.until == Some(at) {
                break;
            }
        }
        if self.way.until.is_none() {
            self.top = model.body.len();
            let op = output_layer(model.output);
            let place = self.place(model.output_span, "output");
            states =
                self.each(place, states, |walk, state| walk.apply(state, op, model.output_span));
        }
        let bound = |a, b| self.sizes.of_costs(a, b);
        self.outcome.costs = states.iter().map(|state| state.costs).reduce(bound);
        self.outcome.survives =
            states.iter().any(|state| feasible(self.plan, &state.values).is_some());
    }

    pub(super) fn body(&mut self, nodes: &'f [Node], states: Vec<State>) -> Vec<State> {
        nodes.iter().fold(states, |states, node| self.step(node, states))
    }

    /// One node for all states, then merging and thinning.
    fn step(&mut self, node: &'f Node, states: Vec<State>) -> Vec<State> {
        if states.is_empty() || self.oversized {
            return Vec::new();
        }
        if self.outcome.steps > ENDURED {
            self.outcome.dropped += states.iter().map(|state| state.share).sum::<f64>();
            return Vec::new();
        }
        let states = self.node(node, states);
        let apart = Apart { alive: self.plan.lives.after(node), sizes: self.sizes };
        let mut states = merge(states, apart);
        let keep = if self.outcome.steps > STEPS { FEW } else { STATES };
        self.outcome.dropped += thin(&mut states, keep);
        states
    }

    fn node(&mut self, node: &'f Node, states: Vec<State>) -> Vec<State> {
        match node {
            Node::Layer { path, item } => {
                let place = self.place(item.span, path);
                self.each(place, states, |walk, state| walk.layer(state, item))
            }
            Node::Pick { hyper, alternatives, .. } => {
                let groups = self.by_alternative(*hyper, states);
                let none: &[Node] = &[];
                let walked = groups.into_iter().map(|(at, group)| {
                    self.body(alternatives.get(at).map_or(none, Vec::as_slice), group)
                });
                walked.flatten().collect()
            }
            Node::Optional { hyper, body, .. } => {
                let mut groups = self.by_alternative(*hyper, states);
                let mut done = groups.remove(&0).unwrap_or_default();
                for (_, group) in groups {
                    done.extend(self.body(body, group));
                }
                done
            }
            Node::Repeat { path, count, index, body, span } => {
                let place = self.place(*span, path);
                let mut groups: BTreeMap<usize, Vec<State>> = BTreeMap::new();
                let counted = self.each_with(place, states, |walk, state| {
                    let count = walk.many(&state.values, |many| count.eval(&many.scope));
                    let count = count.map_err(|fault| Stop::of("repeat", fault, *span))?;
                    Ok((round(count, 0), state.clone()))
                });
                for (count, state) in counted {
                    groups.entry(count).or_default().push(state);
                }
                let walked = groups
                    .into_iter()
                    .map(|(count, group)| self.repeat(place, count, *index, body, group));
                walked.flatten().collect()
            }
            Node::Residual { path, shortcut, body, span } => {
                self.residual((path, *shortcut, *span), body, states)
            }
            Node::Parallel { path, join, branches, span } => {
                let place = self.place(*span, path);
                self.parallel(place, *join, branches, states)
            }
            Node::Call { body, .. } => self.body(body, states),
        }
    }

    fn repeat(
        &mut self,
        place: Place<'f>,
        count: usize,
        index: IndexId,
        body: &'f [Node],
        mut states: Vec<State>,
    ) -> Vec<State> {
        if count > MOST_NODES {
            let misfit = FaultKind::Shape(Misfit::TooDeep { limit: MOST_NODES });
            states.iter().for_each(|state| self.fail(place, state, &misfit));
            return Vec::new();
        }
        for at in 0..count {
            if states.is_empty() {
                break;
            }
            self.indices.push((index, at as i64));
            states = self.body(body, states);
            self.indices.pop();
        }
        states
    }

    fn layer(&self, state: &State, item: &ItemUse) -> Result<State, Stop> {
        let parts = self.many(&state.values, |many| lower(item, state.shape, many));
        let parts = parts.map_err(Stop::from)?;
        // Which activation it is, or whether there is one, may be open: then a bound.
        let open = item.args.iter().any(|(_, argument)| match argument {
            Argument::Pick { hyper, .. } => state.values.get(*hyper).is_none(),
            _ => false,
        });
        let mut next = state.clone();
        let mut saved = Vec::new();
        for part in parts {
            match self.bounded(part, open) {
                Part::Op { op, .. } => next = self.apply(&next, op, item.span)?,
                Part::Activation(Some(activation)) => {
                    next = self.apply(&next, Op::Activation(activation), item.span)?;
                }
                Part::Activation(None) => {}
                Part::Save => saved.push(next.shape),
                Part::Add { .. } => {
                    let back = saved.pop().unwrap_or(next.shape);
                    next = self.sum(&next, back, item.span)?;
                }
            }
        }
        Ok(next)
    }

    /// Of all activations only `prelu` has a parameter.
    fn bounded(&self, part: Part, open: bool) -> Part {
        let most = match self.sizes {
            Sizes::AtMost if open => true,
            Sizes::AtLeast if open => false,
            _ => return part,
        };
        match part {
            Part::Activation(_) => Part::Activation(most.then_some(Activation::Prelu)),
            Part::Op { name, op: Op::Activation(_) } => {
                let op = Op::Activation(if most { Activation::Prelu } else { Activation::Relu });
                Part::Op { name, op }
            }
            other => other,
        }
    }

    fn sum(&self, state: &State, back: Shape, span: Span) -> Result<State, Stop> {
        let mut next = state.clone();
        if let Err(misfit) = Op::Add.output(&[state.shape, back]) {
            self.refuse(misfit, span)?;
        }
        next.charge(Op::Add, state.shape, state.shape);
        next.nodes += 1;
        Ok(next)
    }

    pub(super) fn apply(&self, state: &State, op: Op, span: Span) -> Result<State, Stop> {
        // Where channels are only bounded, the way they are written has proven that they part.
        let tried = if self.sizes.is_exact() { op } else { in_one_part(op) };
        let shape = match tried.output(&[state.shape]) {
            Ok(shape) => shape,
            Err(misfit) => return self.refuse(misfit, span).map(|()| state.clone()),
        };
        let mut next = State { shape, nodes: state.nodes + 1, ..state.clone() };
        next.charge(op, state.shape, shape);
        self.deep(&next, span)?;
        Ok(next)
    }

    /// A size beyond the limits is no fault where only its upper bound is.
    pub(super) fn refuse(&self, misfit: Misfit, span: Span) -> Result<(), Stop> {
        if matches!(misfit, Misfit::TooLarge { .. }) && self.sizes == Sizes::AtMost {
            return Err(Stop::Oversized);
        }
        Err(Stop::Fails(Problem { kind: FaultKind::Shape(misfit), span }))
    }

    pub(super) fn deep(&self, state: &State, span: Span) -> Result<(), Stop> {
        match self.sizes {
            _ if state.nodes <= MOST_NODES + 1 => Ok(()),
            Sizes::AtMost => Err(Stop::Oversized),
            Sizes::AtLeast => Ok(()),
            Sizes::Exact | Sizes::ExactLeast => {
                self.refuse(Misfit::TooDeep { limit: MOST_NODES }, span)
            }
        }
    }

    fn many<T>(&self, values: &Assignment, read: impl FnOnce(&Many) -> T) -> T {
        let scope = Scope { assignment: values, indices: &self.indices, measures: None };
        read(&Many { scope, space: &self.plan.family.space, sizes: self.sizes })
    }

    pub(super) fn by_alternative(
        &mut self,
        hyper: HyperId,
        states: Vec<State>,
    ) -> BTreeMap<usize, Vec<State>> {
        let mut groups: BTreeMap<usize, Vec<State>> = BTreeMap::new();
        for state in states {
            let split = match state.values.get(hyper) {
                Some(_) => vec![state],
                None => self.split(&state, hyper),
            };
            for state in split {
                let at = state.values.alternative(hyper).unwrap_or(0);
                groups.entry(at).or_default().push(state);
            }
        }
        groups
    }

    pub(super) fn each(
        &mut self,
        place: Place<'f>,
        states: Vec<State>,
        act: impl Fn(&Self, &State) -> Result<State, Stop>,
    ) -> Vec<State> {
        self.each_with(place, states, act)
    }

    /// Acts on every state, splitting those that hang on an open hyperparameter.
    fn each_with<T>(
        &mut self,
        place: Place<'f>,
        mut states: Vec<State>,
        act: impl Fn(&Self, &State) -> Result<T, Stop>,
    ) -> Vec<T> {
        let mut done = Vec::with_capacity(states.len());
        while let Some(state) = states.pop() {
            // The values of many hyperparameters make a step slow.
            self.outcome.steps += 1 + state.values.iter().count() / WEIGHT;
            match act(self, &state) {
                Ok(next) => done.push(next),
                Err(Stop::Open(hyper)) => states.extend(self.split(&state, hyper)),
                Err(Stop::Fails(problem)) => self.fail(place, &state, &problem.kind),
                Err(Stop::Oversized) => self.oversized = true,
            }
            if self.oversized {
                return Vec::new();
            }
        }
        done
    }

    /// One state for each value of an open hyperparameter, without those that a `require` excludes.
    fn split(&mut self, state: &State, hyper: HyperId) -> Vec<State> {
        let space = &self.plan.family.space;
        let (values, all) = match self.way.fixed.get(&hyper) {
            Some(value) => (vec![*value], true),
            None => space.spread(hyper),
        };
        self.outcome.sampled |= !all;
        let share = state.share / values.len().max(1) as f64;
        let with = |value: Value| {
            let mut split = State { share, ..state.clone() };
            split.values.set(hyper, Some(value));
            let (count, distance) = space.deviation(hyper, value);
            split.cost = (state.cost.0 + count, state.cost.1 + distance);
            split
        };
        let allowed =
            |state: &State| !self.plan.asked.contains(&hyper) || !space.excluded(&state.values);
        values.into_iter().map(with).filter(allowed).collect()
    }

    fn fail(&mut self, place: Place<'f>, state: &State, kind: &FaultKind) {
        let known = self.outcome.failures.get(&place).map(|failure| failure.cost);
        if known.is_some_and(|cost| cost <= state.cost) {
            return;
        }
        let Some(member) = feasible(self.plan, &state.values) else { return };
        let values = state.values.clone();
        let failure = Failure { kind: kind.clone(), values, member, cost: state.cost };
        self.outcome.failures.insert(place, failure);
    }

    pub(super) fn place(&self, span: Span, path: &'f str) -> Place<'f> {
        Place { top: self.top, span, path }
    }
}

fn start(shape: Shape) -> State {
    let mut state = State {
        shape,
        saved: Vec::new(),
        joined: Vec::new(),
        values: Assignment::default(),
        cost: (0, 0),
        share: 1.0,
        nodes: 1,
        costs: Measures { params: 0, flops: 0, memory: 0, layers: 0 },
    };
    state.charge(Op::Input, shape, shape);
    state
}

/// The same shapes, whatever the channels part into.
fn in_one_part(op: Op) -> Op {
    match op {
        Op::Conv { filters, reach, bias, .. } => Op::Conv { filters, reach, groups: 1, bias },
        Op::Attention(attention) => Op::Attention(Attention { heads: 1, ..attention }),
        Op::GroupNorm { epsilon, .. } => Op::GroupNorm { groups: 1, epsilon },
        other => other,
    }
}

impl Stop {
    fn of(parameter: &'static str, fault: TermFault, span: Span) -> Stop {
        Stop::from(Problem::number(parameter, fault, span))
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        match problem.kind {
            FaultKind::Number { fault: TermFault::Missing(hyper), .. } => Stop::Open(hyper),
            _ => Stop::Fails(problem),
        }
    }
}
