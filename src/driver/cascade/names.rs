//! What resolving and the family check found, without that which follows from something told.

use super::kinds::{ABSENT, IDLE, MISFITS, NAMELESS, OF_CALLS, ORDER, REPEATED};
use super::{Texts, touches};
use crate::diagnostic::codes::{meaning, name, syntax, value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// More places of one unknown name are not shown.
const SHOWN: usize = 4;

impl Texts<'_> {
    /// What resolving found, without that which follows from `faults` of the texts or from another
    /// of its own.
    pub fn by_names(&self, found: Vec<Diagnostic>, faults: &[Diagnostic]) -> Vec<Diagnostic> {
        let broken = faults.iter().any(|fault| self.breaks(fault));
        let unread = |one: &Diagnostic| {
            broken && one.severity == Severity::Warning
                || faults.iter().any(|fault| self.hides(fault, one))
        };
        let left = found.into_iter().filter(|one| !unread(one)).collect();
        let left = self.in_users_files(self.once(left), faults);
        let causes: Vec<&Diagnostic> =
            faults.iter().chain(&left).filter(|one| one.severity == Severity::Error).collect();
        let follows: Vec<bool> =
            left.iter().map(|one| causes.iter().any(|cause| self.takes(cause, one))).collect();
        let both = left.iter().zip(follows).filter(|(_, follows)| !follows);
        both.map(|(one, _)| one.clone()).collect()
    }

    /// Whether `one` was found where the text could not be read rightly.
    fn hides(&self, fault: &Diagnostic, one: &Diagnostic) -> bool {
        let (place, span) = (fault.primary.span, one.primary.span);
        if place.file != span.file {
            return self.undeclares(fault, one);
        }
        let far = fault.secondary.iter().map(|label| label.span).filter(|_| self.breaks(fault));
        let region = far.fold(place, Span::to);
        let lines = self.line(region).1..=self.line(region.after()).1;
        let uses =
            one.secondary.iter().map(|label| label.span).filter(|use_| use_.file == span.file);
        let misread = |span: Span| lines.contains(&self.line(span).1);
        touches(place, span)
            || self.breaks(fault) && uses.chain([span]).any(misread)
            || self.goes_on(fault, one)
            || self.unbalances(fault) && span.end > self.item_start(place)
            || self.undeclares(fault, one)
    }

    /// Where the item at the top of the file begins in which a place lies.
    fn item_start(&self, place: Span) -> u32 {
        let text = self.sources.file(place.file).map_or("", |file| file.text.as_str());
        let before = text.get(..place.range().start).unwrap_or("");
        let mut start = before.len();
        for line in before.split_inclusive('\n').rev() {
            start -= line.len();
            if line.starts_with(|c: char| c.is_alphabetic()) {
                break;
            }
        }
        u32::try_from(start).unwrap_or(place.start)
    }

    /// Whether the fault stands where the name is declared that `one` misses, or the value that is
    /// declared there is used where the fault stands.
    fn undeclares(&self, fault: &Diagnostic, one: &Diagnostic) -> bool {
        let (place, span) = (fault.primary.span, one.primary.span);
        let (line, here) = (self.line_text(place), self.line_text(span));
        let shared = || words(here).any(|word| words(line).any(|other| other == word));
        let given = declares(here) && one.code == &value::wrong_type::CODE;
        if given && self.breaks(fault) && shared() {
            return true;
        }
        let outside = self.outside(place);
        if one.code == &name::misplaced::CODE {
            return outside && self.outside(span) && self.breaks(fault);
        }
        let of_names = OF_CALLS.contains(&one.code)
            || NAMELESS.contains(&one.code) && self.word(one).is_some();
        let first = words(line).next().unwrap_or("");
        // An import brings blocks, and nothing else.
        let import = (first == "import" || line.contains(".hpm\""))
            && one.code == &name::unknown_layer::CODE;
        let model = !self.within(&["data", "training", "sweep"], span);
        let nameless = first == "block" && self.breaks(fault) && model
            || import
            || fault.code == &syntax::missing_name::CODE;
        (declares(line) || outside) && of_names && (nameless || shared())
    }

    /// The lone word that a diagnostic is about.
    fn word(&self, one: &Diagnostic) -> Option<&str> {
        let text = self.sources.slice(one.primary.span);
        let plain = |c: char| c.is_alphanumeric() || c == '_';
        (!text.is_empty() && text.chars().all(plain) && !text.starts_with(char::is_numeric))
            .then_some(text)
    }

    /// One name that is not known is told once, with all its places, and one place is told once.
    fn once(&self, all: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let shown = |twin: &Diagnostic, one: &Diagnostic| {
            twin.severity == one.severity
                && twin.secondary.len() < SHOWN
                && twin.primary.span != one.primary.span
        };
        let mut kept: Vec<Diagnostic> = Vec::new();
        // Errors first: a warning beside one may be a part of it.
        let (errors, mut warnings): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|one| one.severity == Severity::Error);
        warnings.sort_by_key(|one| one.code.id);
        for one in errors.into_iter().chain(warnings) {
            let span = one.primary.span;
            let word = self.word(&one).filter(|_| NAMELESS.contains(&one.code));
            let twin = kept.iter_mut().find(|before| {
                let same = NAMELESS.contains(&before.code) && self.word(before) == word;
                let both = before.severity == one.severity;
                let doubted = before.severity != one.severity
                    && self.line(before.primary.span) == self.line(span);
                let repeated = REPEATED.contains(&one.code)
                    && (before.code, &before.message) == (one.code, &one.message);
                // The two ends of a model are told at the same word, and may both be missing.
                let ends = [&meaning::missing_input::CODE, &meaning::missing_output::CODE];
                let two = ends.contains(&before.code) && ends.contains(&one.code);
                let placed = begins_with(before, span) && !two;
                doubted || both && (repeated || word.is_some() && same || placed)
            });
            match twin {
                Some(twin) if shown(twin, &one) => {
                    twin.secondary
                        .push(crate::diagnostic::Label { span, message: "and here".to_string() });
                }
                Some(_) => {}
                None => kept.push(one),
            }
        }
        kept
    }

    /// What a block of the standard library says of the values that it was given, only where the
    /// files of the user say nothing, and once.
    fn in_users_files(&self, all: Vec<Diagnostic>, faults: &[Diagnostic]) -> Vec<Diagnostic> {
        let error = |one: &&Diagnostic| one.severity == Severity::Error;
        let own = |one: &&Diagnostic| !self.of_library(one.primary.span);
        let mut told = faults.iter().chain(&all).filter(error).any(|one| own(&one));
        let mut kept = Vec::new();
        for one in all {
            let of_library = !own(&&one);
            if !(of_library && told) {
                told |= of_library;
                kept.push(one);
            }
        }
        kept
    }

    /// What the family check found, without that which one missing layer leads to again and again.
    pub fn by_shapes(&self, all: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let comes = |one: &Diagnostic| one.message.split("here comes").nth(1).map(str::to_string);
        let mut kept: Vec<Diagnostic> = Vec::new();
        for one in all {
            let follows = kept.iter().any(|before| {
                let misfit = MISFITS.contains(&one.code) && comes(before) == comes(&one);
                let line = self.line(before.primary.span) == self.line(one.primary.span)
                    && but_for_names(&before.message).eq(but_for_names(&one.message));
                before.code == one.code && (misfit || line)
            });
            if !follows {
                kept.push(one);
            }
        }
        kept
    }

    /// Whether it is about a condition, which names hyperparameters by their labels.
    fn requires(&self, one: &Diagnostic) -> bool {
        words(self.line_text(one.primary.span)).next() == Some("require")
    }

    /// Whether `cause` may have taken away what `one` misses.
    fn takes(&self, cause: &Diagnostic, one: &Diagnostic) -> bool {
        let place = cause.primary.span;
        if IDLE.contains(&one.code) {
            return true;
        }
        let or = [&name::unknown_layer::CODE, &name::unknown_section::CODE].contains(&one.code)
            && self.sources.slice(one.primary.span) == "or";
        if or || one.code == &name::branch_place::CODE && self.breaks(cause) {
            return cause != one;
        }
        if one.code == &name::unknown_name::CODE && self.requires(one) {
            let line = self.line_text(place);
            let named = self.word(one).is_some_and(|word| words(line).any(|other| other == word));
            let elsewhere = self.within(&["data", "training", "sweep"], place);
            return !elsewhere && !self.requires(cause) && (named || self.breaks(cause));
        }
        if one.code == ORDER {
            return cause.code != ORDER && !self.within(&["data", "training", "sweep"], place);
        }
        if !ABSENT.contains(&one.code) || ABSENT.contains(&cause.code) {
            return false;
        }
        let outside = cause.code == &name::unknown_section::CODE
            || cause.code == &syntax::outside_section::CODE
            || self.unbalances(cause);
        let broken_model = self.breaks(cause) && self.within(&["model"], place);
        match one.code {
            code if code == &meaning::missing_input::CODE => {
                outside || broken_model || self.within(&["data"], place)
            }
            code if code == &meaning::missing_output::CODE => outside || broken_model,
            code if code == &meaning::missing_model::CODE => outside,
            _ => self.within(&["data"], place) && self.within(&["data"], one.primary.span),
        }
    }
}

/// Whether names are given on a line.
fn declares(line: &str) -> bool {
    let first = words(line).next().unwrap_or("");
    ["let", "block", "import"].contains(&first) || words(line).any(|word| word == "as")
}

/// A message without what stands between backticks: that of another alternative is the same.
fn but_for_names(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').step_by(2)
}

/// The names on a line.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| word.starts_with(|c: char| c.is_alphabetic() || c == '_'))
}

fn begins_with(one: &Diagnostic, span: Span) -> bool {
    let place = one.primary.span;
    (place.file, place.start) == (span.file, span.start)
}
