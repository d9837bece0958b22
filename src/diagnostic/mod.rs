//! What hpm tells people about their files: a diagnostic with its code, place, reason and repair.
//!
//! Plain data. How it looks on a terminal or as JSON is the business of `emit`.

mod code;
pub mod codes;
mod edits;
mod fix;
mod model;
mod suggest;

pub use code::Code;
pub use edits::{apply, best_fix, clash, compatible};
pub use fix::{Applicability, Edit, Fix};
pub use model::{Diagnostic, Label, Severity, has_errors};
pub use suggest::nearest;
