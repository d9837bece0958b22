//! Paths of hyperparameters in `order`, `start` and `require`: which labels and lets they name.

use super::{Index, Use, What};
use crate::source::Span;
use crate::syntax::ast::Name;

/// A path in its segments. An empty text stands for a place: the second names what the first uses.
pub type Reference<'a> = Vec<(&'a str, Span)>;

/// The segments of a name that may hold points: `head.units` as a label of `start`.
pub fn segments(name: &Name) -> Reference<'_> {
    let span = name.span;
    if name.text.len() != span.range().len() {
        return vec![(&name.text, span)];
    }
    let mut at = span.start as usize;
    name.text
        .split('.')
        .map(|part| {
            let own = Span::new(span.file, at, at + part.len());
            at += part.len() + 1;
            (part, own)
        })
        .collect()
}

/// Notes what the paths use.
pub fn resolve(index: &mut Index, references: &[Reference]) {
    for path in references {
        if let [("", used), ("", declared)] = path.as_slice() {
            if let Some(def) = index.find(*declared) {
                index.uses.push(Use { span: *used, defs: vec![def] });
            }
            continue;
        }
        for (at, (name, span)) in path.iter().enumerate() {
            let before: Vec<&str> = path.iter().take(at).map(|(name, _)| *name).collect();
            let defs = meant(index, &before, name);
            if !defs.is_empty() {
                index.uses.push(Use { span: *span, defs });
            }
        }
    }
}

/// The labels, lets and parameters of that name; with names before it, those below one of them.
fn meant(index: &Index, before: &[&str], name: &str) -> Vec<usize> {
    let may = |what: What| matches!(what, What::Label | What::Let | What::Parameter);
    let named: Vec<usize> = (0..index.defs.len())
        .filter(|at| index.defs.get(*at).is_some_and(|def| def.name == name && may(def.what)))
        .collect();
    let label =
        |one: &&str| index.defs.iter().any(|def| def.what == What::Label && def.name == *one);
    let around: Vec<&str> = before.iter().copied().filter(label).collect();
    let below = |at: &usize| {
        let Some(def) = index.defs.get(*at) else { return false };
        let mut chain = def.around.iter();
        around.iter().all(|wanted| chain.any(|one| one == wanted))
    };
    let inner: Vec<usize> = named.iter().copied().filter(below).collect();
    if inner.is_empty() { named } else { inner }
}
