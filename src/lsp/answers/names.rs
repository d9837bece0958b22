//! Definition, references, highlights.

use super::super::findings::Files;
use super::super::requests::Answer;
use super::super::session::Session;
use super::super::uri;
use super::super::workspace::{Root, roots};
use super::{place, range};
use crate::ide::View;
use crate::ide::index::Index;
use crate::source::{FileId, Span};
use lsp_types::*;

pub fn definition(
    session: &mut Session,
    params: GotoDefinitionParams,
) -> Answer<Option<GotoDefinitionResponse>> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri;
    let (tree, offset) = place(session, &uri, at.position)?;
    let view = tree.view();
    let base = base(session, &uri);
    let files = files(session, &view, &uri, &base);
    if let Some(import) = imported(&view, offset) {
        let location = files.location(Span::new(FileId(import), 0, 0));
        return Ok(location.map(GotoDefinitionResponse::Scalar));
    }
    let index = Index::of(&view);
    let Some((_, defs)) = index.at(FileId(0), offset) else { return Ok(None) };
    let found = defs.iter().filter_map(|at| index.defs.get(*at));
    let places: Vec<Location> = found.filter_map(|def| files.location(def.span)).collect();
    Ok((!places.is_empty()).then_some(GotoDefinitionResponse::Array(places)))
}

/// The file whose import stands at a byte.
fn imported(view: &View, at: usize) -> Option<u32> {
    let imports = &view.modules.first()?.imports;
    let hit = imports.iter().find(|one| one.span.range().contains(&at))?;
    u32::try_from(hit.module).ok()
}

pub fn references(session: &mut Session, params: ReferenceParams) -> Answer<Vec<Location>> {
    let at = params.text_document_position;
    let uri = at.text_document.uri;
    let (tree, offset) = place(session, &uri, at.position)?;
    let view = tree.view();
    let index = Index::of(&view);
    let Some((_, defs)) = index.at(FileId(0), offset) else { return Ok(Vec::new()) };
    let base = base(session, &uri);
    let wanted: Vec<Location> = {
        let files = files(session, &view, &uri, &base);
        let own = defs.iter().filter_map(|at| index.defs.get(*at));
        own.filter_map(|def| files.location(def.span)).collect()
    };
    let mut found = Vec::new();
    for root in roots(session, &uri) {
        found.extend(within(session, &root, &wanted, params.context.include_declaration));
    }
    found.sort_by(|a, b| (a.uri.as_str(), a.range.start).cmp(&(b.uri.as_str(), b.range.start)));
    found.dedup();
    Ok(found)
}

/// The uses of declarations, known by their places, in one specification and what it imports.
fn within(session: &Session, root: &Root, wanted: &[Location], declared: bool) -> Vec<Location> {
    let view = root.view();
    let index = Index::of(&view);
    let files = files(session, &view, &root.uri, &root.base);
    let defs = meant(&index, &files, wanted);
    let own = defs.iter().filter(|_| declared).filter_map(|at| index.defs.get(*at));
    let own = own.map(|def| def.span);
    let used = index.uses(&defs).map(|one| one.span);
    own.chain(used)
        .filter_map(|span| files.location(span))
        .map(|one| Location { uri: session.address(one.uri), range: one.range })
        .collect()
}

/// The declarations at these places.
pub fn meant(index: &Index, files: &Files, wanted: &[Location]) -> Vec<usize> {
    let here = |at: &usize| {
        let place = index.defs.get(*at).and_then(|def| files.location(def.span));
        place.is_some_and(|place| wanted.iter().any(|one| same(one, &place)))
    };
    (0..index.defs.len()).filter(here).collect()
}

/// Whether two places are one, however their addresses are written.
fn same(one: &Location, other: &Location) -> bool {
    let file =
        |place: &Location| uri::path(&place.uri).ok_or_else(|| place.uri.as_str().to_string());
    one.range == other.range && file(one) == file(other)
}

pub fn highlight(
    session: &mut Session,
    params: DocumentHighlightParams,
) -> Answer<Vec<DocumentHighlight>> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri;
    let (tree, offset) = place(session, &uri, at.position)?;
    let view = tree.view();
    let index = Index::of(&view);
    let Some((_, defs)) = index.at(FileId(0), offset) else { return Ok(Vec::new()) };
    let declared = defs.iter().filter_map(|at| index.defs.get(*at)).map(|def| def.span);
    let written = declared.map(|span| (span, DocumentHighlightKind::WRITE));
    let read = index.uses(&defs).map(|one| (one.span, DocumentHighlightKind::READ));
    let all = written.chain(read).filter(|(span, _)| span.file == FileId(0));
    Ok(all
        .map(|(span, kind)| DocumentHighlight {
            range: range(session, &uri, span.range()),
            kind: Some(kind),
        })
        .collect())
}

pub fn base(session: &Session, uri: &Uri) -> std::path::PathBuf {
    let home = session.home();
    session.document(uri).map_or(home.clone(), |document| document.folder(&home))
}

pub fn files<'a>(
    session: &Session,
    view: &View<'a>,
    uri: &'a Uri,
    base: &'a std::path::Path,
) -> Files<'a> {
    Files {
        sources: view.sources,
        modules: view.modules,
        uri,
        base,
        encoding: session.client.encoding,
        related: session.client.related,
        lines: Default::default(),
    }
}
