//! What several test files share.
#![allow(dead_code)] // reason: each test binary uses a part of it

use std::path::{Path, PathBuf};

/// One diagnostic: its code, its line (from 1), its message.
pub type Found = (String, usize, String);

/// Everything that hpm says about a specification. The one place to change when the pipeline
/// grows: call it here, and every annotated file, example of a code and mutated file goes through it.
pub fn diagnose(text: &str, base: &Path) -> Vec<Found> {
    let analysis = hpm::driver::analyse("spec.hpm", text, base);
    let found = analysis.diagnostics.iter().map(|one| {
        let span = one.primary.span;
        let line = analysis
            .sources
            .file(span.file)
            .map_or(0, |file| file.line_column(span.start as usize).0);
        (one.code.id.to_owned(), line, one.message.clone())
    });
    found.collect()
}

/// A folder of this repository.
pub fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// All files below a folder that end so, in order; none where there is no such folder.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

pub fn read(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("a readable file");
    String::from_utf8(bytes).expect("a text in UTF-8")
}
