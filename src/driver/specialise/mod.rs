//! One member as a specification of its own: every domain replaced by its value, all else as the
//! author wrote it. A call whose block holds values that the author did not write there, or that
//! another file declares, is replaced by its layers.

mod calls;
mod layers;
mod lines;
#[cfg(test)]
mod tests;

use crate::source::{SourceFile, Span};
use crate::space::{Assignment, Domain, Hyper, IndexId, Space, Value};
use crate::syntax::ast::{Arg, Body, Entry, Expr, ExprKind, Let, Section, Spec, Stmt, TopItem};
use crate::template::Family;
use calls::Calls;

/// The text of the member, without the `sweep` section and without `require` (a single member
/// needs neither). Layers of an `each` are written out one by one.
pub fn specialise(
    spec: &Spec,
    file: &SourceFile,
    family: &Family,
    assignment: &Assignment,
) -> String {
    let calls = Calls::new(spec, family, assignment);
    let printer = Printer { file, space: &family.space, assignment, calls };
    let mut edits = Vec::new();
    for item in &spec.items {
        match item {
            TopItem::Let(one) => edits.extend(printer.named(one, &[])),
            TopItem::Section(section) => edits.extend(printer.section(section)),
            TopItem::Import(import) => edits.push((import.span, String::new())),
            TopItem::Block(block) if printer.calls.keeps(block) => {}
            TopItem::Block(block) => edits.push((block.span, String::new())),
        }
    }
    tidy(&printer.apply(Span::new(file.id, 0, file.text.len()), edits))
}

/// One repetition of a `repeat` that is written out.
#[derive(Clone, Copy)]
struct Turn<'a> {
    /// The name of its index; empty without one.
    name: &'a str,
    index: Option<IndexId>,
    at: usize,
}

/// The repetitions around a place, outermost first.
type Indices<'a> = [Turn<'a>];

struct Printer<'a> {
    file: &'a SourceFile,
    space: &'a Space,
    assignment: &'a Assignment,
    calls: Calls<'a>,
}

/// Replace a span; an empty text removes it.
type Edit = (Span, String);

