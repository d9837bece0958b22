//! One line a diagnostic: `file:line:column: error[E302]: message`.

use super::excerpt::clipped;
use super::summary::severity_word;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use std::io::{self, Write};

/// # Errors
/// The writer's.
pub fn short(diagnostics: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    for one in diagnostics {
        let word = severity_word(one.severity);
        let span = one.primary.span;
        if let Some(file) = sources.file(span.file) {
            let (line, column) = file.line_column(span.start as usize);
            write!(out, "{}:{line}:{column}: ", file.name)?;
        }
        writeln!(out, "{word}[{}]: {}", one.code.id, clipped(&one.message))?;
    }
    Ok(())
}
