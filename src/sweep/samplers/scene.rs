//! What a sampler sees of the search.

use crate::space::{Assignment, Hyper, Space, Value};
use crate::sweep::member::rebuild;

/// What is known of a configuration that was asked for. Utilities are the greater the better,
/// whatever the objective.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    Complete(f64),
    /// It was stopped after these epochs, with this utility; that of a full training is unknown.
    Pruned {
        epochs: usize,
        utility: f64,
    },
    Failed,
    /// It was asked for, and has shown nothing yet.
    Pending,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub assignment: Assignment,
    pub shown: Shown,
}

/// What is asked for, and what is known, in the order in which it was asked for.
pub struct Scene<'a> {
    pub space: &'a Space,
    /// The value of each hyperparameter that is not free.
    pub base: &'a Assignment,
    pub free: &'a dyn Fn(&Hyper) -> bool,
    /// Whether a member may be tried: the constraints hold, it is not too dear.
    pub valid: &'a dyn Fn(&Assignment) -> bool,
    pub known: &'a [Known],
}

impl Scene<'_> {
    /// A member with free values from `value`, parents first (the default where it gives none), and
    /// the others as in the base.
    pub fn made(&self, mut value: impl FnMut(&Hyper) -> Option<Value>) -> Assignment {
        rebuild(self.space, |hyper| match (self.free)(hyper) {
            true => value(hyper),
            false => self.base.get(hyper.id),
        })
    }

    /// The same with the free values from places in [0, 1).
    pub fn member(&self, mut unit: impl FnMut(&Hyper) -> f64) -> Assignment {
        self.made(|hyper| Some(hyper.domain.from_unit(unit(hyper))))
    }

    /// Whether it may be tried and was not yet.
    pub fn is_new(&self, assignment: &Assignment) -> bool {
        self.known.iter().all(|known| known.assignment != *assignment) && (self.valid)(assignment)
    }
}
