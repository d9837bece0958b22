//! Small figures in words, shared by commands.

use crate::report::{self, format};
use crate::space::Size;
use crate::template::{Aim, GrowthBy, Limits, Pruner, Sampler, Source, SweepSpec, Trials};
use crate::train::data::Prepared;

/// `1,234 members`, `about 10^12 members`, `members without number (some values are real)`.
pub fn size(size: Size) -> String {
    match size {
        Size::Exact(1) => "1 member".to_owned(),
        Size::Exact(n) => match u64::try_from(n) {
            Ok(n) if n < 1_000_000_000 => format!("{} members", format::whole(n)),
            _ => format!("about 10^{:.0} members", (n as f64).log10()),
        },
        Size::About(n) if n.is_infinite() => "more than 10^308 members".to_string(),
        Size::About(n) => format!("about 10^{:.0} members", n.max(1.0).log10()),
        Size::Infinite => "infinitely many members (some hyperparameters are real)".to_owned(),
    }
}

/// `97.3% ± 0.2`: the mean and the standard deviation.
pub fn mean_and_deviation(metric: &str, values: &[f64]) -> String {
    format::spread(metric, report::mean(values), report::deviation(values))
}

/// `digits: 1,077 training, 360 validation, 360 test samples`
pub fn data(source: &Source, data: &Prepared) -> String {
    let name = source.label();
    let samples = |part: &crate::train::data::Part| format::whole(part.samples as u64);
    format!(
        "{name}: {} training, {} validation, {} test samples",
        samples(&data.train),
        samples(&data.validation),
        samples(&data.test)
    )
}

/// The settings of a sweep that its author did not write, with the values they have:
/// `maximize accuracy; 9 trials for each child; sampler sobol`.
pub fn defaults(sweep: &SweepSpec) -> String {
    let told = sweep.defaulted.iter().filter_map(|name| default(sweep, name));
    told.collect::<Vec<_>>().join("; ")
}

fn default(sweep: &SweepSpec, name: &str) -> Option<String> {
    Some(match name {
        "objective" => sweep
            .objectives
            .iter()
            .map(|one| match one.aim {
                Aim::Maximize => format!("maximize {}", one.metric),
                Aim::Minimize => format!("minimize {}", one.metric),
            })
            .collect::<Vec<_>>()
            .join(", "),
        "growth" => {
            let by = match sweep.growth.by {
                GrowthBy::Params => "parameters",
                GrowthBy::Flops => "FLOPs",
            };
            let stop = sweep.growth.stop;
            format!(
                "growth by {by}, at most × {} a rung, until {} rungs gain less than {}",
                sweep.growth.factor,
                stop.rungs,
                format::percent(stop.gain)
            )
        }
        "trials" => match sweep.trials {
            Trials::PerRung(n) => format!("{n} trials for each child"),
            Trials::Total(n) => format!("{n} trials"),
        },
        "sampler" => match sweep.sampler {
            Sampler::Random => "sampler random".to_owned(),
            Sampler::Sobol => "sampler sobol".to_owned(),
        },
        "pruner" => match sweep.pruner {
            Pruner::None => "no pruner".to_owned(),
            Pruner::Halving { eta } => format!("pruner halving({eta})"),
        },
        "repeats" => format!("{} seeds for a verdict", sweep.repeats),
        "limit" if sweep.limits == Limits::default() => "no limit".to_owned(),
        "seed" => format!("seed {}", sweep.seed),
        _ => return None,
    })
}
