//! Places of an older text in a newer one.

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// What two texts have in common at their beginning and at their end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Up to here both are equal.
    pub start: usize,
    /// From here on the older one equals the newer one from `new_end` on.
    pub old_end: usize,
    pub new_end: usize,
}

impl Shift {
    pub fn between(old: &str, new: &str) -> Shift {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
        let rest = old.len().min(new.len()) - start;
        let back = old.iter().rev().zip(new.iter().rev()).take(rest);
        let end = back.take_while(|(a, b)| a == b).count();
        Shift { start, old_end: old.len() - end, new_end: new.len() - end }
    }

    /// Nothing has changed.
    pub fn none() -> Shift {
        Shift { start: 0, old_end: 0, new_end: 0 }
    }

    /// Widened so that it cuts no character.
    #[must_use]
    pub fn on_characters(mut self, old: &str) -> Shift {
        while !old.is_char_boundary(self.start) {
            self.start -= 1;
        }
        while !old.is_char_boundary(self.old_end) {
            self.old_end += 1;
            self.new_end += 1;
        }
        self
    }

    pub fn is_none(&self) -> bool {
        self.start == self.old_end && self.start == self.new_end
    }

    /// Where a stretch of the older text stands now; nothing where it was changed.
    pub fn span(&self, span: Span) -> Option<Span> {
        let (start, end) = (span.start as usize, span.end as usize);
        if end <= self.start || self.is_none() {
            Some(span)
        } else if start >= self.old_end {
            let moved = |at: usize| at - self.old_end + self.new_end;
            Some(Span::new(span.file, moved(start), moved(end)))
        } else {
            None
        }
    }

    /// The diagnostic at its new places; nothing where one of them was changed.
    pub fn diagnostic(&self, old: &Diagnostic) -> Option<Diagnostic> {
        let place = |span: Span| {
            if span.file == FileId(0) { self.span(span) } else { Some(span) }
        };
        let mut new = old.clone();
        new.primary.span = place(new.primary.span)?;
        for label in &mut new.secondary {
            label.span = place(label.span)?;
        }
        for edit in new.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = place(edit.span)?;
        }
        Some(new)
    }
}

#[cfg(test)]
mod tests {
    use super::Shift;
    use crate::source::{FileId, Span};

    #[test]
    fn what_stands_before_and_behind_a_change() {
        let shift = Shift::between("ab cd ef", "ab xyz ef");
        let at = |start, end| {
            shift.span(Span::new(FileId(0), start, end)).map(|span| (span.start, span.end))
        };
        assert_eq!((at(0, 2), at(3, 5), at(6, 8)), (Some((0, 2)), None, Some((7, 9))));
        assert!(Shift::between("aa", "aa").is_none());
        assert_eq!(Shift::between("aa", "aaa"), Shift { start: 2, old_end: 2, new_end: 3 });
    }
}
