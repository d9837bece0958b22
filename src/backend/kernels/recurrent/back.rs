//! The way back through the steps of some samples: backpropagation through time (Werbos 1990).

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layout.

use pulp::{Simd, WithSimd};

use super::cell::{Back, FinishBack};
use super::gru::Gru;
use super::layout::{Layout, Shown};
use super::lstm::Lstm;
use super::rnn::Rnn;
use super::tiles::{Panel, Run, Step};
use super::weights::panels;
use crate::graph::Cell;

pub struct WayBack<'a> {
    pub layout: &'a Layout,
    pub shown: &'a Shown,
    /// The state's weights as `pack_back` packs them.
    pub packed: &'a [f32],
    /// Of these samples. The gates become the gradients of what they were made from.
    pub records: &'a mut [f32],
    pub dy: &'a [f32],
    /// What a step leaves to the one before it, `[samples, units]`.
    pub carry: &'a mut [f32],
    /// See `tiles::partial_length`.
    pub partial: &'a mut [f32],
}

impl WithSimd for WayBack<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match self.layout.cell {
            Cell::Rnn { relu } => self.walk(simd, Rnn { relu }),
            Cell::Lstm => self.walk(simd, Lstm),
            Cell::Gru => self.walk(simd, Gru),
        }
    }
}

impl WayBack<'_> {
    #[inline(always)]
    fn walk<S: Simd, C: Back<S> + Copy>(mut self, simd: S, cell: C) {
        let samples = self.dy.len() / self.shown.sample();
        self.carry.fill(0.0);
        for at in (0..self.layout.length).rev() {
            self.step(simd, cell, at, samples);
        }
    }

    #[inline(always)]
    fn step<S: Simd, C: Back<S> + Copy>(&mut self, simd: S, cell: C, at: usize, samples: usize) {
        let Self { layout, shown, packed, dy, .. } = *self;
        let all = layout.of_state();
        // Nothing comes after the last step.
        let rows = if at + 1 == layout.length { 0 } else { all };
        for panel in panels(layout, 1, S::F32_LANES) {
            let (unit, vectors) = (panel.unit, panel.vectors);
            let weights = &packed[unit * all..(unit + panel.width) * all];
            let none = Run { from: 0, rows: 0, weights: &[] };
            let runs = [Run { from: 0, rows, weights }, none];
            let panel = Panel { layout, samples, step: Step { at, source: at + 1 }, runs };
            let carry = &mut *self.carry;
            let mut finish = FinishBack { cell, layout, shown, at, unit, dy, carry };
            let (records, partial) = (&mut *self.records, &mut *self.partial);
            match vectors {
                4 => panel.run::<S, 4, 4>(simd, records, partial, &mut finish),
                2 => panel.run::<S, 2, 2>(simd, records, partial, &mut finish),
                _ => panel.run::<S, 1, 1>(simd, records, partial, &mut finish),
            }
        }
    }
}
