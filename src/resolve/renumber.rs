//! Final ids for everything that refers to hyperparameters.

use super::context::Resolver;
use super::order::{numbering, order};
use crate::space::{HyperId, Predicate, Term};
use crate::template::{Argument, Family, ItemUse, Node};

type New<'n> = &'n dyn Fn(HyperId) -> HyperId;

impl Resolver<'_> {
    /// The space and the sweep hold final ids already.
    pub fn renumber(&self, family: &mut Family) {
        let new = numbering(&order(&self.drafts));
        family.model.body.iter_mut().for_each(|one| node(one, &new));
        item(&mut family.training, &new);
        for constraint in &mut family.space.constraints {
            predicate(&mut constraint.predicate, &new);
        }
    }
}

fn node(one: &mut Node, new: New) {
    match one {
        Node::Layer { item: layer, .. } => item(layer, new),
        Node::Pick { hyper, alternatives, .. } => {
            *hyper = new(*hyper);
            alternatives.iter_mut().flatten().for_each(|inner| node(inner, new));
        }
        Node::Optional { hyper, body, .. } => {
            *hyper = new(*hyper);
            body.iter_mut().for_each(|inner| node(inner, new));
        }
        Node::Repeat { count, body, .. } => {
            term(count, new);
            body.iter_mut().for_each(|inner| node(inner, new));
        }
        Node::Residual { body, .. } | Node::Call { body, .. } => {
            body.iter_mut().for_each(|inner| node(inner, new));
        }
        Node::Parallel { branches, .. } => {
            for branch in branches {
                branch.hyper = branch.hyper.map(new);
                branch.body.iter_mut().for_each(|inner| node(inner, new));
            }
        }
    }
}

fn item(one: &mut ItemUse, new: New) {
    one.args.iter_mut().for_each(|(_, value)| argument(value, new));
}

fn argument(one: &mut Argument, new: New) {
    match one {
        Argument::Number { term: number, .. } => term(number, new),
        Argument::Item(inner) => item(inner, new),
        Argument::Pick { hyper, alternatives, .. } => {
            *hyper = new(*hyper);
            alternatives.iter_mut().for_each(|inner| argument(inner, new));
        }
        Argument::List { items, .. } => items.iter_mut().for_each(|inner| argument(inner, new)),
        Argument::Word { .. } | Argument::Text { .. } => {}
    }
}

fn term(one: &mut Term, new: New) {
    match one {
        Term::Hyper(id) => *id = new(*id),
        Term::Pick { hyper, alternatives } => {
            *hyper = new(*hyper);
            alternatives.iter_mut().for_each(|inner| term(inner, new));
        }
        Term::Each { hypers, .. } => hypers.iter_mut().for_each(|inner| term(inner, new)),
        Term::Binary(_, left, right) => {
            term(left, new);
            term(right, new);
        }
        Term::Number(_) | Term::Index(_) | Term::Measure(_) => {}
    }
}

fn predicate(one: &mut Predicate, new: New) {
    match one {
        Predicate::Compare(_, left, right) => {
            term(left, new);
            term(right, new);
        }
        Predicate::And(left, right) | Predicate::Or(left, right) => {
            predicate(left, new);
            predicate(right, new);
        }
        Predicate::Not(inner) => predicate(inner, new),
    }
}
