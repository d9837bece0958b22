//! The last step of a series.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of a sample.

use super::blocks;
use super::kernel::{Backward, Forward, Kernel, Reads};

/// `[batch, length, features]` → `[batch, features]`.
#[derive(Clone, Copy, Debug)]
pub struct LastStep {
    length: usize,
    features: usize,
}

impl LastStep {
    pub fn new(length: usize, features: usize) -> LastStep {
        assert!(length > 0 && features > 0, "{length} × {features}");
        LastStep { length, features }
    }
}

impl Kernel for LastStep {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        let samples = pass.x.chunks_exact(self.length * self.features);
        for (y, x) in pass.y.chunks_exact_mut(self.features).zip(samples) {
            y.copy_from_slice(&x[x.len() - self.features..]);
        }
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let samples = dx.values.chunks_exact_mut(self.length * self.features);
        for (to, dy) in samples.zip(pass.dy.chunks_exact(self.features)) {
            let (earlier, last) = to.split_at_mut(to.len() - self.features);
            if dx.add {
                blocks::add_to(dy, last);
            } else {
                earlier.fill(0.0);
                last.copy_from_slice(dy);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::LastStep;

    #[test]
    fn is_the_last_of_each_feature() {
        for length in [1, 7] {
            let (name, kernel, batch) = ("last_step", &LastStep::new(length, 4), 3);
            let (x, y, other, parameters, spread) = (4 * length, 4, 0, 0, 1.0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread };
            let last = |x: &[f64]| x[4 * (length - 1)..].to_vec();
            check(&case, |v| v[0].chunks(4 * length).flat_map(last).collect());
        }
    }
}
