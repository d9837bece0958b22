//! All numbers of a network at one moment: to restore the best weights, and for weight files.

use std::sync::PoisonError;

use candle_core::{Device, Result, Tensor};

use super::network::Network;
use crate::backend::kernels::{Running, read};

/// The learned numbers and the running statistics, in the network's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    pub learned: Vec<Vec<f32>>,
    pub running: Vec<Running>,
}

impl Network {
    /// # Errors
    /// The numbers cannot be read (they are not on the CPU).
    pub fn snapshot(&self) -> Result<Snapshot> {
        let learned = self.learned.iter().map(|learned| read(learned.var.as_tensor()));
        let running = self.buffered.iter().map(|buffered| {
            buffered.running.lock().unwrap_or_else(PoisonError::into_inner).clone()
        });
        Ok(Snapshot { learned: learned.collect::<Result<_>>()?, running: running.collect() })
    }

    /// Puts back what a snapshot of this network, or of one of the same graph, holds.
    ///
    /// # Errors
    /// The snapshot is one of another graph.
    pub fn restore(&self, snapshot: &Snapshot) -> Result<()> {
        for (learned, values) in self.learned.iter().zip(&snapshot.learned) {
            let shape = learned.parameter.shape.as_slice();
            learned.var.set(&Tensor::from_slice(values, shape, &Device::Cpu)?)?;
        }
        for (buffered, running) in self.buffered.iter().zip(&snapshot.running) {
            *buffered.running.lock().unwrap_or_else(PoisonError::into_inner) = running.clone();
        }
        Ok(())
    }
}
