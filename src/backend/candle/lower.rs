//! A graph's nodes as steps. An activation that only one layer feeds becomes part of that layer.

use std::sync::{Arc, Mutex};

use candle_core::{Device, Result, Tensor, bail};

use super::network::{Buffered, Learned};
use super::step::{Affine, Kind, Slot, Step};
use crate::backend::kernels::{Axis, Epilogue, Running, Subsample, Window, sinusoids};
use crate::graph::{
    Activation, Graph, Node, NodeId, Op, Padding, ParameterKind, PoolKind, Positions, Reach, Shape,
    Sides,
};
use crate::random::Stream;

/// What lowering needs besides the graph.
pub struct Parts<'a> {
    pub graph: &'a Graph,
    pub learned: &'a [Learned],
    pub buffered: &'a [Buffered],
    pub seed: u64,
}

/// The steps, and which one's output (counted from 1; 0 is the input) is the network's.
pub fn lower(parts: &Parts) -> Result<(Vec<Step>, usize)> {
    let mut steps: Vec<Step> = Vec::new();
    // Which step's output holds the value of each node.
    let mut places: Vec<usize> = Vec::new();
    // Whether anything up to each place is learned; the network's input is not.
    let mut learns = vec![false];
    let mut fused: Vec<NodeId> = Vec::new();
    for (index, node) in parts.graph.nodes.iter().enumerate() {
        let id = NodeId(index);
        let inputs: Vec<usize> =
            node.inputs.iter().filter_map(|input| places.get(input.0).copied()).collect();
        if node.op == Op::Input || fused.contains(&id) {
            places.push(inputs.first().copied().unwrap_or(0));
            continue;
        }
        let mut epilogue = Epilogue::NONE;
        if let Some((user, fusable)) = parts.fusable(id) {
            fused.push(user);
            epilogue = fusable;
        }
        let kind = parts.kind(id, node, epilogue)?;
        let to_x = inputs.iter().any(|place| learns.get(*place).copied().unwrap_or(false));
        learns.push(to_x || !kind.learned().is_empty());
        steps.push(Step { kind, inputs, to_x });
        places.push(steps.len());
    }
    Ok((steps, places.last().copied().unwrap_or(0)))
}

