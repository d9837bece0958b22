//! Independent uniform points.

use super::Sampler;
use crate::random::Stream;

pub struct Random {
    seed: u64,
}

impl Random {
    pub fn new(seed: u64) -> Random {
        Random { seed }
    }
}

impl Sampler for Random {
    fn coordinate(&self, point: u64, dimension: usize) -> f64 {
        let mut stream = Stream::new(self.seed, &format!("sweep/random/{dimension}"));
        stream.seek(point * 4);
        stream.uniform()
    }
}

#[cfg(test)]
mod tests {
    use super::{Random, Sampler};

    #[test]
    fn points_are_uniform_and_repeat() {
        let sampler = Random::new(3);
        let points: Vec<f64> = (0..4000).map(|at| sampler.coordinate(at, 2)).collect();
        let mean = points.iter().sum::<f64>() / 4000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
        assert_eq!(Random::new(3).coordinate(17, 2), points[17]);
        assert_ne!(sampler.coordinate(17, 3), points[17]);
    }
}
