//! Values that are numbers: literals, names, arithmetic, domains.

use super::context::{Bound, Place, Resolver};
use super::extreme;
use super::interval::apply;
use super::slot::{Mode, Slot};
use crate::catalog::{Type, find, find_synonym};
use crate::diagnostic::codes::name::unknown_name;
use crate::diagnostic::codes::value::{
    default_without_domain, domain_not_allowed, not_a_number, not_arithmetic, not_fixed,
    text_for_word, wrong_type,
};
use crate::source::Span;
use crate::space::{Arithmetic, Term};
use crate::syntax::ast::{BinaryOp, Expr, ExprKind, Name, Number, UnaryOp};

impl<'a> Resolver<'a> {
    /// The term of a numeric slot, within its bounds.
    pub fn bounded(&mut self, expr: &'a Expr, slot: &Slot, place: &Place<'a>) -> Option<Term> {
        let term = self.number(expr, slot, place, true)?;
        self.check_bounds(expr, &term, slot).then_some(term)
    }

    /// The term of an expression. `direct`: it is the slot's value, not an operand in it.
    pub fn number(
        &mut self,
        expr: &'a Expr,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<Term> {
        match &expr.kind {
            ExprKind::Number(number) => self.literal(*number, expr.span, slot, direct),
            ExprKind::Path(names) => self.named(names, expr.span, slot, place, direct),
            ExprKind::Unary { op, operand } => {
                self.signed(*op, operand, expr.span, slot, place, direct)
            }
            ExprKind::Binary { op, left, right, .. } => {
                self.arithmetic(*op, left, right, expr.span, slot, place)
            }
            ExprKind::Range { .. }
            | ExprKind::Choice(_)
            | ExprKind::Default { .. }
            | ExprKind::Each(_) => self.domain(expr, None, slot, place, direct),
            ExprKind::Call { name, args, body: None } if extreme::named(name).is_some() => {
                self.extreme(expr, name, args, slot, place)
            }
            ExprKind::Missing => self.hole(),
            _ => self.not_numeric(expr, slot),
        }
    }

    /// A domain of numbers, perhaps with a default that was written behind it.
    pub fn domain(
        &mut self,
        expr: &'a Expr,
        start: Option<&'a Expr>,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<Term> {
        if !matches!(expr.kind, ExprKind::Default { .. }) && !self.may_search(expr, slot) {
            return None;
        }
        match &expr.kind {
            ExprKind::Range { .. } => self.range(expr, start, slot, place, direct),
            ExprKind::Choice(alternatives) => {
                self.number_choice(expr, alternatives, start, slot, place, direct)
            }
            ExprKind::Each(inner) => self.each(expr, inner, start, slot, place, direct),
            ExprKind::Default { domain, value } if is_domain(domain) => {
                self.domain(domain, Some(value), slot, place, direct)
            }
            ExprKind::Default { domain, .. } => {
                let text = self.text(domain.span);
                self.fault(default_without_domain::diagnostic(expr.span, &text))
            }
            _ => self.number(expr, slot, place, direct),
        }
    }

    /// Whether a domain may stand in the slot; reports where not.
    pub fn may_search(&mut self, expr: &Expr, slot: &Slot) -> bool {
        if !is_domain(expr) {
            return true;
        }
        let span = slot.used_at.unwrap_or(expr.span);
        match slot.mode {
            Mode::Fixed(what) => self.report(not_fixed::diagnostic(what, span)),
            Mode::Condition if slot.used_at.is_none() => {
                self.report(domain_not_allowed::diagnostic("a condition", span));
            }
            Mode::Value if !slot.param.searchable => {
                self.report(domain_not_allowed::diagnostic(&slot.place(), span));
            }
            Mode::Condition | Mode::Value => return true,
        }
        false
    }

    fn named(
        &mut self,
        names: &'a [Name],
        span: Span,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<Term> {
        if let [name] = names {
            match place.lookup(&name.text) {
                Some(Bound::Let(id)) => return self.let_number(id, span, slot, place, direct),
                Some(Bound::Index(_)) if matches!(slot.mode, Mode::Fixed(_)) => {
                    let Mode::Fixed(what) = slot.mode else { return None };
                    return self.fault(not_fixed::diagnostic(what, span));
                }
                Some(Bound::Index(_)) if slot.is_condition() => {
                    return self.fault(unknown_name::index(&name.text, span));
                }
                Some(Bound::Index(index)) => return Some(Term::Index(index)),
                None => {}
            }
        }
        if slot.is_condition() {
            return self.measured(names, span);
        }
        let text = names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".");
        let known: Vec<&str> = place.names.iter().map(|(name, _)| *name).collect();
        let near = crate::diagnostic::nearest(&text, known.iter().copied()).is_some();
        if direct && (is_word(&text) || !near) {
            return self.no_such_number(&text, span, slot);
        }
        self.fault(unknown_name::diagnostic(&text, span, &known))
    }

    /// A word where a number is needed, and no name that is in sight is like it.
    fn no_such_number<T>(&mut self, text: &str, span: Span, slot: &Slot) -> Option<T> {
        let found = format!("the word `{text}`");
        let fault = wrong_type::diagnostic(&slot.place(), &slot.wanted(), &found, span);
        self.fault(if is_word(text) || text.contains('.') {
            fault.help(slot.example())
        } else {
            fault.help(format!(
                "to give a number this name, write `let {text} = 8..64 log` at the top"
            ))
        })
    }

