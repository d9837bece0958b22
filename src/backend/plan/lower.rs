//! A graph's nodes as steps. What follows a layer and only reads its value (an activation, the sum
//! at the end of a residual) becomes a part of it.

mod kernels;
mod users;

use std::sync::{Arc, Mutex};

use self::users::Users;
use super::step::{Plan, Step, ValueId};
use crate::backend::kernels::{Activate, Add, Band, Kernel, Turn};
use crate::backend::kernels::{Epilogue, Running};
use crate::graph::{Activation, Graph, Node, NodeId, Op, Shape};

/// The running statistics of a layer, which the plan moves.
pub type Statistics<'a> = dyn Fn(NodeId) -> Option<Arc<Mutex<Running>>> + 'a;

/// Lowers a graph. Masks are drawn from `seed`.
///
/// # Errors
/// The graph is not sound: a node reads nothing, a window does not fit, statistics are missing.
pub fn compile(graph: &Graph, seed: u64, running: &Statistics) -> Result<Plan, String> {
    lowered(Lowering::new(graph, seed, running))
}

/// The same with the gradient of the input, for tests.
///
/// # Errors
/// As [`compile`].
#[cfg(test)]
pub fn compile_to_input(graph: &Graph, seed: u64, running: &Statistics) -> Result<Plan, String> {
    lowered(Lowering { to_input: true, ..Lowering::new(graph, seed, running) })
}

fn lowered(mut lowering: Lowering) -> Result<Plan, String> {
    let graph = lowering.graph;
    for (index, node) in graph.nodes.iter().enumerate() {
        lowering.node(NodeId(index), node)?;
    }
    Ok(lowering.finish())
}

struct Lowering<'a> {
    graph: &'a Graph,
    seed: u64,
    to_input: bool,
    running: &'a Statistics<'a>,
    users: Users,
    /// Where the learned numbers of each node begin; one more at the end.
    starts: Vec<usize>,
    /// The value of each node so far.
    places: Vec<ValueId>,
    /// Nodes whose value is that of another one's step.
    done: Vec<Option<ValueId>>,
    plan: Plan,
}

