//! Code actions: repairs as edits, the story of a code as a command.

use super::super::requests::Answer;
use super::super::session::Session;
use super::names::{base, files};
use super::tree;
use crate::diagnostic::{Applicability, Diagnostic as Fault, Edit, codes};
use crate::ide::actions;
use crate::source::FileId;
use lsp_types::*;
use std::collections::HashMap;

/// Every safe repair of a file, as editors ask for it when a file is saved.
const FIX_ALL: &str = "source.fixAll.hpm";
/// Tells the story of a code.
pub const EXPLAIN: &str = "hpm.explain";

pub fn actions(
    session: &mut Session,
    params: CodeActionParams,
) -> Answer<Vec<CodeActionOrCommand>> {
    let uri = params.text_document.uri;
    let found = found(session, &uri);
    let document = session.document(&uri).ok_or("the text is not open")?;
    let encoding = session.client.encoding;
    let start = document.lines.offset(&document.text, params.range.start, encoding);
    let end = document.lines.offset(&document.text, params.range.end, encoding).max(start);
    let version = document.version;
    let only = params.context.only;
    let wanted = |kind: &str| {
        let asked = |one: &CodeActionKind| {
            kind == one.as_str() || kind.starts_with(&format!("{}.", one.as_str()))
        };
        only.as_ref().is_none_or(|only| only.iter().any(asked))
    };
    let mut all = Vec::new();
    if wanted("quickfix") {
        for (fault, fix) in actions::fixes(&found, &(start..end)) {
            let edit = edits(session, &uri, &fix.edits)?;
            let own = diagnostic(fault, &params.context.diagnostics);
            let mut title = fix.message.clone();
            if let Some(first) = title.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            all.push(CodeAction {
                title,
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: own.map(|one| vec![one]),
                edit: Some(edit),
                is_preferred: (fix.applicability == Applicability::Safe).then_some(true),
                ..CodeAction::default()
            });
        }
    }
    let safe = actions::safe(&found);
    if wanted(FIX_ALL) && !safe.is_empty() {
        all.push(CodeAction {
            title: "Fix all safe problems in this file".to_string(),
            kind: Some(CodeActionKind::new(FIX_ALL)),
            edit: Some(edits(session, &uri, &safe)?),
            data: serde_json::to_value(version).ok(),
            ..CodeAction::default()
        });
    }
    Ok(all.into_iter().map(CodeActionOrCommand::CodeAction).collect())
}

/// All that is wrong with a text, as far as it is known of the text as it is now.
fn found(session: &Session, uri: &Uri) -> Vec<Fault> {
    let (Some(document), Some(state)) = (session.document(uri), session.states.get(uri.as_str()))
    else {
        return Vec::new();
    };
    let current = |revision: u64| revision == document.revision;
    let mut found = Vec::new();
    if let Some((_, one)) = state.understood.as_ref().filter(|(revision, _)| current(*revision)) {
        found.extend(one.diagnostics.iter().cloned());
    }
    if let Some(one) = state.checked.as_ref().filter(|one| current(one.revision)) {
        found.extend(one.found.iter().cloned());
    }
    found
}

/// The editor's own copy of a fault.
fn diagnostic(fault: &Fault, known: &[Diagnostic]) -> Option<Diagnostic> {
    let own = |one: &&Diagnostic| {
        let code = matches!(&one.code, Some(NumberOrString::String(id)) if id == fault.code.id);
        code && one.message.contains(&fault.message)
    };
    known.iter().find(own).cloned()
}

#[allow(clippy::mutable_key_type)] // reason: the protocol's type; addresses are never changed
fn edits(session: &mut Session, uri: &Uri, edits: &[Edit]) -> Answer<WorkspaceEdit> {
    let tree = tree(session, uri)?;
    let (base, view) = (base(session, uri), tree.view());
    let files = files(session, &view, uri, &base);
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for edit in edits {
        let place = files.location(edit.span);
        let here = edit.span.file == FileId(0);
        let place = place.ok_or("the repair is in a file that cannot be changed")?;
        let range = if here { files.range(edit.span) } else { place.range };
        let edit = TextEdit::new(range, edit.replacement.clone());
        changes.entry(place.uri).or_default().push(edit);
    }
    Ok(WorkspaceEdit::new(changes))
}

/// `hpm.explain`: the story of a code as markdown.
pub fn execute(_: &mut Session, params: ExecuteCommandParams) -> Answer<String> {
    if params.command != EXPLAIN {
        return Err(format!("hpm knows no command `{}`", params.command));
    }
    let id = params.arguments.first().and_then(|one| one.as_str()).unwrap_or("");
    let code = codes::find(id).ok_or_else(|| format!("there is no code `{id}`"))?;
    Ok(format!(
        "# {} · {}\n\n{}\n\nThis fails:\n\n```hpm\n{}```\n\nThis is sound:\n\n```hpm\n{}```\n",
        code.id, code.title, code.explanation, code.failing, code.mended
    ))
}
