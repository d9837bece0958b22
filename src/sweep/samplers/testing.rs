//! Scenes for tests.

use super::{Known, Scene};
use crate::space::{Assignment, Space};

/// What a sampler says where everything is free and valid, and these are known.
pub fn with<R>(space: &Space, known: &[Known], work: impl FnOnce(&Scene) -> R) -> R {
    let base = space.defaults();
    work(&Scene { space, base: &base, free: &|_| true, valid: &|_| true, known })
}

/// The same where nothing is known.
pub fn lone(space: &Space, work: impl FnOnce(&Scene) -> Option<Assignment>) -> Option<Assignment> {
    with(space, &[], work)
}
