//! Inlay hints: shapes beside layers.

use super::super::requests::Answer;
use super::super::session::{Session, first};
use super::tree;
use crate::ide::inlay::{Hint, Known, hints};
use crate::ide::{Shift, View};
use lsp_types::*;

pub fn inlay(session: &mut Session, params: InlayHintParams) -> Answer<Vec<InlayHint>> {
    let uri = params.text_document.uri;
    let tree = tree(session, &uri)?;
    let found = known(session, &uri, &tree.view());
    let document = session.document(&uri).ok_or("the text is not open")?;
    let encoding = session.client.encoding;
    let wanted = params.range;
    let placed = found.into_iter().map(|one| {
        let end = one.span.end as usize;
        (document.lines.position(&document.text, end, encoding), one)
    });
    Ok(placed
        .filter(|(position, _)| wanted.start <= *position && *position <= wanted.end)
        .map(|(position, one)| hint(position, one))
        .collect())
}

/// The shapes that hold for the text as it is now.
pub fn known(session: &Session, uri: &Uri, view: &View) -> Vec<Hint> {
    let state = session.states.get(uri.as_str());
    let Some(shapes) = state.and_then(|state| state.shapes.as_ref()) else { return Vec::new() };
    let understood = &shapes.understood;
    let (Some(family), Some(ranges), Some(module)) =
        (&understood.family, &shapes.ranges, understood.modules.first())
    else {
        return Vec::new();
    };
    let shift = Shift::between(first(&understood.sources), view.text());
    hints(view, &Known { family, ranges, spec: &module.spec, shift })
}

fn hint(position: Position, one: Hint) -> InlayHint {
    InlayHint {
        position,
        label: InlayHintLabel::String(one.text),
        kind: Some(InlayHintKind::TYPE),
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(one.more)),
        padding_left: Some(true),
        padding_right: Some(false),
        data: None,
    }
}
