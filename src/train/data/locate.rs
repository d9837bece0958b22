//! Finding data files, and saying where one might be when it is not there.

use crate::diagnostic::codes::data::{missing_file, not_a_file};
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::Span;
use std::path::{Component, Path, PathBuf};

/// The specification's folder, and the place in the specification that names the source.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    pub folder: &'a Path,
    pub span: Span,
}

impl Base<'_> {
    /// The file of that path; `wanted` says what it should be ("a csv file"), `endings` which names
    /// within a folder would do.
    pub fn file(
        &self,
        written: &str,
        wanted: &str,
        endings: &[&str],
    ) -> Result<PathBuf, Diagnostic> {
        let path = self.folder.join(written);
        if path.is_dir() {
            let within = |name: &String| endings.iter().any(|ending| name.ends_with(ending));
            let candidates: Vec<String> = names(&path).into_iter().filter(within).take(3).collect();
            let slash = if written.ends_with('/') { "" } else { "/" };
            let candidates: Vec<String> =
                candidates.iter().map(|name| format!("{written}{slash}{name}")).collect();
            return Err(not_a_file::diagnostic(self.span, &shown(&path), wanted, &candidates));
        }
        if path.exists() { Ok(path) } else { Err(self.missing(written, "file")) }
    }

    /// `what` was looked for: "file".
    pub fn missing(&self, written: &str, what: &str) -> Diagnostic {
        let near = nearest_path(self.folder, written);
        let tried = shown(&self.folder.join(written));
        missing_file::diagnostic(self.span, what, written, &tried, near.as_deref())
    }
}

/// A path as people read it.
pub fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    text.strip_prefix("./").map_or(text.clone(), str::to_owned)
}

/// The names in a folder, sorted; none where it cannot be read.
pub fn names(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

/// `written` with each part that does not exist replaced by its nearest neighbour in that folder.
fn nearest_path(base: &Path, written: &str) -> Option<String> {
    let mut found = PathBuf::new();
    for part in Path::new(written).components() {
        let Component::Normal(name) = part else {
            found.push(part);
            continue;
        };
        if base.join(&found).join(name).exists() {
            found.push(name);
            continue;
        }
        let names = names(&base.join(&found));
        let near = nearest(name.to_str()?, names.iter().map(String::as_str))?;
        found.push(near);
    }
    Some(found.to_str()?.replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn base(folder: &Path) -> Base<'_> {
        Base { folder, span: Span::new(FileId(0), 3, 9) }
    }

    #[test]
    fn a_missing_file_names_its_neighbour_and_the_path_tried() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let told = base(root).file("example/data/irsi.csv", "a csv file", &[]).unwrap_err();
        assert_eq!(told.code.id, "E601");
        assert_eq!(told.message, "there is no file `example/data/irsi.csv`");
        assert!(told.notes[0].contains(&root.join("example/data/irsi.csv").display().to_string()));
        assert_eq!(told.help.as_deref(), Some("did you mean \"examples/data/iris.csv\"?"));
        let told = base(root).file("elsewhere/x.csv", "a csv file", &[]).unwrap_err();
        assert_eq!(told.help.as_deref(), Some("put it there, or write the path that leads to it"));
    }

    #[test]
    fn a_folder_lists_what_would_do() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let told = base(root).file("examples/data", "a csv file", &[".csv"]).unwrap_err();
        assert_eq!(told.code.id, "E602");
        let help = told.help.unwrap();
        assert!(
            help.contains("\"examples/data/friedman.csv\", \"examples/data/iris.csv\""),
            "{help}"
        );
    }

    #[test]
    fn paths_lose_a_leading_dot() {
        assert_eq!(shown(&Path::new(".").join("a/b.csv")), "a/b.csv");
    }
}
