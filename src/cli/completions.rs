//! `hpm completions`: a script for the shell.

use super::args::Cli;
use super::fault::{Exit, Fault};
use super::output::Output;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  hpm completions bash > ~/.local/share/bash-completion/completions/hpm"
)]
pub struct CompletionsArgs {
    /// The shell that shall complete
    #[arg(value_enum)]
    shell: Shell,
}

/// # Errors
/// None; the type is that of all commands.
pub fn run(args: &CompletionsArgs, output: &Output) -> Result<Exit, Fault> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "hpm", &mut script);
    output.print(&String::from_utf8_lossy(&script));
    Ok(Exit::Clean)
}
