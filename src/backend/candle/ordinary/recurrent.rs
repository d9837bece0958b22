//! Recurrent layers, step by step: rnn, lstm and gru, one way or both.

use candle_core::{Result, Tensor, bail};
use candle_nn::ops::sigmoid;

use super::join::linear;
use super::pointwise::activate;
use crate::graph::{Activation, Cell, Recurrent, Returns};

/// One direction's `weight_ih`, `weight_hh`, `bias_ih`, `bias_hh`.
type Weights<'a> = [&'a Tensor; 4];

/// x `[batch, features, length]` → `[batch, directions × units]`, or with that many channels
/// `[batch, …, length]`.
pub fn recurrent(x: &Tensor, layer: Recurrent, learned: &[Tensor]) -> Result<Tensor> {
    let mut directions = Vec::with_capacity(2);
    for (direction, learned) in learned.chunks(4).enumerate() {
        let [read, state, read_bias, state_bias] = learned else {
            bail!("a recurrent layer has four tensors a direction");
        };
        let weights = [read, state, read_bias, state_bias];
        directions.push(one_way(x, layer, weights, direction == 1)?);
    }
    Tensor::cat(&directions, 1)
}

fn one_way(x: &Tensor, layer: Recurrent, weights: Weights, backwards: bool) -> Result<Tensor> {
    let (batch, _, length) = x.dims3()?;
    let start = Tensor::zeros((batch, layer.units), x.dtype(), x.device())?;
    let (mut state, mut memory) = (start.clone(), start);
    let mut states = Vec::with_capacity(length);
    for step in 0..length {
        let step = if backwards { length - 1 - step } else { step };
        let x = x.narrow(2, step, 1)?.squeeze(2)?.contiguous()?;
        (state, memory) = next(layer, &x, weights, [&state, &memory])?;
        states.push(state.clone());
    }
    if layer.returns == Returns::Last {
        return Ok(state);
    }
    if backwards {
        states.reverse();
    }
    Tensor::stack(&states, 2)
}

/// State and memory after a step; only an lstm has a memory.
fn next(
    layer: Recurrent,
    x: &Tensor,
    [read, back, read_bias, back_bias]: Weights,
    [state, memory]: [&Tensor; 2],
) -> Result<(Tensor, Tensor)> {
    let from_x = linear(x, read, Some(read_bias))?;
    let from_state = linear(state, back, Some(back_bias))?;
    let gate = |of: &Tensor, index: usize| of.narrow(1, index * layer.units, layer.units);
    match layer.cell {
        Cell::Rnn { relu } => {
            let curve = if relu { Activation::Relu } else { Activation::Tanh };
            Ok((activate(&(from_x + from_state)?, curve, &[])?, memory.clone()))
        }
        Cell::Lstm => {
            let sums = (from_x + from_state)?;
            let open = |index: usize| sigmoid(&gate(&sums, index)?);
            let kept = (open(1)? * memory)?;
            let memory = (kept + (open(0)? * gate(&sums, 2)?.tanh()?)?)?;
            Ok(((open(3)? * memory.tanh()?)?, memory))
        }
        Cell::Gru => {
            let open =
                |index: usize| sigmoid(&(gate(&from_x, index)? + gate(&from_state, index)?)?);
            let reset = (open(0)? * gate(&from_state, 2)?)?;
            let new = (gate(&from_x, 2)? + reset)?.tanh()?;
            let kept = (open(1)? * (state - &new)?)?;
            Ok(((new + kept)?, memory.clone()))
        }
    }
}
