//! The buffers of one plan in use.

use super::schedule::Places;
use super::step::{Plan, Purpose};
use crate::backend::kernels::Aligned;

/// Room for batches of up to so many samples, allocated once.
#[derive(Debug)]
pub struct Memory {
    pub(super) places: Places,
    pub(super) buffers: Vec<Aligned>,
    batch: usize,
    input: usize,
    output: usize,
    numbers: [usize; 2],
}

impl Memory {
    pub fn new(plan: &Plan, purpose: Purpose, batch: usize) -> Memory {
        let places = Places::new(plan, purpose, batch);
        let buffers = places.buffers.iter().map(|length| Aligned::zeroed(*length)).collect();
        let numbers = [plan.input(), plan.output()];
        Memory { places, buffers, batch, input: 0, output: plan.output, numbers }
    }

    /// The most samples of a batch.
    pub fn batch(&self) -> usize {
        self.batch
    }

    /// Numbers of all buffers.
    pub fn numbers(&self) -> usize {
        self.places.buffers.iter().sum()
    }

    /// Where the samples of a batch go, channels first.
    pub fn input_mut(&mut self, batch: usize) -> &mut [f32] {
        let place = self.places.values.get(self.input).copied().flatten();
        let buffer = place.and_then(|place| self.buffers.get_mut(place));
        let length = batch * self.numbers[0];
        buffer.and_then(|buffer| buffer.as_mut_slice().get_mut(..length)).unwrap_or_default()
    }

    /// What a forward pass gave, `[batch, outputs]`.
    pub fn output(&self, batch: usize) -> &[f32] {
        let place = self.places.values.get(self.output).copied().flatten();
        let buffer = place.and_then(|place| self.buffers.get(place));
        let length = batch * self.numbers[1];
        buffer.and_then(|buffer| buffer.as_slice().get(..length)).unwrap_or_default()
    }

    /// What a forward pass gave, and where the gradient of it goes. The gradient is empty where
    /// nothing is learned, and in evaluation.
    pub fn output_and_gradient(&mut self, batch: usize) -> (&[f32], &mut [f32]) {
        let length = batch * self.numbers[1];
        let [value, gradient] = [&self.places.values, &self.places.gradients]
            .map(|p| p.get(self.output).copied().flatten());
        let (Some(value), Some(gradient)) = (value, gradient) else {
            return (self.output(batch), &mut []);
        };
        match self.buffers.get_disjoint_mut([value, gradient]) {
            Ok([value, gradient]) => (
                value.as_slice().get(..length).unwrap_or_default(),
                gradient.as_mut_slice().get_mut(..length).unwrap_or_default(),
            ),
            Err(_) => (&[], &mut []),
        }
    }

    /// The gradient of the input, where the plan has one.
    #[cfg(test)]
    pub fn input_gradient(&self, batch: usize) -> Option<&[f32]> {
        let place = self.places.gradients.get(self.input).copied().flatten()?;
        self.buffers.get(place)?.as_slice().get(..batch * self.numbers[0])
    }
}
