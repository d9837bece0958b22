//! The tree: what the author wrote, with spans. No meaning yet.

mod expr;
mod item;

pub use expr::{Arg, BinaryOp, Expr, ExprKind, Number, RangeScale, UnaryOp, Unit};
pub use item::{
    BlockDef, Body, Comment, Doc, Entry, Import, Let, Name, Parameter, Require, Section, Spec,
    Stmt, TopItem,
};
