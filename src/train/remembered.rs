//! What an optimizer remembers, tensor by tensor, to be carried over to a grown network.

use super::optimizer::{Memory, Stepper};
use crate::backend::candle::Network;
use crate::grow::{Grown, Values};

/// The moments of a paused training by the names of their tensors, and how long it has learnt.
#[derive(Clone, Debug)]
pub struct Remembered {
    moments: [Values; 3],
    memory: Memory,
}

impl Remembered {
    pub fn new(network: &Network, stepper: &Stepper) -> Remembered {
        let mut memory = stepper.memory();
        let flat = std::mem::take(&mut memory.moments);
        let named = |flat: &Vec<f32>| {
            let own = network.learned().iter().filter_map(|learned| {
                let own = flat.get(learned.range.clone())?;
                let wide = own.iter().copied().map(f64::from).collect();
                Some((learned.parameter.name.clone(), wide))
            });
            own.collect()
        };
        Remembered { moments: flat.each_ref().map(named), memory }
    }

    /// The memory in the order of a grown network, and which of its numbers are new.
    pub fn grown(&self, network: &Network, grown: &Grown) -> (Memory, Vec<bool>) {
        let mut memory = self.memory.clone();
        for (flat, old) in memory.moments.iter_mut().zip(&self.moments) {
            let moments = grown.moments(old);
            if moments.is_empty() {
                continue;
            }
            for learned in network.learned() {
                let own = moments.get(&learned.parameter.name).into_iter().flatten();
                flat.extend(own.map(|value| *value as f32));
                flat.resize(learned.range.end, 0.0);
            }
        }
        let new = network.learned().iter().flat_map(|learned| {
            let tensor = grown.tensors.get(&learned.parameter.name);
            let origin = tensor.map_or(&[][..], |tensor| &tensor.origin);
            (0..learned.range.len()).map(|at| origin.get(at).is_none_or(Option::is_none))
        });
        (memory, new.collect())
    }
}
