//! Ranges and grids of numbers.

use super::context::{Place, Resolver};
use super::draft::{Shape, Start};
use super::slot::Slot;
use super::text;
use crate::catalog::Type;
use crate::diagnostic::codes::value::{
    bad_step, default_outside, log_from_zero, not_a_fraction, one_value_range, reversed_range,
    uneven_step,
};
use crate::source::Span;
use crate::space::{Scale, Term};
use crate::syntax::ast::{Expr, ExprKind, RangeScale};

/// The most values of a grid.
const MOST: usize = 10_000;

/// A range with its ends computed.
struct Ends<'a> {
    span: Span,
    low: f64,
    high: f64,
    low_span: Span,
    high_span: Span,
    scale: &'a RangeScale,
}

impl<'a> Resolver<'a> {
    /// One hyperparameter for the range, however often it is used.
    pub fn range(
        &mut self,
        expr: &'a Expr,
        start: Option<&'a Expr>,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<Term> {
        let ExprKind::Range { low, high, scale } = &expr.kind else { return None };
        if direct && slot.param.ty == Type::Fraction && self.both_in_percent(low, high, expr, slot)
        {
            return None;
        }
        let fixed = slot.fixed("an end of a range");
        let ends =
            (self.number(low, &fixed, place, direct), self.number(high, &fixed, place, direct));
        let (Some(Term::Number(from)), Some(Term::Number(to))) = ends else { return None };
        if let Some(id) = self.met(expr.span, slot, place) {
            return Some(Term::Hyper(id));
        }
        if slot.is_condition() {
            return None;
        }
        let ends = Ends {
            span: expr.span,
            low: from,
            high: to,
            low_span: low.span,
            high_span: high.span,
            scale,
        };
        let shape = self.shape(&ends, slot, place)?;
        let begin = match start {
            Some(value) => Some(self.start_in(value, &shape, expr.span, slot, place, direct)?),
            None => None,
        };
        let id = self.add_number(shape, expr.span, slot, place);
        if let Some(draft) = self.draft(id) {
            draft.start = begin.map(Start::Number);
            draft.term = Some(Term::Hyper(id));
        }
        Some(Term::Hyper(id))
    }

    /// `10..50` where a fraction is needed: one mistake, not two.
    fn both_in_percent(&mut self, low: &Expr, high: &Expr, whole: &Expr, slot: &Slot) -> bool {
        let percent = |end: &Expr| match &end.kind {
            ExprKind::Number(number) => {
                number.unit.is_none() && (0.0..=100.0).contains(&number.value)
            }
            _ => false,
        };
        let above =
            |end: &Expr| matches!(&end.kind, ExprKind::Number(number) if number.value > 1.0);
        if !(percent(low) && percent(high) && above(high)) {
            return false;
        }
        let (from, to) = (self.text(low.span), self.text(high.span));
        let ends = low.span.to(high.span);
        let fault = not_a_fraction::percent(&slot.place(), whole.span, (&from, &to), ends);
        self.report(fault);
        true
    }

    fn shape(&mut self, ends: &Ends<'a>, slot: &Slot, place: &Place<'a>) -> Option<Shape> {
        if !self.right_order(ends) {
            return None;
        }
        let (low, high) = (ends.low, ends.high);
        let whole_ends = low.fract() == 0.0 && high.fract() == 0.0;
        match ends.scale {
            RangeScale::Linear => {
                Some(Shape::Range { low, high, scale: Scale::Linear, whole_ends })
            }
            RangeScale::Log if low > 0.0 => {
                Some(Shape::Range { low, high, scale: Scale::Log, whole_ends })
            }
            RangeScale::Log => self.log_from_zero(ends, slot),
            RangeScale::Step(step) => self.steps(ends, step, slot, place),
            RangeScale::By(factor) => self.factors(ends, factor, slot, place),
        }
    }

    fn right_order(&mut self, ends: &Ends) -> bool {
        let (low, high) = (self.text(ends.low_span), self.text(ends.high_span));
        if ends.low > ends.high {
            let (from, to) = ((ends.low_span, low.as_str()), (ends.high_span, high.as_str()));
            self.report(reversed_range::diagnostic(ends.span, from, to));
        } else if ends.low == ends.high {
            self.report(one_value_range::diagnostic(ends.span, &low));
        }
        ends.low < ends.high
    }

    fn log_from_zero<T>(&mut self, ends: &Ends, slot: &Slot) -> Option<T> {
        let high = self.text(ends.high_span);
        let whole = matches!(slot.param.ty, Type::Whole);
        let least = if whole {
            "1".to_string()
        } else {
            format!("1e{}", (ends.high * 1e-4).log10().round())
        };
        let allows_zero = slot.param.bounds.contain(0.0) && ends.low == 0.0;
        let range = format!("{least}..{high} log");
        let suggestion = if allows_zero { format!("0 | {range}") } else { range };
        let negative = ends.low < 0.0;
        self.fault(log_from_zero::diagnostic(ends.low_span, ends.span, negative, &suggestion))
    }

