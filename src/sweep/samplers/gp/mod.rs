//! Bayesian optimization with a Gaussian process, for spaces of few hyperparameters of any kind,
//! after Optuna's GPSampler: Matérn 5/2 with a weight for each hyperparameter, fitted to the
//! maximum a posteriori, and the logarithm of the expected improvement. Unlike there, the lower
//! half of the utilities is squeezed (`warp`), conditions are part of the distance, members of
//! other sizes count as what they are, and nothing comes twice.

mod axes;
mod cholesky;
mod climb;
mod fit;
mod improvement;
mod kernel;
mod landscape;
mod lbfgs;
mod likelihood;
mod process;
mod search;
mod targets;
#[cfg(test)]
mod tests;
mod warp;

use super::sobol::Sobol;
use super::{Sampler, Scene};
use crate::random::Stream;
use crate::space::{Assignment, HyperId};
use axes::{Axis, INACTIVE, axes, point};
use fit::fit;
use kernel::Kernel;
use landscape::Landscape;
use process::Process;
use search::search;
use std::collections::BTreeMap;
use targets::Targets;

/// Members that must have shown something before the process is asked.
const STARTUP: usize = 10;
/// Quasi-random members that are looked at for one suggestion.
const DRAWS: usize = 2048;

pub struct Gp {
    startup: Sobol,
    drawn: Sobol,
    stream: Stream,
    /// Where the next fit starts.
    learned: Option<Learned>,
}

/// A kernel, its weights by hyperparameter: the axes change from rung to rung.
struct Learned {
    weights: BTreeMap<HyperId, f64>,
    scale: f64,
    noise: f64,
}

impl Gp {
    pub fn new(seed: u64) -> Gp {
        let mut stream = Stream::new(seed, "sweep/gp");
        let drawn = Sobol::new(stream.next_u64());
        Gp { startup: Sobol::new(seed), drawn, stream, learned: None }
    }

    fn last(&self, axes: &[Axis]) -> Option<Kernel> {
        let learned = self.learned.as_ref()?;
        let weight = |axis: &Axis| learned.weights.get(&axis.hyper).copied().unwrap_or(1.0);
        let weights = axes.iter().map(weight).collect();
        Some(Kernel { weights, scale: learned.scale, noise: learned.noise })
    }

    fn learn(&mut self, axes: &[Axis], kernel: &Kernel) {
        let weights = axes.iter().map(|axis| axis.hyper).zip(kernel.weights.iter().copied());
        let (scale, noise) = (kernel.scale, kernel.noise);
        self.learned = Some(Learned { weights: weights.collect(), scale, noise });
    }

    /// The member of which the process expects most; none where it has no say.
    fn modelled(&mut self, scene: &Scene, targets: &Targets) -> Option<Assignment> {
        let axes = axes(scene);
        let place = |member: &&Assignment| point(scene, &axes, member);
        let points: Vec<Vec<f64>> = targets.members.iter().map(place).collect();
        let kernel = fit(&axes, &points, &targets.values, self.last(&axes));
        self.learn(&axes, &kernel);
        let (best, incumbent) = incumbent(&axes, &place(&scene.base), &points, &targets.values)?;
        let incumbent = incumbent.clone();
        let usual = usual(scene, &axes, &points, &targets.values);
        let pending: Vec<Vec<f64>> = targets.pending.iter().map(place).collect();
        let process = Process::new(&axes, kernel, points, targets.values.clone())?;
        let (process, believed) = process.believing(&pending)?;
        let best = best.max(believed);
        let landscape = Landscape { scene, axes: &axes, process: &process, best, usual: &usual };
        let drawn = (0..DRAWS).filter_map(|_| self.drawn.suggest(scene)).collect();
        search(&landscape, drawn, &incumbent, &mut self.stream)
    }
}

impl Sampler for Gp {
    fn suggest(&mut self, scene: &Scene) -> Option<Assignment> {
        let targets = Targets::new(scene.known);
        let modelled = match targets.shown < STARTUP {
            true => None,
            false => self.modelled(scene, &targets),
        };
        modelled.or_else(|| self.startup.suggest(scene))
    }
}

/// The best target and its point, among those whose fixed coordinates are as here; where there is
/// none, among all.
fn incumbent<'a>(
    axes: &[Axis],
    here: &[f64],
    points: &'a [Vec<f64>],
    targets: &[f64],
) -> Option<(f64, &'a Vec<f64>)> {
    let fixed = |point: &[f64]| {
        let both = point.iter().zip(here);
        axes.iter().zip(both).all(|(axis, (there, here))| axis.free || there == here)
    };
    let best = |among: &dyn Fn(&[f64]) -> bool| {
        let all = targets.iter().copied().zip(points).filter(|(_, point)| among(point));
        all.max_by(|a, b| a.0.total_cmp(&b.0))
    };
    best(&fixed).or_else(|| best(&|_| true))
}

/// For each axis the coordinate of the best member that has it, or of the default.
fn usual(scene: &Scene, axes: &[Axis], points: &[Vec<f64>], targets: &[f64]) -> Vec<f64> {
    let mut order: Vec<(&f64, &Vec<f64>)> = targets.iter().zip(points).collect();
    order.sort_by(|a, b| b.0.total_cmp(a.0));
    let default = |axis: &Axis| {
        let hyper = scene.space.get(axis.hyper)?;
        let mut alone = Assignment::new(axis.hyper.0 + 1);
        alone.set(axis.hyper, Some(hyper.default));
        point(scene, std::slice::from_ref(axis), &alone).first().copied()
    };
    let one = |(at, axis): (usize, &Axis)| {
        let mut there = order.iter().filter_map(|(_, point)| point.get(at).copied());
        there.find(|it| *it != INACTIVE).or_else(|| default(axis)).unwrap_or(0.5)
    };
    axes.iter().enumerate().map(one).collect()
}
