//! The search space: hyperparameters with domains, roles and conditions; assignments; terms over them.

mod assign;
mod assignment;
mod complete;
mod domain;
mod enumerate;
mod eval;
mod hyper;
mod lookup;
mod size;
mod term;
#[cfg(test)]
pub mod testing;
mod text;
mod unit;

pub use assignment::Assignment;
pub use domain::{Domain, Scale, Value};
pub use eval::{Measures, Scope, TermFault};
pub use hyper::{Clause, Condition, Hyper, HyperId, Space, Test};
pub use lookup::Lookup;
pub use size::Size;
pub use term::{Arithmetic, Comparison, Constraint, IndexId, Measure, Predicate, Term};
pub use text::number_text;
