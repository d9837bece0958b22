//! Diagnostics out: for people (miette), for grep (`short`), for machines (JSON lines).

mod adapter;
mod fixes;
mod footer;
mod human;
mod json;
mod places;
mod short;
mod summary;

pub use human::{HumanOptions, human};
pub use json::json;
pub use short::short;
pub use summary::summary;

/// More than this is never printed for people; a line says how many were left out.
pub const MAX_PRINTED: usize = 50;
