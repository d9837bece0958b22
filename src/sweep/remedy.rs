//! What a diagnosis other than "too small" asks for: the same architecture, trained otherwise.

use super::diagnosis::Finding;
use super::engine::Config;
use super::rate::scaled;
use super::record::Origin;
use crate::catalog::{Direction, Role};
use crate::space::{Assignment, Domain, Hyper, Space, Value};

/// A quarter of a range is one notch.
const NOTCH: f64 = 0.25;

/// Configurations that act on the finding, from the incumbent and its elites, the most careful
/// first; none where nothing can be done about it.
pub fn configs(
    space: &Space,
    finding: Finding,
    incumbent: &Assignment,
    elites: &[Assignment],
    count: usize,
) -> Vec<Config> {
    let label = match finding {
        Finding::Overfit => "more regularisation",
        Finding::Unstable => "half the learning rate",
        Finding::Unfinished => "more epochs",
        Finding::Underfit | Finding::Saturated => return Vec::new(),
    };
    let sources = std::iter::once(incumbent).chain(elites);
    let mut configs: Vec<Config> = Vec::new();
    for strength in 1..=3 {
        for source in sources.clone() {
            let Some(assignment) = remedied(space, finding, source, strength) else { continue };
            let known = configs.iter().any(|it| it.assignment == assignment);
            if !known && configs.len() < count {
                let origin = match finding {
                    Finding::Unstable => Origin::Elite { rate_factor: 0.5_f64.powi(strength) },
                    _ => Origin::Perturbed,
                };
                configs.push(Config { assignment, origin, label: label.to_owned() });
            }
        }
    }
    configs
}

fn remedied(
    space: &Space,
    finding: Finding,
    from: &Assignment,
    strength: i32,
) -> Option<Assignment> {
    if finding == Finding::Unstable {
        return scaled(space, from, 0.5_f64.powi(strength));
    }
    let mut changed = from.clone();
    for hyper in &space.hypers {
        let Some(old) = from.get(hyper.id) else { continue };
        let Some(sign) = way(hyper, finding) else { continue };
        changed.set(hyper.id, Some(moved(&hyper.domain, old, sign * f64::from(strength))));
    }
    let whole = space.complete(changed);
    (whole != *from).then_some(whole)
}

/// Whether a hyperparameter goes up or down against the finding.
fn way(hyper: &Hyper, finding: Finding) -> Option<f64> {
    match (finding, hyper.role) {
        (Finding::Overfit, Role::Regularisation(Direction::HigherRegularises)) => Some(1.0),
        (Finding::Overfit, Role::Regularisation(Direction::LowerRegularises)) => Some(-1.0),
        (Finding::Unfinished, Role::Optimisation) => is_epochs(hyper).then_some(1.0),
        _ => None,
    }
}

fn is_epochs(hyper: &Hyper) -> bool {
    hyper.path.split('.').any(|name| matches!(name, "epochs" | "steps"))
}

/// Whether the number of epochs (or steps) is searched, and can go up from here.
pub fn can_lengthen(space: &Space, member: &Assignment) -> bool {
    remedied(space, Finding::Unfinished, member, 1).is_some()
}

/// Some notches up or down.
fn moved(domain: &Domain, old: Value, notches: f64) -> Value {
    match (domain, old) {
        (Domain::Choice { labels, .. }, Value::Choice(at)) => {
            let last = labels.len().saturating_sub(1) as f64;
            Value::Choice((at as f64 + notches).clamp(0.0, last) as usize)
        }
        (Domain::Optional, _) => Value::Choice(usize::from(notches > 0.0)),
        (Domain::Grid { .. }, _) => {
            let at = domain.index_of(old).unwrap_or(0) as f64;
            let last = domain.count().unwrap_or(1).saturating_sub(1) as f64;
            domain.nth((at + notches).clamp(0.0, last) as u64).unwrap_or(old)
        }
        _ => domain.from_unit(domain.to_unit(old) + notches * NOTCH),
    }
}

#[cfg(test)]
mod tests {
    use super::moved;
    use crate::space::{Domain, Scale, Value};

    #[test]
    fn notches_stop_at_the_ends() {
        let real = Domain::Real { low: 0.0, high: 0.5, scale: Scale::Linear };
        let Value::Real(up) = moved(&real, Value::Real(0.0), 1.0) else { panic!() };
        assert!((up - 0.125).abs() < 1e-12);
        assert_eq!(moved(&real, Value::Real(0.4), 1.0), Value::Real(0.5));
        let choice = Domain::Choice { labels: vec!["0".into(), "0.1".into()], ordered: true };
        assert_eq!(moved(&choice, Value::Choice(0), 2.0), Value::Choice(1));
        assert_eq!(moved(&choice, Value::Choice(0), -1.0), Value::Choice(0));
        assert_eq!(moved(&Domain::Optional, Value::Choice(0), 1.0), Value::Choice(1));
    }
}
