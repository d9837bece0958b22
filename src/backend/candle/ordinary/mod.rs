//! The ordinary network: a graph's forward pass in stock Candle operations, on any device and in
//! single or double precision, with gradients by Candle's autograd.
//!
//! It follows the definitions and is not made for speed: the compiled network is measured against
//! it, and devices without kernels of their own run it. Tensors are channels first.

mod attention;
mod conv;
#[cfg(test)]
mod golden_tests;
mod join;
mod norm;
mod pointwise;
mod pool;
mod recurrent;
mod sequence;
#[cfg(test)]
mod slope_tests;
mod window;

use candle_core::{Result, Tensor, bail};

use super::network::Network;
use crate::graph::{Node, NodeId, Op};

/// What dropout multiplies with: a node, the dimensions of the factors and the rate → the factors,
/// 0 or 1 / (1 − rate). They are `[batch, channels, …]` for `dropout`, `[batch, channels]` for
/// `spatial_dropout`, and `[batch, heads, length, length]` for the weights of attention.
pub type Masks<'a> = dyn Fn(NodeId, &[usize], f64) -> Result<Tensor> + 'a;

/// What a pass is for.
#[derive(Clone, Copy)]
pub enum Training<'a> {
    /// Evaluation: the running statistics normalise, nothing is dropped, and nothing is kept for
    /// gradients.
    Off,
    /// Batches are normalised by their own statistics, the running ones stay, and nothing is
    /// dropped, whatever the rates: masks belong to who trains.
    On,
    /// A step of training: drops by these masks, and moves the running statistics.
    Step(&'a Masks<'a>),
}

/// One pass.
struct Pass<'a> {
    network: &'a Network,
    training: Training<'a>,
    /// The network's input, whose device and precision all tensors of the pass have.
    x: &'a Tensor,
    /// Learned tensors in place of the network's own, in its order.
    other: Option<&'a [Tensor]>,
}

impl Network {
    /// The logits or values of a batch `[batch, …]`, on the device and in the precision of `x`
    /// (the learned tensors are brought there; their gradients come back to them).
    ///
    /// Candle goes back through a pass by recursion, several frames for each step of a series: the
    /// gradients of a recurrent layer over more than about a thousand steps need a thread with more
    /// than 2 MiB of stack.
    ///
    /// # Errors
    /// The batch has another shape than the network's input.
    pub fn ordinary(&self, x: &Tensor, training: Training) -> Result<Tensor> {
        self.pass(&Pass { network: self, training, x, other: None })
    }

    /// As [`Network::ordinary`] in evaluation, with other learned tensors in the network's order:
    /// in double precision they keep what its own numbers would lose.
    ///
    /// # Errors
    /// The batch or a tensor has another shape than the network's.
    #[cfg(test)]
    pub fn ordinary_with(&self, x: &Tensor, learned: &[Tensor]) -> Result<Tensor> {
        self.pass(&Pass { network: self, training: Training::Off, x, other: Some(learned) })
    }

    fn pass(&self, pass: &Pass) -> Result<Tensor> {
        let mut values: Vec<Tensor> = Vec::with_capacity(self.graph.nodes.len());
        for (index, node) in self.graph.nodes.iter().enumerate() {
            let inputs = node.inputs.iter().filter_map(|input| values.get(input.0));
            let value = pass.value(NodeId(index), node, &inputs.collect::<Vec<_>>())?;
            values.push(value);
        }
        match values.pop() {
            Some(output) => Ok(output),
            None => bail!("the network has no output"),
        }
    }
}

