//! The commands and the flags that all of them share.

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Families of neural networks: written in one file, checked whole, grown by a sweep.
#[derive(Debug, Parser)]
#[command(name = "hpm", version, propagate_version = true, arg_required_else_help = true)]
#[command(
    after_help = "First steps:\n  hpm new first.hpm\n  hpm check first.hpm\n  hpm sweep first.hpm\n\n\
    Exit codes: 0 clean, 1 findings, 2 usage or files, 101 internal, 130 interrupted."
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args, Debug)]
pub struct Global {
    /// When to colour the output (NO_COLOR is honoured)
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub color: When,
    /// Print results only, no progress
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print more: every trial, every epoch
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a starter specification
    New(super::new::NewArgs),
    /// Check specifications: every member of each family, nothing is trained
    Check(super::check::CheckArgs),
    /// Put specifications into the one style
    Fmt(super::fmt::FmtArgs),
    /// Tell the story of a diagnostic code, a layer or a setting
    Explain(super::explain::ExplainArgs),
    /// Show the family: hyperparameters, layers, the simplest and the largest member
    Show(super::show::ShowArgs),
    /// Show the ladder that a sweep would climb, before anything runs
    Plan(super::plan::PlanArgs),
    /// Train one member of the family
    Train(super::train::TrainArgs),
    /// Carry trained weights over to a larger member of the family
    Grow(super::grow::GrowArgs),
    /// Search the family: start simple, grow while the data pays for it
    Sweep(super::sweep::SweepArgs),
    /// Tell the story of a sweep: its ladder, decisions and recommendation
    Report(super::report::ReportArgs),
    /// Print the recommended network as a specification with no range left
    Best(super::best::BestArgs),
    /// Predict with trained weights
    Predict(super::predict::PredictArgs),
    /// Serve an editor: faults as you type, completion, shapes beside layers
    Lsp(super::lsp::LspArgs),
    /// Print a completion script for a shell
    Completions(super::completions::CompletionsArgs),
}
