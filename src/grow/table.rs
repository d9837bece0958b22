//! Numbers that belong to a channel each: biases, gains, statistics, rows of a table of positions.
#![allow(clippy::indexing_slicing)] // Reason: places follow from the units; `fill` checks the lengths first.

use super::tensor::Tensor;
use super::units::Unit;

/// `lanes` numbers for each channel.
pub struct Table<'a> {
    pub units: &'a [Unit],
    pub lanes: usize,
    /// `[small channels, lanes]`, from number `start` of the tensor on.
    pub small: &'a [f64],
    pub start: usize,
    /// `[large channels, lanes]`.
    pub fresh: &'a [f64],
    /// Channels at the mean of the old ones get the mean of their numbers, and not fresh ones.
    pub mean: bool,
}

impl Table<'_> {
    /// # Errors
    /// For people: the tensors have other shapes.
    pub fn fill(&self) -> Result<Tensor, &'static str> {
        let count = self.small.len() / self.lanes.max(1);
        let fit = self.units.iter().all(|unit| match unit {
            Unit::Old { from, .. } => *from < count,
            Unit::Twin { first, .. } => *first < self.units.len(),
            _ => true,
        });
        if !fit || self.fresh.len() != self.units.len() * self.lanes {
            return Err("its tensors do not have the shapes of the two networks");
        }
        let mut tensor = Tensor::with_capacity(self.fresh.len());
        for (at, unit) in self.units.iter().enumerate() {
            for lane in 0..self.lanes {
                let (value, origin) = self.cell(at, *unit, lane, count);
                tensor.push(value, origin);
            }
        }
        Ok(tensor)
    }

    fn cell(&self, at: usize, unit: Unit, lane: usize, count: usize) -> (f64, Option<usize>) {
        match unit {
            Unit::Old { from, .. } => {
                let place = from * self.lanes + lane;
                (self.small[place], Some(self.start + place))
            }
            Unit::Mean if self.mean => {
                let sum: f64 = (0..count).map(|from| self.small[from * self.lanes + lane]).sum();
                (sum / count as f64, None)
            }
            Unit::Twin { first, .. } => (self.fresh[first * self.lanes + lane], None),
            Unit::New | Unit::Null | Unit::Mean => (self.fresh[at * self.lanes + lane], None),
        }
    }
}
