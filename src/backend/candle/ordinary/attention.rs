//! Multi-head self-attention over the steps of a series (Vaswani et al. 2017).

use candle_core::{D, Result, Tensor, bail};
use candle_nn::ops::softmax;

use super::Pass;
use super::join::linear;
use crate::graph::{Attention, NodeId};

/// Weight and bias of the way in, then of the way out.
type Projections<'a> = [(&'a Tensor, Option<&'a Tensor>); 2];

fn projections(learned: &[Tensor]) -> Result<Projections<'_>> {
    match learned {
        [into, out] => Ok([(into, None), (out, None)]),
        [into, into_bias, out, out_bias] => Ok([(into, Some(into_bias)), (out, Some(out_bias))]),
        _ => bail!("attention has two weights, each with or without a bias"),
    }
}

impl Pass<'_> {
    /// x `[batch, features, length]`, learned as PyTorch's `MultiheadAttention` → the shape of x.
    pub fn attention(
        &self,
        id: NodeId,
        x: &Tensor,
        attention: Attention,
        learned: &[Tensor],
    ) -> Result<Tensor> {
        let [(into, into_bias), (out, out_bias)] = projections(learned)?;
        let (batch, features, length) = x.dims3()?;
        let heads = attention.heads;
        let rows = x.transpose(1, 2)?.contiguous()?.reshape((batch * length, features))?;
        let projected = linear(&rows, into, into_bias)?;
        let projected = projected.reshape((batch, length, 3, heads, features / heads.max(1)))?;
        // Queries, keys and values, each `[batch, heads, length, features / heads]`.
        let part = |index: usize| {
            let part = projected.narrow(2, index, 1)?.squeeze(2)?;
            part.transpose(1, 2)?.contiguous()
        };
        let (queries, keys, values) = (part(0)?, part(1)?, part(2)?);
        let scale = (features as f64 / heads.max(1) as f64).sqrt();
        let scores = (queries.matmul(&keys.t()?.contiguous()?)? / scale)?;
        let scores = if attention.causal { scores.broadcast_add(&future(x)?)? } else { scores };
        let weights = softmax(&scores, D::Minus1)?;
        let weights = self.drop(id, &weights, weights.dims(), attention.dropout)?;
        let gathered = weights.matmul(&values)?.transpose(1, 2)?.contiguous()?;
        let gathered = gathered.reshape((batch * length, features))?;
        let out = linear(&gathered, out, out_bias)?.reshape((batch, length, features))?;
        out.transpose(1, 2)?.contiguous()
    }
}

/// Minus infinity where a step would see a later one, `[length, length]`.
fn future(x: &Tensor) -> Result<Tensor> {
    let length = x.dim(2)?;
    let cell = |i: usize| if i % length > i / length { f32::NEG_INFINITY } else { 0.0 };
    let cells: Vec<f32> = (0..length * length).map(cell).collect();
    Tensor::from_vec(cells, (length, length), x.device())?.to_dtype(x.dtype())
}
