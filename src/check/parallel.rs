//! Branches side by side: each from the same place, joined at the end.

use super::explore::Place;
use super::state::State;
use super::walk::{Stop, Walk};
use crate::graph::{Op, Shape};
use crate::source::Span;
use crate::template::{Branch, Join};

impl<'f> Walk<'_, 'f> {
    pub(super) fn parallel(
        &mut self,
        place: Place<'f>,
        join: Join,
        branches: &'f [Branch],
        mut states: Vec<State>,
    ) -> Vec<State> {
        for state in &mut states {
            state.saved.push(state.shape);
            state.joined.push((0, state.shape));
        }
        for branch in branches {
            let mut absent = Vec::new();
            if let Some(hyper) = branch.hyper {
                let mut groups = self.by_alternative(hyper, states);
                absent = groups.remove(&0).unwrap_or_default();
                states = groups.into_values().flatten().collect();
            }
            for state in &mut states {
                state.shape = state.saved.last().copied().unwrap_or(state.shape);
            }
            states = self.body(&branch.body, states);
            states = self.each(place, states, |walk, state| walk.joined(state, join, place.span));
            states.extend(absent);
        }
        self.each(place, states, |walk, state| walk.end(state, join, place.span))
    }

    /// The end of one branch: its output joins those before.
    fn joined(&self, state: &State, join: Join, span: Span) -> Result<State, Stop> {
        let mut next = state.clone();
        let Some((count, sum)) = next.joined.pop() else { return Ok(next) };
        let all: Vec<Shape> = if count == 0 { vec![state.shape] } else { vec![sum, state.shape] };
        let op = if join == Join::Add && count > 0 { Op::Add } else { Op::Concat };
        let shape = match op.output(&all) {
            Ok(shape) => shape,
            Err(misfit) => {
                self.refuse(misfit.of_branches(), span)?;
                sum
            }
        };
        if op == Op::Add {
            next.charge(op, shape, shape);
            next.nodes += 1;
        }
        next.joined.push((count + 1, shape));
        Ok(next)
    }

    /// The end of all branches; where none is there, the input passes on.
    fn end(&self, state: &State, join: Join, span: Span) -> Result<State, Stop> {
        let mut next = state.clone();
        let input = next.saved.pop();
        let Some((count, sum)) = next.joined.pop() else { return Ok(next) };
        next.shape = if count == 0 { input.unwrap_or(sum) } else { sum };
        if join == Join::Concat && count > 1 {
            next.charge(Op::Concat, next.shape, next.shape);
            next.nodes += 1;
        }
        self.deep(&next, span)?;
        Ok(next)
    }
}