impl Parts<'_> {
    /// The activation that alone reads this layer and whose slope its value tells.
    fn fusable(&self, id: NodeId) -> Option<(NodeId, Epilogue)> {
        let node = self.graph.node(id)?;
        let has_epilogue = matches!(
            node.op,
            Op::Dense { .. } | Op::Conv { .. } | Op::DepthwiseConv { .. } | Op::BatchNorm { .. }
        );
        if !has_epilogue {
            return None;
        }
        let nodes = self.graph.nodes.iter().enumerate();
        let mut users = nodes.filter(|(_, user)| user.inputs.contains(&id));
        let (index, user) = users.next()?;
        match user.op {
            Op::Activation(activation) if users.next().is_none() => {
                Some((NodeId(index), Epilogue::of(activation)?))
            }
            _ => None,
        }
    }

    fn kind(&self, id: NodeId, node: &Node, epilogue: Epilogue) -> Result<Kind> {
        let Some(input) = self.graph.input(node) else { bail!("{} reads nothing", node.path) };
        Ok(match node.op {
            Op::Input | Op::Flatten | Op::Reshape(_) => Kind::View(node.shape.dims()),
            Op::Dense { .. } => Kind::Dense(self.affine(id)?, epilogue),
            Op::Conv { .. } | Op::DepthwiseConv { .. } | Op::Pool(_) | Op::Subsample { .. } => {
                self.sliding(id, node.op, input, epilogue)?
            }
            Op::GlobalAvgPool => Kind::GlobalAvgPool,
            Op::GlobalMaxPool => Kind::GlobalMaxPool,
            Op::LastStep => Kind::LastStep,
            Op::Activation(Activation::Prelu) => Kind::Prelu(self.affine(id)?),
            Op::Activation(Activation::Softmax) => Kind::Softmax,
            Op::Activation(activation) => Kind::Activation(activation),
            Op::Dropout { rate } => Kind::Dropout { rate, stream: self.masks(id) },
            Op::SpatialDropout { rate } => Kind::SpatialDropout { rate, stream: self.masks(id) },
            Op::BatchNorm { momentum, epsilon } => {
                let (affine, running) = (self.affine(id)?, self.running(id)?);
                Kind::BatchNorm { affine, settings: (momentum, epsilon), epilogue, running }
            }
            Op::LayerNorm { epsilon } => Kind::LayerNorm { affine: self.affine(id)?, epsilon },
            Op::GroupNorm { groups, epsilon } => {
                Kind::GroupNorm { affine: self.affine(id)?, groups, epsilon }
            }
            Op::Add => Kind::Add,
            Op::Concat => {
                let inputs = node.inputs.iter().filter_map(|input| self.graph.node(*input));
                Kind::Concat(inputs.map(|input| input.shape.channels()).collect())
            }
            Op::Embedding { .. } => Kind::Embedding(self.slots(id)),
            Op::Positions(positions) => self.positions(id, positions, input)?,
            Op::Recurrent(layer) => Kind::Recurrent(layer, self.slots(id)),
            Op::Attention(attention) => {
                let (stream, slots) = (self.masks(id), self.slots(id));
                Kind::Attention { attention, stream, slots }
            }
        })
    }

    /// The layers with a window that slides.
    fn sliding(&self, id: NodeId, op: Op, input: Shape, epilogue: Epilogue) -> Result<Kind> {
        Ok(match op {
            Op::Conv { reach, groups, .. } => {
                let (affine, window) = (self.affine(id)?, window(input, reach)?);
                Kind::Conv { affine, window, groups, epilogue }
            }
            Op::DepthwiseConv { reach, .. } => {
                let (affine, window) = (self.affine(id)?, window(input, reach)?);
                Kind::Conv { affine, window, groups: input.channels(), epilogue }
            }
            Op::Pool(pool) => {
                let (kernel, stride, padding) = (pool.size, pool.stride, pool.padding);
                let reach = Reach { kernel, stride, dilation: Sides::square(1), padding };
                let window = window(input, reach)?;
                match pool.kind {
                    PoolKind::Max => Kind::MaxPool(window),
                    PoolKind::Average => Kind::AvgPool(window),
                }
            }
            Op::Subsample { stride, channels } => {
                let reach = Reach { stride, ..Reach::square(1, 1, Padding::Same) };
                let window = match input {
                    Shape::Features(_) => Window { rows: Axis::absent(), columns: Axis::absent() },
                    _ => window(input, reach)?,
                };
                Kind::Subsample(Subsample { window, channels })
            }
            _ => bail!("`{}` has no window", op.name()),
        })
    }

    /// What a layer draws its masks from.
    fn masks(&self, id: NodeId) -> Stream {
        Stream::new(self.seed, &format!("dropout/{}", id.0))
    }

    /// The learned tensors of a node, in the order of its op.
    fn slots(&self, id: NodeId) -> Vec<Slot> {
        let numbered = self.learned.iter().enumerate();
        let own = numbered.filter(|(_, learned)| learned.parameter.node == id);
        own.map(|(place, learned)| Slot { place, var: learned.var.clone() }).collect()
    }

    fn positions(&self, id: NodeId, positions: Positions, input: Shape) -> Result<Kind> {
        match positions {
            Positions::Learned => Ok(Kind::Positions(self.slots(id))),
            Positions::Sinusoidal => {
                let place = (input.channels(), input.positions());
                let table = sinusoids(place.0, place.1);
                Ok(Kind::Sinusoids(Tensor::from_vec(table, place, &Device::Cpu)?))
            }
        }
    }

    fn affine(&self, id: NodeId) -> Result<Affine> {
        let mut affine = (None, None);
        let numbered = self.learned.iter().enumerate();
        for (place, learned) in numbered.filter(|(_, learned)| learned.parameter.node == id) {
            let var = Some(Slot { place, var: learned.var.clone() });
            match learned.parameter.kind {
                ParameterKind::Weight
                | ParameterKind::NormGain
                | ParameterKind::Slope
                | ParameterKind::Recurrent
                | ParameterKind::Embedding
                | ParameterKind::Position => {
                    affine.0 = var;
                }
                ParameterKind::Bias | ParameterKind::NormBias => affine.1 = var,
            }
        }
        match affine {
            (Some(weight), bias) => Ok(Affine { weight, bias }),
            _ => bail!("node {} lacks its weight", id.0),
        }
    }

    fn running(&self, id: NodeId) -> Result<Arc<Mutex<Running>>> {
        match self.buffered.iter().find(|buffered| buffered.node == id) {
            Some(buffered) => Ok(buffered.running.clone()),
            None => bail!("node {} lacks its running statistics", id.0),
        }
    }
}

fn window(input: Shape, reach: Reach) -> Result<Window> {
    let Reach { kernel, stride, dilation, padding } = reach;
    let [down, along] = padding.of_sides();
    let columns =
        |length| Axis::dilated(length, kernel.columns, stride.columns, dilation.columns, along);
    match input {
        Shape::Image { height, width, .. } => {
            let rows = Axis::dilated(height, kernel.rows, stride.rows, dilation.rows, down)?;
            Ok(Window { rows, columns: columns(width)? })
        }
        Shape::Series { length, .. } => {
            Ok(Window { rows: Axis::absent(), columns: columns(length)? })
        }
        Shape::Features(_) | Shape::Tokens { .. } => bail!("a window cannot slide over this"),
    }
}
