//! Collects what is wrong, and keeps one mistake from being reported twice.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use std::collections::BTreeSet;

/// More than this helps nobody.
const MAX_REPORTED: usize = 50;
/// A file with that many faults and nothing that hpm knows is no hpm file.
const FOREIGN_FAULTS: usize = 3;

/// Gathers diagnostics.
#[derive(Debug)]
pub struct Sink {
    line_starts: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
    /// Lines on which the structure broke: what breaks after that on the same line follows from it.
    broken_lines: BTreeSet<usize>,
    /// The places of all faults, reported or not.
    broken: Vec<Span>,
}

pub enum Verdict {
    /// What is told, and where the structure broke.
    Reported(Vec<Diagnostic>, Vec<Span>),
    Foreign(Diagnostic),
}

impl Sink {
    pub fn new(text: &str) -> Sink {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Sink {
            line_starts,
            diagnostics: Vec::new(),
            broken_lines: BTreeSet::new(),
            broken: Vec::new(),
        }
    }

    /// Number of the line, from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    /// A slip: the parser knows what was meant, so the rest of the line is still understood.
    pub fn slip(&mut self, diagnostic: Diagnostic) {
        let start = diagnostic.primary.span.start;
        let same =
            |one: &Diagnostic| one.primary.span.start == start && one.code == diagnostic.code;
        if !self.diagnostics.iter().rev().take(8).any(same) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// A break of the structure: one is reported per line.
    pub fn fault(&mut self, diagnostic: Diagnostic) {
        let line = self.line(diagnostic.primary.span.start as usize);
        self.broken.push(diagnostic.primary.span);
        if self.broken_lines.insert(line) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// A fault that explains more than what has been reported on its line.
    pub fn replace_on_line(&mut self, diagnostic: Diagnostic) {
        let line = self.line(diagnostic.primary.span.start as usize);
        let here = |one: &Diagnostic| {
            self.line_starts.partition_point(|start| *start <= one.primary.span.start as usize)
                == line
        };
        self.diagnostics.retain(|one| !here(one));
        self.broken_lines.insert(line);
        self.broken.push(diagnostic.primary.span);
        self.diagnostics.push(diagnostic);
    }

    /// All of it in the order of the text. `understood` says whether there is any item of hpm.
    pub fn finish(self, text: &str, understood: bool) -> Verdict {
        let mut all = self.diagnostics;
        // A look-alike such as `≤` is read as its signs, and has been told: what breaks within it follows.
        all.retain(|one| {
            let span = one.primary.span.range();
            text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
        });
        all.sort_by_key(|one| (one.primary.span.start, one.code.id));
        if let Some(first) = all.first()
            && !understood
            && all.len() >= FOREIGN_FAULTS
        {
            return Verdict::Foreign(codes::foreign_file::diagnostic(first.primary.span, text));
        }
        let more = all.len().saturating_sub(MAX_REPORTED);
        all.truncate(MAX_REPORTED);
        if more > 0
            && let Some(last) = all.last_mut()
        {
            last.notes.push(format!("{more} more faults of syntax follow; mend these first"));
        }
        Verdict::Reported(all, self.broken)
    }
}
