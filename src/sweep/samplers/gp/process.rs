//! What a Gaussian process says about points that were not tried (Rasmussen & Williams 2006,
//! algorithm 2.1).
#![allow(clippy::indexing_slicing)] // Reason: `points` holds a row of one coordinate an axis for each target.

use super::axes::Axis;
use super::cholesky::{Cholesky, dot};
use super::kernel::{Kernel, correlation, slope};

/// A process that has seen some points.
pub struct Process<'a> {
    axes: &'a [Axis],
    kernel: Kernel,
    points: Vec<Vec<f64>>,
    targets: Vec<f64>,
    cholesky: Cholesky,
    /// The covariance's inverse times the targets.
    weights: Vec<f64>,
}

/// Mean and variance of the function at a point, without the noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Belief {
    pub mean: f64,
    pub variance: f64,
}

/// Variances below this are rounding.
const LEAST_VARIANCE: f64 = 1e-12;

impl<'a> Process<'a> {
    /// None where the covariance cannot be factored.
    pub fn new(
        axes: &'a [Axis],
        kernel: Kernel,
        points: Vec<Vec<f64>>,
        targets: Vec<f64>,
    ) -> Option<Process<'a>> {
        let size = points.len();
        let mut covariance = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..i {
                let distance = distance(axes, &kernel, &points[i], &points[j]);
                covariance[i * size + j] = kernel.scale * correlation(distance);
            }
            covariance[i * size + i] = kernel.scale + kernel.noise;
        }
        let cholesky = Cholesky::new(&covariance, size)?;
        let mut weights = targets.clone();
        cholesky.solve(&mut weights);
        Some(Process { axes, kernel, points, targets, cholesky, weights })
    }

    /// As if each of these had shown what is expected of it ("kriging believer", Ginsbourger and
    /// others 2010), so that workers do not crowd at one place; with the greatest of these
    /// expectations, which is to be improved upon too.
    pub fn believing(self, pending: &[Vec<f64>]) -> Option<(Process<'a>, f64)> {
        if pending.is_empty() {
            return Some((self, f64::NEG_INFINITY));
        }
        let expected: Vec<f64> = pending.iter().map(|point| self.belief(point).mean).collect();
        let Process { axes, kernel, mut points, mut targets, .. } = self;
        let greatest = expected.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        points.extend_from_slice(pending);
        targets.extend(expected);
        Some((Process::new(axes, kernel, points, targets)?, greatest))
    }

    /// The inverse squared length scale of an axis.
    pub fn weight(&self, axis: usize) -> f64 {
        self.kernel.weights[axis]
    }

    pub fn belief(&self, at: &[f64]) -> Belief {
        let mut covariance: Vec<f64> = self
            .points
            .iter()
            .map(|point| {
                self.kernel.scale * correlation(distance(self.axes, &self.kernel, at, point))
            })
            .collect();
        let mean = dot(&covariance, &self.weights);
        self.cholesky.forward(&mut covariance);
        let variance = self.kernel.scale - dot(&covariance, &covariance);
        Belief { mean, variance: variance.max(LEAST_VARIANCE) }
    }

    /// The same, with the derivatives of the mean and of the variance along some axes.
    pub fn belief_and_slopes(&self, at: &[f64], along: &[usize]) -> (Belief, Vec<Belief>) {
        let apart = |point: &Vec<f64>| distance(self.axes, &self.kernel, at, point);
        let distances: Vec<f64> = self.points.iter().map(apart).collect();
        let scale = self.kernel.scale;
        let covariance: Vec<f64> = distances.iter().map(|d| scale * correlation(*d)).collect();
        let mut solved = covariance.clone();
        self.cholesky.solve(&mut solved);
        let mean = dot(&covariance, &self.weights);
        let variance = (scale - dot(&covariance, &solved)).max(LEAST_VARIANCE);
        let slopes: Vec<f64> = distances.iter().map(|d| scale * slope(*d)).collect();
        let derivative = |&axis: &usize| {
            let weight = self.kernel.weights[axis];
            let mut sum = Belief { mean: 0.0, variance: 0.0 };
            for (i, point) in self.points.iter().enumerate() {
                let pull = slopes[i] * weight * self.axes[axis].pull(at[axis], point[axis]);
                sum.mean += pull * self.weights[i];
                sum.variance -= 2.0 * pull * solved[i];
            }
            sum
        };
        (Belief { mean, variance }, along.iter().map(derivative).collect())
    }
}

