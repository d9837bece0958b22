//! Members as points: one coordinate for each hyperparameter that matters, and how far two
//! coordinates are apart.
//!
//! Numbers lie in the unit interval, at the middle of their share where they are few. Unordered
//! choices are equal or 1 apart. Whatever is inactive in a member has a place of its own, off the
//! interval: as far from its middle as makes the ends 1 away. These are distances of points in a
//! Euclidean space, so that every kernel over them stays a covariance.

use crate::space::{Assignment, Domain, Hyper, HyperId};
use crate::sweep::samplers::{Known, Scene};

/// The coordinate of a hyperparameter that a member does not have.
pub const INACTIVE: f64 = -1.0;
/// Square of the distance of [`INACTIVE`] from the middle of the interval: 1 − ½².
const OFF: f64 = 0.75;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    Number,
    /// Coordinates are places of alternatives.
    Label,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    pub hyper: HyperId,
    pub metric: Metric,
    /// Values of a finite domain; absent for a real range.
    pub values: Option<u64>,
    /// Whether a search may move along it. The others tell known members of other sizes apart.
    pub free: bool,
}

/// The hyperparameters that may vary, and those that vary among what is known.
pub fn axes(scene: &Scene) -> Vec<Axis> {
    let varies = |hyper: &Hyper| {
        let here = scene.base.get(hyper.id);
        scene.known.iter().any(|known: &Known| known.assignment.get(hyper.id) != here)
    };
    let axis = |hyper: &Hyper| {
        let free = (scene.free)(hyper);
        let values = hyper.domain.count();
        let matters = if free { values != Some(1) } else { varies(hyper) };
        let metric = metric(&hyper.domain);
        matters.then_some(Axis { hyper: hyper.id, metric, values, free })
    };
    scene.space.hypers.iter().filter_map(axis).collect()
}

fn metric(domain: &Domain) -> Metric {
    if domain.alternatives().is_some() { Metric::Label } else { Metric::Number }
}

/// Where a member lies, one coordinate an axis.
pub fn point(scene: &Scene, axes: &[Axis], member: &Assignment) -> Vec<f64> {
    let coordinate = |axis: &Axis| {
        let (value, hyper) = (member.get(axis.hyper)?, scene.space.get(axis.hyper)?);
        match axis.metric {
            Metric::Number => Some(hyper.domain.to_unit(value)),
            Metric::Label => hyper.domain.index_of(value).map(|at| at as f64),
        }
    };
    axes.iter().map(|axis| coordinate(axis).unwrap_or(INACTIVE)).collect()
}

impl Axis {
    /// Where [`Domain::from_unit`] finds the value of a coordinate.
    pub fn unit(&self, coordinate: f64) -> f64 {
        match self.metric {
            Metric::Number => coordinate,
            Metric::Label => (coordinate + 0.5) / self.values.unwrap_or(1).max(1) as f64,
        }
    }

    /// The square of the distance of two coordinates.
    pub fn square(&self, a: f64, b: f64) -> f64 {
        match self.metric {
            Metric::Label => f64::from(u8::from(a != b)),
            Metric::Number if a >= 0.0 && b >= 0.0 => (a - b) * (a - b),
            Metric::Number if a < 0.0 && b < 0.0 => 0.0,
            Metric::Number => (a.max(b) - 0.5) * (a.max(b) - 0.5) + OFF,
        }
    }

    /// The derivative of [`Axis::square`] by `a`, a number that is there.
    pub fn pull(&self, a: f64, b: f64) -> f64 {
        2.0 * (a - if b < 0.0 { 0.5 } else { b })
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, INACTIVE, Metric, axes, point};
    use crate::space::testing::{choice, optional, real, space, whole};
    use crate::space::{Hyper, HyperId, Test, Value};
    use crate::sweep::samplers::testing::with;
    use crate::sweep::samplers::{Known, Scene, Shown};

    #[test]
    fn coordinates_by_hand() {
        let space = space(vec![
            whole("few", 1, 4),
            whole("one", 3, 3),
            choice("word", &["a", "b", "c"]),
            optional("maybe"),
            real("rate", 0.0, 2.0).when(3, Test::Is(1)),
        ]);
        let mut member = space.defaults();
        member.set(HyperId(0), Some(Value::Whole(2)));
        member.set(HyperId(2), Some(Value::Choice(2)));
        with(&space, &[], |scene| {
            let axes = axes(scene);
            assert_eq!(axes.iter().map(|it| it.hyper.0).collect::<Vec<_>>(), [0, 2, 3, 4]);
            assert_eq!(point(scene, &axes, &member), [0.375, 2.0, 0.0, INACTIVE]);
            member.set(HyperId(3), Some(Value::Choice(1)));
            member.set(HyperId(4), Some(Value::Real(0.5)));
            let there = point(scene, &axes, &member);
            assert_eq!(there, [0.375, 2.0, 1.0, 0.25]);
            for (axis, coordinate) in axes.iter().zip(there) {
                let hyper = scene.space.get(axis.hyper).unwrap();
                let value = hyper.domain.from_unit(axis.unit(coordinate));
                assert_eq!(Some(value), member.get(axis.hyper));
            }
        });
    }

    #[test]
    fn distances_by_hand() {
        let axis = |metric| Axis { hyper: HyperId(0), metric, values: None, free: true };
        let (number, label) = (axis(Metric::Number), axis(Metric::Label));
        assert_eq!((number.square(0.25, 0.75), number.square(INACTIVE, INACTIVE)), (0.25, 0.0));
        assert_eq!((number.square(0.0, INACTIVE), number.square(INACTIVE, 0.5)), (1.0, 0.75));
        assert_eq!((label.square(0.0, 4.0), label.square(2.0, 2.0)), (1.0, 0.0));
        assert_eq!((label.square(0.0, INACTIVE), label.square(INACTIVE, INACTIVE)), (1.0, 0.0));
        for (a, b) in [(0.3, 0.9), (0.3, INACTIVE)] {
            let change = number.square(a + 1e-6, b) - number.square(a - 1e-6, b);
            assert!((change / 2e-6 - number.pull(a, b)).abs() < 1e-8);
        }
    }

    /// What is fixed counts where what is known differs in it, and only there.
    #[test]
    fn fixed_hyperparameters_count_where_they_vary() {
        let space = space(vec![whole("width", 1, 9), whole("depth", 1, 9), real("rate", 0.0, 1.0)]);
        let base = space.defaults();
        let mut wider = base.clone();
        wider.set(HyperId(0), Some(Value::Whole(5)));
        let known = [Known { assignment: wider, shown: Shown::Complete(1.0) }];
        let free = |hyper: &Hyper| hyper.id.0 == 2;
        let valid = |_: &crate::space::Assignment| true;
        let scene = Scene { space: &space, base: &base, free: &free, valid: &valid, known: &known };
        let found: Vec<(usize, bool)> =
            axes(&scene).iter().map(|axis| (axis.hyper.0, axis.free)).collect();
        assert_eq!(found, [(0, false), (2, true)]);
    }
}
