//! A step of a plain recurrent network (Elman 1990): h' = tanh(W·x + b + U·h + c), or with relu.

use super::cell::{Ahead, Behind};
use crate::backend::kernels::curves::{Curve, Relu, Tanh};
use crate::backend::kernels::simd::vectorised;

pub fn forward(relu: bool, ahead: Ahead) {
    if relu { ahead_with(Relu, ahead) } else { ahead_with(Tanh, ahead) }
}

pub fn backward(relu: bool, behind: Behind) {
    if relu { behind_with(Relu, behind) } else { behind_with(Tanh, behind) }
}

vectorised! {
    fn ahead_with<'a, C: Curve>(curve: C, ahead: Ahead<'a>) {
        let rows = ahead.gates.chunks_exact(ahead.units).zip(ahead.state.chunks_exact_mut(ahead.units));
        for (gates, state) in rows {
            for ((state, x), bias) in state.iter_mut().zip(gates).zip(ahead.bias) {
                *state = curve.value(x + bias);
            }
        }
    }

    fn behind_with<'a, C: Curve>(curve: C, behind: Behind<'a>) {
        let [_, states] = behind.states;
        let cells = behind.gates.iter_mut().zip(behind.to_state.iter()).zip(states);
        for ((gate, slope), state) in cells {
            *gate = slope * curve.slope(*state, *state);
        }
    }
}
