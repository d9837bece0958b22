//! `hpm plan`: the ladder before anything runs.

use super::fault::{Exit, Fault};
use super::output::Output;
use super::pace::Pace;
use super::spec::{self, Sound};
use super::train::{cores, load_data};
use crate::driver::MemberTrial;
use crate::instantiate::simplest;
use crate::report::{Table, format};
use crate::sweep::{Phase, PlannedMember, PlannedRung, Sweep, plan};
use crate::train::data::Prepared;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm plan examples/digits.hpm\n  hpm plan examples/digits.hpm --format jsonl"
)]
pub struct PlanArgs {
    /// The specification
    spec: PathBuf,
    /// A table for people, or one JSON object a line for another runner
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Trials at once, for the estimate of time [default: one per core]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

/// # Errors
/// The specification or its data cannot be used.
pub fn run(args: &PlanArgs, output: &Output) -> Result<Exit, Fault> {
    let sound = spec::sound(&args.spec, output)?;
    let data = Arc::new(load_data(&sound, output)?);
    let jobs = args.jobs.map(usize::from).or(sound.family.sweep.parallel).unwrap_or_else(cores);
    let rungs = rungs(&sound, &data, jobs)?;
    let pace = pace(&sound, &data, &rungs);
    let seconds = |rung: &PlannedRung| pace.seconds(rung.epochs, rung.flops) / jobs as f64;
    match args.format {
        Format::Jsonl => rungs.iter().for_each(|rung| output.line(&line(rung, seconds(rung)))),
        Format::Table => output.print(&table(&sound, &rungs, &seconds, output)),
    }
    Ok(Exit::Clean)
}

fn rungs(sound: &Sound, data: &Arc<Prepared>, jobs: usize) -> Result<Vec<PlannedRung>, Fault> {
    let stop = AtomicBool::new(false);
    let family = &sound.family;
    let trial = MemberTrial::new(family, Arc::clone(data), &stop);
    let simplest = simplest(family);
    let sweep =
        Sweep { space: &family.space, settings: &family.sweep, trial: &trial, simplest, jobs };
    plan(&sweep).map_err(|error| Fault::new(error.to_string()))
}

/// Timed on the first and the dearest member of the ladder.
fn pace(sound: &Sound, data: &Arc<Prepared>, rungs: &[PlannedRung]) -> Pace {
    let members = || rungs.iter().flat_map(|rung| &rung.members);
    let cost = |member: &&PlannedMember| member.complexity.flops;
    match (members().min_by_key(cost), members().max_by_key(cost)) {
        (Some(small), Some(large)) => {
            let with_cost = |one: &'_ PlannedMember| one.complexity.flops;
            let ends =
                [(&small.assignment, with_cost(small)), (&large.assignment, with_cost(large))];
            Pace::measure(&sound.family, data, ends)
        }
        _ => Pace::default(),
    }
}

fn name(phase: Phase) -> String {
    match phase {
        Phase::Rung { index } | Phase::Verdict { index } => format!("rung {index}"),
        Phase::Polish => "polish".to_owned(),
        Phase::Confirm => "confirm".to_owned(),
    }
}

fn line(rung: &PlannedRung, seconds: f64) -> String {
    let members: Vec<_> = rung
        .members
        .iter()
        .map(|member| {
            json!({
                "label": member.label,
                "values": member.values.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
                "params": member.complexity.params,
                "flops_per_epoch": member.complexity.flops,
                "layers": member.complexity.layers,
            })
        })
        .collect();
    json!({
        "reason": "planned-rung", "rung": name(rung.phase), "trials": rung.trials, "epochs": rung.epochs,
        "flops": rung.flops, "seconds": seconds, "inherits": rung.inherits,
        "affordable": rung.affordable, "members": members,
    })
    .to_string()
}

fn table(
    sound: &Sound,
    rungs: &[PlannedRung],
    seconds: &dyn Fn(&PlannedRung) -> f64,
    output: &Output,
) -> String {
    let columns =
        ["rung", "tries", ">parameters", ">trials", ">epochs", ">FLOPs", ">time", "inherits"];
    let mut table = Table::new(output.style(), &columns);
    for rung in rungs {
        let sizes: Vec<u64> = rung.members.iter().map(|member| member.complexity.params).collect();
        let labels: Vec<&str> = rung.members.iter().map(|member| member.label.as_str()).collect();
        let mark = if rung.affordable { "" } else { " (beyond the limit)" };
        table.row([
            format!("{}{mark}", name(rung.phase)),
            labels.join("; "),
            span(&sizes),
            format::whole(rung.trials as u64),
            format!("{:.0}", rung.epochs),
            format::count(rung.flops),
            format::seconds(seconds(rung)),
            rung.inherits.clone(),
        ]);
    }
    let total: f64 = rungs.iter().filter(|rung| rung.affordable).map(seconds).sum();
    format!(
        "{}\n\n{}\nThe longest way up: it ends earlier where growing does not pay. At most about {}{}.\n",
        output.bold(&sound.spec.name),
        table.text(),
        format::seconds(total),
        limit(sound),
    )
}

fn span(sizes: &[u64]) -> String {
    match (sizes.iter().min(), sizes.iter().max()) {
        (Some(low), Some(high)) if low == high => format::count(*low as f64),
        (Some(low), Some(high)) => {
            format!("{} to {}", format::count(*low as f64), format::count(*high as f64))
        }
        _ => String::new(),
    }
}

fn limit(sound: &Sound) -> String {
    let limits = &sound.family.sweep.limits;
    let mut parts = Vec::new();
    parts.extend(limits.seconds.map(format::seconds));
    parts.extend(limits.trials.map(|trials| format!("{trials} trials")));
    parts.extend(limits.epochs.map(|epochs| format!("{epochs} epochs")));
    parts.extend(limits.flops.map(format::flops));
    if parts.is_empty() { String::new() } else { format!(" (limit: {})", parts.join(", ")) }
}
