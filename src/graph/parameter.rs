//! The learned numbers of a network: names, shapes and kinds.

use super::node::NodeId;

/// What a parameter is to the optimizer: only weights decay, only weights get the init.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    Weight,
    Bias,
    NormGain,
    NormBias,
    /// The learned slope of `prelu`.
    Slope,
    /// From a recurrent layer's state to its next one.
    Recurrent,
    /// A vector for each token.
    Embedding,
    /// A vector for each step.
    Position,
}

/// One tensor of learned numbers, in PyTorch's layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The node's path and the tensor's name: `stage[0].conv1.weight`.
    pub name: String,
    pub shape: Vec<usize>,
    pub kind: ParameterKind,
    pub node: NodeId,
}

/// A tensor that training updates without gradients: running statistics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Buffer {
    /// `stage[0].batch_norm1.running_mean`
    pub name: String,
    pub shape: Vec<usize>,
    pub node: NodeId,
}

/// A parameter of an op before it has a place in a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub name: &'static str,
    pub kind: ParameterKind,
    dims: [usize; 4],
    rank: usize,
}

impl Slot {
    pub(super) fn new(name: &'static str, kind: ParameterKind, shape: &[usize]) -> Slot {
        let mut dims = [1; 4];
        for (place, dim) in dims.iter_mut().zip(shape) {
            *place = *dim;
        }
        Slot { name, kind, dims, rank: shape.len().min(4) }
    }

    pub fn shape(&self) -> &[usize] {
        self.dims.get(..self.rank).unwrap_or(&self.dims)
    }

    /// How many numbers; saturates.
    pub fn count(&self) -> u64 {
        self.shape().iter().fold(1, |product: u64, dim| product.saturating_mul(*dim as u64))
    }
}
