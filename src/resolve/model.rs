//! The `model` section: input, layers, output.

use super::argument::word;
use super::context::{Place, Resolver};
use super::names::Names;
use super::slot::Slot;
use super::structure::Label;
use crate::catalog::{self, Kind};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::meaning::after_output;
use crate::diagnostic::codes::name::{duplicate, misplaced, missing_label, unknown_setting};
use crate::source::Span;
use crate::syntax::ast::{Body, Entry, Expr, ExprKind, Name, Stmt};
use crate::template::{ItemUse, Node};

/// What the section gives. Absent parts are missing, or were faulty where their span is there.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub input: Option<ItemUse>,
    pub input_span: Option<Span>,
    pub output: Option<ItemUse>,
    pub output_span: Option<Span>,
    pub body: Option<Vec<Node>>,
}

impl<'a> Resolver<'a> {
    pub fn model(&mut self, body: &'a Body, place: &Place<'a>) -> Parts {
        let mut place = place.at("");
        self.declare(lets(body), &mut place);
        let mut parts = Parts::default();
        let mut names = Names::of(body);
        let mut nodes = Some(Vec::new());
        let mut late = false;
        for stmt in &body.stmts {
            match stmt {
                Stmt::Require(require) => self.requires.push((require, place.clone())),
                Stmt::Let(_) => {}
                Stmt::Entry(entry) => {
                    if self.end(entry, &place, &mut parts) {
                        continue;
                    }
                    if let Some(output) = parts.output_span.filter(|_| !late) {
                        late = true;
                        let name = layer_name(&entry.value).unwrap_or("this");
                        self.report(after_output::diagnostic(name, entry.span, output));
                    }
                    let more = self.statement(entry, &place, &mut names);
                    if !late {
                        append(&mut nodes, more);
                    }
                }
            }
        }
        parts.body = nodes;
        parts
    }

    /// The statements of an inner body.
    pub fn body(&mut self, body: &'a Body, place: &Place<'a>) -> Option<Vec<Node>> {
        self.body_among(body, place, &mut Names::of(body))
    }

    /// As `body`, where several bodies share one numbering.
    pub fn body_among(
        &mut self,
        body: &'a Body,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        let mut place = place.clone();
        self.declare(lets(body), &mut place);
        let mut nodes = Some(Vec::new());
        for stmt in &body.stmts {
            match stmt {
                Stmt::Require(require) => self.requires.push((require, place.clone())),
                Stmt::Let(_) => {}
                Stmt::Entry(entry) => {
                    let inner_end = entry.label.as_ref().filter(|label| is_end(label));
                    if let Some(label) = inner_end {
                        let what = format!("the {} of the whole model", label.text);
                        self.report(misplaced::diagnostic(
                            &label.text,
                            label.span,
                            &what,
                            "a block",
                            "model",
                        ));
                        self.inner_end = true;
                        nodes = None;
                        continue;
                    }
                    append(&mut nodes, self.statement(entry, &place, names));
                }
            }
        }
        nodes
    }

    fn statement(
        &mut self,
        entry: &'a Entry,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        if let Some(label) = &entry.label
            && !is_layerlike(&entry.value)
            && let Some((what, home)) = setting_home(&label.text)
        {
            return self.fault(misplaced::diagnostic(
                &label.text,
                label.span,
                &what,
                "model",
                home,
            ));
        }
        if let Some(end) = self.stray_end(entry, place) {
            self.inner_end = true;
            return self.fault(end);
        }
        let place = place.documented(entry);
        self.layers(&entry.value, Label::Own(entry.label.as_ref()), &place, names)
    }

