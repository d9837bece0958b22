//! Blocks that nothing calls: looked into all the same, with nothing known of what they need.

use super::context::{Place, Resolver};
use super::modules::BlockRef;
use super::parameters::doubled;
use crate::source::{FileId, Span};
use crate::syntax::ast::{Expr, ExprKind};

/// Stands for an argument that only a call would give.
static UNKNOWN: Expr =
    Expr { kind: ExprKind::Missing, span: Span { file: FileId(0), start: 0, end: 0 } };

impl<'a> Resolver<'a> {
    /// Reports what is wrong within the specification's own blocks that nothing called. What they
    /// would bring into being is forgotten again.
    pub fn look_into_uncalled(&mut self) {
        let own = self.blocks_in_sight(0).into_iter().filter(|block| block.module == 0);
        let uncalled: Vec<BlockRef> =
            own.filter(|block| !self.called.contains(&block.def.name.span)).collect();
        for block in uncalled {
            self.look_into(block);
        }
    }

    fn look_into(&mut self, block: BlockRef<'a>) {
        if doubled(block.def) {
            return;
        }
        let (incomplete, known, labels) =
            (self.incomplete, self.known.clone(), self.labels.clone());
        let (drafts, indices) = (self.drafts.len(), self.index_counts.len());
        let requires = self.requires.len();
        self.calls += 1;
        let path = block.def.name.text.clone();
        let mut inside = self.opened(block, Place { path, ..Place::default() });
        for parameter in &block.def.parameters {
            let value = parameter.default.as_ref().unwrap_or(&UNKNOWN);
            self.take(parameter, value, &inside.clone(), &mut inside);
        }
        self.calling.push(block);
        self.body(&block.def.body, &inside);
        self.calling.pop();
        (self.incomplete, self.known, self.labels) = (incomplete, known, labels);
        for draft in self.drafts.drain(drafts.min(self.drafts.len())..) {
            self.paths.remove(&draft.path);
        }
        self.index_counts.truncate(indices);
        self.requires.truncate(requires);
    }
}
