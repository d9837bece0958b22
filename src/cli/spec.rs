//! Reading a specification for a command that needs a sound family.

use super::fault::{Exit, Fault};
use super::output::Output;
use crate::diagnostic::has_errors;
use crate::driver::{Analysis, analyse, read_text};
use crate::emit;
use crate::template::Family;
use std::path::{Path, PathBuf};

/// A file's name, text and the folder that its data paths start from.
pub struct SpecText {
    pub name: String,
    pub text: String,
    pub base: PathBuf,
}

/// Reads a file, or standard input for `-`.
///
/// # Errors
/// The file cannot be read, or is not UTF-8.
pub fn read(path: &Path) -> Result<SpecText, Fault> {
    if path == Path::new("-") {
        let text = read_text(std::io::stdin().lock())
            .map_err(|error| Fault::io("read", Path::new("standard input"), &error))?;
        return Ok(SpecText { name: "<stdin>".into(), text, base: PathBuf::from(".") });
    }
    if path.is_dir() {
        let fault = Fault::new(format!("{} is a folder, not a specification", path.display()));
        return Err(fault.help("name a .hpm file in it"));
    }
    let text = std::fs::File::open(path).and_then(read_text);
    let text = text.map_err(|error| missing(path, &error))?;
    let base = path.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    let name = path.strip_prefix(".").unwrap_or(path).display().to_string();
    Ok(SpecText { name, text, base })
}

fn missing(path: &Path, error: &std::io::Error) -> Fault {
    let fault = Fault::io("read", path, error);
    if error.kind() == std::io::ErrorKind::NotFound {
        return fault.help("`hpm new FILE.hpm` writes a specification to start from");
    }
    fault
}

/// A specification that is sound.
pub struct Sound {
    pub spec: SpecText,
    pub analysis: Analysis,
    pub family: Family,
}

/// Reads and analyses; tells every diagnostic on standard error.
///
/// # Errors
/// The file cannot be read, or has errors (told already).
pub fn sound(path: &Path, output: &Output) -> Result<Sound, Fault> {
    let spec = read(path)?;
    sound_text(spec, output)
}

/// As [`sound`], of a text that is there already.
///
/// # Errors
/// The text has errors (told already).
pub fn sound_text(spec: SpecText, output: &Output) -> Result<Sound, Fault> {
    let mut analysis = analyse(&spec.name, &spec.text, &spec.base);
    let errors = has_errors(&analysis.diagnostics);
    if errors || !output.quiet {
        let options = output.diagnostics_err();
        let mut err = std::io::stderr().lock();
        let _ = emit::human(&analysis.diagnostics, &analysis.sources, &options, &mut err);
    }
    match analysis.family.take() {
        Some(family) if !errors => Ok(Sound { spec, analysis, family }),
        None if !errors => {
            let fault = Fault::new(format!("{} declares blocks and no model", spec.name));
            Err(fault.help("import it in a specification with a `model`"))
        }
        _ => Err(Fault::told(Exit::Findings)),
    }
}
