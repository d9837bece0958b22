//! Attention, the block around it, and positions.

use super::super::fault::Problem;
use super::super::numbers::{Need, Numbers, Reader};
use super::{Part, activation, part};
use crate::graph::{Activation, Attention, Op, Padding, Positions, Shape};

/// Of the norms within a transformer block, as PyTorch.
const EPSILON: f64 = 1e-5;

pub fn attention<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    Ok(Op::Attention(Attention {
        heads: read.required("heads", Need::Shape)?,
        causal: read.flag("causal", false)?,
        dropout: read.real_or("dropout", 0.0)?,
        bias: read.flag("bias", true)?,
    }))
}

pub fn positions<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    let fixed = read.word_for("kind", Need::Shape)? == Some("sinusoidal");
    Ok(Op::Positions(if fixed { Positions::Sinusoidal } else { Positions::Learned }))
}

/// x + attention(norm(x)), then x + contract(activation(expand(norm(x)))). The feed-forward layer
/// works at each step, which is a convolution with a kernel of 1.
pub fn transformer<N: Numbers>(read: &Reader<N>, input: Shape) -> Result<Vec<Part>, Problem> {
    let width = input.channels();
    let attention = attention(read)?;
    let units = read.whole("units", Need::Width, 1)?.unwrap_or(width.saturating_mul(4));
    let rate = read.real_or("dropout", 0.0)?;
    let function = activation::fused(read)?.unwrap_or(Activation::Gelu);
    let dense = |units| Op::conv(units, 1, 1, Padding::Valid, true);
    let norm = Op::LayerNorm { epsilon: EPSILON };
    let mut parts = vec![Part::Save, part("norm1", norm), part("attention", attention)];
    let drop = |parts: &mut Vec<Part>, name: &str| {
        if rate > 0.0 {
            parts.push(part(name, Op::Dropout { rate }));
        }
    };
    drop(&mut parts, "dropout1");
    parts.extend([Part::Add { name: "add1".into() }, Part::Save, part("norm2", norm)]);
    parts.extend([part("expand", dense(units)), part("activation", Op::Activation(function))]);
    drop(&mut parts, "dropout2");
    parts.push(part("contract", dense(width)));
    drop(&mut parts, "dropout3");
    parts.push(Part::Add { name: "add2".into() });
    Ok(parts)
}
