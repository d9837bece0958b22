//! `hpm sweep`: start simple, grow while the data pays for it, recommend.

use super::fault::{Exit, Fault};
use super::interrupt;
use super::output::Output;
use super::progress::SweepProgress;
use super::spec::{self, Sound};
use super::study_path;
use super::train::load_data;
use super::words;
use crate::driver::{KnownFacts, MemberTrial, spec_fingerprint};
use crate::emit;
use crate::instantiate::simplest;
use crate::report;
use crate::resolve::nothing_to_sweep;
use crate::study::{Goal, ResumeError, Study, StudyError, StudyHead};
use crate::sweep::{Control, Sweep, SweepError, run as run_sweep};
use crate::template::{Aim, Family, Limits, Trials};
use crate::train::data::{self, Prepared};
use clap::Args;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm sweep examples/digits.hpm\n  hpm sweep examples/digits.hpm --limit 2min --seed 1 --fresh\n\n\
    Run again after Ctrl-C, a crash or a power cut: it goes on where it was."
)]
pub struct SweepArgs {
    /// The specification
    spec: PathBuf,
    /// Where the study lives [default: runs/NAME/study.db]
    #[arg(long, value_name = "FILE")]
    study: Option<PathBuf>,
    /// Begin anew; an earlier study of that name is kept beside it
    #[arg(long)]
    fresh: bool,
    /// Trials at once, each on one thread [default: one per core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Stop after this much time, instead of the specification's limit (30s, 5min, 2h)
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    limit: Option<f64>,
    /// Total number of trials, instead of the specification's
    #[arg(long, value_name = "N")]
    trials: Option<usize>,
    /// Seed, instead of the specification's
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

/// `45s`, `5min`, `2h` in seconds.
fn seconds(text: &str) -> Result<f64, String> {
    let (number, factor) = [("min", 60.0), ("h", 3600.0), ("s", 1.0)]
        .iter()
        .find_map(|(unit, factor)| Some((text.strip_suffix(unit)?, *factor)))
        .ok_or("write a time with its unit: 45s, 5min or 2h")?;
    match number.trim().parse::<f64>() {
        Ok(value) if value > 0.0 && value.is_finite() => Ok(value * factor),
        _ => Err(format!("`{number}` is not a positive number; write 45s, 5min or 2h")),
    }
}

/// # Errors
/// The specification, its data or the study cannot be used; or Ctrl-C.
pub fn run(args: &SweepArgs, output: &Output) -> Result<Exit, Fault> {
    let mut sound = spec::sound(&args.spec, output)?;
    overrides(args, &mut sound.family);
    remarks(&sound, output);
    let data = Arc::new(load_data(&sound, output)?);
    let path = args.study.clone().unwrap_or_else(|| study_path::default_for(&args.spec));
    let mut study = open(&path, args, &sound, &data, output)?;
    let stop =
        interrupt::install("stopping after the running batches; Ctrl-C again stops at once")?;
    let trial = MemberTrial::new(&sound.family, Arc::clone(&data), &stop);
    let jobs = jobs(args, &sound.family);
    let simplest = simplest(&sound.family);
    let sweep = Sweep {
        space: &sound.family.space,
        settings: &sound.family.sweep,
        trial: &trial,
        simplest,
        jobs,
    };
    let (begun, before) = (Instant::now(), study.elapsed().map_err(stored)?);
    let elapsed = || before + begun.elapsed().as_secs_f64();
    let control = Control { stop: &stop, elapsed: &elapsed };
    let progress = SweepProgress::new(output, &sound.family.sweep, &elapsed);
    let ended = run_sweep(&sweep, &mut study, &progress, &control);
    progress.finish();
    study.add_elapsed(begun.elapsed().as_secs_f64()).map_err(stored)?;
    drop(study);
    match ended {
        Ok(_) => tell(&path, output),
        Err(error) => Err(ending(error, args, &path)),
    }
}

/// What people should know before it starts: nothing to search, and the defaults that hold.
fn remarks(sound: &Sound, output: &Output) {
    if let Some(found) = nothing_to_sweep(&sound.family) {
        let (options, sources) = (output.diagnostics_err(), &sound.analysis.sources);
        let _ = emit::human(&[found], sources, &options, &mut std::io::stderr().lock());
    }
    let defaults = words::defaults(&sound.family.sweep);
    if !defaults.is_empty() {
        output.note(&format!("defaults: {defaults}"));
    }
}

/// What the flags say instead of the specification.
fn overrides(args: &SweepArgs, family: &mut Family) {
    let settings = &mut family.sweep;
    if args.limit.is_some() {
        settings.limits = Limits { seconds: args.limit, ..settings.limits };
    }
    if let Some(total) = args.trials {
        settings.trials = Trials::Total(total.max(1));
    }
    if let Some(seed) = args.seed {
        settings.seed = seed;
    }
}

fn jobs(args: &SweepArgs, family: &Family) -> usize {
    args.jobs.map(usize::from).or(family.sweep.parallel).unwrap_or_else(super::train::cores)
}

/// Creates the study, or opens the one that is there to go on with it.
fn open(
    path: &Path,
    args: &SweepArgs,
    sound: &Sound,
    data: &Prepared,
    output: &Output,
) -> Result<Study, Fault> {
    if args.fresh && path.exists() {
        let kept = set_aside(path)?;
        output.note(&format!("the earlier study is kept as {}", kept.display()));
    }
    let head = head(args, sound, data);
    if !Study::exists(path) {
        return Study::create(path, &head).map_err(|error| Fault::new(error.to_string()));
    }
    let study = Study::resume(path, &head)
        .map_err(|error| other_flags(path, &head).unwrap_or_else(|| refused(&error, path)))?;
    let finished = Study::read(path).is_ok_and(|record| record.outcome.is_some());
    let state = if finished { "finished already:" } else { "going on with" };
    output.note(&format!("{state} {} (--fresh begins anew)", path.display()));
    Ok(study)
}

/// The same text, but begun with another `--seed` or `--trials`.
fn other_flags(path: &Path, head: &StudyHead) -> Option<Fault> {
    let before = Study::read(path).ok()?.head.spec_fingerprint;
    let (text, flags) = before.split_once(' ')?;
    let (same, now) = head.spec_fingerprint.split_once(' ')?;
    (text == same && flags != now).then(|| {
        Fault::new(format!("the study {} was begun with `{flags}`, not `{now}`", path.display()))
            .help("give the same flags to go on; --fresh begins anew and keeps the study beside it, --study FILE uses another place")
    })
}

fn refused(error: &ResumeError, path: &Path) -> Fault {
    let fault = Fault::new(error.to_string());
    match error {
        ResumeError::SpecChanged { .. } | ResumeError::DataChanged { .. } => fault.help(format!(
            "results of different specifications are never mixed: --fresh begins anew and keeps {} beside it, --study FILE uses another place",
            path.display()
        )),
        _ => fault,
    }
}

/// What the study shall say about itself.
fn head<'a>(args: &SweepArgs, sound: &'a Sound, data: &Prepared) -> StudyHead<'a> {
    let (spec, family) = (&sound.spec, &sound.family);
    let goals = family.sweep.objectives.iter().map(|objective| Goal {
        metric: objective.metric.to_owned(),
        maximize: objective.aim == Aim::Maximize,
    });
    let flags = match args.trials {
        Some(total) => format!(" --trials {total}"),
        None => String::new(),
    };
    StudyHead {
        name: args
            .spec
            .file_stem()
            .map_or("study".into(), |stem| stem.to_string_lossy().into_owned()),
        doc: family.doc.clone(),
        spec_path: spec.name.clone(),
        spec_text: spec.text.clone(),
        spec_fingerprint: format!(
            "{}{flags} --seed {}",
            spec_fingerprint(&spec.text, &sound.analysis.imported),
            family.sweep.seed
        ),
        data: words::data(&family.data.source, data),
        data_fingerprint: data::fingerprint(&family.data, &spec.base),
        facts: KnownFacts::of(family, &sound.analysis.imported).to_json(),
        objectives: goals.collect(),
        seed: family.sweep.seed,
        settings: Vec::new(),
        space: &family.space,
    }
}

