//! Entries: `label: value`, or a value alone.

use super::statements::{Assigned, Statement};
use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::{Doc, Entry, Expr, ExprKind, Let, UnaryOp};
use crate::syntax::grammar::{Pair, Rule};

/// Sections in which no string stands but for paths, so that a quoted word is a slip.
const BARE_SECTIONS: [&str; 3] = ["model", "training", "sweep"];
/// Labels whose value is a list.
const LISTS: [&str; 8] =
    ["order", "objective", "limit", "metrics", "features", "target", "columns", "augment"];

impl<'t> Lower<'t> {
    pub(super) fn entry(&mut self, pair: Pair<'t>, doc: Option<Doc>, found: &mut Vec<Statement>) {
        let span = self.span(&pair);
        let mut label = None;
        let mut value = None;
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::label => label = Some(self.label(inner)),
                Rule::missing_value => {
                    value = Some(self.missing(inner.as_span().start()).expr);
                }
                Rule::value => {
                    let name = label.as_ref().map_or("", |label| label.name.text.as_str());
                    value = Some(self.labelled_value(name.to_owned(), inner));
                }
                Rule::bare => return self.bare(inner, doc, found),
                _ => {}
            }
        }
        let (Some(label), Some(value)) = (label, value) else { return };
        if label.is_let {
            return found.push(Statement::Let(Let { name: label.name, value, doc, span }));
        }
        let assigned = match self.source(label.sign) {
            ":" => Assigned::Colon,
            _ => Assigned::Equals(label.sign),
        };
        let entry = Entry { label: Some(label.name), value, doc, span };
        found.push(Statement::Entry(entry, assigned));
    }

    fn labelled_value(&mut self, label: String, pair: Pair<'t>) -> Expr {
        let lists = takes_list(&label);
        let before = std::mem::replace(&mut self.in_list, lists);
        let value = self.value(pair).expr;
        self.in_list = before;
        value
    }

    /// A value without a label; several with commas between them are several statements.
    fn bare(&mut self, pair: Pair<'t>, doc: Option<Doc>, found: &mut Vec<Statement>) {
        let Some(inner) = pair.into_inner().next() else { return };
        let section = BARE_SECTIONS.iter().any(|name| starts_section(inner.as_str(), name));
        let before = self.bare_words;
        self.bare_words |= section;
        let values = self.values(inner);
        self.bare_words = before;
        self.refuse_commas(&values, ";");
        let mut doc = doc;
        for Operand { expr, outer } in values {
            let value = self.without_dash(expr);
            let entry = Entry { label: None, value, doc: doc.take(), span: outer };
            found.push(Statement::Entry(entry, Assigned::None));
        }
    }

    /// `- dense(3)`: a list mark of another language.
    fn without_dash(&mut self, expr: Expr) -> Expr {
        match expr.kind {
            ExprKind::Unary { op: UnaryOp::Negate, operand }
                if matches!(operand.kind, ExprKind::Call { .. } | ExprKind::Path(_)) =>
            {
                let dash = Span { end: expr.span.start + 1, ..expr.span };
                self.sink.slip(codes::unexpected::dash(dash));
                *operand
            }
            kind => Expr { kind, span: expr.span },
        }
    }
}

fn starts_section(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('{'))
}

pub fn takes_list(label: &str) -> bool {
    LISTS.contains(&label)
}
