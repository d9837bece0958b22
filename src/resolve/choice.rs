//! Choices among numbers, and what all choices have in common.

use super::context::{Place, Resolver};
use super::draft::{Shape, Start};
use super::number::is_domain;
use super::range::nearest_in;
use super::slot::Slot;
use crate::diagnostic::codes::value::{
    alternative_in_range, default_outside, repeated_alternative,
};
use crate::source::Span;
use crate::space::{HyperId, Term};
use crate::syntax::ast::{Expr, ExprKind};

impl<'a> Resolver<'a> {
    /// `3 | 5 | 7`, `0 | 1e-6..1e-2 log`, `width | 64`.
    pub fn number_choice(
        &mut self,
        expr: &'a Expr,
        alternatives: &'a [Expr],
        start: Option<&'a Expr>,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<Term> {
        let known = self.met(expr.span, slot, place);
        if known.is_none() && slot.is_condition() {
            return None;
        }
        let id = known.unwrap_or_else(|| {
            let labels = alternatives.iter().map(|one| self.text(one.span)).collect();
            let shape = Shape::Choice { labels, ordered: false };
            self.add_number(shape, expr.span, slot, place)
        });
        let inner = slot.at(format!("{}.value", slot.path));
        let terms: Vec<Option<Term>> = alternatives
            .iter()
            .enumerate()
            .map(|(at, one)| {
                let within = place.within(place.cases.and_is(id, at));
                self.number(one, &inner, &within, direct)
            })
            .collect();
        let terms: Vec<Term> = terms.into_iter().collect::<Option<_>>()?;
        self.no_repeats(alternatives, &terms)?;
        if known.is_none() {
            let begin = match start {
                Some(value) => {
                    Some(self.start_among(value, expr.span, &terms, slot, place, direct)?)
                }
                None => None,
            };
            self.settle_choice(id, &terms, begin);
        }
        Some(Term::Pick { hyper: id, alternatives: terms })
    }

    fn settle_choice(&mut self, id: HyperId, terms: &[Term], begin: Option<usize>) {
        let fixed = terms.iter().all(|term| matches!(term, Term::Number(_)));
        let pick = Term::Pick { hyper: id, alternatives: terms.to_vec() };
        if let Some(draft) = self.draft(id) {
            draft.start = begin.map(Start::Choice);
            draft.term = Some(pick);
            if let Shape::Choice { ordered, .. } = &mut draft.shape {
                *ordered = fixed;
            }
        }
    }

    /// A value must belong to one alternative only.
    fn no_repeats(&mut self, alternatives: &[Expr], terms: &[Term]) -> Option<()> {
        for (at, term) in terms.iter().enumerate() {
            let Term::Number(number) = term else { continue };
            let span = alternatives.get(at)?.span;
            let text = self.text(span);
            for (other, held) in terms.iter().enumerate() {
                let there = alternatives.get(other)?.span;
                match held {
                    Term::Number(twin) if twin == number && other < at => {
                        let removal = removal(alternatives, at)?;
                        return self
                            .fault(repeated_alternative::diagnostic(&text, span, there, removal));
                    }
                    Term::Hyper(id) if self.holds(*id, *number) => {
                        let (removal, range) = (removal(alternatives, at)?, self.text(there));
                        return self.fault(alternative_in_range::diagnostic(
                            &text, span, there, &range, removal,
                        ));
                    }
                    _ => {}
                }
            }
        }
        Some(())
    }

    fn holds(&self, id: HyperId, number: f64) -> bool {
        self.drafts.get(id.0).is_some_and(|draft| nearest_in(&draft.shape, number) == Some(number))
    }

    /// Which alternative a default means; a value inside a range sets that range's default too.
    fn start_among(
        &mut self,
        value: &'a Expr,
        domain: Span,
        terms: &[Term],
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<usize> {
        let fixed = slot.fixed("a default");
        let Term::Number(number) = self.number(value, &fixed, place, direct)? else { return None };
        let exact = terms.iter().position(|term| *term == Term::Number(number));
        if exact.is_some() {
            return exact;
        }
        let inside = terms.iter().enumerate().find_map(|(at, term)| match term {
            Term::Hyper(id) if self.holds(*id, number) => Some((at, *id)),
            _ => None,
        });
        let Some((at, id)) = inside else {
            let (written, whole) = (self.text(value.span), self.text(domain));
            return self
                .fault(default_outside::diagnostic(&written, value.span, domain, &whole, None));
        };
        self.draft(id)?.start = Some(Start::Number(number));
        Some(at)
    }

    /// Reports alternatives that read the same.
    pub fn no_equal_texts(&mut self, alternatives: &[Expr]) -> Option<()> {
        let texts: Vec<String> = alternatives.iter().map(|one| self.text(one.span)).collect();
        for (at, text) in texts.iter().enumerate() {
            let first = texts.iter().take(at).position(|one| one == text);
            if let Some(first) = first.and_then(|first| alternatives.get(first)) {
                let (span, removal) = (alternatives.get(at)?.span, removal(alternatives, at)?);
                return self
                    .fault(repeated_alternative::diagnostic(text, span, first.span, removal));
            }
        }
        Some(())
    }

    /// What each alternative is called: the name of a thing where that is enough, else its text.
    pub fn labels(&self, alternatives: &[Expr]) -> Vec<String> {
        let name = |one: &Expr| match &one.kind {
            ExprKind::Call { name, .. } => name.text.clone(),
            _ => self.text(one.span),
        };
        let names: Vec<String> = alternatives.iter().map(name).collect();
        let unique = |text: &String| names.iter().filter(|one| *one == text).count() == 1;
        let label = |(one, text): (&Expr, &String)| {
            if unique(text) && !is_domain(one) { text.clone() } else { self.text(one.span) }
        };
        alternatives.iter().zip(&names).map(label).collect()
    }

    /// Which alternative a default names, by its label or its text.
    pub fn start_named(&mut self, value: &Expr, labels: &[String], domain: Span) -> Option<usize> {
        let written = self.text(value.span);
        let name = match &value.kind {
            ExprKind::Missing => return self.hole(),
            ExprKind::Call { name, .. } => name.text.clone(),
            _ => written.clone(),
        };
        let found = labels.iter().position(|label| *label == written || *label == name);
        if found.is_some() {
            return found;
        }
        let near = crate::diagnostic::nearest(&written, labels.iter().map(String::as_str));
        let whole = self.text(domain);
        self.fault(default_outside::diagnostic(&written, value.span, domain, &whole, near))
    }
}

/// The stretch to cut so that an alternative goes with its bar.
fn removal(alternatives: &[Expr], at: usize) -> Option<Span> {
    let span = alternatives.get(at)?.span;
    match at.checked_sub(1).and_then(|before| alternatives.get(before)) {
        Some(before) => Some(before.span.after().to(span)),
        None => Some(span.to(alternatives.get(at + 1)?.span.before())),
    }
}
