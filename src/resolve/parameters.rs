//! The parameters of blocks, where they are declared.

use super::context::Resolver;
use crate::diagnostic::codes::name::duplicate;
use crate::syntax::ast::{BlockDef, TopItem};

impl Resolver<'_> {
    /// Each parameter of a block has a name of its own.
    pub fn block_parameters(&mut self) {
        let items = self.modules.iter().flat_map(|module| &module.spec.items);
        for item in items {
            let TopItem::Block(block) = item else { continue };
            for (at, one) in block.parameters.iter().enumerate() {
                let earlier = block.parameters.iter().take(at);
                if let Some(first) = earlier.into_iter().find(|two| two.name.text == one.name.text)
                {
                    let (name, span) = (&one.name.text, one.name.span);
                    self.report(duplicate::diagnostic("parameter", name, span, first.name.span));
                }
            }
        }
    }
}

/// Whether two parameters have one name, which is told at the block.
pub(super) fn doubled(block: &BlockDef) -> bool {
    block
        .parameters
        .iter()
        .enumerate()
        .any(|(at, one)| block.parameters.iter().take(at).any(|two| two.name.text == one.name.text))
}
