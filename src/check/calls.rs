//! Which calls of blocks lead to a layer.

use crate::source::Span;
use crate::template::{Home, Node};

/// A block that was called.
#[derive(Clone, Copy, Debug)]
pub struct Call<'f> {
    pub block: &'f str,
    pub library: bool,
    pub span: Span,
}

/// The calls around the node of that path, outermost first.
pub fn calls_around<'f>(body: &'f [Node], path: &str) -> Vec<Call<'f>> {
    let mut calls = Vec::new();
    let mut at = body;
    while let Some(node) = at.iter().find(|node| holds(node, path)) {
        if let Node::Call { block, home, span, .. } = node {
            calls.push(Call { block, library: *home == Home::Library, span: *span });
        }
        let inner = node.bodies().into_iter().find(|body| body.iter().any(|one| holds(one, path)));
        match inner {
            Some(inner) => at = inner,
            None => break,
        }
    }
    calls
}

fn holds(node: &Node, path: &str) -> bool {
    let own = match node {
        Node::Layer { path, .. }
        | Node::Repeat { path, .. }
        | Node::Residual { path, .. }
        | Node::Parallel { path, .. }
        | Node::Call { path, .. } => path.as_str(),
        Node::Pick { .. } | Node::Optional { .. } => "",
    };
    let below = |rest: &str| rest.is_empty() || rest.starts_with('.');
    if !own.is_empty() && path.strip_prefix(own).is_some_and(below) {
        return true;
    }
    node.bodies().into_iter().flatten().any(|inner| holds(inner, path))
}
