//! `hpm train`: one member of the family, epoch by epoch.

use super::fault::{Exit, Fault};
use super::interrupt;
use super::output::Output;
use super::progress::EpochBar;
use super::spec::{self, Sound};
use super::weights;
use crate::diagnostic::Diagnostic;
use crate::emit;
use crate::instantiate::{Member, Metric, instantiate};
use crate::report::format;
use crate::space::{Assignment, Space};
use crate::train::data::{self, Prepared};
use crate::train::{EpochReport, Flow, Measured, TrainError, Trainer, on_threads};
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  hpm train examples/digits.hpm\n  \
    hpm train examples/digits.hpm --set depth=2 --set width=64 --save digits.safetensors")]
pub struct TrainArgs {
    /// The specification
    spec: PathBuf,
    /// Give a hyperparameter a value; the others keep their defaults (`hpm show` lists them)
    #[arg(long = "set", short, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Seed of the weights and shuffles, instead of the specification's
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Epochs, instead of the specification's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    epochs: Option<u32>,
    /// Where the weights go [default: runs/NAME/weights.safetensors]
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Threads [default: all cores]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

/// # Errors
/// The specification or its data cannot be used; the training diverged; or Ctrl-C.
pub fn run(args: &TrainArgs, output: &Output) -> Result<Exit, Fault> {
    let sound = spec::sound(&args.spec, output)?;
    let assignment = assignment(&sound, &args.set)?;
    let mut member =
        instantiate(&sound.family, &assignment).map_err(|fault| Fault::new(fault.message()))?;
    if let Some(epochs) = args.epochs {
        member.settings.epochs = epochs as usize;
        member.settings.steps = None;
    }
    let data = Arc::new(load_data(&sound, output)?);
    let stop = interrupt::install("stopping after this batch; the weights so far are saved")?;
    let path = args.save.clone().unwrap_or_else(|| super::study_path::weights_for(&args.spec));
    writable(&path)?;
    let threads = args.jobs.map_or_else(cores, usize::from);
    let seed = args.seed.unwrap_or(member.settings.seed);
    let job = Job {
        sound: &sound,
        assignment: &assignment,
        member: &member,
        data,
        seed,
        threads,
        stop: &stop,
    };
    on_threads(threads, || train(&job, &path, output)).map_err(fault)?
}

/// The author's `--set`s over the defaults.
///
/// # Errors
/// A path or value is not of this family.
pub fn assignment(sound: &Sound, set: &[String]) -> Result<Assignment, Fault> {
    let space = &sound.family.space;
    settled(space, space.defaults(), set)
}

/// The author's `--set`s over other values.
///
/// # Errors
/// A path or value is not of this family, or two contradict each other.
pub fn settled(
    space: &Space,
    mut assignment: Assignment,
    set: &[String],
) -> Result<Assignment, Fault> {
    for text in set {
        space.assign(&mut assignment, text).map_err(Fault::new)?;
    }
    let assignment = space.complete(assignment);
    for text in set {
        let mut again = assignment.clone();
        space.assign(&mut again, text).map_err(Fault::new)?;
        if space.complete(again) != assignment {
            let fault = Fault::new(format!("`--set {text}` contradicts the other values"));
            return Err(fault.help(
                "a hyperparameter has one value, and one within an alternative exists only where that is chosen",
            ));
        }
    }
    Ok(assignment)
}

pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Reads, divides and scales the data; tells what is wrong with it.
///
/// # Errors
/// The data cannot be used (told already).
pub fn load_data(sound: &Sound, output: &Output) -> Result<Prepared, Fault> {
    let model = &sound.family.model;
    data::load(&sound.family.data, &sound.spec.base, model.input, model.output)
        .map_err(|found| told(&found, sound, output))
}

fn told(found: &[Diagnostic], sound: &Sound, output: &Output) -> Fault {
    let options = output.diagnostics_err();
    let _ = emit::human(found, &sound.analysis.sources, &options, &mut std::io::stderr().lock());
    Fault::told(Exit::Findings)
}

struct Job<'a> {
    sound: &'a Sound,
    assignment: &'a Assignment,
    member: &'a Member,
    data: Arc<Prepared>,
    seed: u64,
    threads: usize,
    stop: &'a AtomicBool,
}

fn train(job: &Job, path: &Path, output: &Output) -> Result<Exit, Fault> {
    let mut trainer = Trainer::new(job.member, Arc::clone(&job.data), job.seed).map_err(fault)?;
    head(job, &trainer, output);
    let interrupted = epochs(job, &mut trainer, output)?;
    save(job, &trainer, path, output)?;
    if interrupted {
        output.say("interrupted: these are the weights of the last finished epoch and the batches after it");
        return Ok(Exit::Interrupted);
    }
    if job.data.test.samples > 0 {
        let test = trainer.evaluate(&job.data.test).map_err(fault)?;
        output.line(&format!("test  {}", measured(&test)));
    }
    Ok(Exit::Clean)
}

