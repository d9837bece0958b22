//! Requests: each to its ability, at once or when enough is known.

use super::answers;
use super::serve::refusal;
use super::session::{Level, Parked, Session};
use lsp_server::{ErrorCode, Request, RequestId};
use lsp_types as lsp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What an ability gives: a result, or why not.
pub type Answer<T> = Result<T, String>;

pub fn request(session: &mut Session, request: Request) {
    match request.method.as_str() {
        "shutdown" => {
            session.shutdown = true;
            session.answer(request.id, serde_json::Value::Null);
        }
        "textDocument/hover" => now(session, request, answers::hover::hover),
        "textDocument/completion" => now(session, request, answers::completion::complete),
        "textDocument/inlayHint" => {
            when(session, Level::Shaped, request, answers::inlay::inlay);
        }
        "textDocument/codeAction" => {
            when(session, Level::Checked, request, answers::actions::actions);
        }
        "textDocument/definition" => now(session, request, answers::names::definition),
        "textDocument/references" => now(session, request, answers::names::references),
        "textDocument/documentHighlight" => now(session, request, answers::names::highlight),
        "textDocument/prepareRename" => now(session, request, answers::rename::prepare),
        "textDocument/rename" => now(session, request, answers::rename::rename),
        "textDocument/documentSymbol" => now(session, request, answers::outline::document),
        "workspace/symbol" => now(session, request, answers::outline::workspace),
        "textDocument/foldingRange" => now(session, request, answers::outline::fold),
        "textDocument/formatting" => now(session, request, answers::format::format),
        "textDocument/semanticTokens/full" => now(session, request, answers::outline::colour),
        "workspace/executeCommand" => now(session, request, answers::actions::execute),
        method => {
            let why = format!("hpm knows no request `{method}`");
            session.send(refusal(request.id, ErrorCode::MethodNotFound, &why));
        }
    }
}

/// Answers from the text as it is.
fn now<P: DeserializeOwned, T: Serialize>(
    session: &mut Session,
    request: Request,
    ability: impl FnOnce(&mut Session, P) -> Answer<T>,
) {
    let params = match serde_json::from_value(request.params) {
        Ok(params) => params,
        Err(error) => {
            let message = refusal(request.id, ErrorCode::InvalidParams, &error.to_string());
            return session.send(message);
        }
    };
    let answer = catch_unwind(AssertUnwindSafe(|| ability(session, params)));
    match answer {
        Ok(Ok(result)) => session.answer(request.id, result),
        Ok(Err(why)) => session.send(refusal(request.id, ErrorCode::RequestFailed, &why)),
        Err(_) => {
            let why = "hpm failed on this text; please report it with the text";
            session.send(refusal(request.id, ErrorCode::InternalError, why));
        }
    }
}

/// Answers when that much is known of the text.
fn when<P: DeserializeOwned, T: Serialize>(
    session: &mut Session,
    level: Level,
    request: Request,
    ability: impl FnOnce(&mut Session, P) -> Answer<T>,
) {
    let uri = request.params.get("textDocument").and_then(|text| text.get("uri")).cloned();
    let uri: Option<lsp::Uri> = uri.and_then(|uri| serde_json::from_value(uri).ok());
    match uri {
        Some(uri) if !session.ready(&uri, level) => {
            session.parked.push(Parked { request, uri, level });
        }
        _ => now(session, request, ability),
    }
}

/// Takes back a request that waits.
pub fn cancel(session: &mut Session, id: &RequestId) {
    let waiting = session.parked.iter().position(|one| one.request.id == *id);
    if let Some(at) = waiting {
        session.parked.remove(at);
        cancelled(session, id.clone());
    }
}

pub fn cancelled(session: &Session, id: RequestId) {
    session.send(refusal(id, ErrorCode::RequestCanceled, "the client took it back"));
}
