//! The best configurations so far, each changed a little: evolution (Real et al. 2019) without a
//! crossover.

use super::{Sampler, Scene, Shown};
use crate::random::Stream;
use crate::space::Assignment;
use crate::sweep::perturb::{Width, perturbed};

/// So many are drawn at random first.
const STARTUP: usize = 10;
/// How many are changed, as a share of those that came to their end; at least 3.
const SHARE: usize = 5;
const LEAST: usize = 3;
/// Every so many draws one from all of the space, lest the search stays where it began.
const FRESH: u64 = 6;
const WIDTH: Width = Width { spread: 0.15, switch: 0.2 };

pub struct Elites {
    stream: Stream,
}

impl Elites {
    pub fn new(seed: u64) -> Elites {
        Elites { stream: Stream::new(seed, "sweep/elites") }
    }
}

impl Sampler for Elites {
    fn suggest(&mut self, scene: &Scene) -> Option<Assignment> {
        let complete = |known: &super::Known| match known.shown {
            Shown::Complete(utility) => Some((utility, known.assignment.clone())),
            _ => None,
        };
        let mut elites: Vec<(f64, Assignment)> = scene.known.iter().filter_map(complete).collect();
        if elites.len() < STARTUP || self.stream.below(FRESH) == 0 {
            return Some(scene.member(|_| self.stream.uniform()));
        }
        elites.sort_by(|a, b| b.0.total_cmp(&a.0));
        elites.truncate((elites.len() / SHARE).max(LEAST));
        let at = self.stream.below(elites.len() as u64) as usize;
        let elite = elites.get(at).map(|(_, elite)| scene.made(|hyper| elite.get(hyper.id)))?;
        Some(perturbed(scene.space, &elite, scene.free, WIDTH, &mut self.stream))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{number, search};
    use super::super::{Sampler as _, Scene, Shown};
    use super::Elites;
    use crate::space::testing::{real, space, whole};
    use crate::space::{HyperId, Value};

    #[test]
    fn closes_in_on_the_peak() {
        let space = space(vec![real("a", 0.0, 1.0), real("b", 0.0, 1.0)]);
        for seed in 0..5 {
            let known = search(&space, &mut Elites::new(seed), 80, |it| {
                let (a, b) = (number(it, 0) - 0.8, number(it, 1) - 0.1);
                Shown::Complete(-(a * a + b * b))
            });
            let late = &known[60..];
            let mean = |id| late.iter().map(|it| number(&it.assignment, id)).sum::<f64>() / 20.0;
            assert!(mean(0) > 0.6 && mean(1) < 0.4, "seed {seed}: {} {}", mean(0), mean(1));
        }
    }

    #[test]
    fn what_is_not_free_is_that_of_the_base() {
        let space = space(vec![whole("depth", 1, 5), real("rate", 0.0, 1.0)]);
        let mut sampler = Elites::new(1);
        let known = search(&space, &mut sampler, 20, |it| Shown::Complete(number(it, 1)));
        let mut base = space.defaults();
        base.set(HyperId(0), Some(Value::Whole(2)));
        let free = |hyper: &crate::space::Hyper| hyper.path == "rate";
        let scene =
            Scene { space: &space, base: &base, free: &free, valid: &|_| true, known: &known };
        for _ in 0..20 {
            let member = sampler.suggest(&scene).unwrap();
            assert_eq!(member.get(HyperId(0)), Some(Value::Whole(2)));
        }
    }
}
