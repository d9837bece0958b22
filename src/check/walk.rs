//! The walk itself: nodes of the template, one after the other, for all states at once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::explore::{Best, Failure, Outcome, Place, Plan, Way};
use super::feasible::feasible;
use super::many::Many;
use super::rows::Recorder;
use super::state::{Apart, Goal, Sizes, State, merge, thin};
use super::turns::Pending;
use crate::graph::{Op, Shape};
use crate::instantiate::{FaultKind, Problem, output_layer};
use crate::source::Span;
use crate::space::{Assignment, HyperId, IndexId, Measures, Scope, TermFault, Value};
use crate::template::Node;

/// States kept at one place, and layers looked at over all states, before the walk thins out.
const STATES: usize = 20_000;
const STEPS: usize = 400_000;
/// Beyond that many the walk gives up, and says so.
const ENDURED: usize = 1_500_000;
/// States kept once there are too many steps.
const FEW: usize = 200;

pub(super) struct Walk<'p, 'f> {
    pub(super) plan: &'p Plan<'f>,
    pub(super) way: &'p Way,
    pub(super) sizes: Sizes,
    pub oversized: bool,
    top: usize,
    pub(super) indices: Vec<(IndexId, i64)>,
    /// Counts of the repeats around this place that are still open.
    pub(super) pending: Vec<Pending>,
    pub outcome: Outcome<'f>,
    /// Where layers are written down as they are met.
    pub seen: Option<&'p RefCell<Recorder>>,
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
    pub fn new(plan: &'p Plan<'f>, way: &'p Way, sizes: Sizes) -> Walk<'p, 'f> {
        Walk {
            plan,
            way,
            sizes,
            oversized: false,
            top: 0,
            indices: Vec::new(),
            pending: Vec::new(),
            outcome: Outcome::default(),
            seen: None,
        }
    }

    pub fn run(&mut self) {
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
            states = self.each(place, states, |walk, state| {
                let next = walk.apply(state, op, model.output_span)?;
                walk.met("output", "", op, &[], (state.shape, next.shape));
                Ok(next)
            });
        }
        let bound = |a, b| self.sizes.of_costs(a, b);
        self.outcome.costs = states.iter().map(|state| state.costs).reduce(bound);
        match self.way.goal {
            Some(goal) => self.outcome.best = self.best(goal, states),
            None => {
                self.outcome.survives = states.iter().any(|state| self.member(state).is_some());
            }
        }
    }

    /// The best of the states that some member has.
    fn best(&self, goal: Goal, mut states: Vec<State>) -> Option<Best> {
        states.sort_by_key(|state| (goal.rank(&state.costs), state.cost));
        states.iter().find_map(|state| {
            let cost = state.costs.get(goal.measure);
            self.member(state).map(|member| Best { cost, member })
        })
    }

    fn member(&self, state: &State) -> Option<Assignment> {
        feasible(self.plan, &self.way.region, &state.values)
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
        let mut states = merge(states, self.apart(self.plan.lives.after(node)));
        let keep = if self.outcome.steps > STEPS { FEW } else { STATES };
        self.outcome.dropped += thin(&mut states, keep);
        states
    }

    pub(super) fn apart<'a>(&self, alive: &'a [HyperId]) -> Apart<'a> {
        Apart { alive, sizes: self.sizes, goal: self.way.goal }
    }

    fn node(&mut self, node: &'f Node, states: Vec<State>) -> Vec<State> {
        match node {
            Node::Layer { path, item } => {
                let place = self.place(item.span, path);
                self.each(place, states, |walk, state| walk.layer(state, path, item))
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
            Node::Repeat { .. } => self.repeat(node, states),
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

    pub(super) fn many<T>(&self, values: &Assignment, read: impl FnOnce(&Many) -> T) -> T {
        let scope = Scope { assignment: values, indices: &self.indices, measures: None };
        let (space, region) = (&self.plan.family.space, &self.way.region);
        read(&Many { scope, space, region, sizes: self.sizes })
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
    pub(super) fn each_with<T>(
        &mut self,
        place: Place<'f>,
        mut states: Vec<State>,
        act: impl Fn(&Self, &State) -> Result<T, Stop>,
    ) -> Vec<T> {
        let mut done = Vec::with_capacity(states.len());
        while let Some(state) = states.pop() {
            self.outcome.steps += 1;
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
        let (values, all) = self.way.region.values(space, hyper);
        self.outcome.sampled |= !all;
        let share = state.share / values.len().max(1) as f64;
        let with = |value: Value| {
            let split = State { share, ..state.clone() };
            split.having(space, hyper, value)
        };
        let allowed =
            |state: &State| !self.plan.asked.contains(&hyper) || !space.excluded(&state.values);
        values.into_iter().map(with).filter(allowed).collect()
    }

    pub(super) fn fail(&mut self, place: Place<'f>, state: &State, kind: &FaultKind) {
        if self.way.goal.is_some() {
            return;
        }
        let state = &self.with_pending(state);
        let known = self.outcome.failures.get(&place).map(|failure| failure.cost);
        if known.is_some_and(|cost| cost <= state.cost) {
            return;
        }
        let Some(member) = self.member(state) else { return };
        let values = Assignment::clone(&state.values);
        let failure = Failure { kind: kind.clone(), values, member, cost: state.cost };
        self.outcome.failures.insert(place, failure);
    }

    /// Writes down a part of a layer, if that is wanted.
    pub(super) fn met(&self, path: &str, part: &str, op: Op, kinds: &[&str], ends: (Shape, Shape)) {
        if let Some(seen) = self.seen {
            seen.borrow_mut().met(path, part, op, kinds, ends);
        }
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
        values: Rc::default(),
        cost: (0, 0),
        share: 1.0,
        nodes: 1,
        costs: Measures { params: 0, flops: 0, memory: 0, layers: 0 },
    };
    state.charge(Op::Input, shape, shape);
    state
}

impl Stop {
    pub(super) fn of(parameter: &'static str, fault: TermFault, span: Span) -> Stop {
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
