//! The `training` section of one member as plain settings.

use super::fault::{Fault, Problem};
use super::numbers::{Need, Reader};
use super::settings::{
    EarlyStop, Init, InitGain, Loss, Metric, Optimizer, Schedule, Settings, Warmup,
};
use crate::catalog::Bounds;
use crate::space::{Assignment, Scope};
use crate::template::{Family, ItemUse, OutputSpec};

type Read<'a> = Reader<'a, Scope<'a>>;

const IDLE: Need = Need::Idle(Bounds::ANY);

/// # Errors
/// Where a derived number cannot be computed or lies outside of its bounds.
pub fn settings(family: &Family, assignment: &Assignment) -> Result<Settings, Fault> {
    let scope = Scope { assignment, indices: &[], measures: None };
    let read = Reader::new(&family.training, &scope);
    collect(&read, family.model.output).map_err(|problem| problem.at(String::new()))
}

fn collect(read: &Read, output: OutputSpec) -> Result<Settings, Problem> {
    let schedule = read.item("schedule")?.map(|item| Reader::new(item, read.numbers));
    Ok(Settings {
        optimizer: match read.item("optimizer")? {
            Some(item) => optimizer(&Reader::new(item, read.numbers))?,
            None => ADAM,
        },
        learning_rate: read.real_or("learning_rate", 1e-3)?,
        weight_decay: read.real_or("weight_decay", 0.0)?,
        batch_size: read.whole("batch_size", IDLE, 1)?.unwrap_or(32),
        epochs: read.whole("epochs", IDLE, 1)?.unwrap_or(10),
        init: match read.item("init")? {
            Some(item) => init(&Reader::new(item, read.numbers))?,
            None => Init::Kaiming { normal: false, gain: InitGain::Auto },
        },
        warmup: Warmup {
            share: schedule.as_ref().map_or(Ok(0.0), |inner| inner.real_or("warmup", 0.0))?,
        },
        schedule: schedule.as_ref().map_or(Ok(Schedule::Constant), shape)?,
        loss: match read.item("loss")? {
            Some(item) => loss(&Reader::new(item, read.numbers), output)?,
            None => default_loss(output),
        },
        label_smoothing: read.real_or("label_smoothing", 0.0)?,
        clip_norm: read.real("clip_norm")?,
        early_stop: read
            .item("early_stop")?
            .map(|item| early_stop(&Reader::new(item, read.numbers)))
            .transpose()?,
        metrics: metrics(&read.items("metrics")?, output),
        seed: read.whole("seed", IDLE, 0)?.unwrap_or(0) as u64,
    })
}

const ADAM: Optimizer = Optimizer::Adam { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

fn optimizer(read: &Read) -> Result<Optimizer, Problem> {
    let beta1 = || read.real_or("beta1", 0.9);
    let beta2 = || read.real_or("beta2", 0.999);
    let epsilon = || read.real_or("epsilon", 1e-8);
    let momentum = || read.real_or("momentum", 0.0);
    Ok(match read.item.item.name {
        "sgd" => Optimizer::Sgd { momentum: momentum()?, nesterov: read.flag("nesterov", false)? },
        "adamw" => Optimizer::AdamW { beta1: beta1()?, beta2: beta2()?, epsilon: epsilon()? },
        "rmsprop" => Optimizer::RmsProp {
            decay: read.real_or("decay", 0.99)?,
            epsilon: epsilon()?,
            momentum: momentum()?,
        },
        "adam" => Optimizer::Adam { beta1: beta1()?, beta2: beta2()?, epsilon: epsilon()? },
        _ => return Err(unknown(read)),
    })
}

fn init(read: &Read) -> Result<Init, Problem> {
    let normal = || Ok::<_, Problem>(read.word("distribution")? == Some("normal"));
    Ok(match read.item.item.name {
        "zeros" => Init::Zeros,
        "normal" => Init::Normal { std: read.real_or("std", 0.05)? },
        "uniform" => Init::Uniform { bound: read.real_or("bound", 0.05)? },
        "xavier" => Init::Xavier { normal: normal()? },
        "lecun" => Init::Lecun { normal: normal()? },
        "kaiming" => Init::Kaiming {
            normal: normal()?,
            gain: read.real("gain")?.map_or(InitGain::Auto, InitGain::Fixed),
        },
        _ => return Err(unknown(read)),
    })
}

fn shape(read: &Read) -> Result<Schedule, Problem> {
    Ok(match read.item.item.name {
        "constant" => Schedule::Constant,
        "step" => Schedule::Step {
            every: read.required("every", IDLE)?,
            factor: read.real_or("factor", 0.1)?,
        },
        "cosine" => Schedule::Cosine { floor: read.real_or("floor", 0.0)? },
        _ => return Err(unknown(read)),
    })
}

fn loss(read: &Read, output: OutputSpec) -> Result<Loss, Problem> {
    Ok(match (read.item.item.name, output) {
        ("cross_entropy", OutputSpec::Binary | OutputSpec::Labels(_))
        | ("binary_cross_entropy", _) => Loss::BinaryCrossEntropy,
        ("cross_entropy", _) => Loss::CrossEntropy,
        ("mse", _) => Loss::MeanSquaredError,
        ("mae", _) => Loss::MeanAbsoluteError,
        ("huber", _) => Loss::Huber { delta: read.real_or("delta", 1.0)? },
        _ => return Err(unknown(read)),
    })
}

fn default_loss(output: OutputSpec) -> Loss {
    match output {
        OutputSpec::Classes(_) => Loss::CrossEntropy,
        OutputSpec::Binary | OutputSpec::Labels(_) => Loss::BinaryCrossEntropy,
        OutputSpec::Values(_) => Loss::MeanSquaredError,
    }
}

fn early_stop(read: &Read) -> Result<EarlyStop, Problem> {
    Ok(EarlyStop {
        patience: read.required("patience", IDLE)?,
        min_delta: read.real_or("min_delta", 0.0)?,
    })
}

/// As written; by the output where nothing is written.
fn metrics(items: &[&ItemUse], output: OutputSpec) -> Vec<Metric> {
    let written: Vec<Metric> = items.iter().filter_map(|item| Metric::of(item.item.name)).collect();
    match output {
        _ if !written.is_empty() => written,
        OutputSpec::Classes(_) | OutputSpec::Binary | OutputSpec::Labels(_) => {
            vec![Metric::Accuracy]
        }
        OutputSpec::Values(_) => vec![Metric::MeanAbsoluteError],
    }
}

fn unknown(read: &Read) -> Problem {
    let what = format!("`{}` cannot stand here", read.item.item.name);
    Problem::incomplete(what, read.item.span)
}
