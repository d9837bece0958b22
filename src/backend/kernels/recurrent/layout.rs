//! How a direction's records lie in memory: what each step of each sample reads and leaves.

use std::ops::Range;

use crate::backend::kernels::vector::WIDEST;
use crate::graph::{self, Cell, Returns};

/// Samples that lie together: all steps of a part come before the next part.
///
/// A fixed number, so that threads, which take whole parts, change no order of summation.
pub const PART: usize = 16;

/// A record is one row: the gates, a cell state (lstm), then what the step read: the state before,
/// the input and a one for the biases. Units are padded to whole vectors, with zeros.
///
/// Within a part the records lie step after step, in the order in which they are taken.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub cell: Cell,
    pub features: usize,
    pub length: usize,
    pub units: usize,
    /// How many steps are held at a time; the others take the place of those long past.
    pub slots: usize,
}

/// Where the records of a step of a part begin, in numbers, and its samples.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// The index of the first sample.
    pub first: usize,
    pub rows: usize,
}

impl Layout {
    pub fn new(layer: graph::Recurrent, features: usize, length: usize) -> Layout {
        Layout { cell: layer.cell, features, length, units: layer.units, slots: length }
    }

    /// Units of a record.
    pub fn padded(&self) -> usize {
        self.units.next_multiple_of(WIDEST)
    }

    /// Gates of a record: a gru's new gate has two parts.
    pub fn gates(&self) -> usize {
        match self.cell {
            Cell::Rnn { .. } => 1,
            Cell::Lstm | Cell::Gru => 4,
        }
    }

    /// Numbers of the gates in a record.
    pub fn wide(&self) -> usize {
        self.gates() * self.padded()
    }

    /// Numbers of the gates that the state's weights make.
    pub fn of_state(&self) -> usize {
        self.cell.gates() * self.padded()
    }

    /// Where the lstm's cell states are in a record.
    pub fn memory(&self) -> usize {
        self.wide()
    }

    /// Where the state before is in a record; the input and the one follow it.
    pub fn state(&self) -> usize {
        self.wide() + if self.cell == Cell::Lstm { self.padded() } else { 0 }
    }

    pub fn input(&self) -> usize {
        self.state() + self.padded()
    }

    /// The input and the one.
    pub fn read(&self) -> usize {
        self.features + 1
    }

    /// Numbers of a record.
    pub fn record(&self) -> usize {
        (self.input() + self.read()).next_multiple_of(WIDEST)
    }

    /// Numbers of all records of so many samples.
    pub fn records(&self, samples: usize) -> usize {
        samples * self.slots * self.record()
    }

    /// Where the record of a step is, for a row of a part.
    pub fn place(&self, part: Part, at: usize, row: usize) -> usize {
        let step = part.first * self.slots + at % self.slots * part.rows;
        (step + row) * self.record()
    }

    /// The parts of so many samples.
    pub fn parts(samples: usize) -> impl Iterator<Item = Part> {
        (0..samples).step_by(PART).map(move |first| Part { first, rows: PART.min(samples - first) })
    }
}

/// What is shown of the states, and how it lies: `[batch, steps, directions × units]`.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    returns: Returns,
    length: usize,
    units: usize,
    directions: usize,
    direction: usize,
}

impl Shown {
    pub fn new(layer: graph::Recurrent, length: usize) -> Shown {
        let directions = 1 + usize::from(layer.bidirectional);
        Shown { returns: layer.returns, length, units: layer.units, directions, direction: 0 }
    }

    pub fn of(self, direction: usize) -> Shown {
        Shown { direction, ..self }
    }

    /// Numbers of a sample.
    pub fn sample(&self) -> usize {
        let steps = if self.returns == Returns::Last { 1 } else { self.length };
        steps * self.directions * self.units
    }

    /// Which step of the series is taken as number `at`.
    pub fn step(&self, at: usize) -> usize {
        if self.direction == 0 { at } else { self.length - 1 - at }
    }

    /// Where a sample's units after the step that is taken as number `at` are, if shown.
    #[inline(always)]
    pub fn units(&self, sample: usize, at: usize) -> Option<Range<usize>> {
        let step = match self.returns {
            Returns::Last if at + 1 < self.length => return None,
            Returns::Last => 0,
            Returns::Sequence => self.step(at),
        };
        let row = step * self.directions + self.direction;
        let from = sample * self.sample() + row * self.units;
        Some(from..from + self.units)
    }
}
