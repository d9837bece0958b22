//! Faults of a text that follow from others of it.

use super::kinds::{BODILESS, BRACKETS};
use super::{Texts, touches};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::{name, syntax};

impl Texts<'_> {
    /// The faults of the texts without those that follow from others of them.
    pub fn by_structure(&self, mut all: Vec<Diagnostic>) -> Vec<Diagnostic> {
        all.sort_by_key(|one| (one.primary.span.file, one.primary.span.start));
        let mut kept: Vec<Diagnostic> = Vec::new();
        for one in &all {
            let told = kept.iter().any(|before| self.leads_to(before, one));
            // Without its `(` a line reads as a run of statements; the `)` tells why.
            let lone = all.iter().any(|other| {
                other != one && self.is_lone_round(other) && self.same_line(other, one)
            });
            if !told && !lone {
                kept.push(one.clone());
            }
        }
        kept
    }

    fn leads_to(&self, before: &Diagnostic, one: &Diagnostic) -> bool {
        if before.primary.span.file != one.primary.span.file {
            return false;
        }
        let astray = self.unbalances(one) && !self.sources.slice(one.primary.span).starts_with('{');
        touches(before.primary.span, one.primary.span)
            || self.breaks(before) && self.same_line(before, one)
            || self.unbalances(before) && BRACKETS.contains(&one.code)
            || astray
            || before.code == &syntax::unclosed::CODE && BODILESS.contains(&one.code)
            || self.same_block(before, one)
            || self.goes_on(before, one)
    }

    /// The head of a block is faulty, and its body is not found for that.
    fn same_block(&self, before: &Diagnostic, one: &Diagnostic) -> bool {
        let between = self.sources.slice(before.primary.span.to(one.primary.span));
        let form = &syntax::block_form::CODE;
        before.code == form && one.code == form && !between.contains("\nblock")
    }

    /// A value, or an `either`, goes on to the next line, which was not understood as that.
    pub(super) fn goes_on(&self, before: &Diagnostic, one: &Diagnostic) -> bool {
        let (place, span) = (before.primary.span, one.primary.span);
        let between = self.sources.slice(place.to(span.before()));
        let lines = between.lines().skip(1).filter(|line| !line.trim().is_empty()).count();
        let rest =
            [&syntax::missing_separator::CODE, &name::unknown_layer::CODE, &name::duplicate::CODE];
        let either = before.code == &syntax::either_form::CODE && rest.contains(&one.code);
        (either || before.code == &syntax::continued_line::CODE)
            && place.file == span.file
            && place.start <= span.start
            && lines <= 1
    }

    fn is_lone_round(&self, one: &Diagnostic) -> bool {
        one.code == &syntax::stray_closer::CODE
            && self.sources.slice(one.primary.span).starts_with([')', ']'])
    }

    fn same_line(&self, one: &Diagnostic, other: &Diagnostic) -> bool {
        self.line(one.primary.span) == self.line(other.primary.span)
    }
}
