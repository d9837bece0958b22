//! One mistake, one error: what follows from a fault that is told is not told again.

use crate::diagnostic::codes::{data, meaning, name, sweep, syntax};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::resolve::Module;
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{Spec, TopItem};

/// Faults of brackets: once a brace is missing or too many, nobody knows what the next ones close.
const BRACKETS: [&Code; 5] = [
    &syntax::unclosed::CODE,
    &syntax::stray_closer::CODE,
    &syntax::wrong_closer::CODE,
    &syntax::outside_section::CODE,
    &syntax::misplaced_item::CODE,
];

/// Something is not there, which may be because it could not be read.
const ABSENT: [&Code; 5] = [
    &meaning::missing_model::CODE,
    &meaning::missing_output::CODE,
    &meaning::missing_input::CODE,
    &name::missing_argument::CODE,
    &data::no_target::CODE,
];

/// A name that is written nowhere: its definition may have been lost.
const NAMELESS: [&Code; 3] =
    [&name::unknown_name::CODE, &sweep::order_name::CODE, &name::unknown_layer::CODE];

/// Nothing uses it, or nothing changes by it: perhaps what did could not be read.
const IDLE: [&Code; 5] = [
    &name::unused_let::CODE,
    &name::unused_block::CODE,
    &name::unused_import::CODE,
    &name::unused_parameter::CODE,
    &meaning::empty_body::CODE,
];

/// What the text itself has been found to lack, and where.
pub(super) struct Told<'a> {
    spec: Option<&'a Spec>,
    sources: &'a Sources,
    broken: &'a [Span],
    /// A brace of some text has no partner.
    unbalanced: bool,
}

impl<'a> Told<'a> {
    /// `broken` are the places at which the structure of a text broke, `faults` all that is told of
    /// the texts.
    pub fn new(
        modules: &'a [Module],
        sources: &'a Sources,
        broken: &'a [Span],
        faults: &[Diagnostic],
    ) -> Told<'a> {
        let spec = modules.first().map(|module| &module.spec);
        let brace = |one: &Diagnostic| {
            BRACKETS.contains(&one.code) && sources.slice(one.primary.span).starts_with(['{', '}'])
        };
        Told { spec, sources, broken, unbalanced: faults.iter().any(brace) }
    }

    /// The faults of the texts without those that follow from others of them.
    pub fn by_structure(&self, mut all: Vec<Diagnostic>) -> Vec<Diagnostic> {
        all.sort_by_key(|one| (one.primary.span.file, one.primary.span.start));
        let mut kept: Vec<Diagnostic> = Vec::new();
        for one in all {
            let span = one.primary.span;
            let follows = kept.iter().any(|before| {
                before.primary.span.file == span.file
                    && (touches(before.primary.span, span)
                        || self.breaks(before) && self.line(before.primary.span) == self.line(span)
                        || self.unbalances(before) && BRACKETS.contains(&one.code))
            });
            if !follows {
                kept.push(one);
            }
        }
        kept
    }

    /// What resolving found, without that which follows from `faults` of the texts or from another
    /// of its own.
    pub fn by_names(&self, found: Vec<Diagnostic>, faults: &[Diagnostic]) -> Vec<Diagnostic> {
        let unread = |one: &Diagnostic| faults.iter().any(|fault| self.hides(fault, one));
        let left: Vec<Diagnostic> = found.into_iter().filter(|one| !unread(one)).collect();
        let error = |one: &&Diagnostic| one.severity == Severity::Error && !is_absence(one);
        let causes: Vec<&Diagnostic> = faults.iter().chain(&left).filter(error).collect();
        let follows: Vec<bool> =
            left.iter().map(|one| causes.iter().any(|cause| self.takes(cause, one))).collect();
        let both = left.iter().zip(follows).filter(|(_, follows)| !follows);
        both.map(|(one, _)| one.clone()).collect()
    }

    /// Whether `one` was found where the text could not be read rightly.
    fn hides(&self, fault: &Diagnostic, one: &Diagnostic) -> bool {
        let (place, span) = (fault.primary.span, one.primary.span);
        let last = fault.secondary.iter().map(|label| label.span).filter(|_| self.breaks(fault));
        let region = last.fold(place, |region, span| match span.file == region.file {
            true => region.to(span),
            false => region,
        });
        let lines = self.line(region).1..=self.line(region.after()).1;
        let near = place.file == span.file
            && (touches(place, span) || self.breaks(fault) && lines.contains(&self.line(span).1));
        near || self.unbalances(fault) && place.file == span.file && span.end > place.start
    }

    /// Whether `cause` may have taken away what `one` misses.
    fn takes(&self, cause: &Diagnostic, one: &Diagnostic) -> bool {
        let place = cause.primary.span;
        if IDLE.contains(&one.code) || one.code == &syntax::unexpected::CODE {
            return true;
        }
        if NAMELESS.contains(&one.code) && self.unbalances(cause) {
            return true;
        }
        if one.code == &sweep::order_name::CODE {
            return !self.within(&["data", "training", "sweep"], place);
        }
        if !ABSENT.contains(&one.code) {
            return false;
        }
        let outside = cause.code == &name::unknown_section::CODE
            || cause.code == &syntax::outside_section::CODE
            || self.unbalances(cause);
        let fault = self.breaks(cause);
        match one.code {
            code if code == &meaning::missing_input::CODE => {
                outside || self.within(&["data"], place) || fault && self.within(&["model"], place)
            }
            code if code == &meaning::missing_output::CODE => {
                outside || fault && self.within(&["model"], place)
            }
            code if code == &meaning::missing_model::CODE => outside,
            _ => self.within(&["data"], place) && self.within(&["data"], one.primary.span),
        }
    }

    /// Whether the parser lost its way there.
    fn breaks(&self, one: &Diagnostic) -> bool {
        self.broken.contains(&one.primary.span) || self.unbalances(one)
    }

    /// Whether the braces after it can no longer be trusted.
    fn unbalances(&self, one: &Diagnostic) -> bool {
        let round = self.sources.slice(one.primary.span).starts_with(['(', ')', '[', ']']);
        self.unbalanced && BRACKETS.contains(&one.code) && !round
    }

    fn within(&self, names: &[&str], span: Span) -> bool {
        let items = self.spec.map_or(&[][..], |spec| &spec.items);
        items.iter().any(|item| match item {
            TopItem::Section(section) => {
                names.contains(&section.name.text.as_str()) && section.span.contains(span)
            }
            _ => false,
        })
    }

    fn line(&self, span: Span) -> (FileId, usize) {
        let file = self.sources.file(span.file);
        (span.file, file.map_or(0, |file| file.line_column(span.start as usize).0))
    }
}

fn is_absence(one: &Diagnostic) -> bool {
    ABSENT.contains(&one.code) || NAMELESS.contains(&one.code)
}

/// Whether two places overlap, or one begins where the other ends.
fn touches(one: Span, other: Span) -> bool {
    one.file == other.file && one.start <= other.end && other.start <= one.end
}
