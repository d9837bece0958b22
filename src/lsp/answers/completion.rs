//! Completion.

use super::super::disk::Around;
use super::super::requests::Answer;
use super::super::session::Session;
use super::{place, range};
use crate::ide::complete::{self, Completion, Kind};
use lsp_types::*;

pub fn complete(session: &mut Session, params: CompletionParams) -> Answer<CompletionList> {
    let at = params.text_document_position;
    let uri = at.text_document.uri;
    // A blank asks only where a value is expected, not after every word.
    let blank =
        params.context.and_then(|context| context.trigger_character).as_deref() == Some(" ");
    let (tree, offset) = place(session, &uri, at.position)?;
    let view = tree.view();
    let before = view.text().get(..offset).unwrap_or("").trim_end_matches(' ');
    if blank && !before.ends_with([':', ',', '|', '=', '<', '>']) && !asks(before) {
        return Ok(CompletionList { is_incomplete: false, items: Vec::new() });
    }
    let Some(document) = session.document(&uri) else { return Err("not open".to_string()) };
    let base = document.folder(&session.home());
    let around = Around { base: &base, facts: &session.facts };
    let found = complete::complete(&view, offset, &around);
    let replaced = range(session, &uri, found.replaced);
    let client = &session.client;
    let items = found
        .items
        .into_iter()
        .enumerate()
        .map(|(order, one)| item(order, one, replaced, client.snippets, client.label_details))
        .collect();
    Ok(CompletionList { is_incomplete: true, items })
}

/// Words after which something is expected.
fn asks(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    ["require", "maybe", "maximize", "minimize", "import", "default", "each", "and", "or"]
        .contains(&word)
}

fn item(
    order: usize,
    one: Completion,
    replaced: Range,
    snippets: bool,
    details: bool,
) -> CompletionItem {
    let (text, format) = if snippets {
        (one.snippet, InsertTextFormat::SNIPPET)
    } else {
        (one.plain, InsertTextFormat::PLAIN_TEXT)
    };
    let detail = (!one.detail.is_empty()).then_some(one.detail);
    CompletionItem {
        label_details: detail
            .clone()
            .filter(|_| details)
            .map(|text| CompletionItemLabelDetails { detail: None, description: Some(text) }),
        detail,
        kind: Some(kind(one.kind)),
        documentation: Some(one.doc).filter(|doc| !doc.is_empty()).map(|value| {
            Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
        }),
        sort_text: Some(format!("{:03}{order:04}", one.rank)),
        filter_text: one.filter,
        insert_text_format: Some(format),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(replaced, text))),
        label: one.label,
        ..CompletionItem::default()
    }
}

fn kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Keyword => CompletionItemKind::KEYWORD,
        Kind::Section => CompletionItemKind::MODULE,
        Kind::Layer => CompletionItemKind::CLASS,
        Kind::Block => CompletionItemKind::FUNCTION,
        Kind::Field => CompletionItemKind::FIELD,
        Kind::Value => CompletionItemKind::ENUM_MEMBER,
        Kind::Name => CompletionItemKind::VARIABLE,
        Kind::Path => CompletionItemKind::REFERENCE,
        Kind::Column => CompletionItemKind::PROPERTY,
        Kind::File => CompletionItemKind::FILE,
        Kind::Folder => CompletionItemKind::FOLDER,
    }
}
