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
use std::collections::BTreeMap;

/// The most values of all choices, each counted as often as it is used.
const MOST: usize = 1_000_000;

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
        self.values += alternatives.len();
        if self.too_many(self.values, MOST, "1,000,000 values of its choices", expr.span) {
            return None;
        }
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
        let ranges: Vec<(usize, HyperId)> = terms
            .iter()
            .enumerate()
            .filter_map(|(at, term)| match term {
                Term::Hyper(id) => Some((at, *id)),
                _ => None,
            })
            .collect();
        let mut seen: BTreeMap<u64, usize> = BTreeMap::new();
        for (at, term) in terms.iter().enumerate() {
            let Term::Number(number) = term else { continue };
            let twin = seen.get(&key(*number)).copied();
            let range = ranges.iter().find(|(_, id)| self.holds(*id, *number)).map(|(at, _)| *at);
            if twin.is_some() || range.is_some() {
                return self.told_twice(alternatives, at, twin, range);
            }
            seen.insert(key(*number), at);
        }
        Some(())
    }

    /// Reports a value that an alternative before it or a range holds, whichever stands first.
    fn told_twice(
        &mut self,
        alternatives: &[Expr],
        at: usize,
        twin: Option<usize>,
        range: Option<usize>,
    ) -> Option<()> {
        let (span, removal) = (alternatives.get(at)?.span, removal(alternatives, at)?);
        let text = self.text(span);
        if let Some(range) = range
            && twin.is_none_or(|twin| range < twin)
        {
            let there = alternatives.get(range)?.span;
            let range = self.text(there);
            return self
                .fault(alternative_in_range::diagnostic(&text, span, there, &range, removal));
        }
        let there = alternatives.get(twin?)?.span;
        self.fault(repeated_alternative::diagnostic(&text, span, there, removal))
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
        let mut seen: BTreeMap<&str, &Expr> = BTreeMap::new();
        for (at, (text, one)) in texts.iter().zip(alternatives).enumerate() {
            if let Some(first) = seen.insert(text, one) {
                let removal = removal(alternatives, at)?;
                let there = first.span;
                return self
                    .fault(repeated_alternative::diagnostic(text, one.span, there, removal));
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
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        names.iter().for_each(|name| *counts.entry(name).or_insert(0) += 1);
        let unique = |text: &String| counts.get(text.as_str()) == Some(&1);
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

/// Equal for equal numbers: 0 is -0.
fn key(number: f64) -> u64 {
    (number + 0.0).to_bits()
}

/// The stretch to cut so that an alternative goes with its bar.
fn removal(alternatives: &[Expr], at: usize) -> Option<Span> {
    let span = alternatives.get(at)?.span;
    match at.checked_sub(1).and_then(|before| alternatives.get(before)) {
        Some(before) => Some(before.span.after().to(span)),
        None => Some(span.to(alternatives.get(at + 1)?.span.before())),
    }
}