    /// `ouptut: classes(10)`, or `classes(10)` without its label.
    fn stray_end(&self, entry: &Entry, place: &Place) -> Option<Diagnostic> {
        let name = match &entry.value.kind {
            ExprKind::Path(path) => path.first().filter(|_| path.len() == 1)?,
            ExprKind::Call { name, body: None, .. } => name,
            _ => return None,
        };
        let word = name.text.as_str();
        let end = if catalog::find(Kind::Output, word).is_some() {
            "output"
        } else if catalog::find(Kind::Input, word).is_some() {
            "input"
        } else {
            return None;
        };
        let blocks = self.blocks_in_sight(place.module);
        let named = blocks.iter().any(|block| block.def.name.text == word)
            || place.names.iter().any(|(name, _)| *name == word);
        let value = self.text(entry.value.span);
        (!named).then(|| match &entry.label {
            Some(label) => unknown_setting::end(&label.text, label.span, end, &value),
            None => missing_label::diagnostic(entry.value.span, end, &value),
        })
    }

    /// `input:` and `output:`; false where the entry is neither.
    fn end(&mut self, entry: &'a Entry, place: &Place<'a>, parts: &mut Parts) -> bool {
        let Some(label) = &entry.label else { return false };
        let Some(section) = catalog::section("model") else { return false };
        let param = section.param(&label.text).or_else(|| {
            let param = section.param_by_synonym(&label.text)?;
            let kind = if param.name == "input" { Kind::Input } else { Kind::Output };
            let meant =
                layer_name(&entry.value).is_some_and(|name| catalog::find(kind, name).is_some());
            meant.then_some(param)
        });
        let Some(param) = param else { return false };
        if label.text != param.name {
            self.other_word(label, param.name, None, true);
        }
        let input = param.name == "input";
        let before = if input { parts.input_span } else { parts.output_span };
        if let Some(first) = before {
            self.report(duplicate::diagnostic("setting", param.name, label.span, first));
            return true;
        }
        let slot = Slot::new(param, "", param.name.to_string());
        let kind = if input { Kind::Input } else { Kind::Output };
        let value = self.item_value(&entry.value, kind, &slot, place);
        let (item, span) = if input {
            (&mut parts.input, &mut parts.input_span)
        } else {
            (&mut parts.output, &mut parts.output_span)
        };
        (*item, *span) = (value, Some(entry.value.span));
        true
    }
}

/// Adds nodes, or gives up on the body where a statement was faulty.
fn append(nodes: &mut Option<Vec<Node>>, more: Option<Vec<Node>>) {
    match (nodes.as_mut(), more) {
        (Some(nodes), Some(more)) => nodes.extend(more),
        _ => *nodes = None,
    }
}

pub(super) fn lets(body: &Body) -> impl Iterator<Item = &crate::syntax::ast::Let> {
    body.stmts.iter().filter_map(|stmt| match stmt {
        Stmt::Let(declared) => Some(declared),
        _ => None,
    })
}

fn is_end(label: &Name) -> bool {
    label.text == "input" || label.text == "output"
}

/// The name at the head of a value.
pub(super) fn layer_name(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Call { name, .. } => Some(&name.text),
        _ => word(expr).map(|name| name.text.as_str()),
    }
}

/// Whether a value may have been meant as a layer.
fn is_layerlike(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Choice(all) => all.iter().any(is_layerlike),
        ExprKind::Maybe(inner) => is_layerlike(inner),
        ExprKind::Default { domain, .. } => is_layerlike(domain),
        ExprKind::Repeat { .. } | ExprKind::Either(_) | ExprKind::Group(_) => true,
        _ => layer_name(expr).is_some_and(|name| {
            catalog::find_layer(name).is_some()
                || catalog::find_synonym(Kind::Layer, name).is_some()
                || crate::diagnostic::nearest(name, catalog::layer_names()).is_some()
        }),
    }
}

/// The section that has a setting of that name.
pub(super) fn setting_home(word: &str) -> Option<(String, &'static str)> {
    ["training", "data", "sweep"].into_iter().find_map(|home| {
        catalog::section(home)?.param(word)?;
        Some((format!("a setting of `{home}`"), home))
    })
}