fn head(job: &Job, trainer: &Trainer, output: &Output) {
    let graph = &job.member.graph;
    output.note(&format!(
        "{} parameters, {} a sample; {} training samples, {} validation, {} test; seed {}",
        format::count(graph.params() as f64),
        format::flops(graph.flops() as f64),
        job.data.train.samples,
        job.data.validation.samples,
        job.data.test.samples,
        job.seed,
    ));
    let threads = format::plural(job.threads as u64, "thread");
    output.note(&format!("{} on {threads}", trainer.summary()));
    let values = job.sound.family.space.describe(job.assignment).into_iter();
    let values: Vec<String> = values.map(|(name, value)| format!("{name} = {value}")).collect();
    if !values.is_empty() {
        output.note(&values.join(", "));
    }
    let names: Vec<&str> = job.member.settings.metrics.iter().map(|metric| metric.name()).collect();
    let columns = names.iter().map(|name| format!("{name:>12}"));
    output.line(&format!(
        "epoch  train loss  validation loss{}  learning rate",
        columns.collect::<String>()
    ));
}

/// Trains to the end, to an early stop, or to Ctrl-C (true).
fn epochs(job: &Job, trainer: &mut Trainer, output: &Output) -> Result<bool, Fault> {
    let planned = trainer.planned_epochs();
    for epoch in 1..=planned {
        let bar = EpochBar::new(output, epoch, planned);
        let mut step = |done: usize, total: usize| {
            bar.step(done, total);
            if job.stop.load(Ordering::Relaxed) { Flow::Stop } else { Flow::Continue }
        };
        let report = match trainer.epoch(&mut step) {
            Ok(report) => report,
            Err(TrainError::Interrupted) => return Ok(true),
            Err(error) => return Err(fault(error)),
        };
        bar.clear();
        output.line(&row(&report));
        if report.stopped_early {
            let restores = job.member.settings.early_stop.is_some_and(|rule| rule.restore);
            let kept = if restores { "best" } else { "last" };
            output.note(&format!(
                "stopped early: the validation loss no longer falls; the {kept} weights are kept"
            ));
            break;
        }
    }
    Ok(false)
}

fn row(report: &EpochReport) -> String {
    let metrics = report
        .validation
        .metrics
        .iter()
        .map(|(metric, value)| format!("{:>12}", figure(*metric, *value)));
    format!(
        "{:>5}  {:>10.4}  {:>15.4}{}  {:>13.3e}",
        report.epoch,
        report.train_loss,
        report.validation.loss,
        metrics.collect::<String>(),
        report.learning_rate,
    )
}

fn measured(measured: &Measured) -> String {
    let metrics = measured
        .metrics
        .iter()
        .map(|(metric, value)| format!("  {} {}", metric.name(), figure(*metric, *value)));
    format!("loss {:.4}{}", measured.loss, metrics.collect::<String>())
}

fn figure(metric: Metric, value: f64) -> String {
    format::value(metric.name(), value)
}

/// Makes the folder, and tries the file: better told before an hour of training than after it.
fn writable(path: &Path) -> Result<(), Fault> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| Fault::io("create", folder, &error))?;
    }
    let existed = path.exists();
    let opened = std::fs::OpenOptions::new().append(true).create(true).open(path);
    opened.map_err(|error| Fault::io("write", path, &error))?;
    if !existed {
        std::fs::remove_file(path).map_err(|error| Fault::io("write", path, &error))?;
    }
    Ok(())
}

fn save(job: &Job, trainer: &Trainer, path: &Path, output: &Output) -> Result<(), Fault> {
    let metadata = weights::metadata(
        &job.sound.spec.text,
        (&job.sound.family, &job.sound.analysis.imported),
        job.assignment,
        &job.data.transform,
    )?;
    trainer.save(path, &metadata).map_err(fault)?;
    output.note(&format!("saved {}", path.display()));
    Ok(())
}

fn fault(error: TrainError) -> Fault {
    match error {
        TrainError::Diverged { epoch } => Fault {
            exit: Exit::Findings,
            ..Fault::new(format!(
                "the training diverged in epoch {epoch}: its loss is no longer a finite number"
            ))
        }
        .help("lower the learning_rate, or clip the gradient with `clip_norm: 1`"),
        TrainError::Interrupted => Fault::told(Exit::Interrupted),
        TrainError::Failed(reason) => Fault::new(reason),
    }
}