    fn signed(
        &mut self,
        op: UnaryOp,
        operand: &'a Expr,
        span: Span,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<Term> {
        match (op, &operand.kind) {
            (UnaryOp::Not, _) => self.fault(not_arithmetic::diagnostic(span)),
            (UnaryOp::Negate, ExprKind::Number(number)) => {
                let negative = Number { value: -number.value, ..*number };
                self.literal(negative, span, slot, direct)
            }
            (UnaryOp::Negate, _) => {
                let term = self.number(operand, slot, place, false)?;
                self.fold(Arithmetic::Subtract, Term::Number(0.0), term, span)
            }
        }
    }

    fn arithmetic(
        &mut self,
        op: BinaryOp,
        left: &'a Expr,
        right: &'a Expr,
        span: Span,
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<Term> {
        let op = match op {
            BinaryOp::Add => Arithmetic::Add,
            BinaryOp::Subtract => Arithmetic::Subtract,
            BinaryOp::Multiply => Arithmetic::Multiply,
            BinaryOp::Divide => Arithmetic::Divide,
            BinaryOp::Power => Arithmetic::Power,
            _ => return self.fault(not_arithmetic::diagnostic(span)),
        };
        let left = self.number(left, slot, place, false);
        let right = self.number(right, slot, place, false);
        self.fold(op, left?, right?, span)
    }

    /// Computes at once what can be.
    pub fn fold(&mut self, op: Arithmetic, left: Term, right: Term, span: Span) -> Option<Term> {
        let (Term::Number(a), Term::Number(b)) = (&left, &right) else {
            return Some(Term::Binary(op, Box::new(left), Box::new(right)));
        };
        let value = apply(op, *a, *b);
        if value.is_finite() {
            Some(Term::Number(value))
        } else {
            self.fault(not_a_number::diagnostic(span))
        }
    }

    fn not_numeric<T>(&mut self, expr: &Expr, slot: &Slot) -> Option<T> {
        if let ExprKind::Text(text) = &expr.kind
            && text.parse::<f64>().is_ok()
        {
            return self.fault(text_for_word::number(text, expr.span));
        }
        self.wrong_type(expr, slot)
    }

    /// The slot takes something else than what stands there.
    pub fn wrong_type<T>(&mut self, expr: &Expr, slot: &Slot) -> Option<T> {
        if let ExprKind::Text(text) = &expr.kind
            && self.is_known_word(text, slot)
        {
            return self.fault(text_for_word::diagnostic(text, expr.span));
        }
        let found = self.what(expr);
        let fault = wrong_type::diagnostic(&slot.place(), &slot.wanted(), &found, expr.span);
        self.fault(if slot.is_condition() { fault } else { fault.help(slot.example()) })
    }

    /// Whether the slot takes this word, or a synonym of one, when it stands without quotes.
    fn is_known_word(&self, text: &str, slot: &Slot) -> bool {
        let kind = match slot.param.ty {
            Type::Item(kind) | Type::MaybeItem(kind) | Type::Items(kind) => Some(kind),
            _ => None,
        };
        let item = kind
            .is_some_and(|kind| find(kind, text).or_else(|| find_synonym(kind, text)).is_some());
        let word = match slot.param.ty {
            Type::Flag => matches!(text, "true" | "false"),
            Type::Word(words) | Type::Numbers(words) => words.contains(&text),
            Type::Padding => matches!(text, "same" | "valid" | "causal"),
            Type::MaybeItem(_) | Type::Form(_) => text == "none",
            _ => false,
        };
        item || word || self.lets.iter().any(|state| state.name.text == text)
    }

    /// What an expression is, as people call it.
    pub fn what(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Number(number) => {
                number.unit.map_or("a number", super::literal::dimension).to_string()
            }
            ExprKind::Text(_) => "a text in quotes".to_string(),
            ExprKind::Path(_) => format!("the word `{}`", self.text(expr.span)),
            ExprKind::Call { name, .. } => format!("`{}(…)`", name.text),
            ExprKind::Unary { .. } | ExprKind::Binary { .. } => "a number".to_string(),
            ExprKind::Range { .. } => "a range".to_string(),
            ExprKind::Choice(_) => "a choice".to_string(),
            ExprKind::Maybe(_) => "`maybe`".to_string(),
            ExprKind::Repeat { .. } => "a `repeat`".to_string(),
            ExprKind::Either(_) => "an `either`".to_string(),
            ExprKind::Group(_) => "a block".to_string(),
            ExprKind::List(_) => "several values".to_string(),
            _ => format!("`{}`", self.text(expr.span)),
        }
    }
}

/// Whether an expression is a domain by its form.
pub(super) fn is_domain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Range { .. } | ExprKind::Choice(_) | ExprKind::Each(_) | ExprKind::Maybe(_) => {
            true
        }
        ExprKind::Default { domain, .. } => is_domain(domain),
        _ => false,
    }
}

/// Whether a word has a meaning of its own, so that it was not meant as the name of a number.
fn is_word(text: &str) -> bool {
    matches!(text, "none" | "same" | "valid" | "true" | "false" | "auto")
        || crate::catalog::all().iter().any(|item| item.name == text)
}
