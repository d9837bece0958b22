//! The mean gradient of several batches.

use candle_core::{Result, Tensor};

use crate::backend::kernels::recycle;

/// Gradients of mean losses, each counting as much as what its loss is a mean over: the gradient
/// of one batch that holds them all.
pub struct Mean {
    alone: bool,
    mass: f64,
    sums: Vec<Option<Tensor>>,
}

impl Mean {
    /// Of so many batches.
    pub fn new(batches: usize) -> Mean {
        Mean { alone: batches <= 1, mass: 0.0, sums: Vec::new() }
    }

    /// # Errors
    /// The gradients are those of another network.
    pub fn add(&mut self, gradients: Vec<Option<Tensor>>, mass: f64) -> Result<()> {
        if self.alone {
            self.sums = gradients;
            return Ok(());
        }
        self.mass += mass;
        self.sums.resize(gradients.len(), None);
        for (sum, gradient) in self.sums.iter_mut().zip(gradients) {
            let Some(gradient) = gradient else { continue };
            let part = (&gradient * mass)?;
            recycle(gradient)?;
            *sum = Some(match sum.take() {
                Some(sum) => (sum + part)?,
                None => part,
            });
        }
        Ok(())
    }

    /// The mean of what was added.
    ///
    /// # Errors
    /// The numbers cannot be divided (they are not on the CPU).
    pub fn take(&mut self) -> Result<Vec<Option<Tensor>>> {
        let sums = std::mem::take(&mut self.sums);
        if self.alone {
            return Ok(sums);
        }
        let share = 1.0 / self.mass;
        sums.into_iter().map(|sum| sum.map(|sum| sum * share).transpose()).collect()
    }
}
