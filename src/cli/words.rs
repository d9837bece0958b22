//! Small figures in words, shared by commands.

use crate::check::{Count, Figures};
use crate::report::{self, format};
use crate::template::{Aim, GrowthBy, Limits, Pruner, Sampler, Source, SweepSpec, Trials};
use crate::train::data::Prepared;

/// `1,234 members`, `about 10^12 members`, `6 members (ranges of real numbers aside)`.
pub fn members(count: &Count) -> String {
    let number = match count.exact {
        Some(1) => "1 member".to_owned(),
        Some(n) => format!("{} members", exactly(n)),
        None if count.most.is_infinite() => format!("{} members", roughly(count.most)),
        None if count.least == count.most => format!("about {} members", roughly(count.most)),
        None => format!("{} to {} members", roughly(count.least), roughly(count.most)),
    };
    if count.continuous { format!("{number}, ranges of real numbers aside") } else { number }
}

/// `1,234`; from 10^15 on `3.4·10^17`.
fn exactly(n: u128) -> String {
    match u64::try_from(n) {
        Ok(n) if n < 1_000_000_000_000_000 => format::whole(n),
        _ => roughly(n as f64),
    }
}

fn roughly(n: f64) -> String {
    if n.is_infinite() {
        return "more than 10^308".to_owned();
    }
    if n < 1e6 {
        return format::whole(n as u64);
    }
    let power = n.log10().floor();
    format!("{:.1}·10^{power}", n / 10_f64.powf(power))
}

/// How much of a family its conditions keep: `keeps 37.2%`.
pub fn share(figures: &Figures) -> String {
    let (kept, all) = (figures.kept, figures.all.rough.max(1.0));
    let percent = |n: f64| {
        let share = 100.0 * n / all;
        let digits = if (1.0..=99.0).contains(&share) { 1 } else { 3 };
        format!("{share:.digits$}")
    };
    if kept.least == kept.most {
        return format!("{}% of {}", percent(kept.most), roughly(all));
    }
    format!("{}% to {}% of {}", percent(kept.least), percent(kept.most), roughly(all))
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
            Sampler::Gp => "sampler gp".to_owned(),
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
