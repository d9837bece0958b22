//! Text to checked family, with everything that is wrong on the way.

use super::allow::Allowances;
use super::cascade::Texts;
use super::modules::{FolderShelf, KnownTexts, Shelf, load};
use super::probe::FolderProbe;
use super::removals;
use crate::check;
use crate::diagnostic::{Diagnostic, Severity, codes, has_errors};
use crate::resolve::{Module, Probe, resolve};
use crate::source::Sources;
use crate::template::Family;
use std::path::Path;

/// A specification as far as it could be understood.
pub struct Analysis {
    pub sources: Sources,
    /// In the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Present only where there is no error.
    pub family: Option<Family>,
    /// The texts of the files that it imports, to be kept with what is made of it.
    pub imported: KnownTexts,
}

/// A specification that was parsed and resolved, and not checked yet: what an editor can say at once.
pub struct Understood {
    pub sources: Sources,
    /// The files, in the order of `sources`: the specification first.
    pub modules: Vec<Module>,
    /// What parsing and resolving found.
    pub diagnostics: Vec<Diagnostic>,
    /// Where its model was understood: the family, with defaults where other sections have faults.
    pub family: Option<Family>,
    pub imported: KnownTexts,
    /// The warnings that comments leave out.
    allowances: Allowances,
    /// The family holds everything that was written, and is to be checked.
    whole: bool,
    /// The family stands for all of the specification, not for its model only.
    complete: bool,
}

/// Parses, resolves and checks one file. `base` is the folder that its data paths and its imports
/// start from.
///
/// The family check runs only where the text parsed and its model was understood: its findings would
/// otherwise be consequences of faults that are already told.
pub fn analyse(name: &str, text: &str, base: &Path) -> Analysis {
    analyse_with(name, text, &FolderProbe { base }, &FolderShelf { base })
}

/// As [`analyse`], with another answer to the questions about the data and about imported files.
pub fn analyse_with(name: &str, text: &str, probe: &dyn Probe, shelf: &dyn Shelf) -> Analysis {
    let mut understood = understand(name, text, probe, shelf);
    let found = understood.check();
    let mut diagnostics = understood.diagnostics;
    diagnostics.extend(found);
    let complete = understood.complete && !has_errors(&diagnostics);
    let family = understood.family.take().filter(|_| complete);
    diagnostics.sort_by_key(|one| (one.primary.span.file, one.primary.span.start, one.code.id));
    Analysis { sources: understood.sources, diagnostics, family, imported: understood.imported }
}

/// The first half of [`analyse_with`]: all but the check of the family.
pub fn understand(name: &str, text: &str, probe: &dyn Probe, shelf: &dyn Shelf) -> Understood {
    let loaded = load(name, text, shelf);
    let broken = loaded.broken;
    let mut understood = Understood {
        sources: loaded.sources,
        modules: loaded.modules,
        diagnostics: loaded.diagnostics,
        family: None,
        imported: loaded.imported,
        allowances: Allowances::default(),
        whole: false,
        complete: false,
    };
    if loaded.hopeless {
        // No hpm at all: what resolving would miss in it is no news.
        return understood;
    }
    let resolved = resolve(&understood.modules, &understood.sources, probe);
    let of_data =
        |one: &Diagnostic| one.severity == Severity::Error && codes::data::ALL.contains(&one.code);
    // Where the data are not there, the ends of the model are not sure.
    understood.whole = !has_errors(&understood.diagnostics)
        && (resolved.family.is_some() || !resolved.diagnostics.iter().any(of_data));
    understood.complete = resolved.family.is_some();
    let texts =
        Texts::new(&understood.modules, &understood.sources, &broken, &understood.diagnostics);
    let mut told = texts.by_structure(std::mem::take(&mut understood.diagnostics));
    told.extend(texts.by_names(resolved.diagnostics, &told));
    understood.diagnostics = told;
    let (mut allowances, faults) = Allowances::read(&understood.modules, &understood.sources);
    allowances.take(&mut understood.diagnostics);
    removals::offer(&understood.modules, &understood.sources, &mut understood.diagnostics);
    understood.diagnostics.extend(faults);
    understood.allowances = allowances;
    understood.family = resolved.family.or(resolved.draft);
    understood
}

impl Understood {
    /// The second half: what is wrong with the family, where it is known well enough to ask.
    pub fn check(&self) -> Vec<Diagnostic> {
        let family = self.family.as_ref().filter(|_| self.whole);
        let texts = Texts::new(&self.modules, &self.sources, &[], &[]);
        let mut found = family
            .map_or_else(Vec::new, |family| texts.by_shapes(check::check(family).diagnostics));
        let mut allowances = self.allowances.clone();
        allowances.take(&mut found);
        removals::offer(&self.modules, &self.sources, &mut found);
        // An error may hide the warning that a comment waits for.
        if !has_errors(&self.diagnostics) && !has_errors(&found) {
            found.extend(allowances.idle());
        }
        found
    }
}
