//! Notifications: documents that open, change, close; files that change.

use super::document::Document;
use super::session::{Session, State};
use lsp_server::{Notification, RequestId};
use lsp_types as lsp;
use serde::de::DeserializeOwned;
use std::path::Path;

/// The request that a notification takes back.
pub fn cancelled(one: &Notification) -> Option<RequestId> {
    if one.method != "$/cancelRequest" {
        return None;
    }
    let params: lsp::CancelParams = serde_json::from_value(one.params.clone()).ok()?;
    Some(match params.id {
        lsp::NumberOrString::Number(id) => RequestId::from(id),
        lsp::NumberOrString::String(id) => RequestId::from(id),
    })
}

/// Unknown ones, and those with odd contents, are let go, as the protocol asks.
pub fn notification(session: &mut Session, one: Notification) {
    match one.method.as_str() {
        "textDocument/didOpen" => {
            if let Some(params) = read::<lsp::DidOpenTextDocumentParams>(one) {
                opened(session, params);
            }
        }
        "textDocument/didChange" => {
            if let Some(params) = read::<lsp::DidChangeTextDocumentParams>(one) {
                changed(session, params);
            }
        }
        "textDocument/didClose" => {
            if let Some(params) = read::<lsp::DidCloseTextDocumentParams>(one) {
                closed(session, &params.text_document.uri);
            }
        }
        "textDocument/didSave" | "workspace/didChangeWatchedFiles" => files_changed(session),
        "workspace/didChangeWorkspaceFolders" => {
            if let Some(params) = read::<lsp::DidChangeWorkspaceFoldersParams>(one) {
                folders(session, params);
            }
        }
        _ => {}
    }
}

fn read<T: DeserializeOwned>(one: Notification) -> Option<T> {
    serde_json::from_value(one.params).ok()
}

fn opened(session: &mut Session, params: lsp::DidOpenTextDocumentParams) {
    let opened = params.text_document;
    let key = opened.uri.as_str().to_string();
    let document = Document::new(opened.uri, opened.version, &opened.text);
    let path = document.path();
    session.documents.insert(key.clone(), document);
    session.states.insert(key.clone(), State::default());
    session.touch(&key);
    dependents(session, path.as_deref());
}

fn changed(session: &mut Session, params: lsp::DidChangeTextDocumentParams) {
    let key = params.text_document.uri.as_str().to_string();
    let encoding = session.client.encoding;
    let Some(document) = session.documents.get_mut(&key) else { return };
    document.change(params.text_document.version, params.content_changes, encoding);
    let path = document.path();
    session.touch(&key);
    dependents(session, path.as_deref());
}

fn closed(session: &mut Session, uri: &lsp::Uri) {
    let Some(document) = session.documents.remove(uri.as_str()) else { return };
    session.states.remove(uri.as_str());
    session.dirty.remove(uri.as_str());
    let none = lsp::PublishDiagnosticsParams::new(uri.clone(), Vec::new(), None);
    session.notify("textDocument/publishDiagnostics", none);
    dependents(session, document.path().as_deref());
}

/// Open texts that import the file are understood anew.
fn dependents(session: &mut Session, path: Option<&Path>) {
    let Some(path) = path else { return };
    let imports = |key: &&String| {
        let folder = session.documents.get(*key).map(|one| one.folder(&session.home()));
        let (Some(folder), Some(state)) = (folder, session.states.get(*key)) else { return false };
        let understood = state.understood.as_ref().map(|(_, understood)| understood);
        understood.is_some_and(|one| {
            super::watch::imports(one)
                .iter()
                .any(|file| super::uri::plain(&folder.join(file)) == path)
        })
    };
    let keys: Vec<String> = session.documents.keys().filter(imports).cloned().collect();
    again(session, &keys);
}

/// Something on the disk is new: data and imports are read again.
pub fn files_changed(session: &mut Session) {
    session.facts.forget();
    let keys: Vec<String> = session.documents.keys().cloned().collect();
    again(session, &keys);
}

/// Texts that are the same, whose surroundings are not.
fn again(session: &mut Session, keys: &[String]) {
    for key in keys {
        session.touch(key);
        if let Some(state) = session.states.get_mut(key) {
            state.moved = true;
        }
    }
}

fn folders(session: &mut Session, params: lsp::DidChangeWorkspaceFoldersParams) {
    let paths = |folders: &[lsp::WorkspaceFolder]| -> Vec<_> {
        folders.iter().filter_map(|folder| super::uri::path(&folder.uri)).collect()
    };
    let gone = paths(&params.event.removed);
    session.client.folders.retain(|folder| !gone.contains(folder));
    session.client.folders.extend(paths(&params.event.added));
}