fn distance(axes: &[Axis], kernel: &Kernel, a: &[f64], b: &[f64]) -> f64 {
    let weighted =
        |(axis, weight): (&Axis, &f64), (a, b): (&f64, &f64)| weight * axis.square(*a, *b);
    axes.iter().zip(&kernel.weights).zip(a.iter().zip(b)).map(|(of, at)| weighted(of, at)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::axes::{Axis, INACTIVE, Metric};
    use super::super::kernel::{Kernel, correlation};
    use super::Process;
    use crate::random::Stream;
    use crate::space::HyperId;

    fn axis(metric: Metric) -> Axis {
        Axis { hyper: HyperId(0), metric, values: None, free: true }
    }

    /// Two points with a weighted distance of 1, a third half way: everything by hand.
    #[test]
    fn two_points_by_hand() {
        let axes = [axis(Metric::Number)];
        let kernel = Kernel { weights: vec![4.0], scale: 2.0, noise: 0.5 };
        let process =
            Process::new(&axes, kernel, vec![vec![0.0], vec![0.5]], vec![1.0, -0.2]).unwrap();
        // The covariance of the data [[a, c], [c, a]] has the inverse [[a, −c], [−c, a]] / (a² − c²).
        let (a, c) = (2.5, 2.0 * correlation(1.0));
        let determinant = a * a - c * c;
        let near = 2.0 * correlation(0.25);
        let mean = near * (a - c) * (1.0 - 0.2) / determinant;
        let variance = 2.0 - near * near * 2.0 * (a - c) / determinant;
        let belief = process.belief(&[0.25]);
        assert!((belief.mean - mean).abs() < 1e-14, "{belief:?} {mean}");
        assert!((belief.variance - variance).abs() < 1e-14, "{belief:?} {variance}");
        // And as figures.
        assert!((belief.mean - 0.373_687_438_213).abs() < 1e-12, "{belief:?}");
        assert!((belief.variance - 0.451_721_123_961).abs() < 1e-12, "{belief:?}");
    }

    #[test]
    fn far_away_the_prior_holds_and_at_a_point_without_noise_its_target() {
        let axes = [axis(Metric::Number), axis(Metric::Label)];
        let kernel = Kernel { weights: vec![1e4, 1e4], scale: 1.5, noise: 1e-6 };
        let points = vec![vec![0.1, 0.0], vec![0.9, 0.0]];
        let process = Process::new(&axes, kernel, points, vec![0.7, -1.0]).unwrap();
        let (there, away) = (process.belief(&[0.1, 0.0]), process.belief(&[0.1, 1.0]));
        assert!((there.mean - 0.7).abs() < 1e-5 && there.variance < 1e-5);
        assert!(away.mean.abs() < 1e-12 && (away.variance - 1.5).abs() < 1e-12);
    }

    #[test]
    fn slopes_are_those_of_the_belief() {
        let axes = [axis(Metric::Number), axis(Metric::Label), axis(Metric::Number)];
        let kernel = Kernel { weights: vec![3.0, 0.7, 9.0], scale: 1.3, noise: 0.05 };
        let mut stream = Stream::new(2, "points");
        let points: Vec<Vec<f64>> = (0..12)
            .map(|at| {
                let last = if at % 3 == 0 { INACTIVE } else { stream.uniform() };
                vec![stream.uniform(), stream.below(3) as f64, last]
            })
            .collect();
        let targets = (0..12).map(|_| stream.normal()).collect();
        let process = Process::new(&axes, kernel, points, targets).unwrap();
        let at = [0.37, 1.0, 0.81];
        let (belief, slopes) = process.belief_and_slopes(&at, &[0, 2]);
        assert!((belief.mean - process.belief(&at).mean).abs() < 1e-12);
        assert!((belief.variance - process.belief(&at).variance).abs() < 1e-12);
        for (slope, axis) in slopes.iter().zip([0, 2]) {
            let moved = |step: f64| {
                let mut there = at;
                there[axis] += step;
                process.belief(&there)
            };
            let (up, down) = (moved(1e-5), moved(-1e-5));
            assert!(((up.mean - down.mean) / 2e-5 - slope.mean).abs() < 1e-8, "{slope:?}");
            let change = (up.variance - down.variance) / 2e-5;
            assert!((change - slope.variance).abs() < 1e-8, "{slope:?} {change}");
        }
    }

    /// A believed point keeps the mean where it is, and takes the doubt away around it.
    #[test]
    fn believing_lowers_the_doubt_only() {
        let axes = [axis(Metric::Number)];
        let made = || {
            let kernel = Kernel { weights: vec![20.0], scale: 1.0, noise: 1e-4 };
            Process::new(&axes, kernel, vec![vec![0.0], vec![1.0]], vec![1.0, -1.0]).unwrap()
        };
        let before = made();
        let (after, greatest) = made().believing(&[vec![0.4], vec![0.7]]).unwrap();
        assert_eq!(greatest, before.belief(&[0.4]).mean);
        for at in [0.1, 0.4, 0.6] {
            let (was, is) = (before.belief(&[at]), after.belief(&[at]));
            assert!((was.mean - is.mean).abs() < 1e-12, "{at}");
            assert!(is.variance < was.variance, "{at}");
        }
        assert!(after.belief(&[0.4]).variance < 2e-4);
    }
}
