//! JSON lines: one object a diagnostic, with everything that a program may want.

use super::summary::severity_word;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Label};
use crate::source::{Sources, Span};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes one object a line. Offsets count bytes; lines and columns count from 1, columns in
/// characters.
///
/// # Errors
/// The writer's.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    for one in diagnostics {
        writeln!(out, "{}", object(one, sources))?;
    }
    Ok(())
}

fn object(one: &Diagnostic, sources: &Sources) -> Value {
    json!({
        "code": one.code.id,
        "severity": severity_word(one.severity),
        "message": one.message,
        "file": file_name(one.primary.span, sources),
        "span": span(one.primary.span, sources),
        "label": one.primary.message,
        "labels": one.secondary.iter().map(|it| label(it, sources)).collect::<Vec<_>>(),
        "notes": one.notes,
        "help": one.help,
        "fixes": one.fixes.iter().map(|it| fix(it, sources)).collect::<Vec<_>>(),
    })
}

fn file_name(span: Span, sources: &Sources) -> Option<&str> {
    sources.file(span.file).map(|file| file.name.as_str())
}

fn span(span: Span, sources: &Sources) -> Value {
    let place = |offset: u32| {
        let (line, column) =
            sources.file(span.file).map_or((1, 1), |file| file.line_column(offset as usize));
        json!({ "offset": offset, "line": line, "column": column })
    };
    json!({ "start": place(span.start), "end": place(span.end) })
}

fn label(label: &Label, sources: &Sources) -> Value {
    json!({
        "file": file_name(label.span, sources),
        "span": span(label.span, sources),
        "message": label.message,
    })
}

fn fix(fix: &Fix, sources: &Sources) -> Value {
    let applicability = match fix.applicability {
        Applicability::Safe => "safe",
        Applicability::Unsafe => "unsafe",
        Applicability::Display => "display",
    };
    let edits = fix.edits.iter().map(|edit| {
        json!({
            "file": file_name(edit.span, sources),
            "span": span(edit.span, sources),
            "replacement": edit.replacement,
        })
    });
    json!({
        "message": fix.message,
        "applicability": applicability,
        "edits": edits.collect::<Vec<_>>(),
    })
}
