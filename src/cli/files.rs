//! The specifications that a command line names: files, and folders with all that is below them.

use super::fault::Fault;
use std::path::{Path, PathBuf};

/// The files named, in order; a folder stands for the `.hpm` files below it, sorted by name. What
/// cannot be read stands as its fault.
pub fn expand(named: &[PathBuf]) -> Vec<Result<PathBuf, Fault>> {
    let mut found = Vec::new();
    for path in named {
        if path.is_dir() {
            let before = found.len();
            below(path, &mut found);
            if found.len() == before {
                let fault = Fault::new(format!("there is no .hpm file in {}", path.display()));
                found.push(Err(fault));
            }
        } else {
            found.push(Ok(path.clone()));
        }
    }
    found
}

/// Whatever begins with a point is hidden and left out, as is `target`, where tools put what they
/// make; links to folders are not followed.
fn below(folder: &Path, found: &mut Vec<Result<PathBuf, Fault>>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(Fault::io("read", folder, &error))),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if hidden {
            continue;
        }
        if path.is_dir() {
            if !path.is_symlink() && !path.ends_with("target") {
                below(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "hpm") {
            found.push(Ok(path));
        }
    }
}
