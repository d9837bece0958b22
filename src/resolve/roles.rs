//! What a choice of structure changes: size, regularisation, or only form.

use crate::catalog::{Direction, Kind, Role};
use crate::syntax::ast::{Body, Expr, ExprKind, Stmt};
use crate::template::{Argument, ItemUse, Node};

/// The role of a choice among bodies. Capacity, unless they cost the same.
pub(super) fn among(alternatives: &[Vec<Node>]) -> Role {
    let costs: Vec<Vec<String>> = alternatives.iter().map(|body| cost(body)).collect();
    if costs.windows(2).any(|pair| pair.first() != pair.last()) {
        Role::Capacity
    } else if alternatives.iter().any(|body| body.iter().any(drops)) {
        Role::Regularisation(Direction::HigherRegularises)
    } else {
        Role::Form
    }
}

/// What of a body has parameters or sizes, in words that are equal where the costs are.
fn cost(body: &[Node]) -> Vec<String> {
    body.iter().filter_map(node_cost).collect()
}

fn node_cost(node: &Node) -> Option<String> {
    let Node::Layer { item, .. } = node else { return Some(format!("{node:?}")) };
    match (item.item.kind, item.item.name) {
        (Kind::Activation, _) | (_, "activation" | "dropout" | "spatial_dropout") => None,
        (_, "batch_norm" | "layer_norm" | "group_norm") => Some("norm".to_string()),
        (_, "max_pool" | "avg_pool") => Some(format!("pool {}", sizes(item))),
        (_, name) => Some(format!("{name} {}", sizes(item))),
    }
}

fn sizes(item: &ItemUse) -> String {
    let size = |(name, argument): &(&'static str, Argument)| {
        let matters =
            item.item.param(name).is_some_and(|param| param.role == Role::Capacity || param.shapes);
        let text = match argument {
            Argument::Number { term, .. } => format!("{term:?}"),
            Argument::Word { word, .. } => (*word).to_string(),
            other => format!("{other:?}"),
        };
        matters.then(|| format!("{name} {text}"))
    };
    item.args.iter().filter_map(size).collect::<Vec<_>>().join(" ")
}

fn drops(node: &Node) -> bool {
    matches!(node, Node::Layer { item, .. } if item.item.name.ends_with("dropout"))
}

/// Whether a body can change a shape, or fit only some of them.
pub(super) fn reshapes(body: &[Node]) -> bool {
    body.iter().any(|node| match node {
        Node::Layer { item, .. } => {
            let plain =
                matches!(item.item.name, "activation" | "dropout" | "batch_norm" | "layer_norm");
            item.item.kind != Kind::Activation && !plain
        }
        other => other.bodies().into_iter().any(reshapes),
    })
}

/// The layers of a body in a few words: `conv + relu`.
pub(super) fn summary(body: &Body) -> String {
    let name = |stmt: &Stmt| match stmt {
        Stmt::Entry(entry) => Some(kind_of(&entry.value)),
        Stmt::Require(_) | Stmt::Let(_) => None,
    };
    let names: Vec<String> = body.stmts.iter().filter_map(name).collect();
    if names.is_empty() { "nothing".to_string() } else { names.join(" + ") }
}

fn kind_of(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Call { name, .. } => name.text.clone(),
        ExprKind::Path(names) => names.first().map_or_else(String::new, |name| name.text.clone()),
        ExprKind::Repeat { .. } => "repeat".to_string(),
        ExprKind::Maybe(_) => "maybe".to_string(),
        ExprKind::Either(_) => "either".to_string(),
        _ => "choice".to_string(),
    }
}