impl Pass<'_> {
    fn value(&self, id: NodeId, node: &Node, inputs: &[&Tensor]) -> Result<Tensor> {
        match (&node.op, inputs) {
            (Op::Input, _) => Ok(self.x.clone()),
            (Op::Add, [left, right]) => *left + *right,
            (Op::Concat, inputs) => Tensor::cat(inputs, 1),
            (_, [x]) => self.layer(id, node, x),
            _ => bail!("{} reads {} inputs", node.path, inputs.len()),
        }
    }

    /// An op that reads one input.
    fn layer(&self, id: NodeId, node: &Node, x: &Tensor) -> Result<Tensor> {
        let learned = self.learned(id)?;
        match node.op {
            Op::Input | Op::Add | Op::Concat => Ok(x.clone()),
            Op::Dense { .. } => join::dense(x, &learned),
            Op::Conv { reach, groups, .. } => conv::conv(x, &learned, reach, groups),
            Op::DepthwiseConv { reach, .. } => conv::conv(x, &learned, reach, x.dim(1)?),
            Op::Pool(pool) => pool::pool(x, pool),
            Op::GlobalAvgPool => pool::global_average(x),
            Op::GlobalMaxPool => pool::global_maximum(x),
            Op::LastStep => sequence::last_step(x),
            Op::Flatten | Op::Reshape(_) => {
                x.reshape([&[x.dim(0)?], node.shape.dims().as_slice()].concat())
            }
            Op::Activation(activation) => pointwise::activate(x, activation, &learned),
            Op::Dropout { rate } => self.drop(id, x, x.dims(), rate),
            Op::SpatialDropout { rate } => self.drop(id, x, &[x.dim(0)?, x.dim(1)?], rate),
            Op::BatchNorm { momentum, epsilon } => {
                self.batch_norm(id, x, &learned, [momentum, epsilon])
            }
            Op::LayerNorm { epsilon } => norm::layer_norm(x, &learned, epsilon),
            Op::GroupNorm { groups, epsilon } => norm::group_norm(x, &learned, groups, epsilon),
            Op::Embedding { .. } => sequence::embedding(x, &learned, self.x.dtype()),
            Op::Positions(positions) => sequence::positions(x, positions, &learned),
            Op::Recurrent(layer) => recurrent::recurrent(x, layer, &learned),
            Op::Attention(attention) => self.attention(id, x, attention, &learned),
            Op::Subsample { stride, channels } => join::subsample(x, stride, channels),
        }
    }

    /// The learned tensors of a node, in the order of its op.
    fn learned(&self, id: NodeId) -> Result<Vec<Tensor>> {
        let own = self.network.learned.iter().enumerate();
        let own = own.filter(|(_, learned)| learned.parameter.node == id);
        let here = |tensor: &Tensor| tensor.to_device(self.x.device())?.to_dtype(self.x.dtype());
        own.map(|(at, learned)| {
            let tensor = self.other.and_then(|other| other.get(at)).unwrap_or(&learned.tensor);
            match self.training {
                Training::Off => here(&tensor.detach()),
                Training::On | Training::Step(_) => here(tensor),
            }
        })
        .collect()
    }

    /// Multiplies with the mask of a node, in a step of training. Its dimensions are the first ones
    /// of `x`.
    fn drop(&self, id: NodeId, x: &Tensor, dims: &[usize], rate: f64) -> Result<Tensor> {
        let Training::Step(masks) = self.training else { return Ok(x.clone()) };
        if rate <= 0.0 {
            return Ok(x.clone());
        }
        let mask = masks(id, dims, rate)?.to_device(x.device())?.to_dtype(x.dtype())?;
        let missing = vec![1; x.rank().saturating_sub(dims.len())];
        x.broadcast_mul(&mask.reshape([dims, missing.as_slice()].concat())?)
    }
}

/// A weight and its bias, where it has one.
fn affine(learned: &[Tensor]) -> Result<(&Tensor, Option<&Tensor>)> {
    match learned {
        [weight] => Ok((weight, None)),
        [weight, bias] => Ok((weight, Some(bias))),
        _ => bail!("a layer has a weight and at most one bias"),
    }
}

/// Numbers for each channel, to be broadcast over `[batch, channels, …]`.
fn per_channel(values: &Tensor, x: &Tensor) -> Result<Tensor> {
    let mut dims = vec![1; x.rank()];
    if let Some(channels) = dims.get_mut(1) {
        *channels = values.elem_count();
    }
    values.reshape(dims)
}
