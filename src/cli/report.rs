//! `hpm report`: the story of a sweep, finished or running.

use super::fault::{Exit, Fault};
use super::output::Output;
use super::study_path;
use crate::report;
use crate::study::Study;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm report digits\n  hpm report runs/digits --html report.html\n  hpm report digits --json | jq .recommended"
)]
pub struct ReportArgs {
    /// A study: its file, its folder, or its name below runs/
    study: PathBuf,
    /// How many of the best trials to list
    #[arg(long, value_name = "N", default_value_t = 5)]
    best: usize,
    /// Write one offline page with plots (- for standard output)
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Print everything as JSON instead
    #[arg(long, conflicts_with = "html")]
    json: bool,
}

/// # Errors
/// There is no such study, or the page cannot be written.
pub fn run(args: &ReportArgs, output: &Output) -> Result<Exit, Fault> {
    let path = study_path::find(&args.study)?;
    let record = Study::read(&path).map_err(|error| Fault::new(error.to_string()))?;
    if let Some(file) = &args.html {
        return page(file, &report::html(&record), output);
    }
    if args.json {
        output.line(&report::json(&record));
        return Ok(Exit::Clean);
    }
    let style = output.style();
    output.print(&report::story(&record, &style));
    if args.best > 0 {
        output.print(&format!("\n{}", report::best_trials(&record, args.best, &style)));
    }
    Ok(Exit::Clean)
}

fn page(file: &Path, html: &str, output: &Output) -> Result<Exit, Fault> {
    if file == Path::new("-") {
        output.print(html);
        return Ok(Exit::Clean);
    }
    std::fs::write(file, html).map_err(|error| Fault::io("write", file, &error))?;
    output.note(&format!("wrote {}", file.display()));
    Ok(Exit::Clean)
}
