//! Numbers as written: whole or not, and of the right dimension.

use super::context::Resolver;
use super::slot::Slot;
use super::text;
use crate::catalog::Type;
use crate::diagnostic::codes::value::{not_a_fraction, not_whole, wrong_dimension};
use crate::source::Span;
use crate::space::Term;
use crate::syntax::ast::{Number, Unit};

impl Resolver<'_> {
    /// A number that stands by itself in its slot (`direct`) or within arithmetic.
    pub fn literal(
        &mut self,
        number: Number,
        span: Span,
        slot: &Slot,
        direct: bool,
    ) -> Option<Term> {
        if !self.right_dimension(number, span, slot, direct) {
            return None;
        }
        if direct && !slot.is_condition() {
            match slot.param.ty {
                Type::Whole | Type::Padding | Type::Sides
                    if !self.right_whole(number, span, slot) =>
                {
                    return None;
                }
                Type::Fraction if !self.right_fraction(number, span, slot) => return None,
                _ => {}
            }
        }
        Some(Term::Number(number.value))
    }

    fn right_dimension(&mut self, number: Number, span: Span, slot: &Slot, direct: bool) -> bool {
        let Some(unit) = number.unit else { return true };
        let fits = match unit {
            Unit::Time | Unit::Size => slot.is_condition() && unit == Unit::Size,
            Unit::Fraction | Unit::Count if !direct || slot.is_condition() => true,
            Unit::Fraction => slot.param.ty == Type::Fraction,
            Unit::Count => slot.param.ty != Type::Fraction,
        };
        if !fits {
            let (place, wanted) = (slot.place(), slot.wanted());
            let fault = wrong_dimension::diagnostic(&place, &wanted, dimension(unit), span);
            self.report(if unit == Unit::Time {
                fault.help("a limit on the time of a search stands in `sweep`: `limit: 30min`")
            } else {
                fault
            });
        }
        fits
    }

    fn right_whole(&mut self, number: Number, span: Span, slot: &Slot) -> bool {
        let exact = number.value.fract() == 0.0;
        let written = self.text(span);
        // `1e3` is as whole as `1000`; `16.0` says that a fraction was meant.
        let powered = number.value.abs() < 1e15 && !written.contains(['.', '%']);
        if exact && (number.whole || number.unit == Some(Unit::Count) || powered) {
            return true;
        }
        let whole = (exact && number.value.abs() < 1e15).then(|| text::number(number.value));
        self.report(not_whole::diagnostic(&slot.place(), span, &written, whole.as_deref()));
        false
    }

    fn right_fraction(&mut self, number: Number, span: Span, slot: &Slot) -> bool {
        if (0.0..=1.0).contains(&number.value) {
            return true;
        }
        let percent = number.unit.is_none() && number.value >= 2.0 && number.value <= 100.0;
        let written = self.text(span);
        self.report(not_a_fraction::diagnostic(&slot.place(), span, &written, percent));
        false
    }
}

/// Completes "this is …".
pub(super) fn dimension(unit: Unit) -> &'static str {
    match unit {
        Unit::Fraction => "a fraction",
        Unit::Count => "a count",
        Unit::Time => "a time",
        Unit::Size => "a size",
    }
}
