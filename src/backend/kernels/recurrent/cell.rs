//! What happens within one step, for each kind of cell.

use super::{gru, lstm, rnn};
use crate::graph::Cell;

/// One step of a batch on the way forward. All are `[batch, …]` with the units last.
pub struct Ahead<'a> {
    pub units: usize,
    /// See [`bias`].
    pub bias: &'a [f32],
    /// The state's product with its weight, where the gates do not hold it already: gru.
    pub product: &'a [f32],
    /// The state and the memory before.
    pub before: [&'a [f32]; 2],
    /// The products so far; become the gates as they act.
    pub gates: &'a mut [f32],
    pub memory: &'a mut [f32],
    pub state: &'a mut [f32],
}

/// One step of a batch on the way back.
pub struct Behind<'a> {
    pub units: usize,
    /// The state before and after.
    pub states: [&'a [f32]; 2],
    /// The memory before and after.
    pub memories: [&'a [f32]; 2],
    /// As they acted; become the gradients of what they were made from.
    pub gates: &'a mut [f32],
    /// gru: the gradients of the state's product.
    pub to_product: &'a mut [f32],
    /// The gradient of the state; becomes the part of the state's before that passes by the
    /// weights.
    pub to_state: &'a mut [f32],
    /// lstm: the gradient of the cells; becomes that of those before.
    pub to_memory: &'a mut [f32],
}

/// The two biases as a step needs them: their sum; a gru's new gate has both, one after the other.
pub fn bias(cell: Cell, units: usize, read: &[f32], state: &[f32]) -> Vec<f32> {
    let sums = read.iter().zip(state).map(|(read, state)| read + state);
    if cell == Cell::Gru {
        let new = read.iter().skip(2 * units).chain(state.iter().skip(2 * units));
        sums.take(2 * units).chain(new.copied()).collect()
    } else {
        sums.collect()
    }
}

pub fn step(cell: Cell, ahead: Ahead) {
    match cell {
        Cell::Rnn { relu } => rnn::forward(relu, ahead),
        Cell::Lstm => lstm::forward(ahead),
        Cell::Gru => gru::forward(ahead),
    }
}

pub fn step_back(cell: Cell, behind: Behind) {
    match cell {
        Cell::Rnn { relu } => rnn::backward(relu, behind),
        Cell::Lstm => lstm::backward(behind),
        Cell::Gru => gru::backward(behind),
    }
}