impl Printer<'_> {
    fn section(&self, section: &Section) -> Vec<Edit> {
        if section.name.text == "sweep" {
            return vec![(section.span, String::new())];
        }
        self.body(&section.body, &[])
    }

    fn body(&self, body: &Body, indices: &Indices) -> Vec<Edit> {
        body.stmts.iter().flat_map(|stmt| self.stmt(stmt, indices)).collect()
    }

    fn stmt(&self, stmt: &Stmt, indices: &Indices) -> Vec<Edit> {
        match stmt {
            Stmt::Require(require) => vec![self.removal(require.span)],
            Stmt::Let(one) => self.named(one, indices).into_iter().collect(),
            Stmt::Entry(entry) => self.entry(entry, indices).into_iter().collect(),
        }
    }

    fn entry(&self, entry: &Entry, indices: &Indices) -> Option<Edit> {
        let text = self.value(&entry.value, indices);
        if text.is_empty() {
            return Some(self.removal(entry.span));
        }
        if text == self.file.slice(entry.value.span) {
            return None;
        }
        let text = match entry.label {
            Some(_) => lines::one_statement(&text),
            None => text,
        };
        Some((entry.value.span, lines::indented(&text, self.indent(entry.span))))
    }

    /// Blanks before the line on which that place stands.
    fn indent(&self, span: Span) -> usize {
        let before = self.file.text.get(..span.range().start).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        line.len() - line.trim_start().len()
    }

    fn edit(&self, expr: &Expr, indices: &Indices) -> Option<Edit> {
        let text = self.value(expr, indices);
        (text != self.file.slice(expr.span)).then_some((expr.span, text))
    }

    /// A let, which goes where nothing of this member hangs on its domains.
    fn named(&self, one: &Let, indices: &Indices) -> Option<Edit> {
        let inside = |hyper: &&Hyper| one.value.span.contains(hyper.span);
        let mut hypers = self.space.hypers.iter().filter(inside).peekable();
        let idle =
            hypers.peek().is_some() && hypers.all(|hyper| self.assignment.get(hyper.id).is_none());
        if idle {
            return Some(self.removal(one.span));
        }
        self.binding(&one.value, indices)
    }

    /// A statement goes with the `;` that parts it from its neighbour.
    fn removal(&self, span: Span) -> Edit {
        let blank = |c: char| c == ' ';
        let text = self.file.text.as_str();
        let after = text.get(span.range().end..).unwrap_or("");
        let before = text.get(..span.range().start).unwrap_or("");
        let rest = after.trim_start_matches(blank);
        let (mut start, mut end) = (span.range().start, span.range().end);
        if rest.starts_with(';') {
            end += after.len() - rest.len() + 1;
        } else if let Some(kept) = before.trim_end_matches(blank).strip_suffix(';') {
            start = kept.len();
        }
        (Span::new(span.file, start, end), String::new())
    }

    /// As `edit`, where something must stand.
    fn binding(&self, expr: &Expr, indices: &Indices) -> Option<Edit> {
        let (span, text) = self.edit(expr, indices)?;
        Some((span, if text.is_empty() { "none".to_string() } else { text }))
    }

    /// The text of an expression in this member; empty where it is absent.
    fn value(&self, expr: &Expr, indices: &Indices) -> String {
        match &expr.kind {
            ExprKind::Range { .. } => self.number(expr, indices),
            ExprKind::Choice(alternatives) => self.alternative(expr, alternatives, indices),
            ExprKind::Default { domain, .. } => self.domain(domain, expr.span, indices),
            ExprKind::Each(inner) => self.domain(inner, expr.span, indices),
            ExprKind::Maybe(inner) => match self.chosen(expr.span, indices) {
                Some(Value::Choice(0)) => String::new(),
                _ => self.value(inner, indices),
            },
            ExprKind::Repeat { count, index, body } => self.repeat(
                expr,
                count,
                index.as_ref().map(|name| name.text.as_str()),
                body,
                indices,
            ),
            ExprKind::Either(bodies) => match self.chosen(expr.span, indices) {
                Some(Value::Choice(at)) => {
                    bodies.get(at).map_or(String::new(), |body| self.inner(body, indices))
                }
                _ => self.text(expr.span),
            },
            ExprKind::Group(body) => self.inner(body, indices),
            ExprKind::Path(_) | ExprKind::Call { .. } if self.calls.is_expanded(expr.span) => {
                self.calls.text(expr.span, &turns(indices))
            }
            ExprKind::List(items) => self.list(expr, items, indices),
            ExprKind::Path(names) => match names.as_slice() {
                [name] => self.index(&name.text, indices).unwrap_or_else(|| self.text(expr.span)),
                _ => self.text(expr.span),
            },
            _ => self.apply(expr.span, self.inside(expr, indices)),
        }
    }

    /// Edits below an expression that is itself kept.
    fn inside(&self, expr: &Expr, indices: &Indices) -> Vec<Edit> {
        let edit = |one: &Expr| self.edit(one, indices);
        match &expr.kind {
            ExprKind::Call { args, body, .. } => {
                let mut edits: Vec<Edit> =
                    args.iter().filter_map(|arg| self.arg(arg, indices)).collect();
                edits.extend(body.iter().flat_map(|body| self.body(body, indices)));
                edits
            }
            ExprKind::Unary { operand, .. } => edit(operand).into_iter().collect(),
            ExprKind::Binary { left, right, .. } => {
                edit(left).into_iter().chain(edit(right)).collect()
            }
            ExprKind::List(items) => items.iter().filter_map(edit).collect(),
            _ => Vec::new(),
        }
    }

    fn arg(&self, arg: &Arg, indices: &Indices) -> Option<Edit> {
        self.binding(&arg.value, indices)
    }

    /// A list without what is absent from it; empty where all is.
    fn list(&self, expr: &Expr, items: &[Expr], indices: &Indices) -> String {
        let texts: Vec<String> = items.iter().map(|item| self.value(item, indices)).collect();
        if texts.iter().all(|text| !text.is_empty()) {
            return self.apply(expr.span, self.inside(expr, indices));
        }
        let present: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        present.join(", ")
    }

    /// A domain within `default` or `each`: the hyperparameter may carry either span.
    fn domain(&self, inner: &Expr, outer: Span, indices: &Indices) -> String {
        match (self.chosen(outer, indices), &inner.kind) {
            (Some(value @ (Value::Whole(_) | Value::Real(_))), _) => number_text(value),
            (Some(Value::Choice(at)), ExprKind::Choice(alternatives)) => {
                alternatives.get(at).map_or(String::new(), |one| self.value(one, indices))
            }
            _ => self.value(inner, indices),
        }
    }

    fn number(&self, expr: &Expr, indices: &Indices) -> String {
        match self.chosen(expr.span, indices) {
            Some(value @ (Value::Whole(_) | Value::Real(_))) => number_text(value),
            _ => self.text(expr.span),
        }
    }

    fn alternative(&self, expr: &Expr, alternatives: &[Expr], indices: &Indices) -> String {
        match self.chosen(expr.span, indices) {
            Some(Value::Choice(at)) => {
                alternatives.get(at).map_or(String::new(), |one| self.value(one, indices))
            }
            _ => self.text(expr.span),
        }
    }

    fn repeat(
        &self,
        expr: &Expr,
        count: &Expr,
        index: Option<&str>,
        body: &Body,
        indices: &Indices,
    ) -> String {
        let text = self.value(count, indices);
        let times: usize = text.trim().parse().unwrap_or(1);
        if times == 0 {
            return String::new();
        }
        if !self.has_each(body.span) && !self.calls.expands_within(body.span) {
            let mut edits = self.body(body, indices);
            edits.push((count.span, text));
            return self.apply(expr.span, edits);
        }
        let copies = (0..times).map(|at| {
            let mut deeper = indices.to_vec();
            let turn = Turn { name: index.unwrap_or(""), index: self.calls.index(expr.span), at };
            deeper.push(turn);
            self.inner(body, &deeper)
        });
        copies.collect::<Vec<_>>().join("\n")
    }

    /// The statements of a body, without its braces.
    fn inner(&self, body: &Body, indices: &Indices) -> String {
        let text = self.apply(body.span, self.body(body, indices));
        let text = text.trim();
        text.strip_prefix('{')
            .and_then(|text| text.strip_suffix('}'))
            .unwrap_or(text)
            .trim()
            .to_owned()
    }

    /// Whether an `each` stands within: several hyperparameters then share one place.
    fn has_each(&self, span: Span) -> bool {
        self.space.hypers.iter().any(|hyper| span.contains(hyper.span) && hyper.path.contains('['))
    }

    fn index(&self, name: &str, indices: &Indices) -> Option<String> {
        indices.iter().rev().find(|turn| turn.name == name).map(|turn| turn.at.to_string())
    }

    /// The value of the hyperparameter that was written at this place, in this repetition.
    fn chosen(&self, span: Span, indices: &Indices) -> Option<Value> {
        let here = |hyper: &&Hyper| hyper.span == span && self.in_repetition(hyper, indices);
        let found = self.space.hypers.iter().find(here)?;
        let value = self.assignment.get(found.id)?;
        match (&found.domain, value) {
            (Domain::Grid { whole: true, .. }, Value::Real(real)) => {
                Some(Value::Whole(real as i64))
            }
            _ => Some(value),
        }
    }

    fn in_repetition(&self, hyper: &Hyper, indices: &Indices) -> bool {
        let written = hyper.path.split('[').skip(1).filter_map(|rest| rest.split(']').next());
        let written: Vec<usize> = written.filter_map(|text| text.parse().ok()).collect();
        let here: Vec<usize> = indices.iter().map(|turn| turn.at).collect();
        written.is_empty() || here.ends_with(&written)
    }

    fn text(&self, span: Span) -> String {
        self.file.slice(span).to_owned()
    }

    /// The text under `span` with edits inside it applied.
    fn apply(&self, span: Span, mut edits: Vec<Edit>) -> String {
        edits.sort_by_key(|(at, _)| at.start);
        let (mut text, mut from) = (String::new(), span.range().start);
        for (at, replacement) in edits {
            let (start, end) = (at.range().start.max(from), at.range().end);
            text.push_str(self.file.text.get(from..start).unwrap_or(""));
            text.push_str(&replacement);
            from = end.max(from);
        }
        text.push_str(self.file.text.get(from..span.range().end).unwrap_or(""));
        text
    }
}

fn turns(indices: &Indices) -> Vec<(IndexId, i64)> {
    indices.iter().filter_map(|turn| Some((turn.index?, turn.at as i64))).collect()
}

/// Reads back as exactly the same number.
fn number_text(value: Value) -> String {
    match value {
        Value::Whole(whole) => whole.to_string(),
        Value::Real(real) if real != 0.0 && real.abs() < 1e-3 => format!("{real:e}"),
        Value::Real(real) => real.to_string(),
        Value::Choice(at) => at.to_string(),
    }
}

/// Takes away what removed statements leave behind: blank and comment-only leftovers, empty
/// argument places, trailing blanks.
fn tidy(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let blank = line.trim().is_empty();
        if !(blank && lines.last().is_none_or(|last| last.trim().is_empty() || last.ends_with('{')))
        {
            lines.push(line);
        }
    }
    while lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    format!("{}\n", lines.join("\n"))
}
