//! Quasi-random points: the Sobol sequence (Sobol 1967) with Owen's scrambling (Burley 2020).

use super::{Sampler, Scene};
use crate::random::Stream;
use crate::space::Assignment;

/// Points that the tables of one sequence give, and dimensions.
const POINTS: u64 = 1 << 16;
const DIMENSIONS: usize = 256;

/// A hyperparameter keeps its coordinate of a point, whatever else is active or free.
pub struct Sobol {
    seed: u64,
    /// Points that are used up.
    drawn: u64,
}

impl Sobol {
    pub fn new(seed: u64) -> Sobol {
        Sobol { seed, drawn: 0 }
    }

    /// In [0, 1).
    fn coordinate(&self, point: u64, dimension: usize) -> f64 {
        // Past the tables another scramble starts, independent of the first.
        let (lap, page) = (point / POINTS, dimension / DIMENSIONS);
        let scramble = Stream::new(self.seed, &format!("sweep/sobol/{lap}/{page}")).next_u32();
        let index = (point % POINTS) as u32;
        f64::from(sobol_burley::sample(index, (dimension % DIMENSIONS) as u32, scramble))
    }
}

impl Sampler for Sobol {
    fn suggest(&mut self, scene: &Scene) -> Option<Assignment> {
        let point = self.drawn;
        self.drawn += 1;
        Some(scene.member(|hyper| self.coordinate(point, hyper.id.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::Sobol;

    /// The mark of a (0, m, 2)-net: each of the 2ᵐ slices of a dimension holds one point.
    #[test]
    fn every_slice_holds_one_point() {
        let sampler = Sobol::new(5);
        for dimension in [0, 1, 7, 255, 256, 300] {
            let mut slices: Vec<usize> =
                (0..64).map(|at| (sampler.coordinate(at, dimension) * 64.0) as usize).collect();
            slices.sort_unstable();
            assert_eq!(slices, (0..64).collect::<Vec<_>>(), "dimension {dimension}");
        }
    }

    #[test]
    fn the_seed_scrambles() {
        let at = |seed, point| Sobol::new(seed).coordinate(point, 0);
        assert_ne!(at(1, 0), at(2, 0));
        assert_eq!(at(1, 9), at(1, 9));
        assert!((0.0..1.0).contains(&at(1, 70_000)));
    }
}