impl<'a> Lowering<'a> {
    fn new(graph: &'a Graph, seed: u64, running: &'a Statistics<'a>) -> Lowering<'a> {
        let mut counts = vec![0; graph.nodes.len() + 1];
        for parameter in graph.parameters() {
            if let Some(count) = counts.get_mut(parameter.node.0 + 1) {
                *count += parameter.shape.iter().product::<usize>();
            }
        }
        let starts: Vec<usize> = counts
            .iter()
            .scan(0, |sum, count| {
                *sum += count;
                Some(*sum)
            })
            .collect();
        let parameters = starts.last().copied().unwrap_or_default();
        let plan = Plan {
            steps: Vec::new(),
            values: Vec::new(),
            learns: Vec::new(),
            output: 0,
            parameters,
        };
        let done = vec![None; graph.nodes.len()];
        let users = Users::of(graph);
        Lowering {
            graph,
            seed,
            to_input: false,
            running,
            users,
            starts,
            places: Vec::new(),
            done,
            plan,
        }
    }

    fn node(&mut self, id: NodeId, node: &Node) -> Result<(), String> {
        if let Some(value) = self.done.get(id.0).copied().flatten() {
            self.places.push(value);
            return Ok(());
        }
        let value = match node.op {
            Op::Input => self.input(node.shape),
            Op::Flatten | Op::Reshape(_) => self.view(node)?,
            Op::Concat => self.concat(node)?,
            Op::Add => self.add(id, node)?,
            // Becomes a part of the sum that alone reads it.
            Op::BatchNorm { .. } if self.users.sum_after(self.graph, id).is_some() => 0,
            _ => self.layer(id, node)?,
        };
        self.places.push(value);
        Ok(())
    }

    /// Samples come channels first, as the data and Candle have them.
    fn input(&mut self, shape: Shape) -> ValueId {
        let raw = self.value(shape.elements(), self.to_input);
        self.turned(raw, shape.channels(), shape.positions())
    }

    /// `[rows, columns]` as `[columns, rows]`, where that is a difference.
    fn turned(&mut self, x: ValueId, rows: usize, columns: usize) -> ValueId {
        if rows <= 1 || columns <= 1 {
            return x;
        }
        self.step(Box::new(Turn::new(rows, columns)), (x, None), rows * columns, None)
    }

    /// The same numbers in another shape, channels first.
    fn view(&mut self, node: &Node) -> Result<ValueId, String> {
        let (x, from) = (self.read(node, 0)?, self.shape(node, 0)?);
        let to = node.shape;
        if (from.positions(), from.channels()) == (to.positions(), to.channels()) {
            return Ok(x);
        }
        let first = self.turned(x, from.positions(), from.channels());
        Ok(self.turned(first, to.channels(), to.positions()))
    }

    fn concat(&mut self, node: &Node) -> Result<ValueId, String> {
        let total = node.shape.channels();
        let inputs: Vec<(ValueId, usize)> = (0..node.inputs.len())
            .map(|index| Ok((self.read(node, index)?, self.shape(node, index)?.channels())))
            .collect::<Result<_, String>>()?;
        let learns = inputs.iter().any(|(x, _)| self.learns(*x));
        let y = self.value(node.shape.elements(), learns);
        let mut from = 0;
        for (x, channels) in inputs {
            let kernel = Box::new(Band::new(from, channels, total));
            self.push(kernel, (x, None), y, None);
            from += channels;
        }
        Ok(y)
    }

    /// A sum with what stands before and after it: `act(norm(x) + other)`.
    fn add(&mut self, id: NodeId, node: &Node) -> Result<ValueId, String> {
        let norm = node
            .inputs
            .iter()
            .copied()
            .find(|input| self.users.sum_after(self.graph, *input) == Some(id));
        let (epilogue, after) = self.epilogue(id);
        let value = if let Some(norm) = norm {
            let other = node.inputs.iter().position(|input| *input != norm);
            let other = other.ok_or_else(|| format!("{} adds one value", node.path))?;
            let other = self.read(node, other)?;
            let norm_node = self.graph.node(norm).ok_or("a node is missing")?;
            let x = self.read(norm_node, 0)?;
            let other = self.apart(other, x);
            let kernel = self.batch_norm(norm, norm_node, epilogue)?;
            self.step(kernel, (x, Some(other)), node.shape.elements(), Some(norm))
        } else {
            let (x, other) = (self.read(node, 0)?, self.read(node, 1)?);
            let other = self.apart(other, x);
            let kernel = Box::new(Add::new(epilogue));
            self.step(kernel, (x, Some(other)), node.shape.elements(), None)
        };
        self.finished(after, value);
        Ok(value)
    }

    /// A copy where both inputs of a step would be one value: each has a gradient of its own.
    fn apart(&mut self, other: ValueId, x: ValueId) -> ValueId {
        let numbers = self.plan.values.get(other).copied().unwrap_or_default();
        if other != x || numbers == 0 {
            return other;
        }
        self.step(Box::new(Band::new(0, numbers, numbers)), (x, None), numbers, None)
    }

    fn layer(&mut self, id: NodeId, node: &Node) -> Result<ValueId, String> {
        let x = self.read(node, 0)?;
        let (epilogue, after) = self.epilogue(id);
        let kernel = self.kernel(id, node, epilogue)?;
        let value = self.step(kernel, (x, None), node.shape.elements(), Some(id));
        self.finished(after, value);
        Ok(value)
    }

    /// The activation that alone reads a layer and whose slope its value tells.
    fn epilogue(&self, id: NodeId) -> (Epilogue, Option<NodeId>) {
        let fuses = |op: Op| {
            matches!(
                op,
                Op::Dense { .. }
                    | Op::Conv { .. }
                    | Op::DepthwiseConv { .. }
                    | Op::BatchNorm { .. }
                    | Op::Add
            )
        };
        let user = self.users.only(id);
        let op = |id: NodeId| self.graph.node(id).map(|node| node.op);
        match (op(id).filter(|op| fuses(*op)), user.and_then(op)) {
            (Some(_), Some(Op::Activation(activation))) => match Epilogue::of(activation) {
                Some(epilogue) => (epilogue, user),
                None => (Epilogue::NONE, None),
            },
            _ => (Epilogue::NONE, None),
        }
    }

    fn finished(&mut self, node: Option<NodeId>, value: ValueId) {
        if let Some(done) = node.and_then(|node| self.done.get_mut(node.0)) {
            *done = Some(value);
        }
    }

    fn read(&self, node: &Node, index: usize) -> Result<ValueId, String> {
        let place = node.inputs.get(index).and_then(|input| self.places.get(input.0));
        place.copied().ok_or_else(|| format!("{} reads nothing", node.path))
    }

    fn shape(&self, node: &Node, index: usize) -> Result<Shape, String> {
        let input = node.inputs.get(index).and_then(|input| self.graph.node(*input));
        input.map(|input| input.shape).ok_or_else(|| format!("{} reads nothing", node.path))
    }

    fn value(&mut self, numbers: usize, learns: bool) -> ValueId {
        self.plan.values.push(numbers);
        self.plan.learns.push(learns);
        self.plan.values.len() - 1
    }

    fn learns(&self, value: ValueId) -> bool {
        self.plan.learns.get(value).copied().unwrap_or(false)
    }

    /// A step that writes a value of its own.
    fn step(
        &mut self,
        kernel: Box<dyn Kernel>,
        (x, other): (ValueId, Option<ValueId>),
        numbers: usize,
        learned: Option<NodeId>,
    ) -> ValueId {
        let own = learned.is_some_and(|node| !self.range(node).is_empty());
        let learns = own || self.learns(x) || other.is_some_and(|other| self.learns(other));
        let y = self.value(numbers, learns);
        self.push(kernel, (x, other), y, learned);
        y
    }

    fn push(
        &mut self,
        kernel: Box<dyn Kernel>,
        (x, other): (ValueId, Option<ValueId>),
        y: ValueId,
        learned: Option<NodeId>,
    ) {
        let parameters = learned.map_or(0..0, |node| self.range(node));
        self.plan.steps.push(Step { kernel, x, other, y, parameters, adds: [false; 2] });
    }

    /// Where the learned numbers of a node lie.
    fn range(&self, node: NodeId) -> std::ops::Range<usize> {
        let at = |index: usize| self.starts.get(index).copied().unwrap_or_default();
        at(node.0)..at(node.0 + 1)
    }

    fn finish(mut self) -> Plan {
        let last = self.places.last().copied().unwrap_or_default();
        // Values leave as samples come: channels first.
        let shape = self.graph.output().unwrap_or(Shape::Features(0));
        self.plan.output = self.turned(last, shape.positions(), shape.channels());
        // Readers that come later on the way there come first on the way back.
        let mut written: Vec<bool> = vec![false; self.plan.values.len()];
        if let Some(output) = written.get_mut(self.plan.output) {
            *output = true;
        }
        for step in self.plan.steps.iter_mut().rev() {
            if !self.plan.learns.get(step.y).copied().unwrap_or(false) {
                continue;
            }
            let mut seen = |value: ValueId| {
                written.get_mut(value).map(|written| std::mem::replace(written, true))
            };
            let x = seen(step.x).unwrap_or(false);
            step.adds = [x, step.other.and_then(seen).unwrap_or(false)];
        }
        self.plan
    }
}

/// An activation as a kernel of its own.
fn activate(activation: Activation, numbers: usize) -> Box<dyn Kernel> {
    Box::new(Activate::new(activation, numbers))
}
