//! Names of the nodes in one body: labels, and kinds with numbers.

use super::context::Resolver;
use crate::diagnostic::codes::name::duplicate;
use crate::source::Span;
use crate::syntax::ast::{Body, Name, Stmt};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(super) struct Names {
    labels: BTreeMap<String, Span>,
    numbers: BTreeMap<String, usize>,
}

impl Names {
    /// The labels of a body are taken from the start, so that no number collides with one.
    pub fn of(body: &Body) -> Names {
        let mut names = Names::default();
        for stmt in &body.stmts {
            if let Stmt::Entry(entry) = stmt
                && let Some(label) = &entry.label
            {
                names.labels.entry(label.text.clone()).or_insert(label.span);
            }
        }
        names
    }

    /// `conv1`, `conv2`, …
    pub fn number(&mut self, kind: &str) -> String {
        loop {
            let number = self.numbers.entry(kind.to_string()).or_insert(0);
            *number += 1;
            let name = format!("{kind}{number}");
            if !self.labels.contains_key(&name) {
                return name;
            }
        }
    }
}

impl Resolver<'_> {
    /// The name of a thing: its label, which must be the first of its text, or its kind's number.
    pub fn name(&mut self, label: Option<&Name>, kind: &str, names: &mut Names) -> String {
        let Some(label) = label else { return names.number(kind) };
        self.labels.insert(label.text.clone());
        if let Some(first) = names.labels.get(&label.text)
            && *first != label.span
        {
            self.report(duplicate::diagnostic("label", &label.text, label.span, *first));
        }
        label.text.clone()
    }
}
