//! One mistake, one error: what follows from a fault that is told is not told again.

mod kinds;
mod names;
mod structure;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax;
use crate::resolve::Module;
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{Spec, TopItem};
use kinds::{BRACKETS, MISREAD};

const SECTIONS: [&str; 4] = ["data", "model", "training", "sweep"];

/// What is known about the texts of a specification.
pub(super) struct Texts<'a> {
    modules: &'a [Module],
    sources: &'a Sources,
    /// Where the parser lost its way.
    broken: &'a [Span],
    /// A brace of some text has no partner.
    unbalanced: bool,
}

impl<'a> Texts<'a> {
    /// `broken` are the places at which the structure of a text broke, `faults` all that is told of
    /// the texts.
    pub fn new(
        modules: &'a [Module],
        sources: &'a Sources,
        broken: &'a [Span],
        faults: &[Diagnostic],
    ) -> Texts<'a> {
        let brace = |one: &Diagnostic| {
            let text = sources.slice(one.primary.span);
            closes_brace(sources, one)
                || BRACKETS.contains(&one.code) && text.starts_with(['{', '}'])
        };
        Texts { modules, sources, broken, unbalanced: faults.iter().any(brace) }
    }

    /// Whether the rest of the line may have been misread.
    fn breaks(&self, one: &Diagnostic) -> bool {
        let comma = one.code == &syntax::missing_comma::CODE && !self.before_label(one);
        let line = self.line_text(one.primary.span);
        let dots = one.code == &syntax::range_dots::CODE && line.contains("....");
        // `elt width = 8..64` could be anything.
        let name = [&syntax::sign::CODE, &syntax::label_name::CODE].contains(&one.code);
        let no_let = name && !line.contains(':') && self.outside(one.primary.span);
        comma
            || dots
            || no_let
            || MISREAD.contains(&one.code)
            || self.broken.contains(&one.primary.span)
            || self.unbalances(one)
    }

    /// A missing comma before a named argument is certain; before anything else it is a guess.
    fn before_label(&self, one: &Diagnostic) -> bool {
        let mut next = one.secondary.iter().map(|label| self.sources.slice(label.span));
        next.any(|text| {
            let name = text.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
            name.len() < text.len() && name.trim_start().starts_with(':')
        })
    }

    /// Whether the braces after it can no longer be trusted.
    fn unbalances(&self, one: &Diagnostic) -> bool {
        let round = self.sources.slice(one.primary.span).starts_with(['(', ')', '[', ']']);
        let closer = closes_brace(self.sources, one);
        self.unbalanced && BRACKETS.contains(&one.code) && (closer || !round)
    }

    /// Whether a place lies in one of those sections of the specification.
    fn within(&self, names: &[&str], span: Span) -> bool {
        self.items().iter().any(|item| match item {
            TopItem::Section(section) => {
                names.contains(&section.name.text.as_str()) && section.span.contains(span)
            }
            _ => false,
        })
    }

    /// Whether a place lies in no section.
    fn outside(&self, span: Span) -> bool {
        let sections = self.items().iter().filter_map(|item| match item {
            TopItem::Section(section) if SECTIONS.contains(&section.name.text.as_str()) => {
                Some(section.span)
            }
            _ => None,
        });
        !sections.into_iter().any(|section| section.contains(span))
    }

    fn items(&self) -> &'a [TopItem] {
        let spec: Option<&Spec> = self.modules.first().map(|module| &module.spec);
        spec.map_or(&[], |spec| &spec.items)
    }

    fn line(&self, span: Span) -> (FileId, usize) {
        let file = self.sources.file(span.file);
        (span.file, file.map_or(0, |file| file.line_column(span.start as usize).0))
    }

    /// The text of the line on which a place begins.
    fn line_text(&self, span: Span) -> &'a str {
        let text = self.sources.file(span.file).map_or("", |file| file.text.as_str());
        let start = span.range().start;
        let from = text.get(..start).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
        text.get(from..).and_then(|text| text.lines().next()).unwrap_or("")
    }

    /// The file is part of the standard library.
    fn of_library(&self, span: Span) -> bool {
        let at = span.file.0 as usize;
        self.modules.get(at).is_some_and(|module| module.library)
    }
}

/// A `{` that another kind of bracket closes.
fn closes_brace(sources: &Sources, one: &Diagnostic) -> bool {
    one.code == &syntax::wrong_closer::CODE
        && one.secondary.iter().any(|label| sources.slice(label.span).starts_with('{'))
}

/// Whether two places overlap, or one begins where the other ends.
fn touches(one: Span, other: Span) -> bool {
    one.file == other.file && one.start <= other.end && other.start <= one.end
}
