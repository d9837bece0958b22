//! Diagnostics out: for people (miette), for grep (`short`), for machines (JSON lines, SARIF), for
//! GitHub's workflows.

mod adapter;
mod excerpt;
mod fixes;
mod footer;
mod github;
mod human;
mod json;
mod places;
mod sarif;
mod short;
mod summary;

pub use github::github;
pub use human::{HumanOptions, human};
pub use json::json;
pub use sarif::sarif;
pub use short::short;
pub use summary::summary;

/// More than this is never printed for people; a line says how many were left out.
pub const MAX_PRINTED: usize = 50;
