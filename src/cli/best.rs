//! `hpm best`: the recommended network as a specification with no range left.

use super::fault::{Exit, Fault};
use super::output::Output;
use super::study_path;
use super::words;
use crate::driver::{KnownFacts, analyse_with, specialise};
use crate::report::format;
use crate::source::Sources;
use crate::space::Assignment;
use crate::study::{Record, Study};
use crate::syntax::parse;
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm best digits > best.hpm && hpm train best.hpm\n  hpm best digits --trial 17"
)]
pub struct BestArgs {
    /// A study: its file, its folder, or its name below runs/
    study: PathBuf,
    /// Another trial than the recommended one, by its number
    #[arg(long, value_name = "NUMBER")]
    trial: Option<u64>,
    /// Write to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// # Errors
/// There is no such study, or nothing is recommended yet.
pub fn run(args: &BestArgs, output: &Output) -> Result<Exit, Fault> {
    let path = study_path::find(&args.study)?;
    let record = Study::read(&path).map_err(|error| Fault::new(error.to_string()))?;
    let chosen = choose(&record, args)?;
    let text = print(&record, &chosen)?;
    match &args.output {
        None => output.print(&text),
        Some(file) => {
            std::fs::write(file, text).map_err(|error| Fault::io("write", file, &error))?;
            output.note(&format!("wrote {}", file.display()));
            if let Some(home) = elsewhere(&record.head.spec_path, file) {
                output.note(&format!(
                    "its data paths start from {}: put it there, or mend them",
                    home.display()
                ));
            }
            output.note(&format!("next: hpm train {}", file.display()));
        }
    }
    Ok(Exit::Clean)
}

/// The folder of the specification, where the file goes to another one.
fn elsewhere(spec: &str, file: &Path) -> Option<PathBuf> {
    let folder = |path: &Path| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or_else(|| Path::new("."));
        parent.canonicalize().unwrap_or_else(|_| parent.to_path_buf())
    };
    let home = folder(Path::new(spec));
    (home != folder(file)).then_some(home)
}

/// A member to print, and the comment lines that tell where it came from.
struct Chosen {
    assignment: Assignment,
    story: Vec<String>,
}

fn choose(record: &Record, args: &BestArgs) -> Result<Chosen, Fault> {
    match args.trial {
        Some(number) => trial(record, number),
        None => recommended(record, &args.study.display().to_string()),
    }
}

fn trial(record: &Record, number: u64) -> Result<Chosen, Fault> {
    let found = record.trials.iter().find(|trial| trial.info.number == number);
    let found = found.ok_or_else(|| {
        let fault = Fault::new(format!("there is no trial {number} in this study"));
        fault.help(format!("it has the trials 0 to {}", record.trials.len().saturating_sub(1)))
    })?;
    let story = vec![format!("Trial {number} of the sweep, seed {}.", found.info.seed)];
    Ok(Chosen { assignment: found.info.assignment.clone(), story })
}

fn recommended(record: &Record, name: &str) -> Result<Chosen, Fault> {
    let finalists = record.outcome.iter().flat_map(|outcome| &outcome.finalists);
    let Some(best) = finalists.into_iter().find(|finalist| finalist.recommended) else {
        let fault = Fault::new("this sweep has not come to a recommendation yet");
        return Err(fault.help(format!(
            "run `hpm sweep` on its specification again to finish it, or print a trial with `hpm best {name} --trial N`"
        )));
    };
    let params = format::count(best.complexity.params as f64);
    let mut story = vec![format!("Recommended by `hpm sweep`: {params} parameters.")];
    if let Some(objective) = record.head.objectives.first() {
        let metric = &objective.metric;
        let seeds = best.validation.len();
        story.push(format!(
            "validation {metric} {} (mean and standard deviation over {seeds} seeds)",
            spread(metric, &best.validation)
        ));
        let test: Vec<f64> =
            best.test.iter().filter_map(|score| score.objectives.first().copied()).collect();
        if !test.is_empty() {
            story.push(format!(
                "test {metric} {} over {} seeds",
                spread(metric, &test),
                test.len()
            ));
        }
    }
    Ok(Chosen { assignment: best.assignment.clone(), story })
}

fn spread(metric: &str, values: &[f64]) -> String {
    words::mean_and_deviation(metric, values)
}

fn print(record: &Record, chosen: &Chosen) -> Result<String, Fault> {
    let mut sources = Sources::new();
    let file = sources.add("study", record.head.spec_text.clone());
    let parsed = parse(file, &record.head.spec_text);
    let facts = KnownFacts::from_json(&record.head.facts);
    let family = analyse_with("study", &record.head.spec_text, &facts, &facts).family;
    let (Some(family), Some(source)) = (family, sources.file(file)) else {
        return Err(Fault::new(
            "the study's specification is not understood by this version of hpm",
        ));
    };
    let body = specialise(&parsed.spec, source, &family, &chosen.assignment);
    let story: String = chosen.story.iter().map(|line| format!("# {line}\n")).collect();
    Ok(format!("{story}\n{body}"))
}
