//! What one observation says about one hyperparameter: a distribution around its value.

use crate::random::Stream;
use crate::space::{Domain, Value};
use crate::sweep::truncated::Truncated;

/// How the values of a hyperparameter lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Axis {
    /// In an order: kernels are normal distributions on the unit interval.
    Ordered,
    /// Without one: so many alternatives.
    Alternatives(usize),
}

impl Axis {
    pub fn of(domain: &Domain) -> Axis {
        domain.alternatives().map_or(Axis::Ordered, Axis::Alternatives)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kernel {
    Range(Truncated),
    /// `seen` weighs one more than the `rest` of each of the alternatives.
    Alternatives {
        count: usize,
        seen: usize,
        rest: f64,
    },
    /// Every alternative alike.
    Even(usize),
}

impl Kernel {
    /// What is said before anything is seen.
    pub fn prior(axis: Axis) -> Kernel {
        match axis {
            Axis::Ordered => Kernel::Range(Truncated { centre: 0.5, spread: 1.0 }),
            Axis::Alternatives(count) => Kernel::Even(count),
        }
    }

    /// A value, by its probability.
    pub fn draw(&self, domain: &Domain, stream: &mut Stream) -> Value {
        match *self {
            Kernel::Range(normal) => domain.from_unit(normal.quantile(stream.uniform())),
            Kernel::Even(count) => Value::Choice(stream.below(count as u64) as usize),
            Kernel::Alternatives { count, seen, rest } => {
                let among_rest = stream.uniform() * (1.0 + rest * count as f64) >= 1.0;
                let any = stream.below(count as u64) as usize;
                Value::Choice(if among_rest { any } else { seen })
            }
        }
    }

    /// The logarithm of a value's probability, or of its density where it is real.
    pub fn log(&self, domain: &Domain, value: Value) -> f64 {
        match (*self, value) {
            (Kernel::Range(normal), value) => match domain.cell(value) {
                Some(cell) => normal.log_share(cell),
                None => normal.log_density(domain.to_unit(value)),
            },
            (Kernel::Even(count), _) => -(count as f64).ln(),
            (Kernel::Alternatives { count, seen, rest }, value) => {
                let weight = if value == Value::Choice(seen) { 1.0 + rest } else { rest };
                (weight / (1.0 + rest * count as f64)).ln()
            }
        }
    }
}

/// The kernels around the places of several observations on the unit interval: each as wide as the
/// way to its farther neighbour (Bergstra et al. 2011), the outermost as that to the nearer one,
/// within the bounds that Optuna calls magic clip. `all` counts the prior's kernel, too.
pub fn around(places: &[f64], all: usize) -> Vec<Kernel> {
    let least = 1.0 / (1.0 + all as f64).min(100.0);
    let mut order: Vec<usize> = (0..places.len()).collect();
    let place = |at: usize| places.get(at).copied().unwrap_or_default();
    order.sort_by(|&a, &b| place(a).total_cmp(&place(b)));
    let mut kernels = vec![Kernel::prior(Axis::Ordered); places.len()];
    for (rank, &at) in order.iter().enumerate() {
        let beside = |rank: Option<usize>| rank.and_then(|it| order.get(it)).map(|&it| place(it));
        let below = beside(rank.checked_sub(1)).map(|it| place(at) - it);
        let above = beside(Some(rank + 1)).map(|it| it - place(at));
        let spread = match (below, above) {
            (Some(below), Some(above)) => below.max(above),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => place(at).max(1.0 - place(at)),
        };
        if let Some(kernel) = kernels.get_mut(at) {
            let spread = spread.clamp(least, 1.0);
            *kernel = Kernel::Range(Truncated { centre: place(at), spread });
        }
    }
    kernels
}

#[cfg(test)]
mod tests {
    use super::{Axis, Kernel, around};
    use crate::random::Stream;
    use crate::space::{Domain, Scale, Value};

    fn spreads(places: &[f64], all: usize) -> Vec<f64> {
        let spread = |kernel: Kernel| match kernel {
            Kernel::Range(normal) => normal.spread,
            other => panic!("{other:?}"),
        };
        around(places, all).into_iter().map(spread).collect()
    }

    /// As `_ParzenEstimator._calculate_numerical_distributions` of Optuna 5.0 gives them.
    #[test]
    fn spreads_reach_the_farther_neighbour() {
        let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-12);
        let found = spreads(&[0.6, 0.1, 0.3], 4);
        assert!(near(&found, &[0.3, 0.2, 0.3]), "{found:?}");
        let found = spreads(&[0.5, 0.5, 0.9], 20);
        assert!(near(&found, &[1.0 / 21.0, 0.4, 0.4]), "{found:?}");
        assert!(near(&spreads(&[0.2], 2), &[0.8]));
    }

    #[test]
    fn draws_come_as_often_as_their_probability_says() {
        let whole = Domain::Whole { low: 1, high: 5, scale: Scale::Log };
        let labels = ["a", "b", "c"].map(String::from).to_vec();
        let choice = Domain::Choice { labels, ordered: false };
        let kernels = [
            (&whole, around(&[0.3], 2)[0]),
            (&choice, Kernel::Alternatives { count: 3, seen: 1, rest: 0.2 }),
            (&choice, Kernel::prior(Axis::of(&choice))),
        ];
        let mut stream = Stream::new(1, "kernels");
        for (domain, kernel) in kernels {
            let values: Vec<Value> = domain.values().unwrap().collect();
            let shares: Vec<f64> = values.iter().map(|it| kernel.log(domain, *it).exp()).collect();
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{kernel:?}");
            let count = 20_000;
            let draws: Vec<Value> = (0..count).map(|_| kernel.draw(domain, &mut stream)).collect();
            for (value, share) in values.iter().zip(shares) {
                let seen = draws.iter().filter(|it| *it == value).count() as f64 / count as f64;
                assert!((seen - share).abs() < 0.015, "{kernel:?} {value:?}: {seen} of {share}");
            }
        }
    }
}
