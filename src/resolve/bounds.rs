//! Whether numbers make sense for their parameter.

use super::context::Resolver;
use super::slot::Slot;
use super::text;
use crate::catalog::{Bounds, Type};
use crate::diagnostic::codes::value::{not_whole, out_of_bounds, unusual_value};
use crate::source::Span;
use crate::space::Term;
use crate::syntax::ast::{Expr, ExprKind};

impl Resolver<'_> {
    /// Reports what lies outside of the hard bounds (false) or the usual ones.
    pub fn check_bounds(&mut self, expr: &Expr, term: &Term, slot: &Slot) -> bool {
        match (&expr.kind, term) {
            (ExprKind::Choice(exprs), Term::Pick { alternatives, .. }) => {
                let parts = exprs.iter().zip(alternatives);
                let results: Vec<bool> =
                    parts.map(|(one, term)| self.check_bounds(one, term, slot)).collect();
                results.into_iter().all(|good| good)
            }
            (ExprKind::Default { domain, .. }, _) => self.check_bounds(domain, term, slot),
            (ExprKind::Each(inner), Term::Each { hypers, .. }) => {
                hypers.first().is_none_or(|first| self.check_bounds(inner, first, slot))
            }
            (ExprKind::Range { low, high, .. }, Term::Hyper(id)) => {
                let ends = self.drafts.get(id.0).and_then(|draft| draft.ends());
                let Some((from, to)) = ends else { return true };
                self.check_end(low.span, from, slot) && self.check_end(high.span, to, slot)
            }
            (_, Term::Number(number)) => self.check_number(expr.span, rounded(*number, slot), slot),
            _ => self.check_reach(expr.span, term, slot),
        }
    }

    /// An end that was computed is not rounded: the range itself would be another one.
    fn check_end(&mut self, span: Span, number: f64, slot: &Slot) -> bool {
        if matches!(slot.param.ty, Type::Whole | Type::Sides) && number.fract() != 0.0 {
            let written = text::number(number);
            self.report(not_whole::diagnostic(&slot.place(), span, &written, None));
            return false;
        }
        self.check_number(span, number, slot)
    }

    fn check_number(&mut self, span: Span, number: f64, slot: &Slot) -> bool {
        let bounds = &slot.param.bounds;
        let written = text::number(number);
        if !bounds.contain(number) {
            let words = words(bounds, number);
            // -1 of these stands for "none" or "as it comes" elsewhere, not for 1.
            let special =
                number == -1.0 && matches!(slot.param.name, "padding" | "seed" | "weight_decay");
            let turned = (number < 0.0 && bounds.contain(-number) && !special)
                .then(|| text::number(-number));
            let fault = out_of_bounds::diagnostic(&slot.place(), span, &written, &words);
            self.report(match turned {
                Some(turned) => out_of_bounds::turned(fault, span, &turned),
                None => fault.help(format!("write a number that is {words}")),
            });
            return false;
        }
        if let Some((low, high)) = bounds.usual
            && (number < low || number > high)
        {
            let usual = format!("between {} and {}", text::number(low), text::number(high));
            self.report(unusual_value::diagnostic(&slot.place(), span, &written, &usual));
        }
        true
    }

    /// What is computed from domains: only where the extremes are known to be reached.
    fn check_reach(&mut self, span: Span, term: &Term, slot: &Slot) -> bool {
        let Some((low, high)) = self.hull(term).filter(|_| self.is_tight(term)) else {
            return true;
        };
        let bounds = &slot.param.bounds;
        let ends = [rounded(low, slot), rounded(high, slot)];
        let Some(outside) = ends.into_iter().find(|number| !bounds.contain(*number)) else {
            return true;
        };
        let (written, words) = (text::number(outside), words(bounds, outside));
        self.report(out_of_bounds::reached(&slot.place(), span, &written, &words));
        false
    }
}

/// What is computed for a whole number is rounded, halves up.
fn rounded(number: f64, slot: &Slot) -> f64 {
    match slot.param.ty {
        Type::Whole | Type::Padding | Type::Sides => (number + 0.5).floor(),
        _ => number,
    }
}

/// The end that a value violates; completes "must be …".
fn words(bounds: &Bounds, value: f64) -> String {
    let below = value < bounds.low || (bounds.low_open && value == bounds.low);
    let (end, open) =
        if below { (bounds.low, bounds.low_open) } else { (bounds.high, bounds.high_open) };
    let relation = match (below, open) {
        (true, true) => "above",
        (true, false) => "at least",
        (false, true) => "below",
        (false, false) => "at most",
    };
    format!("{relation} {}", text::number(end))
}
