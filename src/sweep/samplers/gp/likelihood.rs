//! How well a kernel explains what was seen: the marginal likelihood (Rasmussen & Williams 2006,
//! equations 5.8 and 5.9) times a prior on the kernel's numbers, with its gradient.
#![allow(clippy::indexing_slicing)] // Reason: there are `size·(size − 1)/2` pairs of `axes.len()` squares.

use super::axes::Axis;
use super::cholesky::{Cholesky, dot};
use super::kernel::{Kernel, LEAST_NOISE, correlation, slope};

/// What was seen, with the squared distances of all pairs along each axis.
pub struct Evidence<'a> {
    /// One row for each pair `j < i`, in the order of a lower triangle.
    squares: Vec<f64>,
    targets: &'a [f64],
    axes: usize,
}

/// The logarithm of likelihood and prior, and its gradient by the kernel's [`Kernel::logarithms`].
#[derive(Clone, Debug, PartialEq)]
pub struct Support {
    pub value: f64,
    pub gradient: Vec<f64>,
}

impl<'a> Evidence<'a> {
    pub fn new(axes: &[Axis], points: &[Vec<f64>], targets: &'a [f64]) -> Evidence<'a> {
        let mut squares = Vec::with_capacity(points.len() * points.len() / 2 * axes.len());
        for (i, a) in points.iter().enumerate() {
            for b in &points[..i] {
                let both = a.iter().zip(b);
                squares.extend(axes.iter().zip(both).map(|(axis, (a, b))| axis.square(*a, *b)));
            }
        }
        Evidence { squares, targets, axes: axes.len() }
    }

    fn pair(&self, i: usize, j: usize) -> &[f64] {
        let at = (i * (i.max(1) - 1) / 2 + j) * self.axes;
        &self.squares[at..at + self.axes]
    }

    /// None where the covariance cannot be factored.
    pub fn support(&self, kernel: &Kernel) -> Option<Support> {
        let size = self.targets.len();
        let mut distances = vec![0.0; size * size];
        let mut covariance = vec![0.0; size * size];
        for i in 0..size {
            for j in 0..i {
                distances[i * size + j] = kernel.distance(self.pair(i, j));
                covariance[i * size + j] = kernel.scale * correlation(distances[i * size + j]);
            }
            covariance[i * size + i] = kernel.scale + kernel.noise;
        }
        let cholesky = Cholesky::new(&covariance, size)?;
        let mut solved = self.targets.to_vec();
        cholesky.solve(&mut solved);
        let fit = -0.5 * (cholesky.log_determinant() + dot(self.targets, &solved));
        let mut gradient = self.slopes(kernel, &cholesky.inverse(), &solved, &distances);
        let value = fit + prior(kernel, &mut gradient);
        Some(Support { value, gradient })
    }

    /// The gradient of the likelihood: each entry of the covariance counts with
    /// `½·(ααᵀ − C⁻¹)`, pairs twice.
    fn slopes(
        &self,
        kernel: &Kernel,
        inverse: &[f64],
        solved: &[f64],
        distances: &[f64],
    ) -> Vec<f64> {
        let size = self.targets.len();
        let mut weights = vec![0.0; self.axes];
        let (mut scale, mut noise) = (0.0, 0.0);
        for i in 0..size {
            for j in 0..i {
                let counts = solved[i] * solved[j] - inverse[i * size + j];
                let distance = distances[i * size + j];
                scale += counts * correlation(distance);
                let pull = counts * slope(distance);
                for (sum, square) in weights.iter_mut().zip(self.pair(i, j)) {
                    *sum += pull * square;
                }
            }
            noise += 0.5 * (solved[i] * solved[i] - inverse[i * size + i]);
        }
        let by_logarithm = |(sum, weight): (f64, &f64)| sum * kernel.scale * weight;
        let mut gradient: Vec<f64> =
            weights.into_iter().zip(&kernel.weights).map(by_logarithm).collect();
        gradient.push((scale + noise) * kernel.scale);
        gradient.push(noise * (kernel.noise - LEAST_NOISE));
        gradient
    }
}

/// The logarithm of the prior; adds its slopes. Optuna's: weights near 1, of which `0.1·(w + 1/w)`
/// keeps both ends away; the scale by Gamma(2, 1), the noise by Gamma(1.1, 30).
fn prior(kernel: &Kernel, gradient: &mut [f64]) -> f64 {
    let (scale, noise) = (kernel.scale, kernel.noise);
    for (slope, weight) in gradient.iter_mut().zip(&kernel.weights) {
        *slope += 0.1 / weight - 0.1 * weight;
    }
    let axes = kernel.weights.len();
    gradient[axes] += 1.0 - scale;
    gradient[axes + 1] += (0.1 / noise - 30.0) * (noise - LEAST_NOISE);
    let weights: f64 = kernel.weights.iter().map(|w| -0.1 * (w + 1.0 / w)).sum();
    weights + scale.ln() - scale + 0.1 * noise.ln() - 30.0 * noise
}

impl Kernel {
    /// The numbers that a fit may move freely: logarithms of the weights, of the scale, and of what
    /// the noise is above its least.
    pub fn logarithms(&self) -> Vec<f64> {
        let noise = (self.noise - LEAST_NOISE).max(0.01 * LEAST_NOISE);
        self.weights.iter().copied().chain([self.scale, noise]).map(f64::ln).collect()
    }

