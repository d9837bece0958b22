//! Finding a study: by its file, its folder, or its name below `runs/`.

use super::fault::Fault;
use std::path::{Path, PathBuf};

const FILE: &str = "study.db";
const RUNS: &str = "runs";

/// Where the study of a specification lives unless the author says otherwise.
pub fn default_for(spec: &Path) -> PathBuf {
    let stem = spec.file_stem().filter(|_| spec != Path::new("-"));
    let name = stem.map_or_else(|| "stdin".into(), |stem| stem.to_string_lossy().into_owned());
    Path::new(RUNS).join(name).join(FILE)
}

/// The file of a study that exists.
///
/// # Errors
/// There is none; the fault lists those that are there.
pub fn find(name: &Path) -> Result<PathBuf, Fault> {
    let candidates = [name.to_path_buf(), name.join(FILE), Path::new(RUNS).join(name).join(FILE)];
    if let Some(found) = candidates.into_iter().find(|path| path.is_file()) {
        return Ok(found);
    }
    let fault = Fault::new(format!("there is no study `{}`", name.display()));
    Err(match known().as_slice() {
        [] => fault.help("`hpm sweep FILE.hpm` makes one below runs/"),
        names => fault.help(format!("there are: {}", names.join(", "))),
    })
}

fn known() -> Vec<String> {
    let entries = std::fs::read_dir(RUNS).into_iter().flatten().flatten();
    let studies = entries.filter(|entry| entry.path().join(FILE).is_file());
    let mut names: Vec<String> =
        studies.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Where `hpm train` saves unless the author says otherwise.
pub fn weights_for(spec: &Path) -> PathBuf {
    default_for(spec).with_file_name("weights.safetensors")
}
