//! A density over members from observed ones: a mixture of products of kernels, one product for
//! each observation and one for the prior.

use super::kernel::{Axis, Kernel, around};
use crate::random::Stream;
use crate::space::{Assignment, Hyper, HyperId, Space, Value};

/// Weighs as much as one observation.
const PRIOR: f64 = 1.0;
/// The newest observations count fully; those before them the less the older they are.
const FULL: usize = 25;

/// For conditional hyperparameters an observation that has no value says what the prior says.
pub struct Parzen<'a> {
    space: &'a Space,
    /// The logarithms of the weights of the products; the last is the prior's.
    weights: Vec<f64>,
    /// For each free hyperparameter a kernel of each product.
    kernels: Vec<(HyperId, Vec<Kernel>)>,
}

impl<'a> Parzen<'a> {
    /// From observations in the order in which they were made.
    pub fn new(space: &'a Space, free: &dyn Fn(&Hyper) -> bool, seen: &[&Assignment]) -> Self {
        let free = space.hypers.iter().filter(|hyper| free(hyper));
        let kernels = free.map(|hyper| (hyper.id, kernels(hyper, seen))).collect();
        Parzen { space, weights: weights(seen.len()), kernels }
    }

    /// One of the products, by its weight.
    pub fn pick(&self, stream: &mut Stream) -> usize {
        let mut share = stream.uniform();
        let product = self.weights.iter().position(|weight| {
            share -= weight.exp();
            share < 0.0
        });
        product.unwrap_or(self.weights.len() - 1)
    }

    /// A value from a product; none for what is not free.
    pub fn value(&self, product: usize, hyper: &Hyper, stream: &mut Stream) -> Option<Value> {
        let at = self.kernels.binary_search_by_key(&hyper.id, |(id, _)| *id).ok()?;
        let kernel = self.kernels.get(at)?.1.get(product)?;
        Some(kernel.draw(&hyper.domain, stream))
    }

    /// The logarithm of the density of a member's free values.
    pub fn log(&self, member: &Assignment) -> f64 {
        let mut logs = self.weights.clone();
        for (id, kernels) in &self.kernels {
            let (Some(hyper), Some(value)) = (self.space.get(*id), member.get(*id)) else {
                continue;
            };
            for (log, kernel) in logs.iter_mut().zip(kernels) {
                *log += kernel.log(&hyper.domain, value);
            }
        }
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        most + logs.iter().map(|log| (log - most).exp()).sum::<f64>().ln()
    }
}

/// The kernels of a hyperparameter, the prior's last.
fn kernels(hyper: &Hyper, seen: &[&Assignment]) -> Vec<Kernel> {
    let (axis, all) = (Axis::of(&hyper.domain), seen.len() + 1);
    let mut kernels = vec![Kernel::prior(axis); all];
    let values: Vec<(usize, Value)> = seen
        .iter()
        .enumerate()
        .filter_map(|(at, assignment)| Some((at, assignment.get(hyper.id)?)))
        .collect();
    let made: Vec<Kernel> = match axis {
        Axis::Ordered => {
            let places: Vec<f64> = values.iter().map(|it| hyper.domain.to_unit(it.1)).collect();
            around(&places, all)
        }
        Axis::Alternatives(count) => {
            let rest = PRIOR / all as f64;
            let seen = |value: Value| if let Value::Choice(at) = value { at } else { 0 };
            let kernel = |value| Kernel::Alternatives { count, seen: seen(value), rest };
            values.iter().map(|it| kernel(it.1)).collect()
        }
    };
    for ((at, _), kernel) in values.into_iter().zip(made) {
        if let Some(slot) = kernels.get_mut(at) {
            *slot = kernel;
        }
    }
    kernels
}

