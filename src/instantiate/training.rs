//! The `training` section of one member as plain settings.

use super::fault::{Fault, Problem};
use super::numbers::{Need, Reader};
use super::settings::{
    Augmentation, ClassWeights, EarlyStop, Fan, Init, InitGain, Loss, Metric, Optimizer, Plateau,
    Precision, Schedule, Settings, Warmup,
};
use crate::catalog::Bounds;
use crate::space::{Assignment, Scope};
use crate::template::{Argument, Family, ItemUse, OutputSpec};

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
    let inner = |item| Reader::new(item, read.numbers);
    let schedule = read.item("schedule")?.map(inner);
    let warmup = schedule.as_ref().map_or(Ok(0.0), |inner| inner.real_or("warmup", 0.0))?;
    Ok(Settings {
        optimizer: read
            .item("optimizer")?
            .map_or(Ok(Optimizer::ADAM), |item| optimizer(&inner(item)))?,
        learning_rate: read.real_or("learning_rate", 1e-3)?,
        weight_decay: read.real_or("weight_decay", 0.0)?,
        batch_size: read.whole("batch_size", IDLE, 1)?.unwrap_or(32),
        accumulate: read.whole("accumulate", IDLE, 1)?.unwrap_or(1),
        epochs: read.whole("epochs", IDLE, 1)?.unwrap_or(10),
        steps: read.whole("steps", IDLE, 1)?,
        init: read.item("init")?.map_or(Ok(Init::KAIMING), |item| init(&inner(item)))?,
        warmup: Warmup { share: warmup },
        schedule: schedule.as_ref().map_or(Ok(Schedule::Constant), shape)?,
        loss: match read.item("loss")? {
            Some(item) => loss(&inner(item), output)?,
            None => default_loss(output),
        },
        label_smoothing: read.real_or("label_smoothing", 0.0)?,
        class_weights: class_weights(read)?,
        clip_norm: read.real("clip_norm")?,
        clip_value: read.real("clip_value")?,
        early_stop: read.item("early_stop")?.map(|item| early_stop(&inner(item))).transpose()?,
        augment: augment(read)?,
        scale_targets: read.word("target_scale")? != Some("none"),
        metrics: metrics(&read.items("metrics")?, output),
        shuffle: read.flag("shuffle", true)?,
        precision: match read.word("precision")? {
            Some("bf16") => Precision::Bf16,
            _ => Precision::F32,
        },
        seed: read.whole("seed", IDLE, 0)?.unwrap_or(0) as u64,
    })
}

fn optimizer(read: &Read) -> Result<Optimizer, Problem> {
    let beta1 = || read.real_or("beta1", 0.9);
    let beta2 = |preset| read.real_or("beta2", preset);
    let epsilon = |preset| read.real_or("epsilon", preset);
    let momentum = || read.real_or("momentum", 0.0);
    let amsgrad = || read.flag("amsgrad", false);
    Ok(match read.item.item.name {
        "sgd" => Optimizer::Sgd {
            momentum: momentum()?,
            dampening: read.real_or("dampening", 0.0)?,
            nesterov: read.flag("nesterov", false)?,
        },
        "adam" => Optimizer::Adam {
            beta1: beta1()?,
            beta2: beta2(0.999)?,
            epsilon: epsilon(1e-8)?,
            amsgrad: amsgrad()?,
        },
        "adamw" => Optimizer::AdamW {
            beta1: beta1()?,
            beta2: beta2(0.999)?,
            epsilon: epsilon(1e-8)?,
            amsgrad: amsgrad()?,
        },
        "nadam" => Optimizer::NAdam {
            beta1: beta1()?,
            beta2: beta2(0.999)?,
            epsilon: epsilon(1e-8)?,
            momentum_decay: read.real_or("momentum_decay", 4e-3)?,
        },
        "rmsprop" => Optimizer::RmsProp {
            decay: read.real_or("decay", 0.99)?,
            epsilon: epsilon(1e-8)?,
            momentum: momentum()?,
            centered: read.flag("centered", false)?,
        },
        "adagrad" => Optimizer::AdaGrad {
            initial_accumulator: read.real_or("initial_accumulator", 0.0)?,
            learning_rate_decay: read.real_or("learning_rate_decay", 0.0)?,
            epsilon: epsilon(1e-10)?,
        },
        "lion" => Optimizer::Lion { beta1: beta1()?, beta2: beta2(0.99)? },
        _ => return Err(unknown(read)),
    })
}

