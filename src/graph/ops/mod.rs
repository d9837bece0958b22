//! One file for each op: its shape rule, its parameters, its FLOPs.
//!
//! FLOPs are of one forward pass of one sample; a multiply-add counts 2, and what happens only in
//! training counts nothing.

mod activation;
mod add;
mod attention;
mod batch_norm;
mod concat;
mod conv;
mod dense;
mod embedding;
mod flatten;
mod global_pool;
mod group_norm;
mod last_step;
mod layer_norm;
mod pool;
mod positions;
mod recurrent;
mod reshape;
mod series;
mod subsample;
mod window;

use super::misfit::{LARGEST, Misfit};
use super::op::{Op, PoolKind};
use super::parameter::Slot;
use super::shape::Shape;

impl Op {
    /// The layer's name in the language.
    pub fn name(&self) -> &'static str {
        match self {
            Op::Input => "input",
            Op::Dense { .. } => "dense",
            Op::Conv { .. } => "conv",
            Op::Pool(pool) => match pool.kind {
                PoolKind::Max => "max_pool",
                PoolKind::Average => "avg_pool",
            },
            Op::GlobalAvgPool => "global_avg_pool",
            Op::GlobalMaxPool => "global_max_pool",
            Op::DepthwiseConv { .. } => "depthwise_conv",
            Op::LastStep => "last_step",
            Op::Reshape(_) => "reshape",
            Op::SpatialDropout { .. } => "spatial_dropout",
            Op::GroupNorm { .. } => "group_norm",
            Op::Embedding { .. } => "embedding",
            Op::Positions(_) => "positions",
            Op::Recurrent(layer) => recurrent::name(layer.cell),
            Op::Attention(_) => "attention",
            Op::Concat => "parallel",
            Op::Subsample { .. } => "residual",
            Op::Flatten => "flatten",
            Op::Activation(activation) => activation.name(),
            Op::Dropout { .. } => "dropout",
            Op::BatchNorm { .. } => "batch_norm",
            Op::LayerNorm { .. } => "layer_norm",
            Op::Add => "residual",
        }
    }

    /// The shape that comes out.
    ///
    /// # Errors
    /// Where the inputs do not fit, and where a tensor would have more than 2^40 numbers.
    pub fn output(&self, inputs: &[Shape]) -> Result<Shape, Misfit> {
        let (input, shape) = match (self, inputs) {
            (Op::Add, [left, right]) => (*left, add::output(*left, *right)?),
            (Op::Add, _) => return Err(self.arity(2, inputs.len())),
            (Op::Concat, _) => (Shape::Features(0), concat::output(inputs)?),
            (_, [input]) => (*input, self.rule(*input)?),
            _ => return Err(self.arity(1, inputs.len())),
        };
        self.refuse_large("numbers", shape.elements() as u64)?;
        self.refuse_large("parameters", self.params(input))?;
        Ok(shape)
    }

    fn rule(&self, input: Shape) -> Result<Shape, Misfit> {
        if input.elements() == 0 {
            return Err(Misfit::Zero { layer: self.name(), what: "input" });
        }
        if let Shape::Tokens { .. } = input
            && !matches!(self, Op::Input | Op::Embedding { .. })
        {
            return Err(Misfit::NeedsEmbedding { layer: self.name() });
        }
        match self {
            Op::Dense { units, .. } => dense::output(*units, input),
            Op::Conv { filters, reach, groups, .. } => {
                conv::output("conv", *filters, *reach, *groups, input)
            }
            Op::DepthwiseConv { multiplier, reach, .. } => {
                let channels = input.channels();
                let filters = channels.saturating_mul(*multiplier);
                conv::output("depthwise_conv", filters, *reach, channels, input)
            }
            Op::Pool(pool) => pool::output(*pool, self.name(), input),
            Op::GlobalAvgPool | Op::GlobalMaxPool => global_pool::output(self.name(), input),
            Op::LastStep => last_step::output(input),
            Op::Reshape(to) => reshape::output(*to, input),
            Op::GroupNorm { groups, .. } => group_norm::output(*groups, input),
            Op::Embedding { units } => embedding::output(*units, input),
            Op::Positions(_) => positions::output(input),
            Op::Recurrent(layer) => recurrent::output(*layer, input),
            Op::Attention(attention) => attention::output(*attention, input),
            Op::Subsample { stride, channels } => subsample::output(*stride, *channels, input),
            Op::SpatialDropout { .. } if input.dimensions() == 0 => {
                Err(Misfit::NeedsPositions { layer: self.name(), found: input })
            }
            Op::Flatten => Ok(flatten::output(input)),
            Op::Input
            | Op::Activation(_)
            | Op::Dropout { .. }
            | Op::SpatialDropout { .. }
            | Op::BatchNorm { .. }
            | Op::LayerNorm { .. }
            | Op::Add
            | Op::Concat => Ok(input),
        }
    }

    /// The parameters for inputs of this shape, in the order weight, bias.
    pub fn slots(&self, input: Shape) -> Vec<Slot> {
        match self {
            Op::Dense { units, bias } => dense::slots(*units, *bias, input),
            Op::Conv { filters, reach, groups, bias } => {
                conv::slots(*filters, reach.kernel, *groups, *bias, input)
            }
            Op::DepthwiseConv { multiplier, reach, bias } => {
                let channels = input.channels();
                let filters = channels.saturating_mul(*multiplier);
                conv::slots(filters, reach.kernel, channels, *bias, input)
            }
            Op::GroupNorm { .. } => layer_norm::slots(input),
            Op::Embedding { units } => embedding::slots(*units, input),
            Op::Positions(kind) => positions::slots(*kind, input),
            Op::Recurrent(layer) => recurrent::slots(*layer, input),
            Op::Attention(attention) => attention::slots(attention.bias, input),
            Op::BatchNorm { .. } => batch_norm::slots(input),
            Op::LayerNorm { .. } => layer_norm::slots(input),
            Op::Activation(activation) => activation.slots(),
            _ => Vec::new(),
        }
    }

    /// Names and shapes of running statistics.
    pub fn running(&self, input: Shape) -> Vec<(&'static str, Vec<usize>)> {
        match self {
            Op::BatchNorm { .. } => batch_norm::running(input),
            _ => Vec::new(),
        }
    }

    /// How many learned numbers; saturates.
    pub fn params(&self, input: Shape) -> u64 {
        self.slots(input).iter().fold(0, |sum, slot| sum.saturating_add(slot.count()))
    }

    /// Forward, one sample; saturates. `input` is the first input where there are two.
    pub fn flops(&self, input: Shape, output: Shape) -> u64 {
        match self {
            Op::Dense { bias, .. } => dense::flops(*bias, input, output),
            Op::Conv { reach, groups, bias, .. } => {
                conv::flops(reach.kernel, *groups, *bias, input, output)
            }
            Op::DepthwiseConv { reach, bias, .. } => {
                conv::flops(reach.kernel, input.channels(), *bias, input, output)
            }
            Op::Positions(_) => positions::flops(output),
            Op::Recurrent(layer) => recurrent::flops(*layer, input),
            Op::Attention(attention) => attention::flops(*attention, input),
            Op::Pool(pool) => pool::flops(*pool, output),
            Op::GlobalAvgPool | Op::GlobalMaxPool => global_pool::flops(input),
            Op::Activation(_) => activation::flops(output),
            Op::BatchNorm { .. } => batch_norm::flops(output),
            Op::LayerNorm { .. } | Op::GroupNorm { .. } => layer_norm::flops(output),
            Op::Add => add::flops(output),
            Op::Input
            | Op::Flatten
            | Op::LastStep
            | Op::Reshape(_)
            | Op::Dropout { .. }
            | Op::SpatialDropout { .. }
            | Op::Embedding { .. }
            | Op::Concat
            | Op::Subsample { .. } => 0,
        }
    }

    fn refuse_large(&self, what: &'static str, count: u64) -> Result<(), Misfit> {
        if count > LARGEST {
            return Err(Misfit::TooLarge { layer: self.name(), what, count });
        }
        Ok(())
    }

    fn arity(&self, expected: usize, found: usize) -> Misfit {
        Misfit::Inputs { layer: self.name(), expected, found }
    }
}

/// The product of counts, without overflow.
fn product(factors: &[usize]) -> u64 {
    factors.iter().fold(1, |product: u64, factor| product.saturating_mul(*factor as u64))
}
