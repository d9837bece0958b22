//! Which arrays a source means.

use super::{npy, npz, safetensors, stored::Stored};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::unknown_array;
use crate::template::{ArrayFormat, ArraySource};
use crate::train::data::locate::{Base, shown};
use crate::train::data::stream::{open, unreadable};
use std::path::{Path, PathBuf};

/// Inputs with their targets.
pub struct Pair {
    pub inputs: Stored,
    pub targets: Stored,
}

/// The arrays to train on, and those of a test part.
///
/// # Errors
/// Every file and every array that is missing or damaged.
pub fn pairs(
    source: &ArraySource,
    base: Base<'_>,
) -> Result<(Pair, Option<Pair>), Vec<Diagnostic>> {
    if source.format == ArrayFormat::Npy {
        let open = |path: &str| npy_file(path, base);
        let train = both(open(&source.inputs), open(&source.targets))?;
        let test = match (&source.test_inputs, &source.test_targets) {
            (Some(inputs), Some(targets)) => Some(both(open(inputs), open(targets))?),
            (None, None) => None,
            _ => return Err(vec![unknown_array::half_a_test(base.span, "test_labels")]),
        };
        return Ok((train, test));
    }
    let one = |fault| vec![fault];
    let path = file(source, base).map_err(one)?;
    let names = names(source.format, &path, base).map_err(one)?;
    let has = |name: &str| names.iter().any(|one| one == name);
    let pick = |given: &str, usual: [&str; 2], what: &str| {
        let wanted = match given {
            "" => usual.into_iter().find(|name| has(name)),
            given => Some(given).filter(|name| has(name)),
        };
        let missing = if given.is_empty() { usual.first().copied() } else { Some(given) };
        let missing = missing.unwrap_or_default();
        wanted.map(str::to_owned).ok_or_else(|| {
            unknown_array::diagnostic(base.span, missing, &shown(&path), &names, what)
        })
    };
    let open = |name: Result<String, Diagnostic>| {
        name.and_then(|name| array(source.format, &path, &name, base))
    };
    let inputs = open(pick(&source.inputs, ["x_train", "x"], "inputs"));
    let targets = open(pick(&source.targets, ["y_train", "y"], "targets"));
    let train = both(inputs, targets)?;
    let test = match (&source.test_inputs, &source.test_targets) {
        (None, None) if has("x_test") && has("y_test") => ("x_test", "y_test"),
        (None, None) => return Ok((train, None)),
        (Some(inputs), Some(targets)) => (inputs.as_str(), targets.as_str()),
        _ => return Err(vec![unknown_array::half_a_test(base.span, "test_targets")]),
    };
    let inputs = open(pick(test.0, ["", ""], "test_inputs"));
    let targets = open(pick(test.1, ["", ""], "test_targets"));
    Ok((train, Some(both(inputs, targets)?)))
}

/// The file of an archive.
pub fn file(source: &ArraySource, base: Base<'_>) -> Result<PathBuf, Diagnostic> {
    match source.format {
        ArrayFormat::Npy => base.file(&source.path, "an npy file", &[".npy"]),
        ArrayFormat::Npz => base.file(&source.path, "an npz file", &[".npz"]),
        ArrayFormat::Safetensors => {
            base.file(&source.path, "a safetensors file", &[".safetensors"])
        }
    }
}

pub fn names(format: ArrayFormat, path: &Path, base: Base<'_>) -> Result<Vec<String>, Diagnostic> {
    match format {
        ArrayFormat::Npy => Ok(Vec::new()),
        ArrayFormat::Npz => npz::names(path, base.span),
        ArrayFormat::Safetensors => safetensors::names(path, base.span),
    }
}

pub fn array(
    format: ArrayFormat,
    path: &Path,
    name: &str,
    base: Base<'_>,
) -> Result<Stored, Diagnostic> {
    match format {
        ArrayFormat::Npy => npy_file(name, base),
        ArrayFormat::Npz => npz::open(path, name, base.span),
        ArrayFormat::Safetensors => safetensors::open(path, name, base.span),
    }
}

fn npy_file(written: &str, base: Base<'_>) -> Result<Stored, Diagnostic> {
    let path = base.file(written, "an npy file", &[".npy", ".npy.gz"])?;
    let shown = shown(&path);
    let opened = open(&path).map_err(|error| unreadable(base.span, &shown, &error))?;
    let length = (!opened.compressed).then_some(opened.length);
    npy::open(opened.bytes, length, shown, base.span)
}

fn both(
    inputs: Result<Stored, Diagnostic>,
    targets: Result<Stored, Diagnostic>,
) -> Result<Pair, Vec<Diagnostic>> {
    match (inputs, targets) {
        (Ok(inputs), Ok(targets)) => Ok(Pair { inputs, targets }),
        (inputs, targets) => Err(inputs.err().into_iter().chain(targets.err()).collect()),
    }
}