fn init(read: &Read) -> Result<Init, Problem> {
    let normal = || Ok::<_, Problem>(read.word("distribution")? == Some("normal"));
    Ok(match read.item.item.name {
        "zeros" => Init::Zeros,
        "normal" => Init::Normal { std: read.real_or("std", 0.05)? },
        "uniform" => Init::Uniform { bound: read.real_or("bound", 0.05)? },
        "truncated_normal" => Init::TruncatedNormal { std: read.real_or("std", 0.02)? },
        "xavier" => Init::Xavier { normal: normal()?, gain: read.real_or("gain", 1.0)? },
        "lecun" => Init::Lecun { normal: normal()? },
        "kaiming" => Init::Kaiming {
            normal: normal()?,
            fan: if read.word("mode")? == Some("fan_out") { Fan::Out } else { Fan::In },
            gain: read.real("gain")?.map_or(InitGain::Auto, InitGain::Fixed),
        },
        "orthogonal" => Init::Orthogonal { gain: read.real_or("gain", 1.0)? },
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
        "exponential" => Schedule::Exponential { factor: read.real_or("factor", 0.95)? },
        "cosine" => Schedule::Cosine { floor: read.real_or("floor", 0.0)? },
        "one_cycle" => Schedule::OneCycle {
            peak: read.real_or("peak", 0.3)?,
            start_divisor: read.real_or("start_divisor", 25.0)?,
            end_divisor: read.real_or("end_divisor", 1e4)?,
        },
        "plateau" => Schedule::Plateau(Plateau {
            factor: read.real_or("factor", 0.1)?,
            patience: read.whole("patience", IDLE, 0)?.unwrap_or(3),
            min_delta: read.real_or("min_delta", 1e-4)?,
            cooldown: read.whole("cooldown", IDLE, 0)?.unwrap_or(0),
            floor: read.real_or("floor", 0.0)?,
        }),
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

fn class_weights(read: &Read) -> Result<ClassWeights, Problem> {
    Ok(match read.settled("class_weights", IDLE)? {
        Some(Argument::Word { word: "balanced", .. }) => ClassWeights::Balanced,
        Some(Argument::List { .. }) => ClassWeights::Given(read.reals("class_weights")?),
        _ => ClassWeights::None,
    })
}

fn early_stop(read: &Read) -> Result<EarlyStop, Problem> {
    Ok(EarlyStop {
        patience: read.required("patience", IDLE)?,
        min_delta: read.real_or("min_delta", 0.0)?,
        restore: read.flag("restore", true)?,
    })
}

/// In the order in which they are applied, whatever the order of the text.
fn augment(read: &Read) -> Result<Vec<Augmentation>, Problem> {
    let place = |item: &&ItemUse| {
        ["flip", "crop", "noise", "mixup"].iter().position(|name| *name == item.item.name)
    };
    let mut items = read.items("augment")?;
    items.sort_by_key(place);
    items.into_iter().map(|item| augmentation(&Reader::new(item, read.numbers))).collect()
}

fn augmentation(read: &Read) -> Result<Augmentation, Problem> {
    Ok(match read.item.item.name {
        "flip" => Augmentation::Flip { probability: read.real_or("probability", 0.5)? },
        "crop" => Augmentation::Crop { padding: read.whole("padding", IDLE, 1)?.unwrap_or(4) },
        "noise" => Augmentation::Noise { std: read.real_or("std", 0.05)? },
        "mixup" => Augmentation::Mixup { alpha: read.real_or("alpha", 0.2)? },
        _ => return Err(unknown(read)),
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
