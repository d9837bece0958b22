//! Hyperparameters and the space they span.

use super::assignment::Assignment;
use super::domain::{Domain, Value};
use super::term::Constraint;
use crate::catalog::Role;
use crate::source::Span;

/// Index into [`Space::hypers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HyperId(pub usize);

/// One domain that the author wrote.
#[derive(Clone, Debug)]
pub struct Hyper {
    pub id: HyperId,
    /// Full path from labels, unique in the space: `stage.conv1.kernel`, `training.learning_rate`.
    pub path: String,
    /// The shortest ending of the path that names only this hyperparameter.
    pub short: String,
    pub domain: Domain,
    pub role: Role,
    /// Where a search starts, and what `hpm train` uses.
    pub default: Value,
    /// Whether the author wrote `default`.
    pub default_written: bool,
    /// It exists only in members where this holds.
    pub condition: Condition,
    /// Whether shapes can depend on it.
    pub shapes: bool,
    pub doc: Option<String>,
    pub span: Span,
}

/// True when any of the conjunctions holds; no conjunction at all: always true.
/// Clauses only look at hyperparameters with a smaller id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    pub any: Vec<Vec<Clause>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clause {
    pub hyper: HyperId,
    pub test: Test,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// The choice took this alternative.
    Is(usize),
    /// The whole number is greater than this (a repetition exists).
    MoreThan(i64),
}

/// All hyperparameters, parents before children, and what excludes members.
#[derive(Clone, Debug, Default)]
pub struct Space {
    pub hypers: Vec<Hyper>,
    pub constraints: Vec<Constraint>,
}

impl Condition {
    /// Whether it holds for these values; an absent hyperparameter fails every test.
    pub fn holds(&self, assignment: &Assignment) -> bool {
        self.any.is_empty()
            || self.any.iter().any(|all| all.iter().all(|clause| clause.holds(assignment)))
    }
}

impl Clause {
    pub fn holds(&self, assignment: &Assignment) -> bool {
        assignment.get(self.hyper).is_some_and(|value| self.test.passes(value))
    }
}

impl Test {
    pub fn passes(self, value: Value) -> bool {
        match (self, value) {
            (Test::Is(wanted), Value::Choice(at)) => at == wanted,
            (Test::MoreThan(limit), Value::Whole(v)) => v > limit,
            (Test::MoreThan(limit), Value::Real(v)) => v > limit as f64,
            _ => false,
        }
    }
}

impl Space {
    pub fn get(&self, id: HyperId) -> Option<&Hyper> {
        self.hypers.get(id.0)
    }
}
