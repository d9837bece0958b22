//! Items and statements: lets, imports, blocks, sections and what stands in them.

use super::expr::Expr;
use crate::source::Span;

/// A whole file.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    pub items: Vec<TopItem>,
    /// All comments in order, `#` and `##` alike, for the formatter.
    pub comments: Vec<Comment>,
    /// The `##` lines before the first item, when a blank line parts them from it.
    pub doc: Option<Doc>,
}

#[derive(Clone, Debug)]
pub enum TopItem {
    Let(Let),
    Import(Import),
    Block(BlockDef),
    Section(Section),
}

/// An identifier as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// One comment with its `#` marks.
#[derive(Clone, Debug)]
pub struct Comment {
    pub text: String,
    pub span: Span,
}

/// The `##` lines in front of something, without their marks, joined by line ends.
#[derive(Clone, Debug)]
pub struct Doc {
    pub text: String,
    pub span: Span,
}

/// `let width = 8..64 log`
#[derive(Clone, Debug)]
pub struct Let {
    pub name: Name,
    pub value: Expr,
    pub doc: Option<Doc>,
    pub span: Span,
}

/// `import "blocks.hpm"`
#[derive(Clone, Debug)]
pub struct Import {
    pub path: String,
    pub path_span: Span,
    pub span: Span,
}

/// `block name(parameter, parameter = default) { … }`
#[derive(Clone, Debug)]
pub struct BlockDef {
    pub name: Name,
    pub parameters: Vec<Parameter>,
    pub body: Body,
    pub doc: Option<Doc>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: Name,
    pub default: Option<Expr>,
    pub span: Span,
}

/// `data { … }`, `model { … }`, `training { … }`, `sweep { … }`, or a word that is none of them.
#[derive(Clone, Debug)]
pub struct Section {
    pub name: Name,
    pub body: Body,
    pub doc: Option<Doc>,
    pub span: Span,
}

/// Statements between braces; the span includes the braces.
#[derive(Clone, Debug)]
pub struct Body {
    pub stmts: Vec<Stmt>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Stmt {
    Entry(Entry),
    Require(Require),
    Let(Let),
}

/// `label: value` or, without a label, `value`. Settings, layers and blocks all have this form.
#[derive(Clone, Debug)]
pub struct Entry {
    pub label: Option<Name>,
    pub value: Expr,
    pub doc: Option<Doc>,
    pub span: Span,
}

/// `require params <= 500k`
#[derive(Clone, Debug)]
pub struct Require {
    pub condition: Expr,
    pub span: Span,
}
