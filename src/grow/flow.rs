//! The units of every held value: terms through the large graph, then the choices.

use std::collections::BTreeMap;

use super::matching::{Held, Matching, Way, at_zero};
use super::options::Options;
use super::refusal::Refusal;
use super::term::{Term, Terms};
use super::units::Unit;
use crate::graph::{Graph, Node, NodeId, Op, Positions, Reshape, Shape};

/// The units of the large nodes that hold small values.
pub type Flow = BTreeMap<NodeId, Vec<Unit>>;

struct Builder<'g> {
    small: &'g Graph,
    terms: Terms,
    of: BTreeMap<NodeId, Term>,
    /// Sums of layers without a bend: a new channel at the mean of the old ones stays there.
    straight: BTreeMap<NodeId, bool>,
    levels: bool,
}

/// # Errors
/// Where two values that are added or regrouped do not grow alike.
pub fn flow(
    small: &Graph,
    large: &Graph,
    matching: &Matching,
    options: &Options,
) -> Result<Flow, Refusal> {
    let terms = Terms::new(options.widen, options.seed);
    let levels = !matches!(options.widen, super::Widen::Duplicate { .. });
    let (of, straight) = (BTreeMap::new(), BTreeMap::new());
    let mut builder = Builder { small, terms, of, straight, levels };
    for (at, node) in large.nodes.iter().enumerate() {
        let id = NodeId(at);
        let Some(held) = matching.held.get(&id) else { continue };
        let term = builder.term(node, held, large)?;
        let straight = builder.is_straight(node, held);
        let term = builder.terms.define(term);
        builder.of.insert(id, term);
        builder.straight.insert(id, straight);
    }
    let Builder { mut terms, of, .. } = builder;
    let units = |(id, term): (NodeId, Term)| {
        let path = large.node(id).map_or("", |node| &node.path);
        let units = terms.units(&term).map_err(|why| Refusal::new(path, why))?;
        Ok((id, units))
    };
    // In the order of the graph: what a value follows from is known before it.
    let flow = of.into_iter().map(units).collect::<Result<Flow, Refusal>>()?;
    terms.check().map_err(|(path, why)| Refusal::new(&path, why))?;
    Ok(flow)
}

