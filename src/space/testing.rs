//! Spaces by hand, for tests.

use super::domain::{Domain, Scale, Value};
use super::hyper::{Clause, Condition, Hyper, HyperId, Space, Test};
use crate::catalog::Role;
use crate::source::{FileId, Span};

impl Hyper {
    /// Exists only when `parent` passes `test`; several calls are alternatives.
    pub fn when(mut self, parent: usize, test: Test) -> Hyper {
        self.condition.any.push(vec![Clause { hyper: HyperId(parent), test }]);
        self
    }
}

pub fn hyper(path: &str, domain: Domain, default: Value) -> Hyper {
    Hyper {
        id: HyperId(0),
        path: path.to_string(),
        short: path.to_string(),
        domain,
        role: Role::Capacity,
        default,
        default_written: false,
        condition: Condition::default(),
        shapes: true,
        doc: None,
        span: Span::new(FileId(0), 0, 0),
    }
}

pub fn whole(path: &str, low: i64, high: i64) -> Hyper {
    hyper(path, Domain::Whole { low, high, scale: Scale::Linear }, Value::Whole(low))
}

pub fn real(path: &str, low: f64, high: f64) -> Hyper {
    hyper(path, Domain::Real { low, high, scale: Scale::Linear }, Value::Real(low))
}

pub fn choice(path: &str, labels: &[&str]) -> Hyper {
    let labels = labels.iter().map(|label| (*label).to_string()).collect();
    hyper(path, Domain::Choice { labels, ordered: false }, Value::Choice(0))
}

pub fn optional(path: &str) -> Hyper {
    hyper(path, Domain::Optional, Value::Choice(0))
}

pub fn space(hypers: Vec<Hyper>) -> Space {
    let number = |(at, hyper): (usize, Hyper)| Hyper { id: HyperId(at), ..hyper };
    Space { hypers: hypers.into_iter().enumerate().map(number).collect(), constraints: Vec::new() }
}
