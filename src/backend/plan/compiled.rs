//! A network with its plan and its buffers: what trains, evaluates and predicts.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::lower::compile;
use super::memory::Memory;
use super::step::{Plan, Purpose};
use super::summary::Summary;
use crate::backend::candle::Network;
use crate::backend::kernels::{self, Mode};
use crate::graph::Graph;
use crate::instantiate::Init;

/// A network that trains by its plan. The learned numbers are the network's own: nothing is copied
/// between the two.
#[derive(Debug)]
pub struct Compiled {
    network: Network,
    plan: Plan,
    training: Option<Memory>,
    /// Evaluation changes nothing but its buffers.
    evaluation: Mutex<Option<Memory>>,
    gradients: Vec<f32>,
}

/// One batch forward and back.
pub struct Pass<'a> {
    compiled: &'a mut Compiled,
    batch: usize,
    number: u64,
}

impl Compiled {
    /// A network with its initial weights. The seed decides them, and what is dropped.
    ///
    /// # Errors
    /// The graph is not sound.
    pub fn new(graph: &Graph, init: Init, seed: u64) -> Result<Compiled, String> {
        let network = Network::new(graph, init, seed).map_err(|fault| fault.to_string())?;
        let plan = compile(graph, seed, &|node| network.running(node))?;
        let (training, evaluation) = (None, Mutex::new(None));
        Ok(Compiled { network, plan, training, evaluation, gradients: Vec::new() })
    }

    pub fn network(&self) -> &Network {
        &self.network
    }

    /// What it trains as, on batches of so many samples.
    pub fn summary(&self, batch: usize) -> Summary {
        self.plan.summary(batch)
    }

    /// Frees the buffers, and those that this thread keeps for its kernels; they come back when
    /// they are needed.
    pub fn rest(&mut self) {
        kernels::release();
        self.training = None;
        self.gradients = Vec::new();
        *self.evaluation.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Room for a training batch of `batch` samples, channels first. Buffers are made for batches
    /// of up to `most`.
    pub fn batch_mut(&mut self, batch: usize, most: usize) -> &mut [f32] {
        let held = self.training.as_ref().map_or(0, Memory::batch);
        if held < batch {
            self.training = Some(Memory::new(&self.plan, Purpose::Train, batch.max(most)));
        }
        self.gradients.resize(self.plan.parameters(), 0.0);
        self.training.as_mut().map(|memory| memory.input_mut(batch)).unwrap_or_default()
    }

    /// The way there for the samples in [`Compiled::batch_mut`]. What is dropped depends on the
    /// number of the pass.
    ///
    /// # Errors
    /// The learned numbers are not on the CPU.
    pub fn pass(&mut self, batch: usize, number: u64) -> candle_core::Result<Pass<'_>> {
        let Compiled { network, plan, training, .. } = self;
        if let Some(memory) = training {
            let mode = Mode::Train { pass: number };
            network.with_numbers(|numbers| plan.forward(memory, numbers, batch, mode))?;
        }
        Ok(Pass { compiled: self, batch, number })
    }

    /// The gradients of all learned numbers, as the last [`Pass::back`] left them.
    pub fn gradients_mut(&mut self) -> &mut [f32] {
        &mut self.gradients
    }

    /// Calls `work` with all learned numbers and their gradients.
    ///
    /// # Errors
    /// The learned numbers are not on the CPU.
    pub fn update(
        &mut self,
        mut work: impl FnMut(&mut [f32], &mut [f32]),
    ) -> candle_core::Result<()> {
        let gradients = &mut self.gradients;
        self.network.change_numbers(|numbers| work(numbers, gradients))
    }

    /// The logits or values of samples, `[batch, outputs]`: `fill` lays them into the buffer,
    /// channels first, and `read` sees what comes out.
    ///
    /// # Errors
    /// The learned numbers are not on the CPU.
    pub fn evaluate<R>(
        &self,
        batch: usize,
        fill: impl FnOnce(&mut [f32]),
        read: impl FnOnce(&[f32]) -> R,
    ) -> candle_core::Result<R> {
        let mut held = self.held();
        if held.as_ref().is_some_and(|memory| memory.batch() < batch) {
            *held = None;
        }
        let memory = held.get_or_insert_with(|| Memory::new(&self.plan, Purpose::Evaluate, batch));
        fill(memory.input_mut(batch));
        self.network.with_numbers(|numbers| {
            self.plan.forward(memory, numbers, batch, Mode::Evaluate);
        })?;
        Ok(read(memory.output(batch)))
    }

    fn held(&self) -> MutexGuard<'_, Option<Memory>> {
        self.evaluation.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Compiled {
    fn drop(&mut self) {
        kernels::release();
    }
}

impl Pass<'_> {
    /// What came out, `[batch, outputs]`, and where the gradient of it goes. The gradient is empty
    /// where nothing is learned.
    pub fn output_and_gradient(&mut self) -> (&[f32], &mut [f32]) {
        match &mut self.compiled.training {
            Some(memory) => memory.output_and_gradient(self.batch),
            None => (&[], &mut []),
        }
    }

    /// The way back, from the gradient of the output to those of all learned numbers.
    ///
    /// # Errors
    /// The learned numbers are not on the CPU.
    pub fn back(self) -> candle_core::Result<()> {
        let Compiled { network, plan, training, gradients, .. } = self.compiled;
        let Some(memory) = training else { return Ok(()) };
        let (batch, number) = (self.batch, self.number);
        network.with_numbers(|numbers| plan.backward(memory, numbers, gradients, batch, number))
    }
}

#[cfg(test)]
#[path = "compiled_tests.rs"]
mod tests;
