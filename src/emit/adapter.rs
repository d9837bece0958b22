//! Our diagnostic in the form that miette draws.

use super::excerpt::{Excerpt, clipped};
use super::places::{Mark, mark};
use crate::diagnostic::{Label, Severity};
use crate::source::SourceFile;
use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::fmt;

/// A heading and a snippet with labels.
#[derive(Debug)]
pub struct Snippet<'s> {
    severity: miette::Severity,
    pub message: String,
    source: Option<Source<'s>>,
    marks: Vec<Mark>,
}

impl<'s> Snippet<'s> {
    /// The first of `labels` is the primary one.
    pub fn new(message: String, labels: &[&Label], file: Option<&'s SourceFile>) -> Snippet<'s> {
        let of = |file| labels.iter().map(|label| mark(label, file)).collect();
        let mut marks: Vec<Mark> = file.map_or(Vec::new(), of);
        let source = file.map(|file| Source { file, excerpt: Excerpt::of(file, &mut marks) });
        let severity = miette::Severity::Advice;
        Snippet { severity, message: clipped(&message).into_owned(), source, marks }
    }

    pub fn with_severity(mut self, severity: Severity) -> Snippet<'s> {
        self.severity = match severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        };
        self
    }
}

impl fmt::Display for Snippet<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Snippet<'_> {}

impl miette::Diagnostic for Snippet<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.marks.iter().enumerate().map(|(number, mark)| {
            let message = (!mark.message.is_empty()).then(|| clipped(&mark.message).into_owned());
            match number {
                0 => LabeledSpan::new_primary_with_span(message, (mark.start, mark.length)),
                _ => LabeledSpan::new_with_span(message, (mark.start, mark.length)),
            }
        })))
    }
}

/// A file, lent to miette without a copy of its text, or what stands for its long lines.
#[derive(Debug)]
struct Source<'s> {
    file: &'s SourceFile,
    excerpt: Option<Excerpt>,
}

impl SourceCode for Source<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let excerpt = self.excerpt.as_ref();
        let text = excerpt.map_or(self.file.text.as_str(), |one| one.text.as_str());
        let inner = text.read_span(span, before, after)?;
        // Asked for alone it is the place that is named; miette counts its bytes.
        let column = match excerpt {
            _ if before > 0 || after > 0 => inner.column(),
            Some(excerpt) => excerpt.column(span.offset()),
            None => self.file.line_column(span.offset()).1.saturating_sub(1),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.name.clone(),
            inner.data(),
            *inner.span(),
            inner.line() + excerpt.map_or(0, |one| one.skipped),
            column,
            inner.line_count(),
        )))
    }
}
