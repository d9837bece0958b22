//! A network: its learned numbers in one flat variable, in the layout of `Graph::parameters`.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use candle_core::{CpuStorage, Device, InplaceOp1, Layout, Result, Storage, Tensor, Var, bail};

use super::init::initial;
use crate::backend::kernels::Running;
use crate::graph::{Graph, NodeId, Op, Parameter, Shape};
use crate::instantiate::Init;

/// A learned tensor: a view of the flat variable.
#[derive(Clone, Debug)]
pub struct Learned {
    pub parameter: Parameter,
    pub tensor: Tensor,
    /// Where its numbers lie in the flat variable.
    pub range: Range<usize>,
}

/// The running statistics of one layer, with the names of mean and variance.
#[derive(Clone, Debug)]
pub struct Buffered {
    pub node: NodeId,
    pub names: [String; 2],
    pub running: Arc<Mutex<Running>>,
}

/// A Candle network of a graph.
#[derive(Debug)]
pub struct Network {
    pub(super) graph: Graph,
    pub(super) flat: Var,
    /// The first number of `flat`, or none. Candle looks at a layout before it changes a tensor in
    /// place, and only for such a small one without an allocation.
    handle: Tensor,
    pub(super) learned: Vec<Learned>,
    pub(super) buffered: Vec<Buffered>,
    input: Shape,
}

impl Network {
    /// Builds the network with its initial weights.
    ///
    /// # Errors
    /// The graph has no input.
    pub fn new(graph: &Graph, init: Init, seed: u64) -> Result<Network> {
        let Some(input) = graph.nodes.iter().find(|node| node.op == Op::Input) else {
            bail!("a graph needs an input");
        };
        let parameters = graph.parameters();
        let draw = |parameter: &Parameter| initial(graph, parameter, init, seed);
        let numbers: Vec<f32> = parameters.iter().flat_map(draw).collect();
        let count = numbers.len();
        let flat = Var::from_vec(numbers, count, &Device::Cpu)?;
        let handle = flat.as_detached_tensor().narrow(0, 0, count.min(1))?;
        let learned = views(&flat, parameters)?;
        let (input, graph, buffered) = (input.shape, graph.clone(), buffered(graph));
        Ok(Network { graph, flat, handle, learned, buffered, input })
    }

    /// Samples, row-major in the layout of the input, as the tensor that `ordinary` takes.
    ///
    /// # Errors
    /// The numbers are not a whole number of samples.
    pub fn batch(&self, values: Vec<f32>) -> Result<Tensor> {
        let elements = self.input.elements().max(1);
        let count = values.len() / elements;
        Tensor::from_vec(values, [&[count], self.input.dims().as_slice()].concat(), &Device::Cpu)
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
        self.flat.elem_count() as u64
    }

    /// The variable that holds them all, one tensor after the other.
    pub fn flat(&self) -> &Var {
        &self.flat
    }

    /// Calls `work` with all learned numbers.
    ///
    /// # Errors
    /// They are not on the CPU.
    pub fn with_numbers<R>(&self, work: impl FnOnce(&[f32]) -> R) -> Result<R> {
        let (storage, _) = self.flat.storage_and_layout();
        match &*storage {
            Storage::Cpu(CpuStorage::F32(numbers)) => Ok(work(numbers)),
            _ => bail!("the learned numbers are not on the CPU"),
        }
    }

    /// Calls `work` with all learned numbers, to change them in place.
    ///
    /// # Errors
    /// They are not on the CPU.
    pub fn change_numbers(&self, work: impl FnMut(&mut [f32])) -> Result<()> {
        self.handle.inplace_op1(&Change(std::cell::RefCell::new(work)))
    }
}

/// Candle changes a variable in place by an operation.
struct Change<F>(std::cell::RefCell<F>);

impl<F: FnMut(&mut [f32])> InplaceOp1 for Change<F> {
    fn name(&self) -> &'static str {
        "change of all learned numbers"
    }

    fn cpu_fwd(&self, storage: &mut CpuStorage, _: &Layout) -> Result<()> {
        match storage {
            CpuStorage::F32(numbers) => (self.0.borrow_mut())(numbers),
            _ => bail!("learned numbers have single precision"),
        }
        Ok(())
    }
}

fn views(flat: &Var, parameters: Vec<Parameter>) -> Result<Vec<Learned>> {
    let mut start = 0;
    let view = |parameter: Parameter| {
        let count = parameter.shape.iter().product();
        let range = start..start + count;
        start = range.end;
        let tensor = flat.narrow(0, range.start, count)?.reshape(parameter.shape.as_slice())?;
        Ok(Learned { parameter, tensor, range })
    };
    parameters.into_iter().map(view).collect()
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

#[cfg(test)]
#[path = "network_tests.rs"]
mod tests;
