//! What the threads found out: told to the editor, and to those who waited for it.

use super::findings::Files;
use super::requests;
use super::session::{Checked, Level, Session};
use super::work::Outcome;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::driver::Understood;
use lsp_types as lsp;

pub fn take(session: &mut Session, outcome: Outcome) {
    match outcome {
        Outcome::Understood { uri, revision, understood } => {
            if !is_current(session, &uri, revision) {
                return;
            }
            let mut found = understood.diagnostics.clone();
            if !has_errors(&found) {
                found.extend(carried(session, &uri));
            }
            if let Some(state) = session.states.get_mut(uri.as_str()) {
                state.understood = Some((revision, understood.clone()));
                state.parsed = None;
            }
            publish(session, &uri, &understood, &found, true);
            answer(session, &uri, Level::Understood);
        }
        Outcome::Checked { uri, revision, found } => {
            if !is_current(session, &uri, revision) {
                return;
            }
            checked(session, &uri, revision, found);
            answer(session, &uri, Level::Checked);
        }
        Outcome::Shaped { uri, shapes } => {
            let Some(state) = session.states.get_mut(uri.as_str()) else { return };
            if shapes.revision < state.shaped {
                return;
            }
            state.shaped = shapes.revision;
            if shapes.ranges.is_some() {
                state.shapes = Some(shapes);
            }
            answer(session, &uri, Level::Shaped);
            refresh(session, &uri);
        }
        Outcome::Broken { uri, revision } => broken(session, &uri, revision),
    }
}

fn is_current(session: &Session, uri: &lsp::Uri, revision: u64) -> bool {
    session.document(uri).is_some_and(|one| one.revision == revision)
}

/// What the last check found, at its new places, until the next one is done.
fn carried(session: &Session, uri: &lsp::Uri) -> Vec<Diagnostic> {
    let checked = session.states.get(uri.as_str()).and_then(|state| state.checked.as_ref());
    let Some(checked) = checked else { return Vec::new() };
    let Some(shift) = session.shift(uri, &checked.text) else { return Vec::new() };
    checked.found.iter().filter_map(|one| shift.diagnostic(one)).collect()
}

fn checked(session: &mut Session, uri: &lsp::Uri, revision: u64, found: Vec<Diagnostic>) {
    let Some(text) = session.document(uri).map(|one| one.text.clone()) else { return };
    let Some(state) = session.states.get_mut(uri.as_str()) else { return };
    let Some((_, understood)) = state.understood.clone() else { return };
    let mut all = understood.diagnostics.clone();
    all.extend(found.iter().cloned());
    state.checked = Some(Checked { revision, text, found });
    publish(session, uri, &understood, &all, false);
}

/// `always`: also what the editor knows already, so that it sees the version.
fn publish(
    session: &mut Session,
    uri: &lsp::Uri,
    understood: &Understood,
    found: &[Diagnostic],
    always: bool,
) {
    let Some(document) = session.document(uri) else { return };
    let base = document.folder(&session.home());
    let files = Files {
        sources: &understood.sources,
        modules: &understood.modules,
        uri,
        base: &base,
        encoding: session.client.encoding,
        related: session.client.related,
        lines: Default::default(),
    };
    let mut told = files.diagnostics(found);
    told.sort_by_key(|one| (one.range.start, one.range.end));
    let version = Some(document.version);
    let Some(state) = session.states.get_mut(uri.as_str()) else { return };
    if !always && state.told == told {
        return;
    }
    state.told.clone_from(&told);
    let params = lsp::PublishDiagnosticsParams::new(uri.clone(), told, version);
    session.notify("textDocument/publishDiagnostics", params);
}

/// Requests that waited for this.
fn answer(session: &mut Session, uri: &lsp::Uri, level: Level) {
    let parked = std::mem::take(&mut session.parked);
    for one in parked {
        if one.uri.as_str() == uri.as_str() && one.level <= level && session.ready(uri, one.level) {
            requests::request(session, one.request);
        } else {
            session.parked.push(one);
        }
    }
}

/// The editor asks for hints when its text changes; where something else changed it is told.
fn refresh(session: &mut Session, uri: &lsp::Uri) {
    let current = session.ready(uri, Level::Shaped);
    let Some(state) = session.states.get_mut(uri.as_str()).filter(|_| current) else { return };
    if std::mem::take(&mut state.moved) && session.client.refreshes_hints {
        session.request("workspace/inlayHint/refresh", serde_json::Value::Null);
    }
}

fn broken(session: &mut Session, uri: &lsp::Uri, revision: u64) {
    if !is_current(session, uri, revision) {
        return;
    }
    let message = "hpm failed on this text; please report it with the text".to_string();
    let params = lsp::LogMessageParams { typ: lsp::MessageType::ERROR, message };
    session.notify("window/logMessage", params);
    let parked = std::mem::take(&mut session.parked);
    for one in parked {
        if one.uri.as_str() == uri.as_str() {
            session.answer(one.request.id, serde_json::Value::Null);
        } else {
            session.parked.push(one);
        }
    }
}
