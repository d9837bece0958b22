//! What is likely a mistake although each part of it is right.

mod data;
mod sequence;
mod settings;
mod training;

use super::context::Resolver;
use super::data::Sourced;
use super::training::Trained;
use crate::template::Model;

impl Resolver<'_> {
    pub(super) fn lint(&mut self, model: &Model, sourced: &Sourced, trained: &Trained) {
        self.lint_sequence(model, trained);
        self.lint_training(model, trained);
        self.lint_data(sourced, trained);
    }
}
