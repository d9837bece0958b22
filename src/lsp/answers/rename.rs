//! Rename, over every file that names the thing.

use super::super::disk::{Open, OpenShelf};
use super::super::requests::Answer;
use super::super::session::Session;
use super::super::uri;
use super::super::workspace::{Root, roots};
use super::names::{base, files, meant};
use super::{place, range};
use crate::diagnostic::has_errors;
use crate::driver::{Understood, understand};
use crate::ide::index::Index;
use crate::ide::rename::{allowed, places, target};
use lsp_types::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub fn prepare(
    session: &mut Session,
    params: TextDocumentPositionParams,
) -> Answer<PrepareRenameResponse> {
    let uri = params.text_document.uri;
    let (tree, offset) = place(session, &uri, params.position)?;
    let view = tree.view();
    let (span, _) = target(&view, &Index::of(&view), offset)?;
    let placeholder = view.sources.slice(span).to_string();
    let range = range(session, &uri, span.range());
    Ok(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder })
}

/// Edits of one file, by their byte ranges.
type Places = BTreeMap<String, (Arc<str>, Vec<std::ops::Range<usize>>)>;

pub fn rename(session: &mut Session, params: RenameParams) -> Answer<WorkspaceEdit> {
    let at = params.text_document_position;
    let (uri, new) = (at.text_document.uri, params.new_name);
    let (tree, offset) = place(session, &uri, at.position)?;
    let view = tree.view();
    let index = Index::of(&view);
    let (span, defs) = target(&view, &index, offset)?;
    let old = view.sources.slice(span).to_string();
    let base = base(session, &uri);
    let files = files(session, &view, &uri, &base);
    let defs = index.together(&defs);
    let own = defs.iter().filter_map(|at| index.defs.get(*at));
    let wanted: Vec<Location> = own.filter_map(|def| files.location(def.span)).collect();
    let roots = roots(session, &uri);
    let mut changed = Places::new();
    for root in &roots {
        gather(session, root, &wanted, &new, &mut changed)?;
    }
    if old != new {
        verify(session, &roots, &changed, &new)?;
    }
    Ok(edit(session, changed, &new))
}

/// The places of one specification and its imports.
fn gather(
    session: &Session,
    root: &Root,
    wanted: &[Location],
    new: &str,
    changed: &mut Places,
) -> Answer<()> {
    let view = root.view();
    let index = Index::of(&view);
    let files = files(session, &view, &root.uri, &root.base);
    let defs = index.together(&meant(&index, &files, wanted));
    if defs.is_empty() {
        return Ok(());
    }
    allowed(&index, &defs, new)?;
    for span in places(&index, &defs) {
        let (Some(place), Some(file)) = (files.location(span), view.sources.file(span.file)) else {
            continue;
        };
        let text: Arc<str> = file.text.as_str().into();
        let address = session.address(place.uri);
        let entry = changed.entry(address.as_str().to_string()).or_insert((text, Vec::new()));
        if !entry.1.contains(&span.range()) {
            entry.1.push(span.range());
        }
    }
    Ok(())
}

/// A new name must change nothing but the name.
fn verify(session: &Session, roots: &[Root], changed: &Places, new: &str) -> Answer<()> {
    let before = session.open();
    let mut after = before.as_ref().clone();
    let mut homes: BTreeMap<&str, Arc<str>> = BTreeMap::new();
    for (key, (text, spans)) in changed {
        let renamed: Arc<str> = renamed(text, spans, new).into();
        let path = key.parse::<Uri>().ok().and_then(|uri| uri::path(&uri));
        if let Some(path) = path {
            after.insert(path, renamed.clone());
        }
        homes.insert(key, renamed);
    }
    let after: Open = Arc::new(after);
    for root in roots {
        let text = homes.get(root.uri.as_str()).cloned().unwrap_or_else(|| root.text.clone());
        let (old, new) =
            (read(session, root, &root.text, &before), read(session, root, &text, &after));
        let fault = new
            .diagnostics
            .iter()
            .find(|one| !old.diagnostics.iter().any(|known| known.code == one.code));
        if has_errors(&new.diagnostics)
            && !has_errors(&old.diagnostics)
            && let Some(fault) = fault
        {
            return Err(format!(
                "{} would no longer be sound: {}",
                uri::name(&root.uri),
                fault.message
            ));
        }
        if !alike(&old, &new) {
            return Err(format!("the family of {} would be another one", uri::name(&root.uri)));
        }
    }
    Ok(())
}

fn read(session: &Session, root: &Root, text: &str, open: &Open) -> Understood {
    let shelf = OpenShelf { base: &root.base, open };
    understand(&uri::name(&root.uri), text, &session.facts.probe(&root.base), &shelf)
}

/// Whether two families are the same but for names.
fn alike(old: &Understood, new: &Understood) -> bool {
    let (Some(old), Some(new)) = (&old.family, &new.family) else {
        return old.family.is_none() == new.family.is_none();
    };
    let same = |(a, b): (&crate::space::Hyper, &crate::space::Hyper)| {
        a.domain == b.domain
            && a.role == b.role
            && a.condition == b.condition
            && a.default == b.default
    };
    let groups = |growth: &crate::template::Growth| -> Vec<_> {
        growth.order.iter().map(|group| group.hypers.clone()).collect()
    };
    old.space.hypers.len() == new.space.hypers.len()
        && old.space.hypers.iter().zip(&new.space.hypers).all(same)
        && groups(&old.sweep.growth) == groups(&new.sweep.growth)
        && old.sweep.growth.start == new.sweep.growth.start
}

fn renamed(text: &str, spans: &[std::ops::Range<usize>], new: &str) -> String {
    let mut spans = spans.to_vec();
    spans.sort_by_key(|span| std::cmp::Reverse(span.start));
    let mut text = text.to_string();
    spans.into_iter().for_each(|span| text.replace_range(span, new));
    text
}

#[allow(clippy::mutable_key_type)] // reason: the protocol's type; addresses are never changed
fn edit(session: &Session, changed: Places, new: &str) -> WorkspaceEdit {
    let encoding = session.client.encoding;
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for (key, (text, mut spans)) in changed {
        let Ok(uri) = key.parse::<Uri>() else { continue };
        let lines = super::super::lines::Lines::of(&text);
        spans.sort_by_key(|span| span.start);
        let edits = spans
            .into_iter()
            .map(|span| TextEdit::new(lines.range(&text, span, encoding), new.to_string()));
        changes.insert(uri, edits.collect());
    }
    WorkspaceEdit::new(changes)
}
