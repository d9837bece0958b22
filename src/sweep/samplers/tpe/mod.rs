//! The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate (Falkner et al. 2018):
//! what is more likely under the density of good members than under that of all others. Numbers as
//! in Optuna 5; other than there, the first members are spread evenly, and none is suggested twice.

mod kernel;
mod parzen;

use self::parzen::Parzen;
use super::sobol::Sobol;
use super::{Known, Sampler, Scene, Shown};
use crate::random::Stream;
use crate::space::Assignment;

/// So many are spread evenly before anything is modelled.
const STARTUP: usize = 10;
/// Draws from the density of good members, the best of which is suggested.
const CANDIDATES: usize = 24;

pub struct Tpe {
    start: Sobol,
    stream: Stream,
}

impl Tpe {
    pub fn new(seed: u64) -> Tpe {
        Tpe { start: Sobol::new(seed), stream: Stream::new(seed, "sweep/tpe") }
    }
}

impl Sampler for Tpe {
    fn suggest(&mut self, scene: &Scene) -> Option<Assignment> {
        let shown = |known: &&Known| match known.shown {
            Shown::Complete(_) | Shown::Pruned { .. } => true,
            Shown::Failed | Shown::Pending => false,
        };
        let count = scene.known.iter().filter(shown).count();
        if count < STARTUP {
            return self.start.suggest(scene);
        }
        let (good, rest) = split(scene.known, good(count));
        let good = Parzen::new(scene.space, scene.free, &good);
        let rest = Parzen::new(scene.space, scene.free, &rest);
        let mut best: Option<(bool, f64, Assignment)> = None;
        for _ in 0..CANDIDATES {
            let member = self.draw(scene, &good);
            let (new, worth) = (scene.is_new(&member), good.log(&member) - rest.log(&member));
            if best.as_ref().is_none_or(|(is_new, most, _)| (new, worth) > (*is_new, *most)) {
                best = Some((new, worth, member));
            }
        }
        best.map(|(_, _, member)| member)
    }
}

impl Tpe {
    fn draw(&mut self, scene: &Scene, good: &Parzen) -> Assignment {
        let product = good.pick(&mut self.stream);
        scene.made(|hyper| good.value(product, hyper, &mut self.stream))
    }
}

/// How many of so many count as good.
fn good(count: usize) -> usize {
    count.div_ceil(10).min(25)
}

/// The best ones and all others, both in the order in which they were asked for. Complete ones
/// come before pruned ones, and these in the order of their epochs and then of their utilities; what
/// failed or is still under way keeps others away from its place.
fn split(known: &[Known], good: usize) -> (Vec<&Assignment>, Vec<&Assignment>) {
    let rank = |shown: Shown| match shown {
        Shown::Complete(utility) => (usize::MAX, utility),
        Shown::Pruned { epochs, utility } => (epochs.min(usize::MAX - 1), utility),
        Shown::Failed | Shown::Pending => (0, f64::NEG_INFINITY),
    };
    let mut order: Vec<usize> = (0..known.len()).collect();
    let of = |at: usize| known.get(at).map_or((0, f64::NEG_INFINITY), |known| rank(known.shown));
    order.sort_by(|&a, &b| {
        let ((a_level, a), (b_level, b)) = (of(a), of(b));
        b_level.cmp(&a_level).then_with(|| b.total_cmp(&a))
    });
    let mut is_good = vec![false; known.len()];
    for at in order.into_iter().take(good) {
        if let Some(mark) = is_good.get_mut(at) {
            *mark = true;
        }
    }
    let pick = |wanted: bool| {
        let marked = known.iter().zip(&is_good).filter(move |(_, mark)| **mark == wanted);
        marked.map(|(known, _)| &known.assignment).collect()
    };
    (pick(true), pick(false))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
