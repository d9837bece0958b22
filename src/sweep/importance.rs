//! Which hyperparameters mattered: PED-ANOVA (Watanabe et al. 2023). Where the good trials lie
//! otherwise than all of them, a hyperparameter decides; how much otherwise is its importance.

use super::engine::Engine;
use super::error::SweepError;
use super::record::{DecisionKind, Phase};
use super::trial::Trial;
use super::truncated::Truncated;
use crate::space::{Assignment, Domain, Hyper, Space, Value};

/// The share of trials that counts as good, and the fewest.
const GOOD: f64 = 0.2;
const FEWEST: usize = 4;
/// Fewer trials say nothing about importance.
const ENOUGH: usize = 12;
/// Into so many cells an ordered range is divided, unless it has fewer values.
const CELLS: usize = 50;
/// Importances that are named in words.
const NAMED: usize = 3;

/// The importance of each hyperparameter that varies, the greatest first; they sum to 1.
pub fn importance<'a>(space: &'a Space, trials: &[(&Assignment, f64)]) -> Vec<(&'a Hyper, f64)> {
    let mut order: Vec<&(&Assignment, f64)> = trials.iter().collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1));
    let all: Vec<&Assignment> = order.iter().map(|it| it.0).collect();
    let good = ((all.len() as f64 * GOOD).ceil() as usize).max(FEWEST).min(all.len());
    let good = all.get(..good).unwrap_or_default();
    let mut found: Vec<(&Hyper, f64)> =
        space.hypers.iter().filter_map(|it| Some((it, divergence(it, good, &all)?))).collect();
    let sum: f64 = found.iter().map(|it| it.1).sum();
    if sum <= 0.0 {
        return Vec::new();
    }
    found.iter_mut().for_each(|it| it.1 /= sum);
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    found
}

/// The Pearson divergence of the good trials' density from that of all; none where the value never
/// changes.
fn divergence(hyper: &Hyper, good: &[&Assignment], all: &[&Assignment]) -> Option<f64> {
    let values = |set: &[&Assignment]| -> Vec<Value> {
        set.iter().filter_map(|it| it.get(hyper.id)).collect()
    };
    let (good, all) = (values(good), values(all));
    let first = all.first()?;
    if all.iter().all(|it| it == first) {
        return None;
    }
    let (good, all) = (density(&hyper.domain, &good), density(&hyper.domain, &all));
    Some(good.iter().zip(&all).map(|(good, all)| all * (good / all - 1.0).powi(2)).sum())
}

/// Probabilities of the alternatives, or of cells of the unit interval; one observation's weight is
/// spread over all of them.
fn density(domain: &Domain, values: &[Value]) -> Vec<f64> {
    let total = values.len() as f64 + 1.0;
    if let Some(count) = domain.alternatives() {
        let of = |at: usize| values.iter().filter(|it| **it == Value::Choice(at)).count() as f64;
        return (0..count).map(|at| (of(at) + 1.0 / count as f64) / total).collect();
    }
    let count = domain.count().map_or(CELLS, |count| (count as usize).clamp(1, CELLS));
    let places: Vec<f64> = values.iter().map(|it| domain.to_unit(*it)).collect();
    let spread = scott(&places).max(0.5 / count as f64);
    let kernels: Vec<Truncated> =
        places.iter().map(|&centre| Truncated { centre, spread }).collect();
    let cell = |at: usize| [at as f64 / count as f64, (at + 1) as f64 / count as f64];
    let share = |at: usize| {
        let sum: f64 = kernels.iter().map(|kernel| kernel.log_share(cell(at)).exp()).sum();
        (sum + 1.0 / count as f64) / total
    };
    (0..count).map(share).collect()
}

/// The width of kernels by Scott's rule (Scott 1992), robust to outliers.
fn scott(places: &[f64]) -> f64 {
    let deviation = super::stats::deviation(places);
    let mut sorted = places.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quarter = |share: f64| {
        let at = (share * sorted.len().saturating_sub(1) as f64).round() as usize;
        sorted.get(at).copied().unwrap_or_default()
    };
    let range = (quarter(0.75) - quarter(0.25)) / 1.34;
    let width = if range > 0.0 { deviation.min(range) } else { deviation };
    1.059 * width * (places.len().max(1) as f64).powf(-0.2)
}

/// Records which settings mattered on each rung, and when all was free.
///
/// # Errors
/// The journal fails.
pub fn tell<T: Trial>(engine: &mut Engine<T>, last: usize) -> Result<(), SweepError> {
    for rung in 0..=last {
        let title = format!("what mattered on rung {rung}");
        of_phase(engine, rung, &title, |phase| phase == Phase::Rung { index: rung })?;
    }
    of_phase(engine, last, "what mattered in polish", |phase| phase == Phase::Polish)
}

