//! `min(a, b)` and `max(a, b)` within arithmetic.

use super::context::{Place, Resolver};
use super::slot::Slot;
use crate::diagnostic::codes::value::two_numbers;
use crate::space::{Arithmetic, Term};
use crate::syntax::ast::{Arg, Expr, Name};

/// The operation of that name.
pub(super) fn named(name: &Name) -> Option<Arithmetic> {
    match name.text.as_str() {
        "min" => Some(Arithmetic::Least),
        "max" => Some(Arithmetic::Most),
        _ => None,
    }
}

impl<'a> Resolver<'a> {
    pub fn extreme(
        &mut self,
        expr: &'a Expr,
        name: &Name,
        args: &'a [Arg],
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<Term> {
        let op = named(name)?;
        let [Arg { name: None, value: left, .. }, Arg { name: None, value: right, .. }] = args
        else {
            return self.fault(two_numbers::diagnostic(&name.text, expr.span));
        };
        let left = self.number(left, slot, place, false);
        let right = self.number(right, slot, place, false);
        self.fold(op, left?, right?, expr.span)
    }
}
