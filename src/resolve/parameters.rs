//! The parameters of blocks, where they are declared.

use super::context::Resolver;
use crate::diagnostic::codes::name::duplicate;
use crate::syntax::ast::{BlockDef, Parameter, TopItem};

/// The most parameters of one block.
const MOST: usize = 1_000;

impl Resolver<'_> {
    /// Each parameter of a block has a name of its own.
    pub fn block_parameters(&mut self) {
        let items = self.modules.iter().flat_map(|module| &module.spec.items);
        for item in items {
            let TopItem::Block(block) = item else { continue };
            let count = block.parameters.len();
            if self.too_many(count, MOST, "1,000 parameters of one block", block.name.span) {
                continue;
            }
            for (first, again) in repeats(block) {
                let (name, span) = (&again.name.text, again.name.span);
                self.report(duplicate::diagnostic("parameter", name, span, first.name.span));
            }
        }
    }
}

/// Whether two parameters have one name, or there are too many, which is told at the block.
pub(super) fn doubled(block: &BlockDef) -> bool {
    block.parameters.len() > MOST || repeats(block).next().is_some()
}

/// Each parameter whose name an earlier one has, after the first that has it.
fn repeats(block: &BlockDef) -> impl Iterator<Item = (&Parameter, &Parameter)> {
    block.parameters.iter().enumerate().filter_map(|(at, again)| {
        let mut earlier = block.parameters.iter().take(at);
        earlier.find(|first| first.name.text == again.name.text).map(|first| (first, again))
    })
}
