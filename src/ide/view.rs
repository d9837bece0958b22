//! What the abilities look at.

use super::shift::Shift;
use crate::library;
use crate::resolve::Module;
use crate::source::{FileId, Sources, Span};
use crate::syntax::ast::{self, BlockDef, Let, Spec, TopItem};
use crate::template::Family;

/// One specification as it is written now, with the files that it leads to.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub sources: &'a Sources,
    /// In the order of `sources`: the file in the editor first.
    pub modules: &'a [Module],
    /// The last family that was understood; its text may be older.
    pub family: Option<&'a Family>,
    /// What has changed since.
    pub shift: Shift,
}

/// What lies around a specification.
pub trait Surroundings {
    /// What a folder holds, by its path from the specification.
    fn entries(&self, folder: &str) -> Vec<Entry>;
    /// The columns of a table, by the source as it is written: `csv("data/iris.csv")`.
    fn columns(&self, source: &str) -> Vec<String>;
}

/// A file or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: String,
    pub folder: bool,
}

impl<'a> View<'a> {
    /// Where a place of the family's text stands now; nothing where it was changed.
    pub fn now(&self, span: Span) -> Option<Span> {
        if span.file == FileId(0) { self.shift.span(span) } else { None }
    }

    pub fn text(&self) -> &'a str {
        self.sources.file(FileId(0)).map_or("", |file| file.text.as_str())
    }

    /// The tree of the file in the editor.
    pub fn spec(&self) -> Option<&'a Spec> {
        self.modules.first().map(|module| &module.spec)
    }

    pub fn lets(&self) -> impl Iterator<Item = &'a Let> {
        self.spec().into_iter().flat_map(|spec| &spec.items).filter_map(|item| match item {
            TopItem::Let(one) => Some(one),
            _ => None,
        })
    }

    /// The blocks that the file can call, the nearest first, and the name of the file of each.
    /// Those of the library are there as far as the text names them.
    pub fn blocks(&self) -> Vec<(&'a BlockDef, usize)> {
        let Some(home) = self.modules.first() else { return Vec::new() };
        let imported = home.imports.iter().map(|one| one.module);
        let library = (0..self.modules.len())
            .filter(|at| self.modules.get(*at).is_some_and(|module| module.library));
        let order = std::iter::once(0).chain(imported).chain(library);
        order
            .filter_map(|at| self.modules.get(at).map(|module| (at, module)))
            .flat_map(|(at, module)| blocks(&module.spec).map(move |block| (block, at)))
            .collect()
    }

    pub fn block(&self, name: &str) -> Option<(&'a BlockDef, usize)> {
        self.blocks().into_iter().find(|(block, _)| block.name.text == name)
    }
}

pub fn blocks(spec: &Spec) -> impl Iterator<Item = &BlockDef> {
    spec.items.iter().filter_map(|item| match item {
        TopItem::Block(block) => Some(block),
        _ => None,
    })
}

/// The documentation at the head of a file of the standard library: what it holds, and its paper.
pub fn library_doc(name: &str) -> Option<String> {
    let entry = library::find(name)?;
    let lines = entry.text.lines().take_while(|line| line.starts_with("##"));
    let lines: Vec<&str> = lines.map(|line| line.trim_start_matches('#').trim()).collect();
    Some(lines.join("\n"))
}

/// The source of the data as it is written: `csv("data/iris.csv")`.
pub fn source<'a>(view: &View<'a>) -> Option<&'a str> {
    let entry = setting(view, "data", "source")?;
    Some(view.sources.slice(entry.value.span))
}

/// A setting of a section of the file in the editor.
pub fn setting<'a>(view: &View<'a>, section: &str, name: &str) -> Option<&'a ast::Entry> {
    let items = view.spec().into_iter().flat_map(|spec| &spec.items);
    let stmts = items.filter_map(|item| match item {
        TopItem::Section(one) if one.name.text == section => Some(&one.body.stmts),
        _ => None,
    });
    stmts.flatten().find_map(|stmt| match stmt {
        ast::Stmt::Entry(entry) if entry.label.as_ref().is_some_and(|one| one.text == name) => {
            Some(entry)
        }
        _ => None,
    })
}
