//! `hpm fmt`: specifications in the one style.

use super::diff;
use super::fault::{Exit, Fault};
use super::files;
use super::output::Output;
use super::replace::replace;
use super::spec::{self, SpecText};
use crate::emit;
use crate::fmt::{self, Refused};
use crate::report::format::plural;
use crate::source::Sources;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm fmt family.hpm\n  hpm fmt --check .\n  hpm fmt --diff examples\n  hpm fmt - < family.hpm"
)]
pub struct FmtArgs {
    /// Specifications, folders (all .hpm files below them), or - for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Write nothing: name the files that would change, and end with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Write nothing: print what would change as a unified diff
    #[arg(long)]
    diff: bool,
}

/// How many files ended how.
#[derive(Default)]
struct Count {
    changed: u64,
    same: u64,
    refused: u64,
    unusable: u64,
}

/// # Errors
/// A file cannot be read or written; the others are formatted all the same.
pub fn run(args: &FmtArgs, output: &Output) -> Result<Exit, Fault> {
    let mut count = Count::default();
    for file in files::expand(&args.files) {
        let done = file.and_then(|path| one(&path, args, output, &mut count));
        if let Err(fault) = done {
            output.fault(&fault);
            count.unusable += 1;
        }
    }
    summary(args, &count, output);
    if count.unusable > 0 {
        return Err(Fault::told(Exit::Unusable));
    }
    let findings = count.refused > 0 || (args.check && count.changed > 0);
    Ok(if findings { Exit::Findings } else { Exit::Clean })
}

fn one(path: &Path, args: &FmtArgs, output: &Output, count: &mut Count) -> Result<(), Fault> {
    let spec = spec::read(path)?;
    let text = match fmt::format(&spec.text) {
        Ok(text) => text,
        Err(refused) => {
            count.refused += 1;
            refuse(&spec, &refused, output);
            return Ok(());
        }
    };
    let changed = text != spec.text;
    if changed && !fmt::same(&spec.text, &text) {
        return Err(unfaithful(&spec));
    }
    if changed {
        count.changed += 1;
    } else {
        count.same += 1;
    }
    if args.diff {
        output.print(&diff::unified(&spec.name, &spec.text, &text, output.color));
    }
    if args.check && changed && !args.diff {
        output.line(&spec.name);
    }
    if args.check || args.diff {
        return Ok(());
    }
    if path == Path::new("-") {
        output.print(&text);
    } else if changed {
        replace(path, &text)?;
        output.note(&format!("formatted {}", spec.name));
    }
    Ok(())
}

/// A file is never traded for one that says something else, whatever is wrong with the formatter.
fn unfaithful(spec: &SpecText) -> Fault {
    let fault = Fault::new(format!("formatting {} would change what it says", spec.name));
    fault.help("it was left as it is; this is a fault of hpm: please report it with the file")
}

/// Standard output may be the file that an editor reads back, so this goes to standard error.
fn refuse(spec: &SpecText, refused: &Refused, output: &Output) {
    let mut sources = Sources::new();
    sources.add(spec.name.as_str(), spec.text.as_str());
    let options = output.diagnostics_err();
    let mut err = std::io::stderr().lock();
    let _ = emit::human(&refused.diagnostics, &sources, &options, &mut err);
    drop(err);
    output.note(&format!("{}: not formatted: mend the errors first", spec.name));
}

/// One line for several files, or for one with `--check`.
fn summary(args: &FmtArgs, count: &Count, output: &Output) {
    let all = count.changed + count.same + count.refused;
    let (changed, same) = match (args.check || args.diff, count.changed) {
        (false, _) => ("formatted", "as they should be"),
        (true, 1) => ("would change", "as it should be"),
        (true, _) => ("would change", "as they should be"),
    };
    if all < 2 && !args.check {
        return;
    }
    let same = if count.same == 1 { "as it should be" } else { same };
    let parts = [(count.changed, changed), (count.same, same), (count.refused, "refused")];
    let parts = parts.iter().filter(|(n, _)| *n > 0);
    let parts: Vec<String> =
        parts.map(|(n, what)| format!("{} {what}", plural(*n, "file"))).collect();
    output.note(&parts.join(", "));
}
