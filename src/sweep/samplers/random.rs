//! Independent uniform points.

use super::{Sampler, Scene};
use crate::random::Stream;
use crate::space::Assignment;

pub struct Random {
    stream: Stream,
}

impl Random {
    pub fn new(seed: u64) -> Random {
        Random { stream: Stream::new(seed, "sweep/random") }
    }
}

impl Sampler for Random {
    fn suggest(&mut self, scene: &Scene) -> Option<Assignment> {
        Some(scene.member(|_| self.stream.uniform()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::lone;
    use super::{Random, Sampler};
    use crate::space::testing::{real, space};
    use crate::space::{HyperId, Value};

    #[test]
    fn points_are_uniform_and_repeat() {
        let space = space(vec![real("x", 0.0, 1.0)]);
        let draw = || {
            let mut sampler = Random::new(3);
            let mut one = || match lone(&space, |scene| sampler.suggest(scene))?.get(HyperId(0)) {
                Some(Value::Real(x)) => Some(x),
                _ => None,
            };
            (0..4000).map_while(|_| one()).collect::<Vec<f64>>()
        };
        let points = draw();
        let mean = points.iter().sum::<f64>() / 4000.0;
        assert!((mean - 0.5).abs() < 0.02, "{mean}");
        assert_eq!(draw(), points);
    }
}
