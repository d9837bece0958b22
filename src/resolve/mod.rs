//! Tree and catalog to a family: names, types, bounds, roles, the search space, and lints.
//!
//! Pure: what data files hold comes from a [`Probe`].

mod agree;
mod argument;
mod bounds;
mod call;
mod choice;
mod composite;
mod condition;
mod context;
mod data;
mod draft;
mod each;
mod extreme;
mod fields;
mod finish;
mod groups;
mod growth;
mod interval;
mod item_use;
mod layer;
mod lets;
mod lint;
mod literal;
mod model;
mod modules;
mod names;
mod number;
mod order;
mod parameters;
mod range;
mod renumber;
mod repeat;
mod require;
mod roles;
mod section;
mod short;
mod sides;
mod slot;
mod source;
mod structure;
mod sweep;
mod text;
mod training;
mod uncalled;

#[cfg(test)]
mod tests;

pub use modules::{Imported, Module};

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::source::Sources;
use crate::syntax::ast;
use crate::template::{DataFacts, DataSpec, Family};

/// Reads what a data source tells about itself. The only window on the file system.
pub trait Probe {
    /// The facts, and what is wrong with the data.
    fn facts(&self, data: &DataSpec) -> (DataFacts, Vec<Diagnostic>);
}

/// A probe that knows nothing.
pub struct NoProbe;

impl Probe for NoProbe {
    fn facts(&self, _data: &DataSpec) -> (DataFacts, Vec<Diagnostic>) {
        (DataFacts::default(), Vec::new())
    }
}

/// What resolving gives: a family where nothing was wrong, and all that was.
#[derive(Debug)]
pub struct Resolved {
    pub family: Option<Family>,
    /// Where errors stand outside of the model alone: a family with that model, for checking its
    /// shapes in the same run. The other sections hold defaults.
    pub draft: Option<Family>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Resolves one specification: the first module, with the blocks of the others. All faults are reported in one pass, in the order of the text.
pub fn resolve(modules: &[Module], sources: &Sources, probe: &dyn Probe) -> Resolved {
    let Some(spec) = modules.first().map(|module| &module.spec) else {
        return Resolved { family: None, draft: None, diagnostics: Vec::new() };
    };
    let mut resolver = context::Resolver::new(modules, sources);
    let family = section::specification(&mut resolver, spec, probe);
    let mut diagnostics = std::mem::take(&mut resolver.sink);
    diagnostics
        .retain(|one| one.severity == Severity::Error || !resolver.in_library(one.primary.span));
    diagnostics.sort_by_key(|one| (one.primary.span.file, one.primary.span.start));
    let family = family.filter(|_| !resolver.incomplete);
    if !crate::diagnostic::has_errors(&diagnostics) {
        return Resolved { family, draft: None, diagnostics };
    }
    let draft = family.filter(|_| diagnostics.iter().all(|one| is_beside_the_model(one, spec)));
    Resolved { family: None, draft, diagnostics }
}

/// A warning, about the data files, or within `training` or `sweep`.
fn is_beside_the_model(one: &Diagnostic, spec: &ast::Spec) -> bool {
    if codes::data::ALL.contains(&one.code) {
        return true;
    }
    let beside = |item: &ast::TopItem| match item {
        ast::TopItem::Section(section) => {
            !["model", "data"].contains(&section.name.text.as_str())
                && section.span.contains(one.primary.span)
        }
        _ => false,
    };
    one.severity == Severity::Warning || spec.items.iter().any(beside)
}

/// What a sweep says about a family before it starts; checking and training do not mind.
pub fn nothing_to_sweep(family: &Family) -> Option<Diagnostic> {
    let alone = family.space.hypers.is_empty();
    alone.then(|| codes::sweep::nothing_to_sweep::diagnostic(family.model.span))
}
