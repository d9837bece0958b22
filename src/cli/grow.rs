//! `hpm grow`: the weights of a saved network, carried over to a larger member of its family.

use super::fault::{Exit, Fault};
use super::output::Output;
use super::spec::{self, Sound};
use super::train::settled;
use super::weights::{self, Origin};
use crate::grow::{Grown, Options, Row, Shrink, Widen, grow};
use crate::instantiate::{Member, instantiate};
use crate::report::{Table, format};
use crate::space::Assignment;
use crate::train::inherit;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  hpm train examples/digits.hpm --set depth=1 --set width=32 --save small.safetensors\n  \
    hpm grow small.safetensors examples/digits.hpm --set depth=2 --set width=64 -o large.safetensors"
)]
pub struct GrowArgs {
    /// Weights that `hpm train` saved
    weights: PathBuf,
    /// The specification that has the larger member
    spec: PathBuf,
    /// Give a hyperparameter another value than the saved network has
    #[arg(long = "set", short, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Where the weights go [default: beside the old ones, NAME-grown.safetensors]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where new units come from
    #[arg(long, value_enum, default_value_t = How::Fresh)]
    widen: How,
    /// With `--widen duplicate`: noise between copies, in parts of each weight
    #[arg(long, default_value_t = 0.0, value_name = "SHARE", value_parser = share)]
    noise: f64,
    /// Shrink old weights to this part and perturb them (Ash & Adams 2020)
    #[arg(long, value_name = "SHARE", value_parser = share)]
    shrink: Option<f64>,
    /// With `--shrink`: the part of fresh weights that is added
    #[arg(long, default_value_t = 0.1, value_name = "SHARE", value_parser = share)]
    perturb: f64,
    /// Seed of the new weights, instead of the specification's
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum How {
    /// Random fan-in, and no old unit reads them yet
    Fresh,
    /// Copies of old units that share their fan-out
    Duplicate,
    /// Twins of equal fan-in and opposite fan-out
    Pair,
}

fn share(text: &str) -> Result<f64, String> {
    let value = text.parse::<f64>().ok().filter(|value| (0.0..=1.0).contains(value));
    value.ok_or_else(|| "write a number from 0 to 1".into())
}

/// # Errors
/// The weights or the specification cannot be read, or the member is none that weights can go to.
pub fn run(args: &GrowArgs, output: &Output) -> Result<Exit, Fault> {
    let origin = weights::origin(&args.weights)?;
    let sound = spec::sound(&args.spec, output)?;
    let assignment = assignment(&origin, &sound, &args.set, output)?;
    let member =
        instantiate(&sound.family, &assignment).map_err(|fault| Fault::new(fault.message()))?;
    let grown = carried(args, &origin, &member)?;
    let path = args.output.clone().unwrap_or_else(|| beside(&args.weights));
    let mut metadata = origin.metadata.clone();
    let texts = (&sound.family, &sound.analysis.imported);
    metadata.extend(weights::made_by(&sound.spec.text, texts, &assignment)?);
    inherit::save(&member.graph, &grown.values(), &path, &metadata)
        .map_err(|error| Fault::new(error.to_string()))?;
    output.print(&table(&grown.rows, output));
    output.note(&summary(&grown, &origin, &member));
    output.note(&format!("saved {}", path.display()));
    Ok(Exit::Clean)
}

/// The values of the saved network where the specification has them, and the author's `--set`s.
fn assignment(
    origin: &Origin,
    sound: &Sound,
    set: &[String],
    output: &Output,
) -> Result<Assignment, Fault> {
    let (old, space) = (&origin.family.space, &sound.family.space);
    let mut assignment = space.defaults();
    let mut lost = Vec::new();
    for (id, value) in origin.assignment.iter() {
        let Some(hyper) = old.get(id) else { continue };
        let text = format!("{}={}", hyper.path, old.value_text(id, value));
        if space.assign(&mut assignment, &text).is_err() {
            lost.push(hyper.short.clone());
        }
    }
    if !lost.is_empty() {
        let names = lost.join(", ");
        output.note(&format!("the specification has no place for the saved values of {names}"));
    }
    settled(space, assignment, set)
}

fn carried(args: &GrowArgs, origin: &Origin, member: &Member) -> Result<Grown, Fault> {
    let failed = |error: crate::train::TrainError| Fault::new(error.to_string());
    let seed = args.seed.unwrap_or(member.settings.seed);
    let old = inherit::saved(&args.weights, &origin.member.graph).map_err(failed)?;
    let fresh = inherit::fresh(&member.graph, member.settings.init, seed).map_err(failed)?;
    let widen = match args.widen {
        How::Fresh => Widen::Fresh,
        How::Duplicate => Widen::Duplicate { noise: args.noise },
        How::Pair => Widen::Pair,
    };
    let shrink = args.shrink.map(|keep| Shrink { keep, perturb: args.perturb });
    let options = Options { widen, shrink, seed, ..Options::default() };
    grow((&origin.member.graph, &old), (&member.graph, &fresh), &options).map_err(|refusal| {
        Fault::new(refusal.message()).help("weights go to a member that has all that the saved network has, and more: `hpm show` lists what can grow")
    })
}

fn beside(weights: &Path) -> PathBuf {
    let stem = weights.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    weights.with_file_name(format!("{}-grown.safetensors", stem.unwrap_or_default()))
}

fn table(rows: &[Row], output: &Output) -> String {
    let columns = ["layer", "what", ">carried", ">new", "computes the same"];
    let mut table = Table::new(output.style(), &columns);
    for row in rows {
        let doubt = row.doubt.as_ref().map_or("exactly".to_owned(), |why| format!("nearly: {why}"));
        table.row([
            row.path.clone(),
            row.rule.words().to_owned(),
            format::whole(row.carried as u64),
            format::whole(row.new as u64),
            doubt,
        ]);
    }
    table.text()
}

fn summary(grown: &Grown, origin: &Origin, member: &Member) -> String {
    let [before, after] =
        [&origin.member.graph, &member.graph].map(|graph| format::count(graph.params() as f64));
    let same = if grown.exact() {
        "the larger network computes what the smaller one does"
    } else {
        "the larger network computes nearly what the smaller one does"
    };
    format!("{before} parameters before, {after} now; {same}")
}
