//! Which files an analysis looked at: what a watcher has to watch.

use super::modules::{FolderShelf, Shelf};
use super::probe::FolderProbe;
use crate::diagnostic::Diagnostic;
use crate::resolve::Probe;
use crate::template::{DataFacts, DataSpec};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folder of a specification, and the files below it that were asked for, there or not.
pub struct Traced<'a> {
    base: &'a Path,
    asked: RefCell<BTreeSet<PathBuf>>,
}

impl<'a> Traced<'a> {
    pub fn new(base: &'a Path) -> Traced<'a> {
        Traced { base, asked: RefCell::default() }
    }

    pub fn paths(self) -> BTreeSet<PathBuf> {
        self.asked.into_inner()
    }

    fn ask(&self, path: &Path) {
        self.asked.borrow_mut().insert(self.base.join(path));
    }
}

impl Probe for Traced<'_> {
    fn facts(&self, spec: &DataSpec) -> (DataFacts, Vec<Diagnostic>) {
        spec.source.paths().into_iter().for_each(|path| self.ask(Path::new(path)));
        FolderProbe { base: self.base }.facts(spec)
    }
}

impl Shelf for Traced<'_> {
    fn text(&self, path: &Path) -> Result<String, String> {
        self.ask(path);
        FolderShelf { base: self.base }.text(path)
    }
}
