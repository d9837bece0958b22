//! Files as the server sees them: what is open in the editor first, then the disk.

use super::uri;
use crate::diagnostic::Diagnostic;
use crate::driver::{FolderProbe, FolderShelf, Shelf, understand};
use crate::ide::{Entry, Surroundings};
use crate::resolve::Probe;
use crate::template::{DataFacts, DataSpec};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The texts of open documents, by their paths.
pub type Open = Arc<BTreeMap<PathBuf, Arc<str>>>;

/// Imported files: from the editor where they are open there.
pub struct OpenShelf<'a> {
    pub base: &'a Path,
    pub open: &'a BTreeMap<PathBuf, Arc<str>>,
}

impl Shelf for OpenShelf<'_> {
    fn text(&self, path: &Path) -> Result<String, String> {
        match self.open.get(&uri::plain(&self.base.join(path))) {
            Some(text) => Ok(text.to_string()),
            None => FolderShelf { base: self.base }.text(path),
        }
    }
}

/// What data sources told, so that they are read once and not at every keystroke.
#[derive(Clone, Default)]
pub struct Facts(Arc<Mutex<Vec<Known>>>);

struct Known {
    base: PathBuf,
    spec: DataSpec,
    told: (DataFacts, Vec<Diagnostic>),
}

/// As many sources are kept.
const KEPT: usize = 64;

impl Facts {
    /// Everything is read anew: files have changed.
    pub fn forget(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub fn probe<'a>(&'a self, base: &'a Path) -> KeptProbe<'a> {
        KeptProbe { base, facts: self }
    }
}

/// A probe that remembers.
pub struct KeptProbe<'a> {
    base: &'a Path,
    facts: &'a Facts,
}

impl Probe for KeptProbe<'_> {
    fn facts(&self, spec: &DataSpec) -> (DataFacts, Vec<Diagnostic>) {
        let kept = || self.facts.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept()
            .iter()
            .find(|one| one.base == self.base && one.spec == *spec)
            .map(|one| one.told.clone());
        if let Some(told) = known {
            return told;
        }
        let told = FolderProbe { base: self.base }.facts(spec);
        let mut all = kept();
        if all.len() >= KEPT {
            all.remove(0);
        }
        all.push(Known { base: self.base.to_path_buf(), spec: spec.clone(), told: told.clone() });
        told
    }
}

/// What lies around a specification, for completion.
pub struct Around<'a> {
    pub base: &'a Path,
    pub facts: &'a Facts,
}

impl Surroundings for Around<'_> {
    fn entries(&self, folder: &str) -> Vec<Entry> {
        let Ok(found) = std::fs::read_dir(self.base.join(folder)) else { return Vec::new() };
        const MOST: usize = 1_000;
        let entry = |one: std::fs::DirEntry| Entry {
            name: one.file_name().to_string_lossy().into_owned(),
            folder: one.path().is_dir(),
        };
        found.flatten().take(MOST).map(entry).collect()
    }

    fn columns(&self, source: &str) -> Vec<String> {
        let text = format!("data {{\nsource: {source}\n}}\n");
        let asked = Asked { probe: self.facts.probe(self.base), columns: RefCell::default() };
        let shelf = OpenShelf { base: self.base, open: &BTreeMap::new() };
        let _ = understand("columns", &text, &asked, &shelf);
        asked.columns.into_inner()
    }
}

/// A probe that notes the columns on the way.
struct Asked<'a> {
    probe: KeptProbe<'a>,
    columns: RefCell<Vec<String>>,
}

impl Probe for Asked<'_> {
    fn facts(&self, spec: &DataSpec) -> (DataFacts, Vec<Diagnostic>) {
        let told = self.probe.facts(spec);
        self.columns.borrow_mut().clone_from(&told.0.columns);
        told
    }
}
