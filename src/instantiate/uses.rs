//! What each hyperparameter of the model is used for.

use crate::catalog::Param;
use crate::space::{HyperId, Term};
use crate::template::{Argument, ItemUse, Node};

/// From the weightiest use to the lightest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Which layers there are: a count, a choice among layers, a `maybe`.
    Structure,
    /// A number that decides whether shapes fit.
    Shape,
    /// Units or filters.
    Width,
    /// A choice among words or items: activation, bias.
    Word,
    /// A number that no shape and no parameter count hangs on.
    Idle,
}

/// Visits every use of a hyperparameter below these nodes, in the order of the text.
pub fn visit(nodes: &[Node], see: &mut dyn FnMut(HyperId, Use)) {
    for node in nodes {
        match node {
            Node::Layer { item, .. } => visit_item(item, see),
            Node::Pick { hyper, alternatives, .. } => {
                see(*hyper, Use::Structure);
                alternatives.iter().for_each(|body| visit(body, see));
            }
            Node::Optional { hyper, body, .. } => {
                see(*hyper, Use::Structure);
                visit(body, see);
            }
            Node::Repeat { count, body, .. } => {
                visit_term(count, Use::Structure, see);
                visit(body, see);
            }
            Node::Residual { body, .. } | Node::Call { body, .. } => visit(body, see),
            Node::Parallel { branches, .. } => {
                for branch in branches {
                    if let Some(hyper) = branch.hyper {
                        see(hyper, Use::Structure);
                    }
                    visit(&branch.body, see);
                }
            }
        }
    }
}

/// Every use in the arguments of an item.
pub fn visit_item(item: &ItemUse, see: &mut dyn FnMut(HyperId, Use)) {
    for (name, argument) in &item.args {
        let purpose = match *name {
            "units" | "filters" => Use::Width,
            name if item.item.param(name).is_some_and(|param: &Param| param.shapes) => Use::Shape,
            _ => Use::Idle,
        };
        visit_argument(argument, purpose, see);
    }
}

fn visit_argument(argument: &Argument, purpose: Use, see: &mut dyn FnMut(HyperId, Use)) {
    match argument {
        Argument::Number { term, .. } => visit_term(term, purpose, see),
        Argument::Item(item) => visit_item(item, see),
        Argument::Pick { hyper, alternatives, .. } => {
            see(*hyper, purpose.min(Use::Word));
            alternatives.iter().for_each(|one| visit_argument(one, purpose, see));
        }
        Argument::List { items, .. } => {
            items.iter().for_each(|one| visit_argument(one, purpose, see));
        }
        Argument::Word { .. } | Argument::Text { .. } => {}
    }
}

/// Every term in the arguments and counts below these nodes, outer ones first.
pub fn visit_terms(nodes: &[Node], see: &mut dyn FnMut(&Term)) {
    for node in nodes {
        match node {
            Node::Layer { item, .. } => item_terms(item, see),
            Node::Repeat { count, .. } => count.walk(see),
            _ => {}
        }
        node.bodies().into_iter().for_each(|body| visit_terms(body, see));
    }
}

/// The terms of all units and filters below these nodes.
pub fn visit_widths(nodes: &[Node], see: &mut dyn FnMut(&Term)) {
    for node in nodes {
        if let Node::Layer { item, .. } = node {
            for (name, argument) in &item.args {
                if let ("units" | "filters", Argument::Number { term, .. }) = (*name, argument) {
                    see(term);
                }
            }
        }
        node.bodies().into_iter().for_each(|body| visit_widths(body, see));
    }
}

fn item_terms(item: &ItemUse, see: &mut dyn FnMut(&Term)) {
    item.args.iter().for_each(|(_, argument)| argument_terms(argument, see));
}

fn argument_terms(argument: &Argument, see: &mut dyn FnMut(&Term)) {
    match argument {
        Argument::Number { term, .. } => term.walk(see),
        Argument::Item(item) => item_terms(item, see),
        Argument::Pick { alternatives: inner, .. } | Argument::List { items: inner, .. } => {
            inner.iter().for_each(|one| argument_terms(one, see));
        }
        Argument::Word { .. } | Argument::Text { .. } => {}
    }
}

fn visit_term(term: &Term, purpose: Use, see: &mut dyn FnMut(HyperId, Use)) {
    term.hypers(&mut |id| see(id, purpose));
}
