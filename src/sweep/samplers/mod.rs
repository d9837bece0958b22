//! Where new configurations come from, one file a sampler.

mod elites;
mod gp;
mod grid;
mod random;
mod scene;
mod sobol;
#[cfg(test)]
mod testing;
mod tpe;

pub use scene::{Known, Scene, Shown};

use crate::space::Assignment;

/// A source of configurations.
pub trait Sampler {
    /// The next one to try, or none where there is nothing left. It may come out invalid or known
    /// (see [`Scene::is_new`]): then it is asked again.
    fn suggest(&mut self, scene: &Scene) -> Option<Assignment>;
}

/// The sampler that the settings name.
pub fn named(sampler: crate::template::Sampler, seed: u64) -> Box<dyn Sampler> {
    match sampler {
        crate::template::Sampler::Random => Box::new(random::Random::new(seed)),
        crate::template::Sampler::Sobol => Box::new(sobol::Sobol::new(seed)),
        crate::template::Sampler::Tpe => Box::new(tpe::Tpe::new(seed)),
        crate::template::Sampler::Elites => Box::new(elites::Elites::new(seed)),
        crate::template::Sampler::Grid => Box::new(grid::Grid::new(seed)),
        crate::template::Sampler::Gp => Box::new(gp::Gp::new(seed)),
    }
}
