//! A network: variables in the layout of `Graph::parameters`, and its forward pass.

use std::sync::{Arc, Mutex};

use candle_core::{Device, Result, Tensor, Var, bail};

use super::init::initial;
use super::lower::{Parts, lower};
use super::step::Step;
use crate::backend::kernels::{Running, recycle};
use crate::graph::{Graph, NodeId, Op, Parameter, Shape};
use crate::instantiate::Init;

/// A learned tensor with its variable.
#[derive(Clone, Debug)]
pub struct Learned {
    pub parameter: Parameter,
    pub var: Var,
}

/// The running statistics of one layer, with the names of mean and variance.
#[derive(Clone, Debug)]
pub struct Buffered {
    pub node: NodeId,
    pub names: [String; 2],
    pub running: Arc<Mutex<Running>>,
}

/// What a forward pass is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Drops, normalises by batch. The masks depend on the step.
    Train {
        step: u64,
    },
    Evaluate,
}

/// A Candle network of a graph.
#[derive(Debug)]
pub struct Network {
    pub(super) graph: Graph,
    pub(super) learned: Vec<Learned>,
    pub(super) buffered: Vec<Buffered>,
    pub(super) steps: Vec<Step>,
    pub(super) output: usize,
    input: Shape,
    /// After which step each value is needed no more.
    last_use: Vec<usize>,
}

impl Network {
    /// Builds the network with its initial weights.
    ///
    /// # Errors
    /// The graph is not sound (a node reads nothing, a window does not fit).
    pub fn new(graph: &Graph, init: Init, seed: u64) -> Result<Network> {
        let Some(input) = graph.nodes.iter().find(|node| node.op == Op::Input) else {
            bail!("a graph needs an input");
        };
        let learned = learned(graph, init, seed)?;
        let buffered = buffered(graph);
        let parts = Parts { graph, learned: &learned, buffered: &buffered, seed };
        let (steps, output) = lower(&parts)?;
        let last_use = last_uses(&steps, output);
        let (input, graph) = (input.shape, graph.clone());
        Ok(Network { graph, steps, output, input, last_use, learned, buffered })
    }

    /// Samples, row-major in the layout of the input, as the tensor that `forward` takes.
    ///
    /// # Errors
    /// The numbers are not a whole number of samples.
    pub fn batch(&self, values: Vec<f32>) -> Result<Tensor> {
        let elements = self.input.elements().max(1);
        let count = values.len() / elements;
        Tensor::from_vec(values, [&[count], self.input.dims().as_slice()].concat(), &Device::Cpu)
    }

    /// The logits or values of a batch, `[batch, outputs]`, in evaluation: nothing is dropped, the
    /// running statistics normalise. For training there is [`Network::record`].
    ///
    /// # Errors
    /// The batch has another shape than the network's input.
    pub fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let mut values: Vec<Option<Tensor>> = Vec::with_capacity(self.steps.len() + 1);
        values.push(Some(x.clone()));
        // Places whose numbers others still read: the input is the caller's, views are shared.
        let mut shared = vec![0];
        for (index, step) in self.steps.iter().enumerate() {
            let inputs = step.inputs.iter().filter_map(|place| values.get(*place));
            let inputs: Vec<&Tensor> = inputs.filter_map(Option::as_ref).collect();
            let Some((x, others)) = inputs.split_first() else { bail!("a step reads nothing") };
            let op = step.kind.applied(Mode::Evaluate, false)?;
            let out = op.run(x, others)?;
            if !op.copies() {
                shared.extend(step.inputs.first());
                shared.push(index + 1);
            }
            let dead = values.iter_mut().zip(&self.last_use).enumerate();
            for (place, (value, _)) in dead.filter(|(_, (_, last))| **last == index) {
                if let Some(value) = value.take().filter(|_| !shared.contains(&place)) {
                    recycle(value)?;
                }
            }
            values.push(Some(out));
        }
        match values.into_iter().nth(self.output).flatten() {
            Some(out) => Ok(out),
            None => bail!("the network has no output"),
        }
    }

    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The running statistics of a batch norm.
    pub fn running(&self, node: NodeId) -> Option<Arc<Mutex<Running>>> {
        let found = self.buffered.iter().find(|buffered| buffered.node == node);
        found.map(|buffered| buffered.running.clone())
    }

    /// The learned tensors, in the order of `Graph::parameters`.
    pub fn learned(&self) -> &[Learned] {
        &self.learned
    }

    /// How many learned numbers.
    pub fn params(&self) -> u64 {
        self.learned.iter().map(|learned| learned.var.elem_count() as u64).sum()
    }
}

fn learned(graph: &Graph, init: Init, seed: u64) -> Result<Vec<Learned>> {
    let variable = |parameter: Parameter| {
        let values = initial(graph, &parameter, init, seed);
        let var = Var::from_vec(values, parameter.shape.as_slice(), &Device::Cpu)?;
        Ok(Learned { parameter, var })
    };
    graph.parameters().into_iter().map(variable).collect()
}

/// Mean and variance follow each other in `Graph::buffers`.
fn buffered(graph: &Graph) -> Vec<Buffered> {
    let buffers = graph.buffers();
    let pairs = buffers.chunks_exact(2).filter_map(|pair| match pair {
        [mean, variance] if mean.node == variance.node => Some(Buffered {
            node: mean.node,
            names: [mean.name.clone(), variance.name.clone()],
            running: Arc::new(Mutex::new(Running::new(mean.shape.iter().product()))),
        }),
        _ => None,
    });
    pairs.collect()
}

fn last_uses(steps: &[Step], output: usize) -> Vec<usize> {
    let mut last = vec![usize::MAX; steps.len() + 1];
    for (index, step) in steps.iter().enumerate() {
        for input in &step.inputs {
            if let Some(last) = last.get_mut(*input) {
                *last = index;
            }
        }
    }
    if let Some(last) = last.get_mut(output) {
        *last = usize::MAX;
    }
    last
}

#[cfg(test)]
#[path = "network_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "sequence_tests.rs"]
mod sequences;
