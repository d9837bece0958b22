//! SARIF 2.1.0: one log of one run, as code-scanning services and editors read it.

mod rules;
mod uri;

use super::summary::severity_word;
use crate::diagnostic::{Applicability, Code, Diagnostic, Fix, Label};
use crate::source::{FileId, Sources, Span};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

const SCHEMA: &str = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json";

/// The diagnostics of several specifications, each with its own sources, in one log. `whole` tells
/// that no file was left out because it could not be read.
///
/// # Errors
/// The writer's.
pub fn sarif(
    reports: &[(&[Diagnostic], &Sources)],
    whole: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut codes: Vec<&'static Code> =
        reports.iter().flat_map(|(found, _)| found.iter()).map(|one| one.code).collect();
    codes.sort_by_key(|code| code.id.get(1..));
    codes.dedup();
    let results = reports.iter().flat_map(|(found, sources)| {
        let codes = &codes;
        found.iter().map(move |one| result(one, sources, codes))
    });
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "hpm",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rules::rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": whole }],
            "results": results.collect::<Vec<_>>(),
        }],
    });
    writeln!(out, "{log:#}")
}

fn result(one: &Diagnostic, sources: &Sources, codes: &[&'static Code]) -> Value {
    let mut result = Map::new();
    result.insert("ruleId".into(), json!(one.code.id));
    result.insert("ruleIndex".into(), json!(codes.iter().position(|code| *code == one.code)));
    result.insert("level".into(), json!(severity_word(one.severity)));
    result.insert("message".into(), json!({ "text": message(one) }));
    let primary = location(&one.primary, None, sources);
    result.insert("locations".into(), json!(primary.into_iter().collect::<Vec<_>>()));
    let related = one.secondary.iter().enumerate();
    let related: Vec<Value> =
        related.filter_map(|(at, label)| location(label, Some(at), sources)).collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), json!(related));
    }
    let offered = one.fixes.iter().filter(|fix| fix.applicability != Applicability::Display);
    let fixes: Vec<Value> =
        offered.filter(|fix| !fix.edits.is_empty()).map(|it| fix(it, sources)).collect();
    if !fixes.is_empty() {
        result.insert("fixes".into(), json!(fixes));
    }
    Value::Object(result)
}

fn message(one: &Diagnostic) -> String {
    let more = one.notes.iter().chain(&one.help).map(|text| format!("\n{text}"));
    std::iter::once(one.message.clone()).chain(more).collect()
}

fn location(label: &Label, id: Option<usize>, sources: &Sources) -> Option<Value> {
    let mut location = Map::new();
    if let Some(id) = id {
        location.insert("id".into(), json!(id));
    }
    location.insert(
        "physicalLocation".into(),
        json!({
            "artifactLocation": artifact(label.span.file, sources)?,
            "region": region(label.span, sources)?,
        }),
    );
    if !label.message.is_empty() {
        location.insert("message".into(), json!({ "text": label.message }));
    }
    Some(Value::Object(location))
}

fn artifact(file: FileId, sources: &Sources) -> Option<Value> {
    Some(json!({ "uri": uri::of(&sources.file(file)?.name) }))
}

/// Lines and columns from 1; the end column is the one behind the last character.
fn region(span: Span, sources: &Sources) -> Option<Value> {
    let file = sources.file(span.file)?;
    let (start_line, start_column) = file.line_column(span.start as usize);
    let (end_line, end_column) = file.line_column(span.end as usize);
    Some(json!({
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
    }))
}

/// One change for each file that the fix touches.
fn fix(fix: &Fix, sources: &Sources) -> Value {
    let mut files: Vec<FileId> = fix.edits.iter().map(|edit| edit.span.file).collect();
    files.sort();
    files.dedup();
    let changes = files.into_iter().filter_map(|file| {
        let edits = fix.edits.iter().filter(|edit| edit.span.file == file);
        let replacements = edits.filter_map(|edit| {
            Some(json!({
                "deletedRegion": region(edit.span, sources)?,
                "insertedContent": { "text": edit.replacement },
            }))
        });
        Some(json!({
            "artifactLocation": artifact(file, sources)?,
            "replacements": replacements.collect::<Vec<_>>(),
        }))
    });
    json!({
        "description": { "text": fix.message },
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}
