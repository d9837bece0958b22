//! The kernel of each op.

use super::{Lowering, activate};
use crate::backend::kernels::{
    Attention, AvgPool, BatchNorm, Conv, Dense, Depthwise, Dropout, Embedding, GlobalAvgPool,
    GlobalMaxPool, GroupNorm, Kernel, LastStep, LayerNorm, Mask, MaxPool, Positions, Prelu,
    Recurrent, Softmax, SpatialDropout, Subsample,
};
use crate::backend::kernels::{Axis, Epilogue, Window};
use crate::graph::{self, Activation, Node, NodeId, Op, Padding, PoolKind, Reach, Shape, Sides};
use crate::random::Stream;

type Made = Result<Box<dyn Kernel>, String>;

impl Lowering<'_> {
    /// The kernel of a layer, with the activation at its end where it can have one.
    pub(super) fn kernel(&self, id: NodeId, node: &Node, epilogue: Epilogue) -> Made {
        let input = self.shape(node, 0)?;
        let (places, channels) = (input.positions(), input.channels());
        Ok(match node.op {
            Op::Dense { units, .. } => Box::new(Dense::new(channels, units, epilogue)),
            Op::Conv { filters, reach, groups, bias } => {
                let window = window(input, reach)?;
                if window.is_pointwise() && groups == 1 {
                    return Ok(Box::new(Dense::new(channels, filters, epilogue)));
                }
                Box::new(Conv::new(window, [channels, filters], groups, bias, epilogue))
            }
            Op::DepthwiseConv { multiplier, reach, bias } => {
                let window = window(input, reach)?;
                Box::new(Depthwise::new(window, channels, multiplier, bias, epilogue))
            }
            Op::BatchNorm { .. } => return self.batch_norm(id, node, epilogue),
            Op::LayerNorm { epsilon } => Box::new(LayerNorm::new(places, channels, epsilon)),
            Op::GroupNorm { groups, epsilon } => {
                Box::new(GroupNorm::new(places, channels, groups, epsilon))
            }
            Op::Pool(_) | Op::Subsample { .. } => return pooled(node.op, input),
            Op::GlobalAvgPool => Box::new(GlobalAvgPool::new(places, channels)),
            Op::GlobalMaxPool => Box::new(GlobalMaxPool::new(places, channels)),
            Op::LastStep => Box::new(LastStep::new(places, channels)),
            Op::Activation(Activation::Prelu) => Box::new(Prelu::new()),
            Op::Activation(Activation::Softmax) => Box::new(Softmax::new(channels)),
            Op::Activation(activation) => activate(activation, node.shape.elements()),
            Op::Dropout { rate } => Box::new(Dropout::new(rate, &self.masks(id))),
            Op::SpatialDropout { rate } => {
                Box::new(SpatialDropout::new(places, channels, rate, &self.masks(id)))
            }
            _ => return self.sequential(id, node, input),
        })
    }

    /// The layers of sequences.
    fn sequential(&self, id: NodeId, node: &Node, input: Shape) -> Made {
        let (length, features) = (input.positions(), input.channels());
        Ok(match (node.op, input) {
            (Op::Embedding { units }, Shape::Tokens { vocabulary, .. }) => {
                Box::new(Embedding::new(vocabulary, units))
            }
            (Op::Positions(kind), _) => Box::new(Positions::new(kind, length, features)),
            (Op::Recurrent(layer), _) => Box::new(Recurrent::new(layer, length, features)),
            (Op::Attention(layer), _) => {
                let drops = layer.dropout > 0.0;
                let mask = drops.then(|| Mask::new(layer.dropout, &self.masks(id)));
                Box::new(Attention::new(layer, length, features, mask))
            }
            _ => return Err(format!("`{}` cannot read this", node.op.name())),
        })
    }

    pub(super) fn batch_norm(&self, id: NodeId, node: &Node, epilogue: Epilogue) -> Made {
        let Op::BatchNorm { momentum, epsilon } = node.op else {
            return Err(format!("{} is no batch norm", node.path));
        };
        let Some(running) = (self.running)(id) else {
            return Err(format!("{} lacks its running statistics", node.path));
        };
        let channels = node.shape.channels();
        Ok(Box::new(BatchNorm::new(channels, (momentum, epsilon), epilogue, running)))
    }

    /// What a layer draws its masks from.
    fn masks(&self, id: NodeId) -> Stream {
        Stream::new(self.seed, &format!("dropout/{}", id.0))
    }
}

/// The layers without learned numbers over which a window slides.
fn pooled(op: Op, input: Shape) -> Made {
    let channels = input.channels();
    Ok(match op {
        Op::Pool(graph::Pool { kind, size, stride, padding }) => {
            let reach = Reach { kernel: size, stride, dilation: Sides::square(1), padding };
            let window = window(input, reach)?;
            match kind {
                PoolKind::Max => Box::new(MaxPool::new(window, channels)),
                PoolKind::Average => Box::new(AvgPool::new(window, channels)),
            }
        }
        Op::Subsample { stride, channels: out } => {
            let reach = Reach { stride, ..Reach::square(1, 1, Padding::Same) };
            let window = match input {
                Shape::Features(_) => Window { rows: Axis::absent(), columns: Axis::absent() },
                _ => window(input, reach)?,
            };
            Box::new(Subsample::new(window, channels, out))
        }
        _ => return Err(format!("`{}` has no window", op.name())),
    })
}

fn window(input: Shape, reach: Reach) -> Result<Window, String> {
    let Reach { kernel, stride, dilation, padding } = reach;
    let [down, along] = padding.of_sides();
    let axis = |input, size, stride, dilation, padding| {
        Axis::dilated(input, size, stride, dilation, padding)
    };
    let columns = |length| axis(length, kernel.columns, stride.columns, dilation.columns, along);
    match input {
        Shape::Image { height, width, .. } => {
            let rows = axis(height, kernel.rows, stride.rows, dilation.rows, down)?;
            Ok(Window { rows, columns: columns(width)? })
        }
        Shape::Series { length, .. } => {
            Ok(Window { rows: Axis::absent(), columns: columns(length)? })
        }
        Shape::Features(_) | Shape::Tokens { .. } => {
            Err("a window cannot slide over this".to_string())
        }
    }
}
