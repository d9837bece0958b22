//! Which widths decide whether a residual projects its input.

use std::collections::BTreeSet;

use crate::instantiate::visit_widths;
use crate::space::{HyperId, Term};
use crate::template::{Argument, ItemUse, Model, Node, Shortcut};

/// The hyperparameters behind the channels at a place.
#[derive(Clone, Debug, Default, PartialEq)]
struct Source {
    hypers: BTreeSet<HyperId>,
    /// The one term that the channels are, where it is one.
    term: Option<Term>,
}

impl Source {
    fn add(&mut self, width: &Term) {
        width.hypers(&mut |id| {
            self.hypers.insert(id);
        });
    }
}

/// What is known of the channels before and after residuals without looking at members.
#[derive(Debug, Default)]
pub struct Flow {
    /// Hyperparameters on whose values it hangs whether some residual has a projection: costs then
    /// do not simply rise with them.
    pub mixed: BTreeSet<HyperId>,
    /// Paths of residuals whose channels may change.
    changing: BTreeSet<String>,
}

impl Flow {
    pub fn of(model: &Model) -> Flow {
        let mut flow = Flow::default();
        let channels = Term::Number(model.input.shape().channels() as f64);
        let start = Source { hypers: BTreeSet::new(), term: Some(channels) };
        flow.body(&model.body, start);
        flow
    }

    /// Whether the body of this residual ends in as many channels as come in, in every member.
    pub fn keeps_channels(&self, residual: &str) -> bool {
        !self.changing.contains(residual)
    }
}

impl Flow {
    fn body(&mut self, nodes: &[Node], from: Source) -> Source {
        nodes.iter().fold(from, |at, node| self.node(node, at))
    }

    fn node(&mut self, node: &Node, at: Source) -> Source {
        match node {
            Node::Layer { item, .. } => layer(item, at),
            Node::Pick { alternatives, .. } => {
                let ends: Vec<Source> =
                    alternatives.iter().map(|body| self.body(body, at.clone())).collect();
                ends.into_iter().reduce(join).unwrap_or(at)
            }
            Node::Optional { body, .. } => join(self.body(body, at.clone()), at),
            Node::Repeat { body, .. } => {
                // What any turn leaves the next one reads.
                let mut all = Source { term: None, ..at };
                visit_widths(body, &mut |term| all.add(term));
                let turn = self.body(body, all.clone());
                Source { term: None, ..join(all, turn) }
            }
            Node::Residual { path, shortcut, body, .. } => {
                let to = self.body(body, at.clone());
                let sure = at.term.is_some() && at.term == to.term;
                if !sure {
                    self.changing.insert(path.clone());
                }
                if !sure && *shortcut != Shortcut::Pad {
                    self.mixed.extend(at.hypers.iter().chain(&to.hypers));
                }
                to
            }
            Node::Call { body, .. } => self.body(body, at),
            Node::Parallel { branches, .. } => {
                let ends: Vec<Source> =
                    branches.iter().map(|one| self.body(&one.body, at.clone())).collect();
                let all = ends.into_iter().chain([at]).reduce(join).unwrap_or_default();
                Source { term: None, ..all }
            }
        }
    }
}

fn layer(item: &ItemUse, at: Source) -> Source {
    let name = match item.item.name {
        "dense" | "embedding" | "rnn" | "lstm" | "gru" => "units",
        "conv" | "separable_conv" => "filters",
        "flatten" | "reshape" | "depthwise_conv" => return Source { term: None, ..at },
        _ => return at,
    };
    let mut source = Source::default();
    if let Some(Argument::Number { term, .. }) = item.arg(name) {
        source.add(term);
        // Twice as many where both directions are run through.
        source.term = (name == "filters" || item.item.name == "dense").then(|| term.clone());
    }
    source
}

fn join(a: Source, b: Source) -> Source {
    let term = if a.term == b.term { a.term } else { None };
    Source { hypers: a.hypers.into_iter().chain(b.hypers).collect(), term }
}
