//! The files of a specification: what it imports, and what it uses of the standard library.

use super::text::read_text;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::name::{duplicate, import_cycle, import_missing};
use crate::library;
use crate::resolve::{Imported, Module};
use crate::source::{Sources, Span};
use crate::syntax::ast::{Import, TopItem};
use crate::syntax::parse;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// Gives the texts of imported files.
pub trait Shelf {
    /// The text of a file, by its path from the folder of the specification.
    ///
    /// # Errors
    /// Why it cannot be read, completing "cannot be read: …".
    fn text(&self, path: &Path) -> Result<String, String>;
}

/// The files below a folder.
pub struct FolderShelf<'a> {
    pub base: &'a Path,
}

impl Shelf for FolderShelf<'_> {
    fn text(&self, path: &Path) -> Result<String, String> {
        let file = std::fs::File::open(self.base.join(path));
        file.and_then(read_text).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file".to_string(),
            std::io::ErrorKind::PermissionDenied => "it may not be read".to_string(),
            std::io::ErrorKind::IsADirectory => "it is a folder".to_string(),
            std::io::ErrorKind::FileTooLarge => "it is larger than 8 MiB".to_string(),
            std::io::ErrorKind::InvalidData => error.to_string(),
            _ => "the file system refuses it".to_string(),
        })
    }
}

/// Texts that are known already, by their paths: of a saved network or study.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct KnownTexts(pub BTreeMap<String, String>);

impl Shelf for KnownTexts {
    fn text(&self, path: &Path) -> Result<String, String> {
        let known = self.0.get(&name_of(path));
        known.cloned().ok_or_else(|| "it was not kept".to_string())
    }
}

/// Everything parsed, the specification first.
pub struct Loaded {
    pub sources: Sources,
    pub modules: Vec<Module>,
    pub diagnostics: Vec<Diagnostic>,
    /// Where the structure of a text broke.
    pub broken: Vec<Span>,
    /// The specification is no hpm at all.
    pub hopeless: bool,
    /// The texts of all imported files.
    pub imported: KnownTexts,
}

/// Parses a specification and all that it leads to.
pub fn load(name: &str, text: &str, shelf: &dyn Shelf) -> Loaded {
    let mut loader = Loader {
        folder: Path::new(name).parent().unwrap_or_else(|| Path::new("")),
        sources: Sources::new(),
        modules: Vec::new(),
        paths: Vec::new(),
        diagnostics: Vec::new(),
        broken: Vec::new(),
        imported: KnownTexts::default(),
        shelf,
    };
    let home = Path::new(name).file_name().map_or_else(PathBuf::new, PathBuf::from);
    let hopeless = loader.module(name, text, home);
    if !hopeless {
        loader.imports(0, &mut Vec::new());
        loader.library();
    }
    let Loader { sources, modules, diagnostics, broken, imported, .. } = loader;
    Loaded { sources, modules, diagnostics, broken, hopeless, imported }
}

struct Loader<'s> {
    /// Of the specification, as people named it: imported files are shown as lying in it.
    folder: &'s Path,
    sources: Sources,
    modules: Vec<Module>,
    /// Of each module, from the folder of the specification.
    paths: Vec<PathBuf>,
    diagnostics: Vec<Diagnostic>,
    broken: Vec<Span>,
    imported: KnownTexts,
    shelf: &'s dyn Shelf,
}

impl Loader<'_> {
    /// Parses one file; whether it is no hpm at all.
    fn module(&mut self, name: &str, text: &str, path: PathBuf) -> bool {
        let parsed = parse(self.sources.add(name, text), text);
        self.diagnostics.extend(parsed.diagnostics);
        self.broken.extend(parsed.broken);
        let spec = parsed.spec;
        self.modules.push(Module { spec, imports: Vec::new(), partial: false, library: false });
        self.paths.push(path);
        parsed.hopeless
    }

    /// Follows the imports of a module; `chain` are the modules around it.
    fn imports(&mut self, at: usize, chain: &mut Vec<usize>) {
        let Some(module) = self.modules.get(at) else { return };
        let found: Vec<Import> = module
            .spec
            .items
            .iter()
            .filter_map(|item| match item {
                TopItem::Import(import) => Some(import.clone()),
                _ => None,
            })
            .collect();
        chain.push(at);
        for import in found {
            let target = self.import(&import, at, chain);
            let Some(module) = self.modules.get_mut(at) else { continue };
            match target {
                Some(target) if module.imports.iter().all(|one| one.module != target) => {
                    module.imports.push(Imported { module: target, span: import.span });
                }
                Some(target) => {
                    let first = module.imports.iter().find(|one| one.module == target);
                    let (path, again) = (&import.path, import.path_span);
                    let fault =
                        first.map(|first| duplicate::diagnostic("import", path, again, first.span));
                    self.diagnostics.extend(fault);
                }
                None => module.partial = true,
            }
        }
        chain.pop();
    }

    fn import(&mut self, import: &Import, from: usize, chain: &mut Vec<usize>) -> Option<usize> {
        let folder = self.paths.get(from)?.parent().unwrap_or_else(|| Path::new(""));
        let path = plain(&folder.join(&import.path));
        if let Some(known) = self.paths.iter().position(|one| *one == path) {
            if let Some(start) = chain.iter().position(|one| *one == known) {
                let round = chain.iter().skip(start).chain([&known]);
                let names: Vec<String> =
                    round.filter_map(|at| self.paths.get(*at)).map(|path| name_of(path)).collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                self.diagnostics.push(import_cycle::diagnostic(&names, import.path_span));
                return None;
            }
            return Some(known);
        }
        match self.shelf.text(&path) {
            Ok(text) => {
                let (name, at) = (name_of(&path), self.modules.len());
                self.imported.0.insert(name.clone(), text.clone());
                self.module(&name_of(&plain(&self.folder.join(&path))), &text, path);
                self.imports(at, chain);
                Some(at)
            }
            Err(why) => {
                let fault = if of_library(&import.path) {
                    import_missing::of_library(&import.path, import.path_span)
                } else {
                    import_missing::diagnostic(&import.path, import.path_span, &why)
                };
                self.diagnostics.push(fault);
                None
            }
        }
    }

    /// Those files of the standard library whose blocks some text names, and what they need.
    fn library(&mut self) {
        let mut seen = 0;
        let mut taken: Vec<&str> = Vec::new();
        while let Some(file) = self.sources.files().get(seen) {
            let wanted: Vec<&library::Entry> = library::ALL
                .iter()
                .filter(|entry| !taken.contains(&entry.name))
                .filter(|entry| entry.blocks.iter().any(|block| names(&file.text, block)))
                .collect();
            for entry in wanted {
                taken.push(entry.name);
                self.module(&format!("std/{}", entry.name), entry.text, PathBuf::new());
                if let Some(module) = self.modules.last_mut() {
                    module.library = true;
                }
            }
            seen += 1;
        }
    }
}

/// Whether a path means a file of the standard library: `std/resnet`, `std/resnet.hpm`.
fn of_library(path: &str) -> bool {
    let name = path.strip_prefix("std/").map(|name| name.trim_end_matches(".hpm"));
    name.is_some_and(|name| library::find(name).is_some())
}

/// Whether a word stands in a text.
fn names(text: &str, word: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// Without `.` and, as far as it goes, `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(plain.components().next_back(), Some(Component::Normal(_))) =>
            {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

fn name_of(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
