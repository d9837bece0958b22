//! Running a plan: forward over its steps, backward in the reverse order.

use std::mem::take;

use super::memory::Memory;
use super::step::{Plan, Step, ValueId};
use crate::backend::kernels::{Aligned, Backward, Forward, Gradient, Mode};

impl Plan {
    /// Computes the output for the samples that lie in [`Memory::input_mut`].
    ///
    /// # Panics
    /// The batch is larger than the memory's, or the parameters are those of another plan.
    pub fn forward(&self, memory: &mut Memory, parameters: &[f32], batch: usize, mode: Mode) {
        assert!(batch <= memory.batch() && parameters.len() == self.parameters, "another plan");
        for (at, step) in self.steps.iter().enumerate() {
            let of_y = memory.places.values.get(step.y).copied().flatten();
            let of_kept = memory.places.kept.get(at).copied().flatten();
            let (mut y, mut kept) = (memory.take(of_y), memory.take(of_kept));
            if cfg!(test) && !self.steps.iter().take(at).any(|earlier| earlier.y == step.y) {
                // Whoever leaves a number as it was shall be found out.
                y.as_mut_slice().fill(f32::NAN);
            }
            step.kernel.forward(Forward {
                mode,
                batch,
                x: self.value(memory, step.x, batch),
                other: step.other.map_or(&[], |other| self.value(memory, other, batch)),
                parameters: parameters.get(step.parameters.clone()).unwrap_or_default(),
                y: part_mut(&mut y, batch * self.numbers(step.y)),
                kept: part_mut(&mut kept, step.kernel.kept(batch)),
            });
            memory.put(of_kept, kept);
            memory.put(of_y, y);
        }
    }

    /// Computes the gradients of all learned numbers from that of the output, which lies in
    /// [`Memory::output_and_gradient`]. Comes after [`Plan::forward`] in training.
    ///
    /// # Panics
    /// As [`Plan::forward`].
    pub fn backward(
        &self,
        memory: &mut Memory,
        parameters: &[f32],
        gradients: &mut [f32],
        batch: usize,
        pass: u64,
    ) {
        assert!(batch <= memory.batch() && gradients.len() == self.parameters, "another plan");
        for (at, step) in self.steps.iter().enumerate().rev() {
            // What leads to no output has no gradient.
            let read = memory.places.gradients.get(step.y).copied().flatten().is_some();
            if !self.learns(step.y) || !read {
                continue;
            }
            self.step_back(memory, (at, step), parameters, gradients, (batch, pass));
        }
    }

    fn step_back(
        &self,
        memory: &mut Memory,
        (at, step): (usize, &Step),
        parameters: &[f32],
        gradients: &mut [f32],
        (batch, pass): (usize, u64),
    ) {
        let reads = step.kernel.reads();
        let places = |value: ValueId| memory.places.gradients.get(value).copied().flatten();
        let to_x = self.learns(step.x).then(|| places(step.x)).flatten();
        let other = step.other.filter(|other| self.learns(*other));
        let to_other = other.and_then(places);
        let to_y = places(step.y);
        let of_kept = memory.places.kept.get(at).copied().flatten();
        let (mut dy, mut kept) = (memory.take(to_y), memory.take(of_kept));
        let (mut dx, mut dother) = (memory.take(to_x), memory.take(to_other));
        let value = |wanted: bool, value: ValueId| {
            if wanted { self.value(memory, value, batch) } else { Default::default() }
        };
        let [adds_x, adds_other] = step.adds;
        step.kernel.backward(Backward {
            pass,
            batch,
            x: value(reads.x, step.x),
            other: step.other.map_or(&[], |other| value(reads.other, other)),
            parameters: parameters.get(step.parameters.clone()).unwrap_or_default(),
            y: value(reads.y, step.y),
            kept: part_mut(&mut kept, step.kernel.kept(batch)),
            dy: part_mut(&mut dy, batch * self.numbers(step.y)),
            dx: to_x.map(|_| Gradient {
                values: part_mut(&mut dx, batch * self.numbers(step.x)),
                add: adds_x,
            }),
            dother: other.map(|other| Gradient {
                values: part_mut(&mut dother, batch * self.numbers(other)),
                add: adds_other,
            }),
            dparameters: gradients.get_mut(step.parameters.clone()).unwrap_or_default(),
        });
        memory.put(to_other, dother);
        memory.put(to_x, dx);
        memory.put(of_kept, kept);
        memory.put(to_y, dy);
    }

    fn learns(&self, value: ValueId) -> bool {
        self.learns.get(value).copied().unwrap_or(false)
    }

    pub(super) fn numbers(&self, value: ValueId) -> usize {
        self.values.get(value).copied().unwrap_or_default()
    }

    fn value<'m>(&self, memory: &'m Memory, value: ValueId, batch: usize) -> &'m [f32] {
        let place = memory.places.values.get(value).copied().flatten();
        let buffer = place.and_then(|place| memory.buffers.get(place));
        let length = batch * self.numbers(value);
        buffer.and_then(|buffer| buffer.as_slice().get(..length)).unwrap_or_default()
    }
}

impl Memory {
    /// Takes a buffer out, so that others can be read while it is written.
    fn take(&mut self, place: Option<usize>) -> Aligned {
        place.and_then(|place| self.buffers.get_mut(place)).map(take).unwrap_or_default()
    }

    fn put(&mut self, place: Option<usize>, buffer: Aligned) {
        if let Some(slot) = place.and_then(|place| self.buffers.get_mut(place)) {
            *slot = buffer;
        }
    }
}

fn part_mut(buffer: &mut Aligned, length: usize) -> &mut [f32] {
    buffer.as_mut_slice().get_mut(..length).unwrap_or_default()
}