    /// The inverse of [`Kernel::logarithms`].
    pub fn from_logarithms(logarithms: &[f64]) -> Kernel {
        let mut weights: Vec<f64> = logarithms.iter().map(|it| it.exp()).collect();
        let noise = weights.pop().unwrap_or(1.0) + LEAST_NOISE;
        let scale = weights.pop().unwrap_or(1.0);
        Kernel { weights, scale, noise }
    }
}

#[cfg(test)]
mod tests {
    use super::super::axes::{Axis, INACTIVE, Metric};
    use super::super::kernel::{Kernel, correlation};
    use super::Evidence;
    use crate::random::Stream;
    use crate::space::HyperId;

    fn axis(metric: Metric) -> Axis {
        Axis { hyper: HyperId(0), metric, values: None, free: true }
    }

    #[test]
    fn one_and_two_points_by_hand() {
        let axes = [axis(Metric::Number)];
        let kernel = Kernel { weights: vec![4.0], scale: 2.0, noise: 0.5 };
        let prior = -0.1 * 4.25 + 2_f64.ln() - 2.0 + 0.1 * 0.5_f64.ln() - 15.0;
        let evidence = Evidence::new(&axes, &[vec![0.3]], &[1.5]);
        let one = -0.5 * 2.5_f64.ln() - 0.5 * 2.25 / 2.5;
        assert!((evidence.support(&kernel).unwrap().value - prior - one).abs() < 1e-13);
        let targets = [1.0, -0.2];
        let evidence = Evidence::new(&axes, &[vec![0.0], vec![0.5]], &targets);
        let (a, c) = (2.5, 2.0 * correlation(1.0));
        let determinant = a * a - c * c;
        let product = (a * (1.0 + 0.04) + 2.0 * c * 0.2) / determinant;
        let two = -0.5 * (determinant.ln() + product);
        assert!((evidence.support(&kernel).unwrap().value - prior - two).abs() < 1e-13);
    }

    #[test]
    fn the_gradient_is_that_of_finite_differences() {
        let axes = [axis(Metric::Number), axis(Metric::Label), axis(Metric::Number)];
        let mut stream = Stream::new(4, "evidence");
        let mut point = |at: usize| {
            let last = if at.is_multiple_of(4) { INACTIVE } else { stream.uniform() };
            vec![stream.uniform(), stream.below(3) as f64, last]
        };
        let points: Vec<Vec<f64>> = (0..15).map(&mut point).collect();
        let targets: Vec<f64> = (0..15).map(|_| stream.normal()).collect();
        let evidence = Evidence::new(&axes, &points, &targets);
        let value = |at: &[f64]| evidence.support(&Kernel::from_logarithms(at)).unwrap().value;
        for start in [[0.0; 5], [1.2, -0.7, 2.0, 0.4, -3.0], [-2.0, 1.0, 0.1, -1.0, -5.0]] {
            let found = evidence.support(&Kernel::from_logarithms(&start)).unwrap().gradient;
            for (axis, found) in found.iter().enumerate() {
                let moved = |step: f64| {
                    let mut there = start;
                    there[axis] += step;
                    value(&there)
                };
                // Five points: the error is of fourth order.
                let (near, far) = (moved(1e-3) - moved(-1e-3), moved(2e-3) - moved(-2e-3));
                let numeric = (8.0 * near - far) / 12e-3;
                let error = (numeric - found).abs() / numeric.abs().max(1.0);
                assert!(error < 1e-9, "{start:?} {axis}: {found} {numeric}");
            }
        }
    }

    #[test]
    fn logarithms_come_back() {
        let kernel = Kernel { weights: vec![4.0, 0.01], scale: 2.0, noise: 0.5 };
        let back = Kernel::from_logarithms(&kernel.logarithms());
        for (a, b) in back.logarithms().iter().zip(kernel.logarithms()) {
            assert!((a - b).abs() < 1e-12);
        }
        assert!((back.noise - 0.5).abs() < 1e-12 && (back.weights[1] - 0.01).abs() < 1e-12);
    }
}
