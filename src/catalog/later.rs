//! What later versions will know: told as such rather than as a misspelling.

/// A name that the language reserves, and what it will be.
#[derive(Debug)]
pub struct Later {
    pub name: &'static str,
    /// `a layer`, `a setting of `training``
    pub what: &'static str,
    /// What serves today, where something does.
    pub instead: Option<&'static str>,
}

const fn of(name: &'static str, what: &'static str) -> Later {
    Later { name, what, instead: None }
}

const fn or(name: &'static str, what: &'static str, instead: &'static str) -> Later {
    Later { name, what, instead: Some(instead) }
}

/// Everything that is reserved.
pub static LATER: &[Later] = &[
    or("bayesian", "a sampler", "use `gp` or `tpe`"),
    of("weights", "a value of `inherit`"),
    of("mup", "a value of `transfer`"),
];

/// The reserved thing of that name.
pub fn later(name: &str) -> Option<&'static Later> {
    LATER.iter().find(|one| one.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{all, find_layer};
    use std::collections::BTreeSet;

    #[test]
    fn nothing_reserved_is_known_today() {
        let mut seen = BTreeSet::new();
        for one in LATER {
            assert!(seen.insert(one.name), "{} twice", one.name);
            assert!(find_layer(one.name).is_none(), "{}", one.name);
            assert!(all().iter().all(|item| item.name != one.name), "{}", one.name);
        }
    }
}
