//! Where new configurations come from when nothing is known: points of the unit cube.

mod random;
mod sobol;

pub use random::Random;
pub use sobol::Sobol;

/// A sequence of points. Coordinates depend only on the seed, the point's index and the dimension,
/// so that a hyperparameter keeps its coordinate whatever else is active.
pub trait Sampler {
    /// In [0, 1).
    fn coordinate(&self, point: u64, dimension: usize) -> f64;
}

/// The sampler that the settings name.
pub fn named(sampler: crate::template::Sampler, seed: u64) -> Box<dyn Sampler> {
    match sampler {
        crate::template::Sampler::Random => Box::new(Random::new(seed)),
        crate::template::Sampler::Sobol => Box::new(Sobol::new(seed)),
    }
}
