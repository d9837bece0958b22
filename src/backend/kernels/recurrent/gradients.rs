//! The gradients of a direction's weights and input, from those of all its gates: one product over
//! all steps and samples.

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layout.

use super::layout::{Layout, Shown};
use super::weights::{Weights, lengths};
use crate::backend::kernels::kernel::Gradient;
use crate::backend::kernels::matmul::{Into, Matrix, matmul};
use crate::backend::kernels::scratch;
use crate::backend::kernels::simd::vectorised;
use crate::graph::Cell;

vectorised! {
    fn add<'a>(values: &'a [f32], sums: &'a mut [f32]) {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
}

/// The records of all steps and samples as one matrix.
#[derive(Clone, Copy)]
struct Records<'a> {
    layout: &'a Layout,
    values: &'a [f32],
    rows: usize,
}

impl<'a> Records<'a> {
    fn columns(&self, from: usize, count: usize) -> Matrix<'a> {
        Matrix::padded(&self.values[from..], self.rows, count, self.layout.record())
    }
}

/// Writes the gradients of all tensors of a direction.
pub fn of_weights(layout: &Layout, values: &[f32], samples: usize, out: &mut [f32]) {
    let records = Records { layout, values, rows: samples * layout.length };
    let (gates, padded, read) = (layout.of_state(), layout.padded(), layout.read());
    let width = padded + read;
    scratch::with(gates * width + padded * read, |products| {
        // State, input and one side by side: the ones sum what the biases take.
        let (all, new) = products.split_at_mut(gates * width);
        let before = records.columns(layout.state(), width);
        matmul(all, width, records.columns(0, gates).transposed(), before, Into::Replace);
        if layout.cell == Cell::Gru {
            let slopes = records.columns(gates, padded).transposed();
            matmul(new, read, slopes, records.columns(layout.input(), read), Into::Replace);
        }
        spread(layout, all, new, out);
    });
}

/// Distributes the products among the tensors.
fn spread(layout: &Layout, all: &[f32], new: &[f32], out: &mut [f32]) {
    let (units, padded, features) = (layout.units, layout.padded(), layout.features);
    let width = padded + layout.read();
    let [read_length, state_length, bias, _] = lengths(layout);
    let (read, rest) = out.split_at_mut(read_length);
    let (state, rest) = rest.split_at_mut(state_length);
    let (read_bias, state_bias) = rest.split_at_mut(bias);
    for gate in 0..layout.cell.gates() {
        for unit in 0..units {
            let row = gate * units + unit;
            let product = &all[(gate * padded + unit) * width..][..width];
            let (to_state, to_read) = product.split_at(padded);
            state[row * units..][..units].copy_from_slice(&to_state[..units]);
            state_bias[row] = to_read[features];
            let to_read = if layout.cell == Cell::Gru && gate == 2 {
                &new[unit * layout.read()..][..layout.read()]
            } else {
                to_read
            };
            read[row * features..][..features].copy_from_slice(&to_read[..features]);
            read_bias[row] = to_read[features];
        }
    }
}

/// Columns of the records that have rows of the input's weights: `(column, row, count)`.
fn blocks(layout: &Layout) -> impl Iterator<Item = (usize, usize, usize)> {
    let (units, padded, gates) = (layout.units, layout.padded(), layout.cell.gates());
    let gru = layout.cell == Cell::Gru;
    // Without padding several gates are one block.
    let together = if units < padded {
        1
    } else if gru {
        2
    } else {
        gates
    };
    (0..gates).step_by(together).map(move |gate| {
        let column = if gru && gate == 2 { 3 } else { gate };
        (column * padded, gate * units, together.min(gates - gate) * units)
    })
}

/// Sets or adds the gradient of the input, `[samples, length, features]`.
pub fn of_input(
    layout: &Layout,
    shown: &Shown,
    weights: Weights,
    values: &[f32],
    samples: usize,
    out: &mut Gradient,
) {
    let records = Records { layout, values, rows: samples * layout.length };
    let features = layout.features;
    scratch::with(records.rows * features, |rows| {
        let mut into = Into::Replace;
        for (column, row, count) in blocks(layout) {
            let weight = Matrix::new(&weights.read[row * features..], count, features);
            matmul(rows, features, records.columns(column, count), weight, into);
            into = Into::Add;
        }
        let mut rows = rows.chunks_exact(features.max(1));
        for part in Layout::parts(samples) {
            for at in 0..layout.length {
                for row in 0..part.rows {
                    let Some(values) = rows.next() else { return };
                    let place = (part.first + row) * layout.length + shown.step(at);
                    let out_row = &mut out.values[place * features..][..features];
                    if out.add { add(values, out_row) } else { out_row.copy_from_slice(values) }
                }
            }
        }
    });
}
