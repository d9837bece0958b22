//! The outline of a file: lets, blocks, sections, and what is labelled in them.

use crate::source::Span;
use crate::syntax::ast::{Body, Entry, Expr, ExprKind, Spec, Stmt, TopItem};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Let,
    Block,
    Section,
    Layer,
    Setting,
    Import,
}

#[derive(Clone, Debug)]
pub struct Symbol {
    pub name: String,
    pub kind: Kind,
    /// The beginning of what stands there: `conv(8, 3)`.
    pub detail: String,
    pub name_span: Span,
    pub span: Span,
    pub inner: Vec<Symbol>,
}

pub fn symbols(spec: &Spec, text: &str) -> Vec<Symbol> {
    spec.items.iter().map(|item| top(item, text)).collect()
}

fn top(item: &TopItem, text: &str) -> Symbol {
    let symbol = |name: &str, kind, name_span, span, detail, inner| Symbol {
        name: name.to_string(),
        kind,
        detail,
        name_span,
        span,
        inner,
    };
    match item {
        TopItem::Let(one) => {
            let detail = brief(text, one.value.span);
            symbol(&one.name.text, Kind::Let, one.name.span, one.span, detail, Vec::new())
        }
        TopItem::Import(one) => {
            let detail = "import".to_string();
            symbol(&one.path, Kind::Import, one.path_span, one.span, detail, Vec::new())
        }
        TopItem::Block(one) => {
            let names: Vec<&str> =
                one.parameters.iter().map(|one| one.name.text.as_str()).collect();
            let detail = format!("({})", names.join(", "));
            let inner = body(&one.body, text, true);
            symbol(&one.name.text, Kind::Block, one.name.span, one.span, detail, inner)
        }
        TopItem::Section(one) => {
            let inner = body(&one.body, text, one.name.text == "model");
            let detail = String::new();
            symbol(&one.name.text, Kind::Section, one.name.span, one.span, detail, inner)
        }
    }
}

fn body(body: &Body, text: &str, layers: bool) -> Vec<Symbol> {
    let mut found = Vec::new();
    for stmt in &body.stmts {
        match stmt {
            Stmt::Entry(one) => found.extend(entry(one, text, layers)),
            Stmt::Let(one) => found.push(Symbol {
                name: one.name.text.clone(),
                kind: Kind::Let,
                detail: brief(text, one.value.span),
                name_span: one.name.span,
                span: one.span,
                inner: Vec::new(),
            }),
            Stmt::Require(_) => {}
        }
    }
    found
}

/// A labelled thing; of one without a label what is labelled within.
fn entry(one: &Entry, text: &str, layers: bool) -> Vec<Symbol> {
    let inner = within(&one.value, text, layers);
    let named = match (&one.label, &one.value.kind) {
        (Some(label), _) => Some(label),
        (None, ExprKind::Call { name, .. }) => Some(name),
        (None, ExprKind::Path(names)) => names.first(),
        _ => None,
    };
    let Some(name) = named else { return inner };
    let setting = !layers || ["input", "output"].contains(&name.text.as_str());
    vec![Symbol {
        name: name.text.clone(),
        kind: if setting { Kind::Setting } else { Kind::Layer },
        detail: brief(text, one.value.span),
        name_span: name.span,
        span: one.span,
        inner,
    }]
}

fn within(value: &Expr, text: &str, layers: bool) -> Vec<Symbol> {
    match &value.kind {
        ExprKind::Call { body: Some(inner), .. }
        | ExprKind::Repeat { body: inner, .. }
        | ExprKind::Group(inner) => body(inner, text, layers),
        ExprKind::Either(bodies) => {
            bodies.iter().flat_map(|inner| body(inner, text, layers)).collect()
        }
        ExprKind::Maybe(inner) => within(inner, text, layers),
        ExprKind::Default { domain, .. } => within(domain, text, layers),
        _ => Vec::new(),
    }
}

/// The first line of a stretch, shortened.
fn brief(text: &str, span: Span) -> String {
    const MOST: usize = 40;
    let line = text.get(span.range()).unwrap_or("").lines().next().unwrap_or("");
    let line = line.trim_end_matches(['{', ' ']);
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(line)),
        None => line.to_string(),
    }
}
