//! What was found and what was fixed, told in the order of the files.

use super::work::{Change, Outcome};
use super::{CheckArgs, MessageFormat};
use crate::check::figures;
use crate::cli::fault::Fault;
use crate::cli::output::Output;
use crate::cli::{diff, words};
use crate::diagnostic::{Applicability, Diagnostic, best_fix, has_errors};
use crate::emit;
use crate::report::format;
use crate::source::FileId;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Layers looked at to count the members.
const COUNTED: usize = 200_000;

/// The mended text where standard output takes it, and what is left. `named` are the files of this
/// run.
pub fn one(outcome: &Outcome, args: &CheckArgs, named: &[PathBuf], output: &Output) {
    if let Some(change) = &outcome.change {
        deliver(outcome, change, args, output);
    }
    findings(outcome, args, output);
    if let Some(change) = &outcome.change {
        fixed(outcome, change, args, output);
        elsewhere(outcome, args, named, output);
    }
    if args.message_format == MessageFormat::Human {
        summary(outcome, args, output);
    }
}

/// The new text as a diff, or that of standard input; files are written already.
fn deliver(outcome: &Outcome, change: &Change, args: &CheckArgs, output: &Output) {
    if args.diff {
        let (name, old) = (&outcome.spec.name, &outcome.spec.text);
        output.print(&diff::unified(name, old, &change.text, output.color));
    } else if outcome.path.is_none() {
        output.print(&change.text);
    }
}

fn findings(outcome: &Outcome, args: &CheckArgs, output: &Output) {
    let (found, sources) = (&outcome.analysis.diagnostics, &outcome.analysis.sources);
    let (options, mut out): (_, Box<dyn Write>) = if args.crowded() {
        (output.diagnostics_err(), Box::new(io::stderr().lock()))
    } else {
        (output.diagnostics(), Box::new(io::stdout().lock()))
    };
    let _ = match args.message_format {
        MessageFormat::Human => emit::human(found, sources, &options, &mut out),
        MessageFormat::Short => emit::short(found, sources, &mut out),
        MessageFormat::Json => emit::json(found, sources, &mut out),
        MessageFormat::Github => emit::github(found, sources, &mut out),
        // One log for all files: see `end`.
        MessageFormat::Sarif => Ok(()),
    };
}

/// What closes the output of all files.
pub fn end(outcomes: &[Result<Outcome, Fault>], args: &CheckArgs) {
    if args.message_format != MessageFormat::Sarif {
        return;
    }
    let reports: Vec<_> = outcomes.iter().flatten().map(|one| &one.analysis).collect();
    let reports: Vec<_> =
        reports.iter().map(|one| (one.diagnostics.as_slice(), &one.sources)).collect();
    let whole = outcomes.iter().all(Result::is_ok);
    let mut out: Box<dyn Write> =
        if args.crowded() { Box::new(io::stderr().lock()) } else { Box::new(io::stdout().lock()) };
    let _ = emit::sarif(&reports, whole, &mut out);
}

fn fixed(outcome: &Outcome, change: &Change, args: &CheckArgs, output: &Output) {
    let name = &outcome.spec.name;
    if change.fixed > 0 {
        let verb = if args.diff { "would fix" } else { "fixed" };
        let count = format::plural(change.fixed as u64, "problem");
        output.note(&format!("{verb} {count} in {name}"));
    }
    for one in &change.dropped {
        let (code, line, message) = (one.code, one.line, &one.message);
        output.note(&format!(
            "{name}:{line}: {code} is not fixed: `{message}` would leave more errors than before"
        ));
    }
}

/// Fixes that lie in imported files: they are made where those are named.
fn elsewhere(outcome: &Outcome, args: &CheckArgs, named: &[PathBuf], output: &Output) {
    let analysis = &outcome.analysis;
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for one in &analysis.diagnostics {
        let file = analysis.sources.file(one.primary.span.file);
        let own = file.filter(|file| file.id != FileId(0) && file.name.ends_with(".hpm"));
        if let Some(file) = own
            && best_fix(one, file.id, trust(args)).is_some()
        {
            *counts.entry(&file.name).or_default() += 1;
        }
    }
    for (name, count) in counts {
        if named.iter().any(|one| same(one, Path::new(name))) {
            continue;
        }
        let count = format::plural(count, "problem");
        output.note(&format!("{count} in {name} can be fixed where it is named, too"));
    }
}

fn same(one: &Path, other: &Path) -> bool {
    match (std::fs::canonicalize(one), std::fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn trust(args: &CheckArgs) -> Applicability {
    if args.bold { Applicability::Unsafe } else { Applicability::Safe }
}

fn summary(outcome: &Outcome, args: &CheckArgs, output: &Output) {
    let (name, analysis) = (&outcome.spec.name, &outcome.analysis);
    let found = &analysis.diagnostics;
    if !found.is_empty() {
        let help = if args.mends() { String::new() } else { mendable(found) };
        output.note(&format!("{name}: {}{help}", emit::summary(found)));
    }
    if has_errors(found) {
        return;
    }
    match &analysis.family {
        None => output.note(&format!("{name}: sound; blocks to import, no model")),
        Some(family) => {
            let count = format::plural(family.space.hypers.len() as u64, "hyperparameter");
            let size = words::members(&figures(family, COUNTED).kept);
            output.note(&format!("{name}: sound; {count}, {size}"));
        }
    }
}

/// `; --fix repairs 2, --fix --unsafe 1 more`
fn mendable(found: &[Diagnostic]) -> String {
    let with = |trust| found.iter().filter(|one| best_fix(one, FileId(0), trust).is_some()).count();
    let (safe, all) = (with(Applicability::Safe), with(Applicability::Unsafe));
    match (safe, all - safe) {
        (0, 0) => String::new(),
        (0, more) => format!("; --fix --unsafe repairs {more}"),
        (safe, 0) => format!("; --fix repairs {safe}"),
        (safe, more) => format!("; --fix repairs {safe}, --fix --unsafe {more} more"),
    }
}
