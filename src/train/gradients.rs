//! The mean gradient of several batches.

/// Gradients of mean losses, each counting as much as what its loss is a mean over: the gradient
/// of one batch that holds them all.
#[derive(Clone, Debug, Default)]
pub struct Mean {
    mass: f64,
    sums: Vec<f32>,
}

impl Mean {
    /// Takes in the gradient of one batch.
    pub fn add(&mut self, gradients: &[f32], mass: f64) {
        self.mass += mass;
        self.sums.resize(gradients.len(), 0.0);
        for (sum, gradient) in self.sums.iter_mut().zip(gradients) {
            *sum += gradient * mass as f32;
        }
    }

    /// Gives the mean of what was added, and begins again.
    pub fn take(&mut self, gradients: &mut [f32]) {
        let share = (1.0 / self.mass) as f32;
        for (gradient, sum) in gradients.iter_mut().zip(&mut self.sums) {
            *gradient = *sum * share;
            *sum = 0.0;
        }
        self.mass = 0.0;
    }
}
