//! A direction's learned numbers, and how they are packed for the products.

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layout.

use super::layout::Layout;
use crate::graph::Cell;

/// As PyTorch has them: `weight_ih [gates × units, features]`, `weight_hh [gates × units, units]`,
/// `bias_ih` and `bias_hh [gates × units]`.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    pub read: &'a [f32],
    pub state: &'a [f32],
    pub read_bias: &'a [f32],
    pub state_bias: &'a [f32],
}

/// How many learned numbers a direction has.
pub fn count(layout: &Layout) -> usize {
    layout.cell.gates() * layout.units * (layout.features + layout.units + 2)
}

/// The lengths of a direction's tensors.
pub fn lengths(layout: &Layout) -> [usize; 4] {
    let wide = layout.cell.gates() * layout.units;
    [wide * layout.features, wide * layout.units, wide, wide]
}

impl<'a> Weights<'a> {
    pub fn of(parameters: &'a [f32], layout: &Layout) -> Weights<'a> {
        let [read, state, bias, _] = lengths(layout);
        let (read, rest) = parameters.split_at(read);
        let (state, rest) = rest.split_at(state);
        let (read_bias, state_bias) = rest.split_at(bias);
        Weights { read, state, read_bias, state_bias }
    }
}

/// Panels of columns of some units' gates: all rows of a panel, then the next panel.
pub struct Panels {
    /// Vectors of a row: gates of the same units, or one gate of several vectors of units.
    pub vectors: usize,
    /// The first unit.
    pub unit: usize,
    /// Units in all.
    pub width: usize,
}

/// The panels that cover all units; those of cells with one gate, and of the way back, are made of
/// up to four vectors of units.
pub fn panels(layout: &Layout, gates: usize, lanes: usize) -> impl Iterator<Item = Panels> {
    let padded = layout.padded();
    let mut unit = 0;
    std::iter::from_fn(move || {
        let left = (padded - unit) / lanes;
        let groups = match left {
            0 => return None,
            _ if gates > 1 => 1,
            4.. => 4,
            2.. => 2,
            _ => 1,
        };
        let panel = Panels { vectors: groups * gates, unit, width: groups * lanes };
        unit += groups * lanes;
        Some(panel)
    })
}

/// Numbers of the state's packed weights, forward or back.
pub fn state_length(layout: &Layout) -> usize {
    layout.of_state() * layout.padded()
}

/// Numbers of the packed weights of the input and of the biases.
pub fn read_length(layout: &Layout) -> usize {
    layout.wide() * layout.read()
}

/// Packs the state's weights for the way forward: for each unit of the state before, a row.
pub fn pack_state(layout: &Layout, weights: Weights, lanes: usize, out: &mut [f32]) {
    let (units, padded, gates) = (layout.units, layout.padded(), layout.cell.gates());
    out.fill(0.0);
    for panel in panels(layout, gates, lanes) {
        let out = &mut out[panel.unit * gates * padded..];
        let width = panel.vectors * lanes;
        for gate in 0..gates {
            for lane in 0..panel.width.min(units.saturating_sub(panel.unit)) {
                let row = (gate * units + panel.unit + lane) * units;
                let column = gate * lanes + lane;
                let places = out[column..].iter_mut().step_by(width);
                places.zip(&weights.state[row..row + units]).for_each(|(out, w)| *out = *w);
            }
        }
    }
}

/// Packs the input's weights and the biases, which are the last row of a panel. Those of a gru's
/// hidden part are its bias alone.
pub fn pack_read(layout: &Layout, weights: Weights, lanes: usize, out: &mut [f32]) {
    let (units, features, gates) = (layout.units, layout.features, layout.gates());
    out.fill(0.0);
    for panel in panels(layout, gates, lanes) {
        let out = &mut out[panel.unit * gates * layout.read()..];
        let width = panel.vectors * lanes;
        for gate in 0..gates {
            for lane in 0..panel.width.min(units.saturating_sub(panel.unit)) {
                let column = gate * lanes + lane;
                let (source, bias) = source(layout, weights, gate, panel.unit + lane);
                let places = out[column..].iter_mut().step_by(width);
                places.zip(source).for_each(|(out, w)| *out = *w);
                out[column + features * width] = bias;
            }
        }
    }
}

/// The input's weights of a unit's gate (none for a gru's hidden part) and its bias.
fn source<'a>(layout: &Layout, weights: Weights<'a>, gate: usize, unit: usize) -> (&'a [f32], f32) {
    let row = |gate: usize| gate * layout.units + unit;
    let read = |row: usize| &weights.read[row * layout.features..(row + 1) * layout.features];
    match (layout.cell, gate) {
        (Cell::Gru, 2) => (&[], weights.state_bias[row(2)]),
        (Cell::Gru, 3) => (read(row(2)), weights.read_bias[row(2)]),
        _ => {
            let row = row(gate);
            (read(row), weights.read_bias[row] + weights.state_bias[row])
        }
    }
}

/// Packs the state's weights for the way back: for each gate, a row.
pub fn pack_back(layout: &Layout, weights: Weights, lanes: usize, out: &mut [f32]) {
    let (units, padded) = (layout.units, layout.padded());
    let rows = layout.of_state();
    out.fill(0.0);
    for panel in panels(layout, 1, lanes) {
        let width = panel.width;
        let from = panel.unit.min(units);
        let columns = width.min(units - from);
        let out = &mut out[panel.unit * rows..(panel.unit + width) * rows];
        for (row, out) in out.chunks_exact_mut(width).enumerate() {
            let (gate, unit) = (row / padded, row % padded);
            if unit < units {
                let row = (gate * units + unit) * units + from;
                out[..columns].copy_from_slice(&weights.state[row..row + columns]);
            }
        }
    }
}
