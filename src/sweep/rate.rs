//! The learning rate, which the sweep treats apart: it moves the effective capacity most.

use crate::catalog::Role;
use crate::space::{Assignment, Domain, Hyper, Space, Value};

/// Factors on an elite's rate that each rung rechecks.
pub const FACTORS: [f64; 3] = [1.0, 0.5, 2.0];

fn is_rate(hyper: &Hyper) -> bool {
    hyper.role == Role::Optimisation && hyper.path.split('.').any(|name| name == "learning_rate")
}

/// The member with its rate times the factor, as far as the domain goes. None where its rate is
/// not searched, or cannot move.
pub fn scaled(space: &Space, assignment: &Assignment, factor: f64) -> Option<Assignment> {
    let mut moved = None;
    for hyper in space.hypers.iter().filter(|hyper| is_rate(hyper)) {
        let Some(value) = assignment.get(hyper.id) else { continue };
        let Some(new) = times(&hyper.domain, value, factor).filter(|new| *new != value) else {
            continue;
        };
        moved.get_or_insert_with(|| assignment.clone()).set(hyper.id, Some(new));
    }
    moved
}

fn times(domain: &Domain, value: Value, factor: f64) -> Option<Value> {
    match (domain, value) {
        (Domain::Real { low, high, .. }, Value::Real(x)) => {
            Some(Value::Real((x * factor).clamp(*low, high.max(*low))))
        }
        (Domain::Grid { values, .. }, Value::Real(x)) => {
            let distance = |to: &f64| (to.max(1e-300) / (x * factor).max(1e-300)).ln().abs();
            let nearest = values.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
            Some(Value::Real(*nearest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::times;
    use crate::space::{Domain, Scale, Value};

    #[test]
    fn the_domain_clips() {
        let domain = Domain::Real { low: 1e-3, high: 1e-1, scale: Scale::Log };
        assert_eq!(times(&domain, Value::Real(0.08), 2.0), Some(Value::Real(0.1)));
        assert_eq!(times(&domain, Value::Real(0.02), 0.5), Some(Value::Real(0.01)));
        let grid = Domain::Grid { values: vec![0.001, 0.01, 0.1], whole: false, scale: Scale::Log };
        assert_eq!(times(&grid, Value::Real(0.01), 2.0), Some(Value::Real(0.01)));
        assert_eq!(times(&grid, Value::Real(0.01), 8.0), Some(Value::Real(0.1)));
    }
}
