//! The files of one specification: itself, what it imports, and the standard library.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::context::{Bound, Place, Resolver};
use super::lets::top_lets;
use crate::catalog;
use crate::diagnostic::codes::name::{block_name, duplicate};
use crate::source::Span;
use crate::syntax::ast::{BlockDef, Spec, TopItem};

/// One parsed file.
#[derive(Debug)]
pub struct Module {
    pub spec: Spec,
    /// The files that it imports, by their place among the modules.
    pub imports: Vec<Imported>,
    /// Some import could not be read, which has been told: an unknown layer may be one of its blocks.
    pub partial: bool,
    /// Of the standard library: everyone sees its blocks, and nobody hears its lints.
    pub library: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct Imported {
    pub module: usize,
    /// Of the `import` line.
    pub span: Span,
}

/// The names that a place sees.
pub(super) type Names<'a> = Rc<Vec<(&'a str, Bound)>>;

/// A block, and the file that declares it.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockRef<'a> {
    pub module: usize,
    pub def: &'a BlockDef,
}

fn blocks(module: &Module) -> impl Iterator<Item = &BlockDef> {
    module.spec.items.iter().filter_map(|item| match item {
        TopItem::Block(block) => Some(block),
        _ => None,
    })
}

impl<'a> Resolver<'a> {
    /// Brings the top of every file in sight of its own blocks. The first one's place is returned.
    pub fn open_modules(&mut self) -> Place<'a> {
        let mut first = Place::default();
        for (at, module) in self.modules.iter().enumerate() {
            let mut place = Place { module: at, ..Place::default() };
            self.declare(top_lets(&module.spec), &mut place);
            self.scopes.push(place.names.clone());
            if at == 0 {
                first = place;
            }
            self.block_names(module);
        }
        first
    }

    /// Whether the specification itself declares blocks.
    pub fn declares_blocks(&self) -> bool {
        self.modules.first().is_some_and(|home| blocks(home).next().is_some())
    }

    /// Blocks are named once, and not like a layer.
    fn block_names(&mut self, module: &'a Module) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for block in blocks(module) {
            let (name, span) = (block.name.text.as_str(), block.name.span);
            if let Some(first) = seen.get(name) {
                self.report(duplicate::diagnostic("block", name, span, *first));
            } else if catalog::find_layer(name).is_some() {
                self.report(block_name::diagnostic(name, span));
            }
            seen.entry(name).or_insert(span);
        }
    }

    /// The block of that name in sight of a file: its own, those of its imports, the library's.
    pub fn block(&self, module: usize, name: &str) -> Option<BlockRef<'a>> {
        self.in_sight(module).find(|one| one.def.name.text == name)
    }

    pub fn blocks_in_sight(&self, module: usize) -> Vec<BlockRef<'a>> {
        self.in_sight(module).collect()
    }

    /// The nearest first.
    fn in_sight(&self, module: usize) -> impl Iterator<Item = BlockRef<'a>> {
        let modules = self.modules;
        let home = modules.get(module);
        let imported = home.into_iter().flat_map(|home| home.imports.iter().map(|it| it.module));
        let library = modules.iter().enumerate().filter(|(_, one)| one.library).map(|(at, _)| at);
        let order = home.map(|_| module).into_iter().chain(imported).chain(library);
        let all = order.filter_map(|at| modules.get(at).map(|one| (at, one)));
        all.flat_map(|(module, one)| blocks(one).map(move |def| BlockRef { module, def }))
    }

    /// Blocks and imports of the specification itself that nothing calls.
    pub fn report_uncalled(&mut self) {
        use crate::diagnostic::codes::name::{unused_block, unused_import};
        let Some(home) = self.modules.first() else { return };
        let called = |def: &BlockDef| self.called.contains(&def.name.span);
        let mut found: Vec<_> = blocks(home)
            .filter(|def| !called(def))
            .map(|def| unused_block::diagnostic(&def.name.text, def.name.span))
            .collect();
        for import in &home.imports {
            let Some(module) = self.modules.get(import.module) else { continue };
            if !blocks(module).any(called) {
                let names: Vec<&str> = blocks(module).map(|def| def.name.text.as_str()).collect();
                found.push(unused_import::diagnostic(import.span, &names));
            }
        }
        found.into_iter().for_each(|one| self.report(one));
    }

    /// Whether a place lies in a file of the standard library.
    pub fn in_library(&self, span: Span) -> bool {
        self.modules.iter().any(|module| {
            module.library && blocks(module).any(|block| block.span.file == span.file)
        })
    }
}
