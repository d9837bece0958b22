//! Diagnostics as the editor's protocol has them.

use super::lines::{Encoding, Lines};
use super::uri;
use crate::diagnostic::codes::name::{unused_block, unused_import, unused_let, unused_parameter};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::resolve::Module;
use crate::source::{FileId, Sources, Span};
use lsp_types as lsp;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;

/// A specification's files, to place findings in them.
pub struct Files<'a> {
    pub sources: &'a Sources,
    pub modules: &'a [Module],
    /// The text in the editor, and what its paths start from.
    pub uri: &'a lsp::Uri,
    pub base: &'a Path,
    pub encoding: Encoding,
    pub related: bool,
    /// Of each file that was asked for.
    pub lines: RefCell<BTreeMap<FileId, Lines>>,
}

impl Files<'_> {
    pub fn diagnostics(&self, found: &[Diagnostic]) -> Vec<lsp::Diagnostic> {
        found.iter().map(|one| self.diagnostic(one)).collect()
    }

    pub fn range(&self, span: Span) -> lsp::Range {
        let text = self.sources.file(span.file).map_or("", |file| file.text.as_str());
        let mut known = self.lines.borrow_mut();
        let lines = known.entry(span.file).or_insert_with(|| Lines::of(text));
        lines.range(text, span.range(), self.encoding)
    }

    /// Where a span is, for the editor; nothing for what has no file of its own.
    pub fn location(&self, span: Span) -> Option<lsp::Location> {
        let uri = if span.file == FileId(0) {
            self.uri.clone()
        } else {
            let library = self.modules.get(span.file.0 as usize).is_some_and(|one| one.library);
            let name = &self.sources.file(span.file).filter(|_| !library)?.name;
            uri::of_path(&self.base.join(name))?
        };
        Some(lsp::Location { uri, range: self.range(span) })
    }

    fn diagnostic(&self, one: &Diagnostic) -> lsp::Diagnostic {
        let home = one.primary.span.file == FileId(0);
        let place = if home { Some(one.primary.span) } else { self.stand_in(one) };
        let range = place.map_or_else(lsp::Range::default, |span| self.range(self.seen(span)));
        let explain = serde_json::json!({ "explain": format!("hpm explain {}", one.code.id) });
        lsp::Diagnostic {
            range,
            severity: Some(match one.severity {
                Severity::Error => lsp::DiagnosticSeverity::ERROR,
                Severity::Warning => lsp::DiagnosticSeverity::WARNING,
            }),
            code: Some(lsp::NumberOrString::String(one.code.id.to_string())),
            source: Some("hpm".to_string()),
            message: self.message(one, home),
            related_information: self.related.then(|| self.related(one, home)),
            tags: is_unused(one).then(|| vec![lsp::DiagnosticTag::UNNECESSARY]),
            data: Some(explain),
            ..lsp::Diagnostic::default()
        }
    }

    /// An empty place is drawn on its neighbour by most editors, and not at all by some at the end
    /// of a line: it becomes the character before it there.
    fn seen(&self, span: Span) -> Span {
        let Some(file) = self.sources.file(span.file).filter(|_| span.is_empty()) else {
            return span;
        };
        let at = span.start as usize;
        let next = file.text.get(at..).and_then(|rest| rest.chars().next());
        let last = file.text.get(..at).and_then(|before| before.chars().next_back());
        match (next, last) {
            (Some(c), _) if c != '\n' && c != '\r' => Span::new(span.file, at, at + c.len_utf8()),
            (_, Some(c)) if c != '\n' => Span::new(span.file, at - c.len_utf8(), at),
            _ => span,
        }
    }

    /// Where in the text of the editor a fault of another file is told: where that file is used.
    fn stand_in(&self, one: &Diagnostic) -> Option<Span> {
        let home = |span: &Span| span.file == FileId(0);
        let label = one.secondary.iter().map(|label| label.span).find(home);
        label.or_else(|| self.leading(one.primary.span.file.0 as usize))
    }

    /// The import of the first file that leads to that one.
    fn leading(&self, wanted: usize) -> Option<Span> {
        let first = self.modules.first()?;
        let reaches = |from: usize| {
            let mut seen = vec![from];
            let mut at = 0;
            while let Some(next) = seen.get(at).copied() {
                let more = self.modules.get(next).into_iter().flat_map(|one| &one.imports);
                for import in more {
                    if !seen.contains(&import.module) {
                        seen.push(import.module);
                    }
                }
                at += 1;
            }
            seen.contains(&wanted)
        };
        first.imports.iter().find(|import| reaches(import.module)).map(|import| import.span)
    }

    /// What is wrong, why, and what to write instead, in plain text.
    fn message(&self, one: &Diagnostic, home: bool) -> String {
        let mut message = String::new();
        if !home && let Some(file) = self.sources.file(one.primary.span.file) {
            let (line, column) = file.line_column(one.primary.span.start as usize);
            message = format!("in {}:{line}:{column}: ", file.name);
        }
        message.push_str(&one.message);
        if !one.primary.message.is_empty() && !one.message.contains(&one.primary.message) {
            message.push_str(&format!("\n{}", one.primary.message));
        }
        for note in &one.notes {
            message.push_str(&format!("\nnote: {note}"));
        }
        if let Some(help) = &one.help {
            message.push_str(&format!("\nhelp: {help}"));
        }
        message
    }

    fn related(&self, one: &Diagnostic, home: bool) -> Vec<lsp::DiagnosticRelatedInformation> {
        let own = (!home).then_some(&one.primary);
        let labels: Vec<&Label> = own.into_iter().chain(&one.secondary).collect();
        labels
            .into_iter()
            .filter_map(|label| {
                let text = &label.message;
                let message = if text.is_empty() { &one.message } else { text };
                let location = self.location(label.span)?;
                Some(lsp::DiagnosticRelatedInformation { location, message: message.clone() })
            })
            .collect()
    }
}

fn is_unused(one: &Diagnostic) -> bool {
    [&unused_let::CODE, &unused_parameter::CODE, &unused_block::CODE, &unused_import::CODE]
        .contains(&one.code)
}
