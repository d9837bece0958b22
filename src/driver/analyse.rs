//! Text to checked family, with everything that is wrong on the way.

use super::cascade::Texts;
use super::modules::{FolderShelf, KnownTexts, Shelf, load};
use super::probe::FolderProbe;
use crate::check;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::resolve::{Probe, resolve};
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
    let loaded = load(name, text, shelf);
    let (sources, imported) = (loaded.sources, loaded.imported);
    let diagnostics = loaded.diagnostics;
    if loaded.hopeless {
        // No hpm at all: what resolving would miss in it is no news.
        return Analysis { sources, diagnostics, family: None, imported };
    }
    let resolved = resolve(&loaded.modules, &sources, probe);
    let whole = !has_errors(&diagnostics);
    let texts = Texts::new(&loaded.modules, &sources, &loaded.broken, &diagnostics);
    let mut diagnostics = texts.by_structure(diagnostics);
    diagnostics.extend(texts.by_names(resolved.diagnostics, &diagnostics));
    if let Some(found) = resolved.family.as_ref().or(resolved.draft.as_ref()).filter(|_| whole) {
        diagnostics.extend(texts.by_shapes(check::check(found).diagnostics));
    }
    let family = resolved.family.filter(|_| !has_errors(&diagnostics));
    diagnostics.sort_by_key(|one| (one.primary.span.file, one.primary.span.start, one.code.id));
    Analysis { sources, diagnostics, family, imported }
}
