//! `hpm lsp`: a language server on standard input and output.

use super::fault::{Exit, Fault};
use super::output::Output;
use crate::lsp;
use clap::Args;
use std::io::BufReader;

#[derive(Args, Debug)]
#[command(
    after_help = "Editors start it themselves; docs/editors.md says how to set one up.\nIt speaks the Language Server Protocol over standard input and output."
)]
pub struct LspArgs {
    /// Speak over standard input and output, as it always does; some editors add it
    #[arg(long, hide = true)]
    stdio: bool,
}

/// # Errors
/// The client went away without saying goodbye.
pub fn run(_: &LspArgs, _: &Output) -> Result<Exit, Fault> {
    let input = BufReader::new(std::io::stdin());
    let orderly = lsp::serve(input, std::io::stdout());
    Ok(if orderly { Exit::Clean } else { Exit::Findings })
}