    fn steps(
        &mut self,
        ends: &Ends<'a>,
        step: &'a Expr,
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<Shape> {
        let fixed = slot.fixed("a step");
        let Term::Number(width) = self.number(step, &fixed, place, true)? else { return None };
        let (low, high) = (ends.low, ends.high);
        if width <= 0.0 {
            return self.fault(bad_step::diagnostic(step.span, "steps by nothing"));
        }
        if width > high - low {
            return self.fault(bad_step::diagnostic(step.span, "steps beyond the range at once"));
        }
        let count = ((high - low) / width + 1e-9).floor();
        if count >= MOST as f64 {
            return self.fault(bad_step::diagnostic(step.span, "has more than 10,000 values"));
        }
        let value = |at: usize| tidy(low + width * at as f64, high);
        let values: Vec<f64> = (0..=count as usize).map(value).collect();
        self.finished_grid(values, value(count as usize + 1), ends, Scale::Linear)
    }

    fn factors(
        &mut self,
        ends: &Ends<'a>,
        factor: &'a Expr,
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<Shape> {
        let fixed = slot.fixed("a factor");
        let Term::Number(by) = self.number(factor, &fixed, place, false)? else { return None };
        let (low, high) = (ends.low, ends.high);
        if by <= 1.0 {
            return self.fault(bad_step::diagnostic(factor.span, "needs a factor above 1"));
        }
        if low <= 0.0 {
            return self.fault(bad_step::diagnostic(
                ends.low_span,
                "multiplies, so it must start above 0",
            ));
        }
        if low * by > high * (1.0 + 1e-9) {
            return self.fault(bad_step::diagnostic(factor.span, "steps beyond the range at once"));
        }
        let mut values = vec![low];
        let mut next = low * by;
        while next <= high * (1.0 + 1e-9) && values.len() < MOST {
            values.push(tidy(next, high));
            next *= by;
        }
        if values.len() >= MOST {
            return self.fault(bad_step::diagnostic(factor.span, "has more than 10,000 values"));
        }
        if slot.param.ty == Type::Whole && values.iter().any(|value| value.fract() != 0.0) {
            return self.fault(bad_step::diagnostic(factor.span, "leaves the whole numbers"));
        }
        self.finished_grid(values, next, ends, Scale::Log)
    }

    /// Warns where the grid ends before its range does.
    fn finished_grid(
        &mut self,
        values: Vec<f64>,
        next: f64,
        ends: &Ends,
        scale: Scale,
    ) -> Option<Shape> {
        let last = values.last().copied()?;
        if last != ends.high {
            let high = self.text(ends.high_span);
            let (last, next) = (text::number(last), text::number(next));
            self.report(uneven_step::diagnostic(ends.high_span, &high, &last, &next));
        }
        Some(Shape::Grid { values, scale })
    }

    /// A default, which must be a member.
    fn start_in(
        &mut self,
        value: &'a Expr,
        shape: &Shape,
        domain: Span,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<f64> {
        let fixed = slot.fixed("a default");
        let Term::Number(number) = self.number(value, &fixed, place, direct)? else { return None };
        let nearest = nearest_in(shape, number)?;
        if nearest == number {
            return Some(number);
        }
        let (written, whole) = (self.text(value.span), self.text(domain));
        let near = text::number(nearest);
        self.fault(default_outside::diagnostic(&written, value.span, domain, &whole, Some(&near)))
    }
}

/// The member of a domain of numbers that is nearest to a number.
pub(super) fn nearest_in(shape: &Shape, number: f64) -> Option<f64> {
    match shape {
        Shape::Range { low, high, .. } => Some(number.clamp(*low, *high)),
        Shape::Grid { values, .. } => {
            let far = |value: &f64| (value - number).abs();
            let near = values.iter().copied().min_by(|a, b| far(a).total_cmp(&far(b)))?;
            // What people write for a computed grid value differs in the last digits.
            Some(if (near - number).abs() <= near.abs() * 1e-9 { number } else { near })
        }
        Shape::Choice { .. } | Shape::Optional => None,
    }
}

/// A computed grid value without the dust of binary fractions; the end exactly where it is meant.
fn tidy(value: f64, end: f64) -> f64 {
    if (value - end).abs() <= end.abs() * 1e-9 {
        return end;
    }
    format!("{value:.12e}").parse().unwrap_or(value)
}
