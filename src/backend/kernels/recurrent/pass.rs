//! The way forward through a series, in one direction.

use candle_core::{Result, bail};

use super::cell::{Ahead, bias, step};
use crate::backend::kernels::buffers::{give_back, stale, zeroed};
use crate::backend::kernels::matmul::{Into, Matrix, matmul};
use crate::graph::Cell;

#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub cell: Cell,
    pub batch: usize,
    pub features: usize,
    pub length: usize,
    pub units: usize,
}

impl Sizes {
    /// Numbers of all gates.
    pub fn wide(&self) -> usize {
        self.cell.gates() * self.units
    }

    /// Numbers of a batch's states.
    pub fn state(&self) -> usize {
        self.batch * self.units
    }
}

/// The learned numbers of one direction.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    pub read: &'a [f32],
    pub state: &'a [f32],
    pub read_bias: &'a [f32],
    pub state_bias: &'a [f32],
}

impl<'a> Weights<'a> {
    pub fn of(slices: &[&'a [f32]]) -> Result<Weights<'a>> {
        let [read, state, read_bias, state_bias] = slices else {
            bail!("a direction of a recurrent layer has four tensors");
        };
        Ok(Weights { read, state, read_bias, state_bias })
    }
}

/// What a direction keeps of each step.
///
/// States have a place more than there are steps, for the zeros before the first one: at the
/// start, or on the way back at the end.
#[derive(Debug)]
pub struct Pass {
    pub sizes: Sizes,
    pub reverse: bool,
    /// `[length, batch, gates × units]`, as they act.
    pub gates: Vec<f32>,
    /// `[length + 1, batch, units]`
    pub states: Vec<f32>,
    /// As the states: the cells of an lstm, or what a gru's reset gate acts on.
    pub memory: Vec<f32>,
}

impl Pass {
    /// Goes through all steps of the input `[length, batch, features]`.
    pub fn new(sizes: Sizes, weights: Weights, rows: &[f32], reverse: bool) -> Result<Pass> {
        let (wide, steps) = (sizes.wide(), sizes.length * sizes.batch);
        let mut gates = stale(steps * wide);
        let read = Matrix::new(weights.read, wide, sizes.features).transposed();
        matmul(&mut gates, wide, Matrix::new(rows, steps, sizes.features), read, Into::Replace)?;
        let all = (sizes.length + 1) * sizes.state();
        let memory = if remembers(sizes.cell) { stale(all) } else { Vec::new() };
        let mut pass = Pass { sizes, reverse, gates, states: stale(all), memory };
        pass.walk(weights)?;
        Ok(pass)
    }

    fn walk(&mut self, weights: Weights) -> Result<()> {
        let Sizes { cell, batch, units, length, .. } = self.sizes;
        let (wide, size) = (self.sizes.wide(), self.sizes.state());
        let bias = bias(cell, units, weights.read_bias, weights.state_bias);
        // Units by gates: the products then read it as it lies.
        let turned = turned(weights.state, wide, units);
        let gru = cell == Cell::Gru;
        let mut product = if gru { zeroed(batch * wide) } else { Vec::new() };
        let blank = if self.reverse { length } else { 0 };
        for values in [&mut self.states, &mut self.memory] {
            values.iter_mut().skip(blank * size).take(size).for_each(|x| *x = 0.0);
        }
        for at in 0..length {
            let (step_at, before, now) = self.places(at);
            let (state_before, state) = both(&mut self.states, size, before, now)?;
            let (memory_before, memory) = if self.memory.is_empty() {
                (Default::default(), Default::default())
            } else {
                both(&mut self.memory, size, before, now)?
            };
            let Some(gates) = self.gates.chunks_exact_mut((batch * wide).max(1)).nth(step_at)
            else {
                continue;
            };
            // The state before the first step is 0, and so is its product.
            if at > 0 {
                let (left, right) =
                    (Matrix::new(state_before, batch, units), Matrix::new(&turned, units, wide));
                if gru {
                    matmul(&mut product, wide, left, right, Into::Replace)?;
                } else {
                    matmul(gates, wide, left, right, Into::Add)?;
                }
            }
            let (bias, product) = (bias.as_slice(), product.as_slice());
            let before = [state_before, memory_before];
            step(cell, Ahead { units, bias, product, before, gates, memory, state });
        }
        give_back(turned);
        give_back(product);
        Ok(())
    }

    /// Of the step that is taken as number `at`: its place in the series, and the places of the
    /// states before and after it.
    pub fn places(&self, at: usize) -> (usize, usize, usize) {
        if self.reverse {
            let step = self.sizes.length - 1 - at;
            (step, step + 1, step)
        } else {
            (at, at, at + 1)
        }
    }

    /// The states after all steps, or after the last one where only one is shown.
    pub fn shown(&self, length: usize) -> &[f32] {
        let size = self.sizes.state();
        let from = match (self.reverse, length == self.sizes.length) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => self.sizes.length,
        };
        self.states.get(from * size..(from + length) * size).unwrap_or_default()
    }

    /// The states before the steps, in the order of the series.
    pub fn before(&self) -> &[f32] {
        let size = self.sizes.state();
        let from = usize::from(self.reverse);
        self.states.get(from * size..(from + self.sizes.length) * size).unwrap_or_default()
    }

    pub fn give_back(self) {
        [self.gates, self.states, self.memory].into_iter().for_each(give_back);
    }
}

fn remembers(cell: Cell) -> bool {
    !matches!(cell, Cell::Rnn { .. })
}

/// The place `before` to read and the place `now` to write.
fn both(
    values: &mut [f32],
    size: usize,
    before: usize,
    now: usize,
) -> Result<(&[f32], &mut [f32])> {
    let (left, right) = values.split_at_mut(before.max(now) * size);
    let (read, written) = if before < now {
        (left.get(before * size..(before + 1) * size), right.get_mut(..size))
    } else {
        (right.get(..size), left.get_mut(now * size..(now + 1) * size))
    };
    match (read, written) {
        (Some(read), Some(written)) => Ok((read, written)),
        _ => bail!("a series has no step {now}"),
    }
}

/// Rows become columns.
fn turned(values: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let mut out = stale(rows * columns);
    for (index, line) in values.chunks_exact(columns.max(1)).enumerate() {
        let places = out.iter_mut().skip(index).step_by(rows.max(1));
        places.zip(line).for_each(|(place, value)| *place = *value);
    }
    out
}
