//! The fully connected layer, and the way around a residual.

use candle_core::{Result, Tensor};

use super::affine;
use super::window::{pad, strided};
use crate::graph::Sides;

/// x `[batch, n]`, weight `[units, n]`, bias `[units]` → `[batch, units]`.
pub fn dense(x: &Tensor, learned: &[Tensor]) -> Result<Tensor> {
    let (weight, bias) = affine(learned)?;
    linear(x, weight, bias)
}

/// x·Wᵀ + b of rows.
pub fn linear(x: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Tensor> {
    let out = x.matmul(&weight.t()?)?;
    match bias {
        Some(bias) => out.broadcast_add(bias),
        None => Ok(out),
    }
}

/// Every `stride`-th place, with channels of zeros up to `channels`.
pub fn subsample(x: &Tensor, stride: Sides, channels: usize) -> Result<Tensor> {
    let every = |x: &Tensor, dim: usize, stride: usize| {
        let count = x.dim(dim)?.div_ceil(stride.max(1));
        strided(x, dim, 0, [stride, count])
    };
    let x = match x.rank() {
        4 => every(&every(x, 2, stride.rows)?, 3, stride.columns)?,
        3 => every(x, 2, stride.columns)?,
        _ => x.clone(),
    };
    let missing = channels.saturating_sub(x.dim(1)?);
    pad(&x, 1, [0, missing], 0.0)
}
