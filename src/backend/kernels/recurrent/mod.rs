//! One recurrent layer over whole series: rnn, lstm and gru, one way or both.
//!
//! A step is one product of its records (state, input, one) with weights packed once for all
//! steps, and the gates act on the sums while these are in registers. Samples do not meet before
//! the gradients of the weights, so that each thread takes some of them through all steps.

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layout.

mod ahead;
mod back;
mod cell;
mod gradients;
mod gru;
mod layout;
mod lstm;
mod rnn;
#[cfg(test)]
mod tests;
mod tiles;
mod weights;

use std::ops::Range;

use self::ahead::{Packed, WayAhead};
use self::back::WayBack;
use self::layout::{Layout, PART, Shown};
use self::tiles::partial_length;
use self::weights::{Weights, count, pack_back, pack_read, pack_state, read_length, state_length};
use super::kernel::{Backward, Forward, Gradient, Kernel, Mode, Reads};
use super::simd::dispatch;
use super::vector::lanes;
use super::{scratch, split, team};
use crate::graph;

/// x `[batch, length, features]`; for each direction `weight_ih [gates × units, features]`,
/// `weight_hh [gates × units, units]`, `bias_ih` and `bias_hh [gates × units]`, as PyTorch →
/// `[batch, directions × units]`, or with that many features `[batch, length, …]`.
#[derive(Debug)]
pub struct Recurrent {
    layout: Layout,
    shown: Shown,
    directions: usize,
}

impl Recurrent {
    pub fn new(layer: graph::Recurrent, length: usize, features: usize) -> Recurrent {
        assert!(length > 0 && layer.units > 0, "a recurrent layer has steps and units");
        let layout = Layout::new(layer, features, length);
        let directions = 1 + usize::from(layer.bidirectional);
        Recurrent { layout, shown: Shown::new(layer, length), directions }
    }

    /// Samples that a thread takes at a time.
    fn share(&self, batch: usize) -> usize {
        let products = self.layout.of_state() * (self.layout.padded() + self.layout.features);
        if !split::worth(batch * self.layout.length * products / 16) {
            return batch.max(1);
        }
        batch.div_ceil(PART).div_ceil(team::threads()) * PART
    }

    fn shown(&self, direction: usize) -> Shown {
        self.shown.of(direction)
    }

    /// The learned numbers of a direction, or their gradients' place.
    fn learned(&self, direction: usize) -> Range<usize> {
        let count = count(&self.layout);
        direction * count..(direction + 1) * count
    }

    /// One direction's way through all steps.
    fn ahead(&self, layout: &Layout, direction: usize, pass: &mut Forward, records: &mut [f32]) {
        let shown = &self.shown(direction);
        let weights = Weights::of(&pass.parameters[self.learned(direction)], layout);
        let (share, lanes) = (self.share(pass.batch), lanes());
        let sample = layout.length * layout.features;
        scratch::with(state_length(layout) + read_length(layout), |packed| {
            let (state, read) = packed.split_at_mut(state_length(layout));
            pack_state(layout, weights, lanes, state);
            pack_read(layout, weights, lanes, read);
            let packed = Packed { state, read };
            let records = (records, layout.records(share));
            let y = (&mut *pass.y, shown.sample() * share);
            split::pairs(records, y, |index, records, y| {
                let x = &pass.x[index * share * sample..];
                let samples = y.len() / shown.sample();
                scratch::with(partial_length(samples), |partial| {
                    dispatch(WayAhead { layout, shown, packed, x, records, y, partial });
                });
            });
        });
    }

    fn back(&self, direction: usize, pass: &mut Backward) {
        let (layout, shown) = (&self.layout, &self.shown(direction));
        let weights = Weights::of(&pass.parameters[self.learned(direction)], layout);
        let share = self.share(pass.batch);
        let size = layout.records(pass.batch);
        let records = &mut pass.kept[direction * size..(direction + 1) * size];
        scratch::with(state_length(layout), |packed| {
            pack_back(layout, weights, lanes(), packed);
            let packed = &*packed;
            split::chunks(records, layout.records(share), |index, records| {
                let samples = records.len() / layout.records(1);
                let from = index * share * shown.sample();
                let dy = &pass.dy[from..from + samples * shown.sample()];
                let carries = samples * layout.padded();
                scratch::with(carries + partial_length(samples), |places| {
                    let (carry, partial) = places.split_at_mut(carries);
                    dispatch(WayBack { layout, shown, packed, records, dy, carry, partial });
                });
            });
        });
        let out = &mut pass.dparameters[self.learned(direction)];
        gradients::of_weights(layout, records, pass.batch, out);
        if let Some(dx) = &mut pass.dx {
            let mut dx = Gradient { values: &mut *dx.values, add: dx.add || direction > 0 };
            gradients::of_input(layout, shown, weights, records, pass.batch, &mut dx);
        }
    }
}

impl Kernel for Recurrent {
    fn kept(&self, batch: usize) -> usize {
        self.directions * self.layout.records(batch)
    }

    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, mut pass: Forward<'_>) {
        if let Mode::Evaluate = pass.mode {
            // The way back needs all records, the next step only the one before.
            let layout = Layout { slots: self.layout.length.min(2), ..self.layout };
            return scratch::with(layout.records(pass.batch), |records| {
                for direction in 0..self.directions {
                    self.ahead(&layout, direction, &mut pass, records);
                }
            });
        }
        let kept = std::mem::take(&mut pass.kept);
        let size = self.layout.records(pass.batch).max(1);
        for (direction, records) in kept.chunks_exact_mut(size).enumerate() {
            self.ahead(&self.layout, direction, &mut pass, records);
        }
    }

    fn backward(&self, mut pass: Backward<'_>) {
        for direction in 0..self.directions {
            self.back(direction, &mut pass);
        }
    }
}
