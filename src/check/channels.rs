//! Whether channels must be counted, or bounds of them do.
//!
//! Heads and groups part the channels, sums need equal ones. Mostly the way in which the widths are
//! written proves that they fit (`heads * 16` parts into `heads`); where it does not, the check
//! counts channels one by one.

use crate::space::{Arithmetic, Domain, Space, Term};
use crate::template::{Argument, InputSpec, ItemUse, Join, Model, Node, Shortcut};

/// Some layer fits only some numbers of channels, and nothing proves that it gets those.
pub fn counts_channels(model: &Model, space: &Space) -> bool {
    let channels = match model.input {
        InputSpec::Features(n) => n,
        InputSpec::Image { channels, .. } => channels,
        InputSpec::Series { features, .. } => features,
        InputSpec::Tokens { .. } => 1,
    };
    Proof { space }.body(&model.body, Some(Term::Number(channels as f64))).is_none()
}

/// The term that the channels at a place are; not known where they have several.
type Width = Option<Term>;

struct Proof<'a> {
    space: &'a Space,
}

impl Proof<'_> {
    /// The channels at the end; nothing where they must be counted.
    fn body(&self, body: &[Node], from: Width) -> Option<Width> {
        body.iter().try_fold(from, |at, node| self.node(node, at))
    }

    fn node(&self, node: &Node, at: Width) -> Option<Width> {
        match node {
            Node::Layer { item, .. } => self.layer(item, at),
            Node::Pick { alternatives, .. } => {
                let ends = alternatives.iter().map(|body| self.body(body, at.clone()));
                ends.reduce(|a, b| Some(same(a?, b?))).unwrap_or(Some(at))
            }
            Node::Optional { body, .. } => Some(same(self.body(body, at.clone())?, at)),
            Node::Repeat { body, .. } => {
                let once = self.body(body, at.clone())?;
                if once == at {
                    return Some(at);
                }
                self.body(body, None).map(|again| same(same(once, again), at))
            }
            Node::Residual { shortcut: Shortcut::Pad, .. }
            | Node::Parallel { join: Join::Add, .. } => None,
            Node::Residual { body, .. } | Node::Call { body, .. } => self.body(body, at),
            Node::Parallel { branches, .. } => {
                for branch in branches {
                    self.body(&branch.body, at.clone())?;
                }
                Some(None)
            }
        }
    }

    fn layer(&self, item: &ItemUse, at: Width) -> Option<Width> {
        let given = |name: &str| match item.arg(name) {
            Some(Argument::Number { term, .. }) => Some(term.clone()),
            _ => None,
        };
        let one = |name: &str| {
            matches!(item.arg(name), None | Some(Argument::Number { term: Term::Number(1.0), .. }))
        };
        match item.item.name {
            "conv" if !one("groups") => {
                let (parts, filters) = (given("groups")?, given("filters")?);
                let fits = self.parts(&parts, at.as_ref()) && self.parts(&parts, Some(&filters));
                fits.then_some(Some(filters))
            }
            "conv" | "separable_conv" => Some(given("filters")),
            "dense" | "embedding" => Some(given("units")),
            "depthwise_conv" => Some(at.filter(|_| one("multiplier"))),
            "rnn" | "lstm" | "gru" => {
                let word = item.arg("bidirectional");
                let plain = matches!(word, Some(Argument::Word { word: "false", .. }));
                Some(given("units").filter(|_| plain))
            }
            "attention" | "transformer" => self.parts(&given("heads")?, at.as_ref()).then_some(at),
            "group_norm" => self.parts(&given("groups")?, at.as_ref()).then_some(at),
            "reshape" => matches!(item.arg("to"), Some(Argument::Word { .. })).then_some(at),
            "flatten" => Some(None),
            _ => Some(at),
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

fn same(a: Width, b: Width) -> Width {
    a.filter(|a| Some(a) == b.as_ref())
}

/// The greatest common divisor.
fn common(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { common(b, a % b) }
}
