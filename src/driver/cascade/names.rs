//! What resolving and the family check found, without that which follows from something told.

use super::kinds::{ABSENT, IDLE, MISFITS, NAMELESS, OF_CALLS, ORDER};
use super::{Texts, touches};
use crate::diagnostic::codes::{meaning, name, syntax};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

/// More places of one unknown name are not shown.
const SHOWN: usize = 4;

impl Texts<'_> {
    /// What resolving found, without that which follows from `faults` of the texts or from another
    /// of its own.
    pub fn by_names(&self, found: Vec<Diagnostic>, faults: &[Diagnostic]) -> Vec<Diagnostic> {
        let unread = |one: &Diagnostic| faults.iter().any(|fault| self.hides(fault, one));
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
            return self.declares(place) && self.is_of_names(one);
        }
        let far = fault.secondary.iter().map(|label| label.span).filter(|_| self.breaks(fault));
        let region = far.fold(place, Span::to);
        let lines = self.line(region).1..=self.line(region.after()).1;
        touches(place, span)
            || self.breaks(fault) && lines.contains(&self.line(span).1)
            || self.unbalances(fault) && span.end > self.item_start(place)
            || self.declares(place) && self.is_of_names(one)
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

    /// Whether names are given on that line.
    fn declares(&self, place: Span) -> bool {
        let mut words = self.line_text(place).split_whitespace();
        let first = words.next().unwrap_or("");
        ["let", "block", "import"].contains(&first) || words.any(|word| word == "as")
    }

    /// Whether it is about a name that is not known, or about the call of a block.
    fn is_of_names(&self, one: &Diagnostic) -> bool {
        OF_CALLS.contains(&one.code) || NAMELESS.contains(&one.code) && self.word(one).is_some()
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
        let mut kept: Vec<Diagnostic> = Vec::new();
        for one in all {
            let span = one.primary.span;
            let word = self.word(&one).filter(|_| NAMELESS.contains(&one.code));
            let twin = kept.iter_mut().find(|before| {
                let same = NAMELESS.contains(&before.code) && self.word(before) == word;
                let both = [before.severity, one.severity] == [Severity::Error; 2];
                both && (word.is_some() && same || touches_start(before.primary.span, span))
            });
            match twin {
                Some(twin) if twin.secondary.len() < SHOWN && twin.primary.span != span => {
                    twin.secondary.push(crate::diagnostic::Label {
                        span,
                        message: "and here".to_string(),
                    });
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

    /// Whether `cause` may have taken away what `one` misses.
    fn takes(&self, cause: &Diagnostic, one: &Diagnostic) -> bool {
        let place = cause.primary.span;
        if IDLE.contains(&one.code) {
            return true;
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

fn touches_start(one: Span, other: Span) -> bool {
    one.file == other.file && one.start == other.start
}

/// The findings about shapes without those that the same layer before them leads to.
pub fn of_shapes(all: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut kept: Vec<Diagnostic> = Vec::new();
    for one in all {
        let comes = |one: &Diagnostic| one.message.split("here comes").nth(1).map(str::to_string);
        let follows = kept.iter().any(|before| {
            before.code == one.code && MISFITS.contains(&one.code) && comes(before) == comes(&one)
        });
        if !follows {
            kept.push(one);
        }
    }
    kept
}
