//! Folders with one sub-folder for each class, perhaps below folders for the parts of the data.

use super::locate::{Base, names, shown};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::no_class_folders;
use std::path::{Path, PathBuf};

/// A file with the index of its class.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub path: PathBuf,
    pub class: u32,
}

/// All files, by part; classes are the names of folders, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    pub classes: Vec<String>,
    pub train: Vec<Entry>,
    pub validation: Option<Vec<Entry>>,
    pub test: Option<Vec<Entry>>,
}

/// Lists files with one of the endings; `what` they are, in the plural.
///
/// # Errors
/// The folder is missing, or has no class folders with such files.
pub fn tree(
    base: Base<'_>,
    written: &str,
    endings: &[&str],
    what: &str,
) -> Result<Tree, Diagnostic> {
    let root = base.folder.join(written);
    if !root.is_dir() {
        return Err(base.missing(written, "folder"));
    }
    let part = |names: &[&str]| names.iter().map(|name| root.join(name)).find(|one| one.is_dir());
    let (train, roots) = match part(&["train"]) {
        Some(train) => {
            let others = [part(&["validation", "val", "valid"]), part(&["test"])];
            (train, others)
        }
        None => (root.clone(), [None, None]),
    };
    let mut classes: Vec<String> = Vec::new();
    for folder in [Some(&train), roots[0].as_ref(), roots[1].as_ref()].into_iter().flatten() {
        classes.extend(
            names(folder)
                .into_iter()
                .filter(|name| !name.starts_with('.') && folder.join(name).is_dir()),
        );
    }
    classes.sort();
    classes.dedup();
    let list = |folder: &Path| files(folder, &classes, endings);
    let tree = Tree {
        train: list(&train),
        validation: roots[0].as_deref().map(list),
        test: roots[1].as_deref().map(list),
        classes: Vec::new(),
    };
    let used = |class: usize| {
        let all = [Some(&tree.train), tree.validation.as_ref(), tree.test.as_ref()];
        all.into_iter().flatten().flatten().any(|entry| entry.class as usize == class)
    };
    if tree.train.is_empty() {
        let loose = names(&train).iter().filter(|name| has(name, endings)).count();
        return Err(no_class_folders::diagnostic(base.span, &shown(&train), what, loose));
    }
    // A folder without any such file is no class: the index of the others must not shift.
    match (0..classes.len()).find(|class| !used(*class)).and_then(|at| classes.get(at)) {
        Some(empty) => Err(no_class_folders::empty(base.span, &shown(&train.join(empty)), what)),
        None => Ok(Tree { classes, ..tree }),
    }
}

fn files(folder: &Path, classes: &[String], endings: &[&str]) -> Vec<Entry> {
    let of = |(class, name): (u32, &String)| {
        let folder = folder.join(name);
        let files = names(&folder).into_iter().filter(|name| has(name, endings));
        files.map(|name| Entry { path: folder.join(name), class }).collect::<Vec<_>>()
    };
    (0..).zip(classes).flat_map(of).collect()
}

/// Whether a name has one of the endings, in capitals or not.
pub fn has(name: &str, endings: &[&str]) -> bool {
    let name = name.to_lowercase();
    !name.starts_with('.') && endings.iter().any(|ending| name.ends_with(ending))
}

impl Tree {
    /// How many training files each class has.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.classes.len()];
        for entry in &self.train {
            if let Some(count) = counts.get_mut(entry.class as usize) {
                *count += 1;
            }
        }
        counts
    }

    pub fn own(&self) -> super::checks::Own {
        super::checks::Own { validation: self.validation.is_some(), test: self.test.is_some() }
    }

    /// All files of all parts.
    pub fn all(&self) -> impl Iterator<Item = &Entry> {
        self.train.iter().chain(self.validation.iter().flatten()).chain(self.test.iter().flatten())
    }
}
