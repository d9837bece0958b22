//! Where channels must be counted, and where bounds of them do.
//!
//! Heads and groups part the channels, sums need equal ones. Mostly the way in which the widths are
//! written proves that they fit (`heads * 16` parts into `heads`); where it does not, the check
//! counts channels one by one, from the layers that make them to those that ask for them.

use std::collections::BTreeSet;

use super::lives::address;
use crate::space::{Arithmetic, Domain, Space, Term};
use crate::template::{Argument, ItemUse, Join, Model, Node, Shortcut};

/// Nodes by their addresses.
#[derive(Debug, Default)]
pub struct Counted {
    /// They fit only some numbers of channels, and nothing proves that they get those.
    asking: BTreeSet<usize>,
    /// After them channels must be known.
    after: BTreeSet<usize>,
    /// Residuals and parallels whose input must be known until their end.
    input: BTreeSet<usize>,
    /// Parallels whose branches must be known.
    joined: BTreeSet<usize>,
}

impl Counted {
    pub fn of(model: &Model, space: &Space) -> Counted {
        let channels = Term::Number(model.input.shape().channels() as f64);
        let mut proof = Proof { space, asking: BTreeSet::new(), turns: 0 };
        proof.body(&model.body, Some(channels));
        let mut counted = Counted { asking: proof.asking, ..Counted::default() };
        counted.body(&model.body, false);
        counted
    }

    pub fn asks(&self, node: &Node) -> bool {
        self.asking.contains(&address(node))
    }

    pub fn after(&self, node: &Node) -> bool {
        self.after.contains(&address(node))
    }

    pub fn input(&self, node: &Node) -> bool {
        self.input.contains(&address(node))
    }

    pub fn joined(&self, node: &Node) -> bool {
        self.joined.contains(&address(node))
    }

    /// From the end to the start: whether channels must be known before these nodes, if they must
    /// `after` them.
    fn body(&mut self, nodes: &[Node], after: bool) -> bool {
        nodes.iter().rev().fold(after, |after, node| self.node(node, after))
    }

    fn node(&mut self, node: &Node, after: bool) -> bool {
        let asks = self.asks(node);
        if after || asks {
            self.after.insert(address(node));
        }
        match node {
            Node::Layer { item, .. } => asks || (after && !makes_channels(item)),
            Node::Pick { alternatives, .. } => {
                let mut before = false;
                for body in alternatives {
                    before |= self.body(body, after);
                }
                before
            }
            Node::Optional { body, .. } => self.body(body, after) || after,
            Node::Repeat { body, .. } => {
                // What one turn needs the turn before must leave.
                let once = self.body(body, after) || after;
                if once == after { once } else { self.body(body, once) || once }
            }
            Node::Residual { body, .. } => {
                let before = self.body(body, after || asks) || asks;
                if asks {
                    self.input.insert(address(node));
                }
                before
            }
            Node::Call { body, .. } => self.body(body, after),
            Node::Parallel { branches, .. } => {
                let inner = after || asks;
                let mut before = inner;
                for branch in branches {
                    before |= self.body(&branch.body, inner);
                }
                if inner {
                    self.joined.insert(address(node));
                }
                if before {
                    self.input.insert(address(node));
                }
                before
            }
        }
    }
}

/// Its output has as many channels as it says, whatever comes in.
fn makes_channels(item: &ItemUse) -> bool {
    matches!(
        item.item.name,
        "dense" | "conv" | "separable_conv" | "embedding" | "rnn" | "lstm" | "gru"
    )
}

/// The term that the channels at a place are; not known where they have several.
type Width = Option<Term>;

struct Proof<'a> {
    space: &'a Space,
    asking: BTreeSet<usize>,
    /// Repeats looked into.
    turns: usize,
}

/// Repeats that are looked into twice.
const TURNS: usize = 500;