/// Logarithms; their sum as numbers is 1.
fn weights(count: usize) -> Vec<f64> {
    let old = count.saturating_sub(FULL);
    // From 1/count for the oldest to 1, in even steps.
    let step = (1.0 - 1.0 / count.max(1) as f64) / old.saturating_sub(1).max(1) as f64;
    let weight = |at: usize| if at < old { 1.0 / count as f64 + step * at as f64 } else { 1.0 };
    let mut weights: Vec<f64> = (0..count).map(weight).collect();
    weights.push(PRIOR);
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| (weight / sum).ln()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Parzen, weights};
    use crate::random::Stream;
    use crate::space::testing::{choice, optional, real, space, whole};
    use crate::space::{Assignment, HyperId, Space, Test, Value};

    /// As `default_weights` of Optuna 5.0 with a prior weight of 1.
    #[test]
    fn the_newest_count_most() {
        let near = |found: Vec<f64>, expected: &[f64]| {
            let pairs = found.iter().zip(expected);
            found.len() == expected.len()
                && pairs.into_iter().all(|(a, b)| (a.exp() - b).abs() < 1e-12)
        };
        assert!(near(weights(0), &[1.0]));
        assert!(near(weights(3), &[0.25; 4]));
        let (ramp, sum) = ([1.0 / 28.0, 0.5 + 0.5 / 28.0, 1.0], 27.5 + 1.5 / 28.0);
        let mut expected: Vec<f64> = ramp.to_vec();
        expected.extend([1.0; 26]);
        assert!(near(weights(28), &expected.iter().map(|it| it / sum).collect::<Vec<_>>()));
    }

    fn seen(space: &Space, values: &[(usize, Value)]) -> Assignment {
        let mut assignment = Assignment::new(space.hypers.len());
        values.iter().for_each(|(id, value)| assignment.set(HyperId(*id), Some(*value)));
        space.complete(assignment)
    }

    fn conditional() -> (Space, Vec<Assignment>) {
        let space = space(vec![
            optional("extra"),
            whole("extra.units", 1, 4).when(0, Test::Is(1)),
            choice("kind", &["a", "b", "c"]),
            real("rate", 0.0, 1.0),
        ]);
        let with = [(0, Value::Choice(1)), (1, Value::Whole(3)), (3, Value::Real(0.2))];
        let without = [(2, Value::Choice(2)), (3, Value::Real(0.9))];
        let members = vec![seen(&space, &with), seen(&space, &without)];
        (space, members)
    }

    /// All members of a conditional space, with `rate` integrated numerically.
    #[test]
    fn densities_sum_to_one_under_conditions() {
        let (space, members) = conditional();
        let seen: Vec<&Assignment> = members.iter().collect();
        let parzen = Parzen::new(&space, &|_| true, &seen);
        let all = space.members(100, |hyper| hyper.path != "rate").unwrap();
        assert_eq!(all.len(), 3 + 3 * 4);
        let steps = 500;
        let mut sum = 0.0;
        for mut member in all {
            for step in 0..steps {
                let rate = (step as f64 + 0.5) / f64::from(steps);
                member.set(HyperId(3), Some(Value::Real(rate)));
                sum += parzen.log(&member).exp() / f64::from(steps);
            }
        }
        assert!((sum - 1.0).abs() < 1e-5, "{sum}");
    }

    #[test]
    fn draws_stay_near_what_was_seen() {
        let (space, members) = conditional();
        let parzen = Parzen::new(&space, &|_| true, &[&members[0]; 20]);
        let mut stream = Stream::new(1, "parzen");
        let hyper = &space.hypers[3];
        let near = (0..2000)
            .filter(|_| {
                let product = parzen.pick(&mut stream);
                match parzen.value(product, hyper, &mut stream) {
                    Some(Value::Real(rate)) => (rate - 0.2).abs() < 0.15,
                    _ => panic!("a rate"),
                }
            })
            .count();
        assert!(near > 1700, "{near}");
        let fixed = Parzen::new(&space, &|hyper| hyper.path != "rate", &[&members[0]]);
        assert_eq!(fixed.value(0, hyper, &mut stream), None);
    }
}
