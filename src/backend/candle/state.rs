//! All numbers of a network at one moment: to restore the best weights, and for weight files.

use std::collections::BTreeMap;
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

    /// All numbers by the names of their tensors: learned ones and running statistics.
    ///
    /// # Errors
    /// The learned numbers are not on the CPU.
    pub fn named(&self) -> Result<BTreeMap<String, Vec<f64>>> {
        let Snapshot { learned, running } = self.snapshot()?;
        let wide = |values: Vec<f32>| values.into_iter().map(f64::from).collect::<Vec<f64>>();
        let names = self.learned.iter().map(|learned| learned.parameter.name.clone());
        let mut named: BTreeMap<_, _> = names.zip(learned.into_iter().map(wide)).collect();
        for (buffered, running) in self.buffered.iter().zip(running) {
            let [mean, variance] = buffered.names.clone();
            named.extend([(mean, wide(running.mean)), (variance, wide(running.variance))]);
        }
        Ok(named)
    }

    /// Puts numbers in by the names of their tensors, in single precision. Tensors that are not
    /// named stay.
    ///
    /// # Errors
    /// The learned numbers are not on the CPU.
    pub fn take_named(&self, values: &BTreeMap<String, Vec<f64>>) -> Result<()> {
        let mut snapshot = self.snapshot()?;
        let take = |name: &str, own: &mut Vec<f32>| {
            for (own, value) in own.iter_mut().zip(values.get(name).into_iter().flatten()) {
                *own = *value as f32;
            }
        };
        for (learned, own) in self.learned.iter().zip(&mut snapshot.learned) {
            take(&learned.parameter.name, own);
        }
        for (buffered, own) in self.buffered.iter().zip(&mut snapshot.running) {
            let [mean, variance] = &buffered.names;
            take(mean, &mut own.mean);
            take(variance, &mut own.variance);
        }
        self.restore(&snapshot)
    }
}