impl Proof<'_> {
    /// The channels at the end.
    fn body(&mut self, body: &[Node], from: Width) -> Width {
        body.iter().fold(from, |at, node| self.node(node, at))
    }

    fn node(&mut self, node: &Node, at: Width) -> Width {
        match node {
            Node::Layer { item, .. } => {
                if !self.fits(item, at.as_ref()) {
                    self.asking.insert(address(node));
                }
                width(item, at)
            }
            Node::Pick { alternatives, .. } => {
                let ends: Vec<Width> =
                    alternatives.iter().map(|body| self.body(body, at.clone())).collect();
                ends.into_iter().reduce(same).unwrap_or(at)
            }
            Node::Optional { body, .. } => same(self.body(body, at.clone()), at),
            Node::Repeat { body, .. } => {
                // Twice the work for each repeat within another; beyond that nothing is known.
                self.turns += 1;
                if self.turns > TURNS {
                    self.body(body, None);
                    return None;
                }
                let before = self.asking.clone();
                let once = self.body(body, at.clone());
                if once == at && !has_index(once.as_ref()) {
                    return at;
                }
                self.asking = before;
                let again = self.body(body, None);
                same(same(once, again), at).filter(|term| !has_index(Some(term)))
            }
            Node::Residual { shortcut, body, .. } => {
                let end = self.body(body, at.clone());
                if *shortcut == Shortcut::Pad && (end.is_none() || end != at) {
                    self.asking.insert(address(node));
                }
                end
            }
            Node::Call { body, .. } => self.body(body, at),
            Node::Parallel { join, branches, .. } => {
                for branch in branches {
                    self.body(&branch.body, at.clone());
                }
                if *join == Join::Add {
                    self.asking.insert(address(node));
                }
                None
            }
        }
    }

    /// Whether the way the widths are written proves that the layer gets channels that fit.
    fn fits(&self, item: &ItemUse, at: Option<&Term>) -> bool {
        let parts = |name: &str| match item.arg(name) {
            Some(Argument::Number { term, .. }) => self.parts(term, at),
            _ => false,
        };
        match item.item.name {
            "conv" if !is_one(item, "groups") => {
                let filters = given(item, "filters");
                let groups = given(item, "groups");
                let own = groups.is_some_and(|groups| self.parts(&groups, filters.as_ref()));
                own && parts("groups")
            }
            "attention" | "transformer" => parts("heads"),
            "group_norm" => parts("groups"),
            _ => true,
        }
    }

    /// Whether `parts` surely divides `whole`.
    fn parts(&self, parts: &Term, whole: Option<&Term>) -> bool {
        let Some(whole) = whole else { return false };
        let mut factors = Vec::new();
        if !self.factors(whole, &mut factors) {
            return false;
        }
        if factors.contains(&parts) {
            return true;
        }
        let number = factors.iter().fold(1_u64, |all, term| all.saturating_mul(self.known(term)));
        let divides = |n: f64| n >= 1.0 && n.fract() == 0.0 && number.is_multiple_of(n as u64);
        match parts {
            Term::Number(n) => divides(*n),
            Term::Pick { alternatives, .. } => {
                alternatives.iter().all(|one| matches!(one, Term::Number(n) if divides(*n)))
            }
            _ => false,
        }
    }

    /// The factors of a product of whole numbers; false where it is none.
    fn factors<'t>(&self, term: &'t Term, factors: &mut Vec<&'t Term>) -> bool {
        match term {
            Term::Binary(Arithmetic::Multiply, left, right) => {
                self.factors(left, factors) && self.factors(right, factors)
            }
            Term::Binary(Arithmetic::Power, base, exponent) => {
                matches!(base.as_ref(), Term::Number(n) if n.fract() == 0.0)
                    && matches!(exponent.as_ref(), Term::Index(_))
            }
            _ => {
                factors.push(term);
                self.is_whole(term)
            }
        }
    }

    fn is_whole(&self, term: &Term) -> bool {
        match term {
            Term::Number(n) => n.fract() == 0.0,
            Term::Hyper(id) => self.space.get(*id).is_some_and(|hyper| {
                matches!(hyper.domain, Domain::Whole { .. } | Domain::Grid { whole: true, .. })
            }),
            Term::Pick { alternatives, .. } => alternatives.iter().all(|one| self.is_whole(one)),
            _ => false,
        }
    }

    /// A number that surely divides the term.
    fn known(&self, term: &Term) -> u64 {
        match term {
            Term::Number(n) if *n >= 1.0 => *n as u64,
            Term::Hyper(id) => match self.space.get(*id).map(|hyper| &hyper.domain) {
                Some(Domain::Grid { values, .. }) => {
                    values.iter().fold(0, |all, value| common(all, *value as u64)).max(1)
                }
                _ => 1,
            },
            Term::Pick { alternatives, .. } => {
                alternatives.iter().fold(0, |all, one| common(all, self.known(one))).max(1)
            }
            _ => 1,
        }
    }
}

fn given(item: &ItemUse, name: &str) -> Width {
    match item.arg(name) {
        Some(Argument::Number { term, .. }) => Some(term.clone()),
        _ => None,
    }
}

fn is_one(item: &ItemUse, name: &str) -> bool {
    matches!(item.arg(name), None | Some(Argument::Number { term: Term::Number(1.0), .. }))
}

/// The channels after a layer.
fn width(item: &ItemUse, at: Width) -> Width {
    match item.item.name {
        "conv" | "separable_conv" => given(item, "filters"),
        "dense" | "embedding" => given(item, "units"),
        "depthwise_conv" => at.filter(|_| is_one(item, "multiplier")),
        "rnn" | "lstm" | "gru" => {
            let word = item.arg("bidirectional");
            let plain = matches!(word, Some(Argument::Word { word: "false", .. }));
            given(item, "units").filter(|_| plain)
        }
        "reshape" => at.filter(|_| matches!(item.arg("to"), Some(Argument::Word { .. }))),
        "flatten" => None,
        _ => at,
    }
}

/// A width that is another one in the next turn.
fn has_index(width: Option<&Term>) -> bool {
    let mut found = false;
    if let Some(term) = width {
        term.walk(&mut |inner| found |= matches!(inner, Term::Index(_) | Term::Each { .. }));
    }
    found
}

fn same(a: Width, b: Width) -> Width {
    a.filter(|a| Some(a) == b.as_ref())
}

/// The greatest common divisor.
fn common(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { common(b, a % b) }
}
