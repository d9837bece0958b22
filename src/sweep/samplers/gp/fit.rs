//! The kernel that explains what was seen best: the maximum a posteriori, from several starts.

use super::axes::Axis;
use super::kernel::Kernel;
use super::lbfgs::{Task, minimize};
use super::likelihood::Evidence;

/// Slopes of the log posterior that count as none.
const TOLERANCE: f64 = 1e-2;
const ROUNDS: usize = 60;
/// Logarithms of the kernel's numbers stay in here.
const BOUNDS: (f64, f64) = (-20.0, 20.0);

/// The best kernel reached from the last one and from the plain one; the plain one where neither
/// leads anywhere.
pub fn fit(axes: &[Axis], points: &[Vec<f64>], targets: &[f64], last: Option<Kernel>) -> Kernel {
    let evidence = Evidence::new(axes, points, targets);
    let bounds = vec![BOUNDS; axes.len() + 2];
    let task = Task { bounds: &bounds, tolerance: TOLERANCE, rounds: ROUNDS };
    let mut loss = |at: &[f64]| {
        let support = evidence.support(&Kernel::from_logarithms(at))?;
        Some((-support.value, support.gradient.iter().map(|it| -it).collect()))
    };
    let starts = last.into_iter().chain([Kernel::plain(axes.len())]);
    let spots = starts.filter_map(|start| minimize(start.logarithms(), &task, &mut loss));
    let best = spots.min_by(|a, b| a.value.total_cmp(&b.value));
    best.map_or_else(|| Kernel::plain(axes.len()), |spot| Kernel::from_logarithms(&spot.at))
}

#[cfg(test)]
mod tests {
    use super::super::axes::{Axis, Metric};
    use super::super::kernel::Kernel;
    use super::super::likelihood::Evidence;
    use super::fit;
    use crate::random::Stream;
    use crate::space::HyperId;

    fn data() -> (Vec<Axis>, Vec<Vec<f64>>, Vec<f64>) {
        let axis =
            |at| Axis { hyper: HyperId(at), metric: Metric::Number, values: None, free: true };
        let mut stream = Stream::new(6, "data");
        let points: Vec<Vec<f64>> =
            (0..40).map(|_| vec![stream.uniform(), stream.uniform()]).collect();
        // The second coordinate does nothing; noise with a variance of 0.01.
        let mut noise = Stream::new(6, "noise");
        let target = |point: &Vec<f64>| 1.4 * (6.0 * point[0]).sin() + 0.1 * noise.normal();
        let targets = points.iter().map(target).collect();
        (vec![axis(0), axis(1)], points, targets)
    }

    #[test]
    fn what_matters_gets_the_weight_and_the_noise_is_found() {
        let (axes, points, targets) = data();
        let kernel = fit(&axes, &points, &targets, None);
        assert!(kernel.weights[0] > 10.0 * kernel.weights[1], "{kernel:?}");
        assert!((0.004..0.025).contains(&kernel.noise), "{kernel:?}");
    }

    /// Moving any number away from the fitted one makes the data less likely.
    #[test]
    fn the_fit_is_a_maximum() {
        let (axes, points, targets) = data();
        let kernel = fit(&axes, &points, &targets, Some(Kernel::plain(2)));
        let evidence = Evidence::new(&axes, &points, &targets);
        let value = |at: &[f64]| evidence.support(&Kernel::from_logarithms(at)).unwrap().value;
        let best = kernel.logarithms();
        for axis in 0..4 {
            for step in [-0.3, 0.3] {
                let mut moved = best.clone();
                moved[axis] += step;
                assert!(value(&moved) < value(&best), "{axis} {step} {kernel:?}");
            }
        }
    }
}
