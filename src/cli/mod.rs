//! The command line: one file a command.

mod args;
mod best;
mod check;
mod completions;
mod diff;
mod explain;
mod fault;
mod files;
mod fmt;
mod grow;
mod interrupt;
mod lsp;
mod new;
mod output;
mod pace;
mod plan;
mod predict;
mod progress;
mod quality;
mod replace;
mod report;
mod show;
mod spec;
mod story;
mod study_path;
mod sweep;
mod train;
mod weights;
mod words;

use args::{Cli, Command};
use clap::Parser;
use fault::{Exit, Fault};
use output::Output;
use std::process::ExitCode;

/// Parses the arguments, runs the command, and turns what happened into an exit code:
/// 0 clean, 1 findings, 2 usage or input/output, 101 internal, 130 interrupted.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = Output::new(&cli.global);
    match run(&cli, &output) {
        Ok(exit) => exit.into(),
        Err(fault) => {
            output.fault(&fault);
            fault.exit.into()
        }
    }
}

fn run(cli: &Cli, output: &Output) -> Result<Exit, Fault> {
    match &cli.command {
        Command::New(args) => new::run(args, output),
        Command::Check(args) => check::run(args, output),
        Command::Fmt(args) => fmt::run(args, output),
        Command::Explain(args) => explain::run(args, output),
        Command::Show(args) => show::run(args, output),
        Command::Plan(args) => plan::run(args, output),
        Command::Train(args) => train::run(args, output),
        Command::Grow(args) => grow::run(args, output),
        Command::Sweep(args) => sweep::run(args, output),
        Command::Report(args) => report::run(args, output),
        Command::Best(args) => best::run(args, output),
        Command::Predict(args) => predict::run(args, output),
        Command::Lsp(args) => lsp::run(args, output),
        Command::Completions(args) => completions::run(args, output),
    }
}
