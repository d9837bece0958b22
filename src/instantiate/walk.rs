//! Walking the template for one member, and building its graph.

use super::fault::{Fault, FaultKind, Maker, Problem};
use super::layers::{Part, lower};
use super::numbers::round;
use super::place::{Turn, indexed};
use super::residual::projection;
use crate::graph::{Graph, Misfit, NodeId, Op, Shape};
use crate::source::Span;
use crate::space::{Assignment, HyperId, IndexId, Scope, Term};
use crate::template::{Branch, Family, ItemUse, Join, Node, OutputSpec, Shortcut};

/// More layers than anyone means; beyond it a `repeat` is a slip.
pub const MOST_NODES: usize = 10_000;

/// The graph of a member, with the output layer.
///
/// # Errors
/// The first fault on the way from the input to the output.
pub fn build(family: &Family, assignment: &Assignment) -> Result<Graph, Fault> {
    let model = &family.model;
    let graph = Graph::new(model.input.shape(), model.input_span);
    let at = graph.last();
    let mut walk = Walk { assignment, indices: Vec::new(), turns: Vec::new(), graph, at };
    walk.body(&model.body)?;
    let op = output_layer(model.output);
    walk.push(op, "output".to_string(), model.output_span)?;
    Ok(walk.graph)
}

/// The dense layer that every network ends in: one unit a class or value, one logit if binary.
pub fn output_layer(output: OutputSpec) -> Op {
    let units = match output {
        OutputSpec::Classes(n) | OutputSpec::Labels(n) | OutputSpec::Values(n) => n,
        OutputSpec::Binary => 1,
    };
    Op::Dense { units, bias: true }
}

struct Walk<'f> {
    assignment: &'f Assignment,
    indices: Vec<(IndexId, i64)>,
    turns: Vec<Turn<'f>>,
    graph: Graph,
    /// What the next layer reads.
    at: NodeId,
}

impl<'f> Walk<'f> {
    fn body(&mut self, nodes: &'f [Node]) -> Result<(), Fault> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &'f Node) -> Result<(), Fault> {
        match node {
            Node::Layer { path, item } => self.layer(path, item),
            Node::Pick { hyper, alternatives, span } => {
                let at = self.chosen("choice", *hyper, *span)?;
                alternatives.get(at).map_or(Ok(()), |body| self.body(body))
            }
            Node::Optional { hyper, body, span } => {
                if self.chosen("maybe", *hyper, *span)? == 0 {
                    Ok(())
                } else {
                    self.body(body)
                }
            }
            Node::Repeat { path, count, index, body, span } => {
                let count = self.count(count, *span)?;
                self.repeat(path, count, *index, body, *span)
            }
            Node::Residual { path, shortcut, body, span } => {
                self.residual(path, *shortcut, body, *span)
            }
            Node::Parallel { path, join, branches, span } => {
                self.parallel(path, *join, branches, *span)
            }
            Node::Call { body, .. } => self.body(body),
        }
    }

    fn chosen(&self, what: &'static str, hyper: HyperId, span: Span) -> Result<usize, Fault> {
        let at = self.assignment.alternative(hyper);
        at.map_err(|fault| self.fault(Problem::number(what, fault, span)))
    }

    fn repeat(
        &mut self,
        path: &'f str,
        count: usize,
        index: IndexId,
        body: &'f [Node],
        span: Span,
    ) -> Result<(), Fault> {
        if count > MOST_NODES {
            return Err(self.misfit(Misfit::TooDeep { limit: MOST_NODES }, path, span));
        }
        for at in 0..count as i64 {
            self.indices.push((index, at));
            self.turns.push(Turn { path, index, at });
            self.body(body)?;
            self.indices.pop();
            self.turns.pop();
        }
        Ok(())
    }

    fn count(&self, count: &Term, span: Span) -> Result<usize, Fault> {
        let value = count.eval(&self.scope());
        let value = value.map_err(|fault| self.fault(Problem::number("repeat", fault, span)))?;
        Ok(round(value, 0))
    }

