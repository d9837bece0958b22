//! The way back through a series, in one direction: backpropagation through time (Werbos 1990).

use candle_core::{Result, bail};

use super::cell::{Behind, step_back};
use super::pass::{Pass, Sizes, Weights};
use crate::backend::kernels::buffers::{give_back, stale, zeroed};
use crate::backend::kernels::channels::add_sums;
use crate::backend::kernels::matmul::{Into, Matrix, matmul};
use crate::backend::kernels::simd::vectorised;
use crate::graph::Cell;

/// The gradients of a direction's tensors, in their order.
pub struct Slopes(pub [Vec<f32>; 4]);

/// What the way back reads besides the pass.
pub struct Back<'a> {
    /// The layer's input, `[length, batch, features]`.
    pub rows: &'a [f32],
    /// The gradient of the shown states, `[length, batch, units]` or only of the last one.
    pub upstream: &'a [f32],
    /// Whether it is the first direction to give its gradient of the input.
    pub first: bool,
}

vectorised! {
    fn add<'a>(values: &'a [f32], sums: &'a mut [f32]) {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
}

impl Back<'_> {
    /// Turns the gates into their gradients, adds to the input's (where there is place for it).
    pub fn run(&self, pass: &mut Pass, weights: Weights, to_rows: &mut [f32]) -> Result<Slopes> {
        let Sizes { cell, features, units, .. } = pass.sizes;
        let (wide, steps) = (pass.sizes.wide(), pass.sizes.length * pass.sizes.batch);
        // Of the state's product; but for a gru they are those of the gates.
        let mut to_product = if cell == Cell::Gru { stale(pass.gates.len()) } else { Vec::new() };
        self.walk(pass, weights, &mut to_product)?;
        let of_input = Matrix::new(&pass.gates, steps, wide);
        let of_state =
            if cell == Cell::Gru { Matrix::new(&to_product, steps, wide) } else { of_input };
        let (mut read, mut state) = (stale(wide * features), stale(wide * units));
        let rows = Matrix::new(self.rows, steps, features);
        matmul(&mut read, features, of_input.transposed(), rows, Into::Replace)?;
        let before = Matrix::new(pass.before(), steps, units);
        matmul(&mut state, units, of_state.transposed(), before, Into::Replace)?;
        let mut read_bias = vec![0.0; wide];
        add_sums(&pass.gates, 1, &mut read_bias);
        let mut state_bias = read_bias.clone();
        if cell == Cell::Gru {
            state_bias.fill(0.0);
            add_sums(&to_product, 1, &mut state_bias);
        }
        if !to_rows.is_empty() {
            let into = if self.first { Into::Replace } else { Into::Add };
            let weight = Matrix::new(weights.read, wide, features);
            matmul(to_rows, features, of_input, weight, into)?;
        }
        give_back(to_product);
        Ok(Slopes([read, state, read_bias, state_bias]))
    }

    fn walk(&self, pass: &mut Pass, weights: Weights, to_product: &mut [f32]) -> Result<()> {
        let Sizes { cell, batch, units, length, .. } = pass.sizes;
        let (wide, size) = (pass.sizes.wide(), pass.sizes.state());
        let gru = cell == Cell::Gru;
        let mut to_state = zeroed(size);
        let mut to_memory = if cell == Cell::Lstm { zeroed(size) } else { Vec::new() };
        let weight = Matrix::new(weights.state, wide, units);
        let sequence = self.upstream.len() == length * size;
        for at in (0..length).rev() {
            let (step, before, after) = pass.places(at);
            if sequence {
                add(part(self.upstream, size, step)?, &mut to_state);
            } else if at + 1 == length {
                add(part(self.upstream, size, 0)?, &mut to_state);
            }
            let states = [part(&pass.states, size, before)?, part(&pass.states, size, after)?];
            let memories = if pass.memory.is_empty() {
                [Default::default(); 2]
            } else {
                [part(&pass.memory, size, before)?, part(&pass.memory, size, after)?]
            };
            let gates = part_mut(&mut pass.gates, batch * wide, step)?;
            let to_product =
                if gru { part_mut(to_product, batch * wide, step)? } else { Default::default() };
            step_back(
                cell,
                Behind {
                    units,
                    states,
                    memories,
                    gates: &mut *gates,
                    to_product: &mut *to_product,
                    to_state: &mut to_state,
                    to_memory: &mut to_memory,
                },
            );
            // The state before the first step is not learned.
            if at > 0 {
                let (slopes, into) =
                    if gru { (&*to_product, Into::Add) } else { (&*gates, Into::Replace) };
                matmul(&mut to_state, units, Matrix::new(slopes, batch, wide), weight, into)?;
            }
        }
        give_back(to_state);
        give_back(to_memory);
        Ok(())
    }
}

fn part(values: &[f32], size: usize, index: usize) -> Result<&[f32]> {
    match values.get(index * size..(index + 1) * size) {
        Some(part) => Ok(part),
        None => bail!("a series has no step {index}"),
    }
}

fn part_mut(values: &mut [f32], size: usize, index: usize) -> Result<&mut [f32]> {
    match values.get_mut(index * size..(index + 1) * size) {
        Some(part) => Ok(part),
        None => bail!("a series has no step {index}"),
    }
}
