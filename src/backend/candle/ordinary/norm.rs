//! Normalisation by batch, layer and group.

use std::sync::PoisonError;

use candle_core::{DType, Result, Tensor, bail};

use super::super::network::Buffered;
use super::{Pass, Training, per_channel};
use crate::graph::NodeId;

/// x `[batch, channels, …]`, over the channels at each place.
pub fn layer_norm(x: &Tensor, learned: &[Tensor], epsilon: f64) -> Result<Tensor> {
    scaled(&normal(x, &[1], epsilon)?, learned)
}

/// Over the channels of a group at all places.
pub fn group_norm(x: &Tensor, learned: &[Tensor], groups: usize, epsilon: f64) -> Result<Tensor> {
    let grouped = x.reshape((x.dim(0)?, groups, ()))?;
    scaled(&normal(&grouped, &[2], epsilon)?.reshape(x.shape())?, learned)
}

/// Mean 0 and variance 1 over these dimensions.
fn normal(x: &Tensor, dims: &[usize], epsilon: f64) -> Result<Tensor> {
    let (centred, _, variance) = centred(x, dims)?;
    centred.broadcast_div(&(variance + epsilon)?.sqrt()?)
}

/// `x` without its mean, the mean, and the biased variance.
fn centred(x: &Tensor, dims: &[usize]) -> Result<(Tensor, Tensor, Tensor)> {
    let mean = x.mean_keepdim(dims)?;
    let centred = x.broadcast_sub(&mean)?;
    let variance = centred.sqr()?.mean_keepdim(dims)?;
    Ok((centred, mean, variance))
}

/// Times gain, plus bias.
fn scaled(x: &Tensor, learned: &[Tensor]) -> Result<Tensor> {
    let [gain, bias] = learned else { bail!("a norm has a gain and a bias") };
    x.broadcast_mul(&per_channel(gain, x)?)?.broadcast_add(&per_channel(bias, x)?)
}

impl Pass<'_> {
    /// Per channel, by the batch's statistics in training and by the running ones in evaluation.
    pub fn batch_norm(
        &self,
        id: NodeId,
        x: &Tensor,
        learned: &[Tensor],
        [momentum, epsilon]: [f64; 2],
    ) -> Result<Tensor> {
        let buffered = self.network.buffered.iter().find(|buffered| buffered.node == id);
        let Some(buffered) = buffered else { bail!("a batch norm lacks its running statistics") };
        let (centred, variance) = match self.training {
            Training::Off => by_running(x, buffered)?,
            Training::On | Training::Step(_) => {
                let dims: Vec<usize> = (0..x.rank()).filter(|dim| *dim != 1).collect();
                let (centred, mean, variance) = centred(x, &dims)?;
                if let Training::Step(_) = self.training {
                    follow(buffered, [&mean, &variance], x, momentum)?;
                }
                (centred, variance)
            }
        };
        scaled(&centred.broadcast_div(&(variance + epsilon)?.sqrt()?)?, learned)
    }
}

/// `x` without the running mean, and the running variance.
fn by_running(x: &Tensor, buffered: &Buffered) -> Result<(Tensor, Tensor)> {
    let running = buffered.running.lock().unwrap_or_else(PoisonError::into_inner);
    let of = |values: &[f32]| {
        let values = Tensor::from_slice(values, values.len(), x.device())?.to_dtype(x.dtype())?;
        per_channel(&values, x)
    };
    Ok((x.broadcast_sub(&of(&running.mean)?)?, of(&running.variance)?))
}

/// Moves the running statistics towards the batch's.
fn follow(buffered: &Buffered, statistics: [&Tensor; 2], x: &Tensor, momentum: f64) -> Result<()> {
    let host = |values: &Tensor| values.flatten_all()?.to_dtype(DType::F32)?.to_vec1::<f32>();
    let [mean, variance] = [host(statistics[0])?, host(statistics[1])?];
    let count = x.elem_count() / mean.len().max(1);
    let mut running = buffered.running.lock().unwrap_or_else(PoisonError::into_inner);
    running.follow(&mean, &variance, count, momentum as f32);
    Ok(())
}
