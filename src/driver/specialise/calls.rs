//! The calls of blocks in one member, and which of them are replaced by their layers.

use super::layers::Layers;
use crate::instantiate::visit;
use crate::source::Span;
use crate::space::{Assignment, HyperId, IndexId};
use crate::syntax::ast::{BlockDef, Spec, TopItem};
use crate::template::{Family, Home, Node};
use std::collections::{BTreeMap, BTreeSet};

pub struct Calls<'a> {
    layers: Layers<'a>,
    /// By the place of the call.
    expanded: BTreeMap<Span, &'a [Node]>,
    /// Blocks of the specification that are still called.
    kept: BTreeSet<String>,
    /// The index of each `repeat`, by its place.
    indices: BTreeMap<Span, IndexId>,
}

impl<'a> Calls<'a> {
    pub fn new(spec: &'a Spec, family: &'a Family, assignment: &'a Assignment) -> Calls<'a> {
        let layers = Layers { assignment };
        let mut calls = Calls {
            layers,
            expanded: BTreeMap::new(),
            kept: BTreeSet::new(),
            indices: BTreeMap::new(),
        };
        let blocks: Vec<Span> = spec
            .items
            .iter()
            .filter_map(|item| match item {
                TopItem::Block(block) => Some(block.span),
                _ => None,
            })
            .collect();
        calls.walk(&family.model.body, family, &blocks);
        calls
    }

    fn walk(&mut self, nodes: &'a [Node], family: &Family, blocks: &[Span]) {
        for node in nodes {
            if let Node::Repeat { index, span, .. } = node {
                self.indices.insert(*span, *index);
            }
            if let Node::Call { block, home, body, span, .. } = node {
                if *home == Home::Here && written_outside(body, family, blocks, *span) {
                    self.kept.insert(block.clone());
                } else {
                    self.expanded.insert(*span, body);
                    continue;
                }
            }
            node.bodies().into_iter().for_each(|body| self.walk(body, family, blocks));
        }
    }

    /// Whether a declaration is still needed.
    pub fn keeps(&self, block: &BlockDef) -> bool {
        self.kept.contains(&block.name.text)
    }

    pub fn is_expanded(&self, span: Span) -> bool {
        self.expanded.contains_key(&span)
    }

    /// Whether some call below that place is replaced.
    pub fn expands_within(&self, span: Span) -> bool {
        self.expanded.keys().any(|call| span.contains(*call))
    }

    /// The layers of a call, in this turn of the repeats around it.
    pub fn text(&self, span: Span, turns: &[(IndexId, i64)]) -> String {
        let body = self.expanded.get(&span).copied().unwrap_or_default();
        self.layers.text(body, turns)
    }

    pub fn index(&self, repeat: Span) -> Option<IndexId> {
        self.indices.get(&repeat).copied()
    }
}

/// Whether every domain that the layers depend on is written in the specification, outside of its
/// blocks: then the call stays as it is, with values for them.
fn written_outside(body: &[Node], family: &Family, blocks: &[Span], call: Span) -> bool {
    let mut used: BTreeSet<HyperId> = BTreeSet::new();
    visit(body, &mut |id, _| {
        used.insert(id);
    });
    let inside = blocks.iter().any(|block| block.contains(call));
    let mut spans = used.iter().filter_map(|id| family.space.get(*id)).map(|hyper| hyper.span);
    let outside =
        |span: Span| span.file == call.file && !blocks.iter().any(|block| block.contains(span));
    spans.all(outside) && !inside && !foreign(body)
}

/// Whether a block of another file is called within.
fn foreign(body: &[Node]) -> bool {
    body.iter().any(|node| match node {
        Node::Call { home: Home::Imported, .. } => true,
        other => other.bodies().into_iter().any(foreign),
    })
}
