//! `hpm check`: everything that is wrong, before anything is trained.

mod levels;
mod print;
mod stamps;
mod watch;
mod work;

use super::fault::{Exit, Fault};
use super::output::Output;
use clap::{Args, ValueEnum};
use levels::Levels;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  hpm check examples/digits.hpm
  hpm check .                          every .hpm file below this folder
  hpm check --fix net.hpm              repairs that cannot change the meaning
  hpm check --fix --unsafe net.hpm     those that a person should look at, too
  hpm check --diff net.hpm             what --fix would change; writes nothing
  hpm check --watch net.hpm            again after every change
  hpm check . --message-format sarif > hpm.sarif
  hpm check -D --allow W645 net.hpm    warnings are errors, but for one
  cat x.hpm | hpm check --fix -        the repaired text on standard output";

#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct CheckArgs {
    /// Specifications, folders of them, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write the repairs that cannot change what the author meant
    #[arg(long, conflicts_with = "watch")]
    fix: bool,
    /// Repair also what a person should look at, with --fix or --diff
    #[arg(long = "unsafe")]
    bold: bool,
    /// Print the repairs as a diff instead of writing them
    #[arg(long, conflicts_with = "watch")]
    diff: bool,
    /// Check again whenever a file, an import or the data changes
    #[arg(long)]
    watch: bool,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    message_format: MessageFormat,
    /// Treat all warnings as errors
    #[arg(long, short = 'D')]
    deny_warnings: bool,
    /// Treat this warning as an error (W645; several: W645,W511)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    deny: Vec<String>,
    /// Leave this warning out
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    allow: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum MessageFormat {
    /// With the source and the reasons
    Human,
    /// One line each
    Short,
    /// One JSON object a line
    Json,
    /// One SARIF 2.1.0 log, as code-scanning services read it
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

impl CheckArgs {
    fn mends(&self) -> bool {
        self.fix || self.diff
    }

    /// Standard output is taken by a text or a diff: what was found goes to standard error.
    fn crowded(&self) -> bool {
        self.diff || (self.fix && self.reads_stdin())
    }

    fn reads_stdin(&self) -> bool {
        self.files.iter().any(|path| path.as_os_str() == "-")
    }
}

/// # Errors
/// A file cannot be read or written; the others are checked all the same.
pub fn run(args: &CheckArgs, output: &Output) -> Result<Exit, Fault> {
    if args.bold && !args.mends() {
        let fault = Fault::new("--unsafe says which repairs --fix makes, and there is no --fix");
        return Err(fault.help("write `--fix --unsafe`, or `--diff --unsafe` to look first"));
    }
    if args.watch && args.reads_stdin() {
        let fault = Fault::new("standard input cannot be watched");
        return Err(fault.help("name a file or a folder"));
    }
    let levels = Levels::new(args)?;
    if args.watch {
        return watch::run(args, &levels, output);
    }
    once(args, &levels, output).exit()
}

/// How a run over all files ended, and which files it looked at besides them.
struct Run {
    exit: Exit,
    unread: bool,
    looked_at: Vec<PathBuf>,
}

impl Run {
    fn exit(self) -> Result<Exit, Fault> {
        if self.unread { Err(Fault::told(Exit::Unusable)) } else { Ok(self.exit) }
    }
}

fn once(args: &CheckArgs, levels: &Levels, output: &Output) -> Run {
    let outcomes = work::all(args, levels);
    let mut run = Run { exit: Exit::Clean, unread: false, looked_at: Vec::new() };
    let names: Vec<PathBuf> =
        outcomes.iter().flatten().filter_map(|one| one.path.clone()).collect();
    for outcome in &outcomes {
        let one = match outcome {
            Ok(one) => one,
            Err(fault) => {
                output.fault(fault);
                run.unread = true;
                continue;
            }
        };
        print::one(one, args, &names, output);
        if one.bad(args) {
            run.exit = Exit::Findings;
        }
        run.looked_at.extend(one.looked_at.iter().cloned());
    }
    print::end(&outcomes, args);
    run
}
