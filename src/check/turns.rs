//! Repeats: all members at once go from turn to turn, and those whose count is reached leave.

use std::collections::BTreeMap;

use super::explore::Place;
use super::state::{State, merge};
use super::walk::{Stop, Walk};
use crate::graph::Misfit;
use crate::instantiate::{FaultKind, MOST_NODES, round};
use crate::space::{HyperId, Space, Term, Value};
use crate::template::Node;

/// The count of a repeat while its turns go on: only what is more than the turns so far is left.
#[derive(Clone, Debug)]
pub struct Pending {
    hyper: HyperId,
    /// In ascending order.
    left: Vec<(usize, Value)>,
}

impl<'f> Walk<'_, 'f> {
    pub(super) fn repeat(&mut self, node: &'f Node, states: Vec<State>) -> Vec<State> {
        let Node::Repeat { path, count, span, .. } = node else { return states };
        let place = self.place(*span, path);
        let (open, known) = match self.counts(node) {
            Some(pending) => {
                let is_open = |state: &State| state.values.get(pending.hyper).is_none();
                let (open, known) = states.into_iter().partition(is_open);
                (self.open_turns(node, pending, open), known)
            }
            None => (Vec::new(), states),
        };
        let mut groups: BTreeMap<usize, Vec<State>> = BTreeMap::new();
        let counted = self.each_with(place, known, |walk, state| {
            let count = walk.many(&state.values, |many| count.eval(&many.scope));
            let count = count.map_err(|fault| Stop::of("repeat", fault, *span))?;
            Ok((round(count, 0), state.clone()))
        });
        for (count, state) in counted {
            groups.entry(count).or_default().push(state);
        }
        let walked = groups.into_iter().map(|(count, group)| self.turns(place, node, count, group));
        let walked: Vec<State> = walked.flatten().collect();
        open.into_iter().chain(walked).collect()
    }

    /// The counts that are possible, where the count itself is a hyperparameter that nothing else
    /// within the repeat or in a condition hangs on.
    fn counts(&self, node: &Node) -> Option<Pending> {
        let Node::Repeat { count: Term::Hyper(hyper), body, .. } = node else { return None };
        if self.plan.lives.after(body.last()?).contains(hyper) {
            return None;
        }
        let (values, all) = self.way.region.values(&self.plan.family.space, *hyper);
        let counted = |value: &Value| match value {
            Value::Whole(count) => Some((usize::try_from(*count).ok()?, *value)),
            _ => None,
        };
        let left: Vec<(usize, Value)> = values.iter().filter_map(counted).collect();
        let most = left.last().map_or(0, |(count, _)| *count);
        let fits = all && left.len() == values.len() && most <= MOST_NODES;
        fits.then_some(Pending { hyper: *hyper, left })
    }

    fn open_turns(
        &mut self,
        node: &'f Node,
        mut pending: Pending,
        mut states: Vec<State>,
    ) -> Vec<State> {
        let hyper = pending.hyper;
        let mut done = Vec::new();
        let mut turn = 0;
        while let Some((next, value)) = pending.left.first().copied() {
            if next == turn {
                let share = 1.0 / pending.left.len() as f64;
                for state in &mut states {
                    let left = State { share: state.share * share, ..state.clone() };
                    done.push(left.having(&self.plan.family.space, hyper, value));
                    state.share *= 1.0 - share;
                }
                pending.left.remove(0);
                continue;
            }
            if states.is_empty() {
                break;
            }
            self.pending.push(pending.clone());
            states = self.turn(node, turn, states);
            self.pending.pop();
            turn += 1;
        }
        done
    }

    fn turns(
        &mut self,
        place: Place<'f>,
        node: &'f Node,
        count: usize,
        mut states: Vec<State>,
    ) -> Vec<State> {
        if count > MOST_NODES {
            let misfit = FaultKind::Shape(Misfit::TooDeep { limit: MOST_NODES });
            states.iter().for_each(|state| self.fail(place, state, &misfit));
            return Vec::new();
        }
        for turn in 0..count {
            if states.is_empty() {
                break;
            }
            states = self.turn(node, turn, states);
        }
        states
    }

    fn turn(&mut self, node: &'f Node, turn: usize, states: Vec<State>) -> Vec<State> {
        let Node::Repeat { index, body, .. } = node else { return states };
        self.indices.push((*index, turn as i64));
        let mut states = self.body(body, states);
        if let Some(alive) = self.plan.lives.after_turn(node, &self.indices) {
            let counted = body.last().is_some_and(|last| self.plan.counted.after(last));
            states = merge(states, self.apart(&alive, counted));
        }
        self.indices.pop();
        states
    }

    /// The state with the least counts that lead here.
    pub(super) fn with_pending(&self, state: &State) -> State {
        let space: &Space = &self.plan.family.space;
        let open = |pending: &&Pending| state.values.get(pending.hyper).is_none();
        let least = |state: State, pending: &Pending| match pending.left.first() {
            Some((_, value)) => state.having(space, pending.hyper, *value),
            None => state,
        };
        self.pending.iter().filter(open).fold(state.clone(), least)
    }
}
