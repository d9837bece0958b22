//! Whether a family has layers that fit only some numbers of channels.

use crate::space::Term;
use crate::template::{Argument, ItemUse, Join, Node, Shortcut};

/// Heads and groups must part the channels, sums need equal ones.
pub fn counts_channels(body: &[Node]) -> bool {
    body.iter().any(|node| match node {
        Node::Layer { item, .. } => parts_channels(item),
        Node::Residual { shortcut: Shortcut::Pad, .. } | Node::Parallel { join: Join::Add, .. } => {
            true
        }
        other => other.bodies().into_iter().any(counts_channels),
    })
}

fn parts_channels(item: &ItemUse) -> bool {
    match item.item.name {
        "attention" | "transformer" | "group_norm" | "reshape" => true,
        "conv" => !matches!(
            item.arg("groups"),
            None | Some(Argument::Number { term: Term::Number(1.0), .. })
        ),
        _ => false,
    }
}
