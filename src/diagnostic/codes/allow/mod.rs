//! Group 8xx: comments to hpm itself.

use crate::diagnostic::Code;

pub mod error;
pub mod form;
pub mod reason;
pub mod unknown;
pub mod unused;

/// The codes of this group in order of their ids.
pub static ALL: &[&Code] =
    &[&form::CODE, &reason::CODE, &unknown::CODE, &error::CODE, &unused::CODE];
