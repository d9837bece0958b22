//! All numbers of a network at one moment: to restore the best weights, and for weight files.

use std::ops::Range;
use std::sync::PoisonError;

use candle_core::Result;

use super::network::Network;
use crate::backend::kernels::Running;

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
        let learned = self.with_numbers(|numbers| {
            let own =
                |range: &Range<usize>| numbers.get(range.clone()).unwrap_or_default().to_vec();
            self.learned.iter().map(|learned| own(&learned.range)).collect()
        })?;
        let running = self.buffered.iter().map(|buffered| {
            buffered.running.lock().unwrap_or_else(PoisonError::into_inner).clone()
        });
        Ok(Snapshot { learned, running: running.collect() })
    }

    /// Puts back what a snapshot of this network, or of one of the same graph, holds.
    ///
    /// # Errors
    /// The learned numbers are not on the CPU.
    pub fn restore(&self, snapshot: &Snapshot) -> Result<()> {
        self.change_numbers(|numbers| {
            for (learned, values) in self.learned.iter().zip(&snapshot.learned) {
                if let Some(own) = numbers.get_mut(learned.range.clone()) {
                    own.iter_mut().zip(values).for_each(|(own, value)| *own = *value);
                }
            }
        })?;
        for (buffered, running) in self.buffered.iter().zip(&snapshot.running) {
            *buffered.running.lock().unwrap_or_else(PoisonError::into_inner) = running.clone();
        }
        Ok(())
    }
}
