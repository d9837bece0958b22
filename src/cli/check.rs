//! `hpm check`: everything that is wrong, before anything is trained.

use super::fault::{Exit, Fault};
use super::output::Output;
use super::spec::{self, SpecText};
use super::words;
use crate::check::figures;
use crate::diagnostic::{Diagnostic, Severity};
use crate::driver::{Analysis, analyse};
use crate::emit;
use crate::report::format;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Layers looked at to count the members.
const COUNTED: usize = 40_000;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm check examples/digits.hpm\n  hpm check *.hpm --message-format json\n  cat x.hpm | hpm check -"
)]
pub struct CheckArgs {
    /// Specifications, or - for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    message_format: MessageFormat,
    /// Treat warnings as errors
    #[arg(long, short = 'D')]
    deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    /// With the source and the reasons
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
}

/// # Errors
/// A file cannot be read; the others are checked all the same.
pub fn run(args: &CheckArgs, output: &Output) -> Result<Exit, Fault> {
    let (mut exit, mut unread) = (Exit::Clean, None);
    for path in &args.files {
        match spec::read(path) {
            Ok(text) => {
                if one(&text, args, output) {
                    exit = Exit::Findings;
                }
            }
            Err(fault) => {
                output.fault(&fault);
                unread = Some(Fault::told(fault.exit));
            }
        }
    }
    unread.map_or(Ok(exit), Err)
}

/// Checks one file; true where it has findings.
fn one(text: &SpecText, args: &CheckArgs, output: &Output) -> bool {
    let analysis = analyse(&text.name, &text.text, &text.base);
    let (found, sources) = (&analysis.diagnostics, &analysis.sources);
    let mut out = std::io::stdout().lock();
    let _ = match args.message_format {
        MessageFormat::Human => emit::human(found, sources, &output.diagnostics(), &mut out),
        MessageFormat::Short => emit::short(found, sources, &mut out),
        MessageFormat::Json => emit::json(found, sources, &mut out),
    };
    drop(out);
    let findings = bad(found, args.deny_warnings);
    if args.message_format == MessageFormat::Human {
        summary(&text.name, &analysis, output);
    }
    findings
}

fn bad(found: &[Diagnostic], deny_warnings: bool) -> bool {
    found.iter().any(|one| one.severity == Severity::Error || deny_warnings)
}

fn summary(name: &str, analysis: &Analysis, output: &Output) {
    if !analysis.diagnostics.is_empty() {
        output.note(&format!("{name}: {}", emit::summary(&analysis.diagnostics)));
    }
    if analysis.family.is_none() && !crate::diagnostic::has_errors(&analysis.diagnostics) {
        output.note(&format!("{name}: sound; blocks to import, no model"));
    }
    if let Some(family) = &analysis.family {
        let count = format::plural(family.space.hypers.len() as u64, "hyperparameter");
        let size = words::members(&figures(family, COUNTED).kept);
        output.note(&format!("{name}: sound; {count}, {size}"));
    }
}
