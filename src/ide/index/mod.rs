//! Every name of the author's own: where it is declared and where it is used.

mod paths;
mod walk;

use super::view::View;
use crate::source::{FileId, Span};
use crate::syntax::ast::{BlockDef, Expr, Let, Parameter};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Let,
    Block,
    Parameter,
    /// Of a layer.
    Label,
    /// Of a `repeat`.
    Index,
}

/// The place that declares a name.
#[derive(Clone, Debug)]
pub struct Def<'a> {
    pub what: What,
    pub name: &'a str,
    /// Of the name.
    pub span: Span,
    /// Of everything that belongs to it.
    pub whole: Span,
    pub tree: Tree<'a>,
    /// The labels around it, outermost first.
    pub around: Vec<&'a str>,
    /// Of the standard library.
    pub library: bool,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub enum Tree<'a> {
    Let(&'a Let),
    Block(&'a BlockDef),
    Parameter(&'a Parameter),
    Layer(&'a Expr),
    /// The `repeat` around it.
    Count(&'a Expr),
}

/// A place that names a thing; in `order: norm` several labels may be meant.
#[derive(Clone, Debug)]
pub struct Use {
    pub span: Span,
    pub defs: Vec<usize>,
}

#[derive(Clone, Debug, Default)]
pub struct Index<'a> {
    pub defs: Vec<Def<'a>>,
    pub uses: Vec<Use>,
}

impl<'a> Index<'a> {
    pub fn of(view: &View<'a>) -> Index<'a> {
        walk::index(view)
    }

    /// The name at a byte of a file, with the declarations that it means.
    pub fn at(&self, file: FileId, offset: usize) -> Option<(Span, Vec<usize>)> {
        let touches = |span: Span| {
            span.file == file && span.start as usize <= offset && offset <= span.end as usize
        };
        let used = self.uses.iter().find(|one| touches(one.span));
        if let Some(one) = used {
            return Some((one.span, one.defs.clone()));
        }
        let at = self.defs.iter().position(|def| touches(def.span))?;
        Some((self.defs.get(at)?.span, vec![at]))
    }

    /// The uses of any of these declarations.
    pub fn uses<'s>(&'s self, defs: &'s [usize]) -> impl Iterator<Item = &'s Use> {
        self.uses.iter().filter(move |one| one.defs.iter().any(|def| defs.contains(def)))
    }

    /// These declarations and all that share a use with them: what one name must name together.
    pub fn together(&self, defs: &[usize]) -> Vec<usize> {
        let mut all = defs.to_vec();
        loop {
            let before = all.len();
            for one in &self.uses {
                if one.defs.iter().any(|def| all.contains(def)) {
                    let more: Vec<usize> =
                        one.defs.iter().copied().filter(|def| !all.contains(def)).collect();
                    all.extend(more);
                }
            }
            if all.len() == before {
                return all;
            }
        }
    }

    /// The declaration of that name at that place.
    pub fn find(&self, span: Span) -> Option<usize> {
        self.defs.iter().position(|def| def.span == span)
    }
}

impl What {
    pub fn noun(self) -> &'static str {
        match self {
            What::Let => "let",
            What::Block => "block",
            What::Parameter => "parameter",
            What::Label => "label",
            What::Index => "index",
        }
    }
}
