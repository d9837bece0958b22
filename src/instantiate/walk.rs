//! Walking the template for one member, and building its graph.

use super::fault::{Fault, FaultKind, Maker, Problem};
use super::layer::{Lowered, lower};
use super::numbers::round;
use super::place::{Turn, indexed};
use super::residual::projection;
use crate::graph::{Graph, Misfit, NodeId, Op, Shape};
use crate::source::Span;
use crate::space::{Assignment, IndexId, Scope, Term};
use crate::template::{Family, ItemUse, Node, OutputSpec};

/// More layers than anyone means; beyond it a `repeat` is a slip.
pub const MOST_NODES: usize = 10_000;

/// The graph of a member, with the output layer.
///
/// # Errors
/// The first fault on the way from the input to the output.
pub fn build(family: &Family, assignment: &Assignment) -> Result<Graph, Fault> {
    let model = &family.model;
    let graph = Graph::new(model.input.shape(), model.input_span);
    let mut walk = Walk { assignment, indices: Vec::new(), turns: Vec::new(), graph };
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
}

impl<'f> Walk<'f> {
    fn body(&mut self, nodes: &'f [Node]) -> Result<(), Fault> {
        nodes.iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &'f Node) -> Result<(), Fault> {
        match node {
            Node::Layer { path, item } => self.layer(path, item),
            Node::Pick { hyper, alternatives, span } => {
                let at = self.assignment.alternative(*hyper);
                let at = at.map_err(|fault| self.fault(Problem::number("choice", fault, *span)))?;
                alternatives.get(at).map_or(Ok(()), |body| self.body(body))
            }
            Node::Optional { hyper, body, span } => {
                let at = self.assignment.alternative(*hyper);
                let at = at.map_err(|fault| self.fault(Problem::number("maybe", fault, *span)))?;
                if at == 0 { Ok(()) } else { self.body(body) }
            }
            Node::Repeat { path, count, index, body, span } => {
                let count = self.count(count, *span)?;
                self.repeat(path, count, *index, body, *span)
            }
            Node::Residual { path, body, span } => self.residual(path, body, *span),
        }
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
        let lowered = lower(item, &self.scope());
        let Lowered { op, activation } =
            lowered.map_err(|problem| problem.at(indexed(path, &self.turns)))?;
        let path = indexed(path, &self.turns);
        if let Some(activation) = activation {
            self.push(op, path.clone(), item.span)?;
            return self.push(Op::Activation(activation), format!("{path}.activation"), item.span);
        }
        self.push(op, path, item.span)
    }

    fn residual(&mut self, path: &'f str, body: &'f [Node], span: Span) -> Result<(), Fault> {
        let start = self.graph.last();
        self.body(body)?;
        let end = self.graph.last();
        let path = indexed(path, &self.turns);
        let (from, to) = (self.shape(start), self.shape(end));
        let back = match projection(from, to) {
            Ok(None) => start,
            Ok(Some(op)) => {
                let name = format!("{path}.projection");
                self.join(op, vec![start], name, span)?
            }
            Err(misfit) => return Err(self.misfit(misfit, &path, span)),
        };
        self.join(Op::Add, vec![end, back], format!("{path}.add"), span).map(|_| ())
    }

    fn push(&mut self, op: Op, path: String, span: Span) -> Result<(), Fault> {
        let from = self.graph.last();
        self.join(op, vec![from], path, span).map(|_| ())
    }

    fn join(
        &mut self,
        op: Op,
        inputs: Vec<NodeId>,
        path: String,
        span: Span,
    ) -> Result<NodeId, Fault> {
        if self.graph.nodes.len() > MOST_NODES {
            return Err(self.misfit(Misfit::TooDeep { limit: MOST_NODES }, &path, span));
        }
        let known = path.clone();
        self.graph.push(op, inputs, path, span).map_err(|misfit| self.misfit(misfit, &known, span))
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
        let mut nodes = self.graph.nodes.iter().rev();
        let maker = nodes.find(|node| self.graph.input(node) != Some(node.shape)).map(|node| {
            Box::new(Maker { path: node.path.clone(), span: node.span, shape: node.shape })
        });
        Fault { kind: FaultKind::Shape(misfit), path: path.to_string(), span, maker }
    }
}