impl Builder<'_> {
    fn read(&self, node: &Node, at: usize) -> Term {
        let found = node.inputs.get(at).and_then(|input| self.of.get(input));
        found.cloned().unwrap_or(Term::New(0))
    }

    /// The term of a node, with the equations that it demands.
    fn term(&mut self, node: &Node, held: &Held, large: &Graph) -> Result<Term, Refusal> {
        let (small, input) = (self.small.node(held.small), self.read(node, 0));
        let Some(small) = small else { return Ok(input) };
        let widths = [small.shape.channels(), node.shape.channels()];
        let before = large.input(node).unwrap_or(node.shape);
        Ok(match (&node.op, &held.way) {
            (_, Way::Trunk(at)) => self.read(node, *at),
            (_, Way::Joined(old)) => self.joined(node, old, large),
            (Op::Input, _) => Term::Same(widths[1]),
            (Op::Add, _) => self.sum(node),
            (Op::Dense { .. } | Op::Embedding { .. } | Op::Attention(_), _) => {
                self.terms.free(widths[0], widths[1])
            }
            (Op::Conv { groups, .. }, _) => self.conv(node, small, *groups, widths),
            (Op::DepthwiseConv { .. }, way) => {
                let multiplier = if *way == Way::Same { multiplier(small) } else { 1 };
                spread(input, [multiplier, multiplier_of(&node.op)]).curved(false)
            }
            (Op::Recurrent(layer), _) => self.recurrent(layer.bidirectional, small, widths),
            (Op::Activation(activation), _) => input.curved(at_zero(*activation)),
            (Op::BatchNorm { .. }, _) => input.curved(false),
            (Op::LayerNorm { .. }, _) => self.layer_norm(node, input),
            (Op::GroupNorm { groups, .. }, _) => self.group_norm(node, small, *groups, input),
            (Op::Flatten | Op::Reshape(Reshape::To(_)), _) => {
                self.refold(node, input, [before.positions(), node.shape.positions()])
            }
            (Op::Subsample { .. }, _) => {
                Term::Pad { of: Box::new(input), small: widths[0], large: widths[1] }
            }
            _ => input,
        })
    }

    fn sum(&mut self, node: &Node) -> Term {
        let (one, other) = (self.read(node, 0), self.read(node, 1));
        self.terms.unify(&one, &other, &node.path);
        let bare = self.terms.is_bare(&one) && self.terms.is_bare(&other);
        if bare { one } else { Term::Sum(Box::new(one), Box::new(other)) }
    }

    fn joined(&self, node: &Node, old: &[bool], large: &Graph) -> Term {
        let parts = old.iter().enumerate().map(|(at, old)| {
            let shape = node.inputs.get(at).and_then(|id| large.node(*id)).map(|node| node.shape);
            if *old { self.read(node, at) } else { Term::New(shape.map_or(0, Shape::channels)) }
        });
        Term::Join(parts.collect())
    }

    /// In groups the channels of a group have to stay together, before and after.
    fn conv(&mut self, node: &Node, small: &Node, groups: usize, widths: [usize; 2]) -> Term {
        let same = matches!(small.op, Op::Conv { groups: before, .. } if before == groups);
        if groups == 1 || !same {
            return self.terms.free(widths[0], widths[1]);
        }
        self.grouped(node, groups);
        self.terms.groups(groups, widths[0], widths[1])
    }

    /// Each way has its own units; a cell bends what it sums.
    fn recurrent(&mut self, both_ways: bool, small: &Node, widths: [usize; 2]) -> Term {
        let before = matches!(small.op, Op::Recurrent(layer) if layer.bidirectional);
        let term = match (before, both_ways) {
            (false, true) => {
                let forward = self.terms.free(widths[0], widths[1] / 2);
                Term::Join(vec![forward, Term::New(widths[1] / 2)])
            }
            (_, false) => self.terms.free(widths[0], widths[1]),
            (true, true) => self.terms.groups(2, widths[0], widths[1]),
        };
        term.curved(false)
    }

    fn grouped(&mut self, node: &Node, groups: usize) {
        let input = self.read(node, 0);
        let [before, after] = self.terms.widths(&input);
        if before != after && before.is_multiple_of(groups) {
            let by_group = self.terms.groups(groups, before, after);
            self.terms.unify(&input, &by_group, &node.path);
        }
    }

    /// The same numbers with other places: one channel becomes one for each place, or the reverse.
    fn refold(&mut self, node: &Node, input: Term, places: [usize; 2]) -> Term {
        let [small, large] = self.terms.widths(&input);
        match places {
            [before, after] if before == after => input,
            [before, 1] => spread(input, [before; 2]),
            [1, after] if small.is_multiple_of(after) && large.is_multiple_of(after) => {
                let channels = self.terms.free(small / after, large / after);
                self.terms.unify(&input, &spread(channels.clone(), [after; 2]), &node.path);
                channels.curved(true)
            }
            _ => Term::Refold { of: Box::new(input), places },
        }
    }

    fn layer_norm(&mut self, node: &Node, input: Term) -> Term {
        let [before, after] = self.terms.widths(&input);
        let straight = node.inputs.first().and_then(|id| self.straight.get(id)).copied();
        if before != after && straight == Some(true) && self.levels {
            self.terms.level(&input);
        }
        Term::Normed(Box::new(input))
    }

    fn group_norm(&mut self, node: &Node, small: &Node, groups: usize, input: Term) -> Term {
        if matches!(small.op, Op::GroupNorm { groups: before, .. } if before == groups) {
            self.grouped(node, groups);
        }
        let size = node.shape.channels() / groups.max(1);
        Term::Grouped { of: Box::new(input), size }
    }

    fn is_straight(&self, node: &Node, held: &Held) -> bool {
        let input = |id: &NodeId| self.straight.get(id).copied().unwrap_or(false);
        match (&node.op, &held.way) {
            (_, Way::Trunk(at)) => node.inputs.get(*at).is_some_and(input),
            (Op::Dense { .. } | Op::Conv { .. } | Op::Embedding { .. } | Op::Attention(_), _) => {
                true
            }
            (Op::Dropout { .. } | Op::SpatialDropout { .. } | Op::Add, _)
            | (Op::Positions(Positions::Learned) | Op::GlobalAvgPool | Op::LastStep, _) => {
                node.inputs.iter().all(input)
            }
            _ => false,
        }
    }
}

fn multiplier(node: &Node) -> usize {
    multiplier_of(&node.op)
}

fn multiplier_of(op: &Op) -> usize {
    match op {
        Op::DepthwiseConv { multiplier, .. } => *multiplier,
        _ => 1,
    }
}

fn spread(of: Term, [small, large]: [usize; 2]) -> Term {
    if small == 1 && large == 1 {
        return of;
    }
    Term::Spread { of: Box::new(of), small, large }
}
