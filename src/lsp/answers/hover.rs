//! Hover.

use super::super::requests::Answer;
use super::super::session::Session;
use super::{place, range};
use crate::ide::hover;
use crate::ide::index::Index;
use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

pub fn hover(session: &mut Session, params: HoverParams) -> Answer<Option<Hover>> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri;
    let (tree, offset) = place(session, &uri, at.position)?;
    let view = tree.view();
    let hints = super::inlay::known(session, &uri, &view);
    let told = hover::hover(&view, &Index::of(&view), &hints, offset);
    let Some(told) = told else { return Ok(None) };
    let markup = MarkupContent { kind: MarkupKind::Markdown, value: told.text };
    let range = Some(range(session, &uri, told.span));
    Ok(Some(Hover { contents: HoverContents::Markup(markup), range }))
}
