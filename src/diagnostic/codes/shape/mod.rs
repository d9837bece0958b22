//! Group 4xx: shape.

use crate::diagnostic::Code;

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] = &[];
