//! A residual for all members at once.

use super::state::{Sizes, State};
use super::walk::{Stop, Walk};
use crate::graph::Op;
use crate::instantiate::{projection, widened};
use crate::source::Span;
use crate::template::{Node, Shortcut};

impl<'f> Walk<'_, 'f> {
    pub(super) fn residual(
        &mut self,
        (path, shortcut, span): (&'f str, Shortcut, Span),
        body: &'f [Node],
        mut states: Vec<State>,
    ) -> Vec<State> {
        states.iter_mut().for_each(|state| state.saved.push(state.shape));
        let states = self.body(body, states);
        let place = self.place(span, path);
        self.each(place, states, |walk, state| walk.join(state, path, shortcut, span))
    }

    /// The end of a residual: its input is projected where needed, and added.
    fn join(
        &self,
        state: &State,
        path: &str,
        shortcut: Shortcut,
        span: Span,
    ) -> Result<State, Stop> {
        let mut joined = state.clone();
        let (from, to) = (joined.saved.pop().unwrap_or(state.shape), state.shape);
        let steps = projection(from, to, shortcut)
            .or_else(|misfit| self.refuse(misfit, span).map(|()| Vec::new()))?;
        let moved = from.with_channels(0) != to.with_channels(0);
        let same = !moved && self.plan.flow.keeps_channels(path);
        let steps = match self.sizes {
            Sizes::Exact | Sizes::ExactLeast => steps,
            _ if same => Vec::new(),
            // The widths may differ even where their bounds do not, and the other way round.
            _ if steps.is_empty() => widened(from, to, shortcut),
            _ => steps,
        };
        let certain = moved || self.sizes != Sizes::AtLeast;
        if let Some(seen) = self.seen.filter(|_| steps.is_empty() || !certain) {
            seen.borrow_mut().lacks(format!("{path}.projection"));
        }
        let mut at = from;
        for (name, op) in steps {
            let out = op.output(&[at]).or_else(|misfit| self.refuse(misfit, span).map(|()| to))?;
            self.met(path, name, op, &[], (at, out));
            if certain {
                joined.charge(op, at, out);
                joined.nodes += 1;
            }
            at = out;
        }
        joined.charge(Op::Add, to, to);
        joined.nodes += 1;
        self.deep(&joined, span)?;
        Ok(joined)
    }
}