    fn layer(&mut self, path: &str, item: &ItemUse) -> Result<(), Fault> {
        let parts = lower(item, self.shape(self.at), &self.scope());
        let parts = parts.map_err(|problem| problem.at(indexed(path, &self.turns)))?;
        let path = indexed(path, &self.turns);
        let below = |name: &str| {
            if name.is_empty() { path.clone() } else { format!("{path}.{name}") }
        };
        let mut saved = Vec::new();
        for part in parts {
            match part {
                Part::Op { name, op } => self.push(op, below(&name), item.span)?,
                Part::Activation(Some(activation)) => {
                    self.push(Op::Activation(activation), below("activation"), item.span)?;
                }
                Part::Activation(None) => {}
                Part::Save => saved.push(self.at),
                Part::Add { name } => {
                    let back = saved.pop().unwrap_or(self.at);
                    self.join(Op::Add, vec![self.at, back], below(&name), item.span)?;
                }
            }
        }
        Ok(())
    }

    fn residual(
        &mut self,
        path: &'f str,
        shortcut: Shortcut,
        body: &'f [Node],
        span: Span,
    ) -> Result<(), Fault> {
        let start = self.at;
        self.body(body)?;
        let end = self.at;
        let path = indexed(path, &self.turns);
        let steps = projection(self.shape(start), self.shape(end), shortcut)
            .map_err(|misfit| self.misfit(misfit, &path, span))?;
        self.at = start;
        for (name, op) in steps {
            self.push(op, format!("{path}.{name}"), span)?;
        }
        self.join(Op::Add, vec![end, self.at], format!("{path}.add"), span)
    }

    fn parallel(
        &mut self,
        path: &'f str,
        join: Join,
        branches: &'f [Branch],
        span: Span,
    ) -> Result<(), Fault> {
        let start = self.at;
        let mut ends = Vec::new();
        for branch in branches {
            let there = match branch.hyper {
                Some(hyper) => self.chosen("maybe", hyper, branch.span)? != 0,
                None => true,
            };
            if there {
                self.at = start;
                self.body(&branch.body)?;
                ends.push(self.at);
            }
        }
        let path = indexed(path, &self.turns);
        self.at = ends.first().copied().unwrap_or(start);
        match join {
            Join::Concat if ends.len() > 1 => {
                self.join(Op::Concat, ends, format!("{path}.concat"), span)
            }
            Join::Concat => Ok(()),
            Join::Add => ends.iter().enumerate().skip(1).try_for_each(|(number, end)| {
                let name = format!("{path}.add{number}");
                let joined = self.join(Op::Add, vec![self.at, *end], name, span);
                joined.map_err(Fault::of_branches)
            }),
        }
    }

    fn push(&mut self, op: Op, path: String, span: Span) -> Result<(), Fault> {
        self.join(op, vec![self.at], path, span)
    }

    /// Appends a node; the next layer reads it.
    fn join(&mut self, op: Op, inputs: Vec<NodeId>, path: String, span: Span) -> Result<(), Fault> {
        if self.graph.nodes.len() > MOST_NODES {
            return Err(self.misfit(Misfit::TooDeep { limit: MOST_NODES }, &path, span));
        }
        let known = path.clone();
        let pushed = self.graph.push(op, inputs, path, span);
        self.at = pushed.map_err(|misfit| self.misfit(misfit, &known, span))?;
        Ok(())
    }

    fn shape(&self, id: NodeId) -> Shape {
        self.graph.node(id).map_or(Shape::Features(0), |node| node.shape)
    }

    fn scope(&self) -> Scope<'_> {
        Scope { assignment: self.assignment, indices: &self.indices, measures: None }
    }

    fn fault(&self, problem: Problem) -> Fault {
        problem
            .at(self.turns.last().map_or_else(String::new, |turn| indexed(turn.path, &self.turns)))
    }

    /// A fault of shapes, with the layer that made the shape: the last one that changed it.
    fn misfit(&self, misfit: Misfit, path: &str, span: Span) -> Fault {
        let mut at = self.graph.node(self.at);
        while let Some(node) = at.filter(|node| self.graph.input(node) == Some(node.shape)) {
            at = node.inputs.first().and_then(|id| self.graph.node(*id));
        }
        let maker = at.map(|node| {
            Box::new(Maker { path: node.path.clone(), span: node.span, shape: node.shape })
        });
        Fault { kind: FaultKind::Shape(misfit), path: path.to_string(), span, maker }
    }
}