fn of_phase<T: Trial>(
    engine: &mut Engine<T>,
    rung: usize,
    title: &str,
    wanted: impl Fn(Phase) -> bool,
) -> Result<(), SweepError> {
    let space = engine.sweep.space;
    let goal = engine.goal;
    let tried = engine.ledger.iter().filter(|it| wanted(it.info.phase) && !it.curve.is_empty());
    let tried: Vec<_> = tried.collect();
    // All are compared after the epochs that the first pruned ones came to.
    let least = tried.iter().map(|it| it.curve.len()).min().unwrap_or_default();
    let at = |it: &super::trial::Curve| it.get(least - 1).and_then(|epoch| goal.of(epoch));
    let trials: Vec<(&Assignment, f64)> =
        tried.iter().filter_map(|it| Some((&it.info.assignment, at(&it.curve)?))).collect();
    if trials.len() < ENOUGH {
        return Ok(());
    }
    let count = trials.len();
    let found = importance(space, &trials);
    let figures: Vec<(&str, f64)> = found.iter().map(|it| (it.0.short.as_str(), it.1)).collect();
    let named: Vec<String> = figures
        .iter()
        .take(NAMED)
        .filter(|it| it.1 >= 0.1)
        .map(|(name, share)| format!("{name} {:.0}%", share * 100.0))
        .collect();
    if named.is_empty() {
        return Ok(());
    }
    let reason = format!("{} (by where the best fifth of {count} trials lie)", named.join(", "));
    engine.decide(rung, DecisionKind::Importance, title, &reason, &figures)
}

#[cfg(test)]
mod tests {
    use super::{density, importance};
    use crate::random::Stream;
    use crate::space::testing::{choice, real, space, whole};
    use crate::space::{Assignment, HyperId, Test, Value};

    #[test]
    fn densities_sum_to_one() {
        let hypers = [
            whole("n", 1, 7),
            whole("many", 0, 900),
            real("x", 0.0, 2.0),
            choice("c", &["a", "b"]),
        ];
        let mut stream = Stream::new(1, "density");
        for hyper in hypers {
            let values: Vec<Value> =
                (0..20).map(|_| hyper.domain.from_unit(stream.uniform())).collect();
            let sum: f64 = density(&hyper.domain, &values).iter().sum();
            assert!((sum - 1.0).abs() < 1e-9, "{}: {sum}", hyper.path);
        }
    }

    fn found(utility: impl Fn(&[f64; 4]) -> f64) -> Vec<(String, f64)> {
        let space = space(vec![
            real("a", 0.0, 1.0),
            real("b", 0.0, 1.0),
            choice("c", &["x", "y"]),
            real("c.y.d", 0.0, 1.0).when(2, Test::Is(1)),
        ]);
        let mut stream = Stream::new(3, "trials");
        let members: Vec<Assignment> = (0..200).map(|_| space.draw(&mut stream)).collect();
        let number = |it: &Assignment, id: usize| match it.get(HyperId(id)) {
            Some(Value::Real(x)) => x,
            Some(Value::Choice(at)) => at as f64,
            _ => 0.0,
        };
        let trials: Vec<(&Assignment, f64)> = members
            .iter()
            .map(|it| (it, utility(&[0, 1, 2, 3].map(|id| number(it, id)))))
            .collect();
        importance(&space, &trials).into_iter().map(|it| (it.0.path.clone(), it.1)).collect()
    }

    #[test]
    fn what_decides_comes_first() {
        let by_a = found(|[a, b, ..]| -(a - 0.3).abs() - 0.02 * b);
        assert_eq!(by_a[0].0, "a");
        assert!(by_a[0].1 > 0.8, "{by_a:?}");
        assert!((by_a.iter().map(|it| it.1).sum::<f64>() - 1.0).abs() < 1e-12);
        let by_c = found(|[_, _, c, d]| c * (1.0 + d));
        assert_eq!((by_c[0].0.as_str(), by_c[1].0.as_str()), ("c.y.d", "c"), "{by_c:?}");
        assert!(by_c[0].1 + by_c[1].1 > 0.8, "{by_c:?}");
    }

    #[test]
    fn what_never_changes_is_left_out() {
        let space = space(vec![whole("n", 1, 7), whole("m", 1, 7)]);
        let members: Vec<Assignment> = (1..8)
            .map(|n| {
                let mut member = space.defaults();
                member.set(HyperId(0), Some(Value::Whole(n)));
                member
            })
            .collect();
        let trials: Vec<(&Assignment, f64)> = members.iter().map(|it| (it, 1.0)).collect();
        let found: Vec<&str> =
            importance(&space, &trials).iter().map(|it| it.0.path.as_str()).collect();
        assert_eq!(found, ["n"]);
    }
}
