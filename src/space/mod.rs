//! The search space: hyperparameters with domains, roles and conditions; assignments; terms over them.

mod assignment;
mod domain;
mod hyper;
mod term;

pub use assignment::Assignment;
pub use domain::{Domain, Scale, Value};
pub use hyper::{Clause, Condition, Hyper, HyperId, Space, Test};
pub use term::{Arithmetic, Comparison, Constraint, IndexId, Measure, Predicate, Term};