fn stored(error: StudyError) -> Fault {
    Fault::new(error.to_string())
}

/// Renames a study out of the way: `study.1.db`, `study.2.db`, …
fn set_aside(path: &Path) -> Result<PathBuf, Fault> {
    let free = (1..).map(|n| path.with_extension(format!("{n}.db"))).find(|name| !name.exists());
    let free = free.ok_or_else(|| Fault::new("there is no free name for the earlier study"))?;
    std::fs::rename(path, &free).map_err(|error| Fault::io("rename", path, &error))?;
    for suffix in ["-wal", "-shm"] {
        let beside = |base: &Path| PathBuf::from(format!("{}{suffix}", base.display()));
        if beside(path).exists() {
            let moved = std::fs::rename(beside(path), beside(&free));
            moved.map_err(|error| Fault::io("rename", path, &error))?;
        }
    }
    Ok(free)
}

/// The story, on standard output.
fn tell(path: &Path, output: &Output) -> Result<Exit, Fault> {
    let record = Study::read(path).map_err(|error| Fault::new(error.to_string()))?;
    output.print(&report::story(&record, &output.style()));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = folder.filter(|_| path.ends_with("study.db")).unwrap_or(path).display();
    output.note(&format!(
        "\nnext: hpm report {name} --html report.html   or   hpm best {name} > best.hpm"
    ));
    Ok(Exit::Clean)
}

/// The command line that goes on.
fn again(args: &SweepArgs) -> String {
    let mut words = format!("hpm sweep {}", args.spec.display());
    let mut add = |flag: &str, value: Option<String>| {
        if let Some(value) = value {
            words.push_str(&format!(" --{flag} {value}"));
        }
    };
    add("study", args.study.as_ref().map(|path| path.display().to_string()));
    add("jobs", args.jobs.map(|jobs| jobs.to_string()));
    add("limit", args.limit.map(|seconds| format!("{seconds}s")));
    add("trials", args.trials.map(|trials| trials.to_string()));
    add("seed", args.seed.map(|seed| seed.to_string()));
    words
}

fn ending(error: SweepError, args: &SweepArgs, path: &Path) -> Fault {
    match error {
        SweepError::Interrupted => Fault {
            exit: Exit::Interrupted,
            ..Fault::new(format!(
                "interrupted; everything finished so far is in {}",
                path.display()
            ))
            .help(format!("go on with: {}", again(args)))
        },
        SweepError::AllFailed(_) | SweepError::Start(_) => {
            Fault { exit: Exit::Findings, ..Fault::new(error.to_string()) }
        }
        other => Fault::new(other.to_string()),
    }
}
