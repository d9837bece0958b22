//! The way forward through the steps of some samples, in one direction.

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layout.

use pulp::{Simd, WithSimd};

use super::cell::{Ahead, FinishAhead};
use super::gru::Gru;
use super::layout::{Layout, Shown};
use super::lstm::Lstm;
use super::rnn::Rnn;
use super::tiles::{Panel, Run, Step};
use super::weights::{Panels, panels};
use crate::graph::Cell;

/// Packed weights: of the state, and of the input with the biases.
#[derive(Clone, Copy)]
pub struct Packed<'a> {
    pub state: &'a [f32],
    pub read: &'a [f32],
}

pub struct WayAhead<'a> {
    pub layout: &'a Layout,
    pub shown: &'a Shown,
    pub packed: Packed<'a>,
    /// Of these samples: `[samples, length, features]`.
    pub x: &'a [f32],
    pub records: &'a mut [f32],
    pub y: &'a mut [f32],
    /// See `tiles::partial_length`.
    pub partial: &'a mut [f32],
}

impl WithSimd for WayAhead<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let samples = self.y.len() / self.shown.sample();
        match self.layout.cell {
            Cell::Rnn { relu } => self.walk_units(simd, Rnn { relu }, samples),
            Cell::Lstm => self.walk::<S, Lstm, 4>(simd, Lstm, samples),
            Cell::Gru => self.walk::<S, Gru, 3>(simd, Gru, samples),
        }
    }
}

impl WayAhead<'_> {
    /// Cells with four gates, `C` of which read the state.
    #[inline(always)]
    fn walk<S: Simd, C: Ahead<S, 4> + Copy, const OF_STATE: usize>(
        mut self,
        simd: S,
        cell: C,
        samples: usize,
    ) {
        for at in 0..self.layout.length {
            self.begin(at, samples);
            for panel in panels(self.layout, 4, S::F32_LANES) {
                let (panel, mut finish, records, partial) = self.panel(at, samples, &panel, cell);
                panel.run::<S, 4, OF_STATE>(simd, records, partial, &mut finish);
            }
        }
    }

    /// Cells with one gate.
    #[inline(always)]
    fn walk_units<S: Simd>(mut self, simd: S, cell: Rnn, samples: usize) {
        for at in 0..self.layout.length {
            self.begin(at, samples);
            for panel in panels(self.layout, 1, S::F32_LANES) {
                let vectors = panel.vectors;
                let (panel, mut finish, records, partial) = self.panel(at, samples, &panel, cell);
                match vectors {
                    4 => panel.run::<S, 4, 4>(simd, records, partial, &mut finish),
                    2 => panel.run::<S, 2, 2>(simd, records, partial, &mut finish),
                    _ => panel.run::<S, 1, 1>(simd, records, partial, &mut finish),
                }
            }
        }
    }

    #[inline(always)]
    fn panel<'b, C: Copy>(
        &'b mut self,
        at: usize,
        samples: usize,
        panel: &Panels,
        cell: C,
    ) -> (Panel<'b>, FinishAhead<'b, C>, &'b mut [f32], &'b mut [f32]) {
        let layout = self.layout;
        let (first, end) = (panel.unit, panel.unit + panel.width);
        let share = |weights: &'b [f32], size: usize| &weights[first * size..end * size];
        let (shown, unit) = (self.shown, panel.unit);
        // The state before the first step is 0, and so is its product.
        let rows = if at == 0 { 0 } else { layout.padded() };
        let state = share(self.packed.state, layout.of_state());
        let read = share(self.packed.read, layout.gates() * layout.read());
        let runs = [
            Run { from: layout.state(), rows, weights: state },
            Run { from: layout.input(), rows: layout.read(), weights: read },
        ];
        let panel = Panel { layout, samples, step: Step { at, source: at }, runs };
        let finish = FinishAhead { cell, layout, shown, at, unit, y: &mut *self.y };
        (panel, finish, &mut *self.records, &mut *self.partial)
    }

    /// Puts the input of a step, the one of the biases and the first state to the records.
    fn begin(&mut self, at: usize, samples: usize) {
        let layout = self.layout;
        let (step, features) = (self.shown.step(at), layout.features);
        for part in Layout::parts(samples) {
            for row in 0..part.rows {
                let place = layout.place(part, at, row);
                let record = &mut self.records[place..place + layout.record()];
                let (before, input) = record.split_at_mut(layout.input());
                if at == 0 {
                    before[layout.state()..].fill(0.0);
                }
                let from = ((part.first + row) * layout.length + step) * features;
                input[..features].copy_from_slice(&self.x[from..from + features]);
                input[features..].fill(1.0);
            }
        }
    }
}
