//! The items of a file.

use super::Lower;
use super::statements::{Assigned, Statement};
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::nearest;
use crate::syntax::ast::{Body, Doc, Entry, Expr, ExprKind, Let, Name, Section, TopItem};
use crate::syntax::grammar::{Pair, Pairs, Rule};

/// The sections of a specification.
const SECTIONS: [&str; 4] = ["data", "model", "training", "sweep"];

/// Whether an item is one that a file of another language would not have by chance.
pub fn is_of_hpm(item: &TopItem, text: &str) -> bool {
    match item {
        TopItem::Section(section) => nearest(&section.name.text, SECTIONS).is_some(),
        TopItem::Let(one) => text.get(one.span.range()).is_some_and(|it| it.starts_with("let ")),
        TopItem::Block(_) => true,
        TopItem::Import(_) => false,
    }
}

impl<'t> Lower<'t> {
    pub(super) fn file(&mut self, pairs: Pairs<'t>) -> (Vec<TopItem>, Option<Doc>) {
        let is_stmt = |pair: &Pair<'t>| pair.as_rule() == Rule::stmt;
        let first = pairs.clone().find(is_stmt).map_or(self.text.len(), |it| it.as_span().start());
        let doc = self.docs.of_file(self.text, u32::try_from(first).unwrap_or(u32::MAX));
        let mut items = Vec::new();
        let mut outside = false;
        for statement in self.statements(pairs, None) {
            let item = self.top_item(statement, outside);
            outside = item.is_none();
            items.extend(item);
        }
        (items, doc)
    }

    /// `None` for what cannot stand at the top; told unless the statement before was such a one.
    fn top_item(&mut self, statement: Statement, told: bool) -> Option<TopItem> {
        let span = match statement {
            Statement::Let(one) => return Some(TopItem::Let(one)),
            Statement::Import(one) => return Some(TopItem::Import(one)),
            Statement::Block(one) => return Some(TopItem::Block(one)),
            Statement::Require(one) => one.span,
            Statement::Entry(entry, sign) => match self.top_entry(entry, sign) {
                Ok(item) => return Some(item),
                Err(entry) if self.lone_section(&entry) => return None,
                Err(entry) => entry.span,
            },
        };
        if !told {
            self.sink.fault(codes::outside_section::diagnostic(span));
        }
        None
    }

    /// A section, or a `let` without its word; else gives the entry back.
    fn top_entry(&mut self, entry: Entry, sign: Assigned) -> Result<TopItem, Box<Entry>> {
        let Entry { label, value, doc, span } = entry;
        match (label, value) {
            (None, Expr { kind: ExprKind::Call { name, body: Some(body), args }, .. })
                if args.is_empty() =>
            {
                Ok(TopItem::Section(Section { name, body, doc, span }))
            }
            (Some(name), Expr { kind: ExprKind::Group(body), .. }) => {
                self.section_sign(&name, &body);
                Ok(TopItem::Section(Section { name, body, doc, span }))
            }
            (Some(name), value) if matches!(sign, Assigned::Equals(_)) => {
                self.sink.slip(codes::missing_let::diagnostic(name.span, &name.text));
                Ok(TopItem::Let(Let { name, value, doc, span }))
            }
            (label, value) => Err(Box::new(Entry { label, value, doc, span })),
        }
    }

    fn section_sign(&mut self, name: &Name, body: &Body) {
        let gap = name.span.after().to(body.span.before());
        let text = self.source(gap);
        let start = gap.start + (text.len() - text.trim_start().len()) as u32;
        let sign = crate::source::Span { start, end: start + text.trim().len() as u32, ..gap };
        let diagnostic = codes::section_colon::diagnostic(sign, &name.text, text.trim());
        self.sink.slip(diagnostic);
    }

    /// Reports `model` or `model:` without braces.
    fn lone_section(&mut self, entry: &Entry) -> bool {
        let name = match (&entry.label, &entry.value.kind) {
            (Some(name), _) => name,
            (None, ExprKind::Path(path)) => match path.as_slice() {
                [name] => name,
                _ => return false,
            },
            _ => return false,
        };
        if !SECTIONS.contains(&name.text.as_str()) {
            return false;
        }
        let (span, text) = (name.span, name.text.clone());
        if matches!(entry.value.kind, ExprKind::Missing) {
            self.sink.replace_on_line(codes::outside_section::no_braces(span, &text));
        } else {
            self.sink.fault(codes::outside_section::no_braces(span, &text));
        }
        true
    }
}
