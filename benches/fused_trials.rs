//! What training several small trials as one could save: `cargo bench --bench fused_trials`.
//!
//! Frameworks gain much by it (stacked into one, eight networks of width 16 train some five times as
//! fast in PyTorch), since most of a small step is their own overhead. Fusing saves what happens
//! once for all trials instead of once for each; the products, the loss and the update remain. So
//! a whole step of a trial is compared here with its kernels alone, eight trials in turn: the
//! difference is the most that fusing could save.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // Reason: a bench that fails should stop at once.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use hpm::backend::kernels::loss::CrossEntropy;
use hpm::backend::kernels::{Loss, Moments, Rule, Update};
use hpm::backend::plan::Compiled;
use hpm::graph::{Activation, Graph, NodeId, Op, Shape};
use hpm::instantiate::{Member, Optimizer, Settings};
use hpm::random::Stream;
use hpm::source::{FileId, Span};
use hpm::template::{InputSpec, OutputSpec};
use hpm::train::data::{Inputs, Part, Prepared, Targets};
use hpm::train::{Flow, Trainer, on_threads};

const TRIALS: usize = 8;
const INPUTS: usize = 64;
const CLASSES: usize = 10;
const BATCH: usize = 32;
const BATCHES: usize = 64;
const ROUNDS: usize = 31;

fn member(width: usize) -> Member {
    let span = Span::new(FileId(0), 0, 0);
    let mut graph = Graph::new(Shape::Features(INPUTS), span);
    let dense = |units| Op::Dense { units, bias: true };
    for op in [dense(width), Op::Activation(Activation::Relu), dense(CLASSES)] {
        let at = graph.nodes.len();
        graph.push(op, vec![NodeId(at - 1)], format!("{}{at}", op.name()), span).unwrap();
    }
    let optimizer = Optimizer::AdamW { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, amsgrad: false };
    let settings = Settings { optimizer, batch_size: BATCH, epochs: 1, ..Settings::default() };
    let (input, output) = (InputSpec::Features(INPUTS), OutputSpec::Classes(CLASSES));
    Member { graph, input, output, settings }
}

fn data() -> Arc<Prepared> {
    let mut stream = Stream::new(1, "data");
    let mut part = |samples: usize| Part {
        inputs: Inputs {
            values: (0..samples * INPUTS).map(|_| stream.normal() as f32).collect(),
            elements: INPUTS,
        },
        // No network learns what is not there, so that no gradient fades.
        targets: Targets::Classes((0..samples).map(|i| (i % CLASSES) as u32).collect()),
        samples,
    };
    let (train, validation, test) = (part(BATCH * BATCHES), part(0), part(0));
    let (class_names, transform) = (Vec::new(), Default::default());
    Arc::new(Prepared { train, validation, test, class_names, transform })
}

/// Whole steps, as a sweep trains them: shuffled, gathered, measured.
struct Whole(Vec<Trainer>);

impl Whole {
    fn new(width: usize, data: &Arc<Prepared>) -> Whole {
        let trainer = |seed| Trainer::new(&member(width), data.clone(), seed).unwrap();
        Whole((0..TRIALS as u64).map(trainer).collect())
    }

    fn round(&mut self) {
        for trainer in &mut self.0 {
            black_box(trainer.epoch(&mut |_, _| Flow::Continue).unwrap());
        }
    }
}

/// Forward, loss, backward and update, on one batch that lies there already.
struct Kernels(Vec<(Compiled, [Vec<f32>; 2])>);

impl Kernels {
    fn new(width: usize, data: &Prepared) -> Kernels {
        let one = |seed| {
            let member = member(width);
            let mut network = Compiled::new(&member.graph, member.settings.init, seed).unwrap();
            let count = network.network().params() as usize;
            let values = &data.train.inputs.values[..BATCH * INPUTS];
            network.batch_mut(BATCH, BATCH).copy_from_slice(values);
            (network, [vec![0.0; count], vec![0.0; count]])
        };
        Kernels((0..TRIALS as u64).map(one).collect())
    }

    fn round(&mut self) {
        let targets: Vec<u32> = (0..BATCH).map(|i| (i % CLASSES) as u32).collect();
        let cross = CrossEntropy { targets: &targets, smoothing: 0.0, weights: &[], mixed: None };
        let loss = Loss::CrossEntropy(cross);
        let rule = Rule::Adam {
            betas: [0.9, 0.999],
            epsilon: 1e-8,
            steps: [0.0, 1e-6],
            correction: 1.0,
            amsgrad: false,
        };
        let update = Update { rule, learning_rate: 1e-6, scale: 1.0, penalty: 0.0, keep: 1.0 };
        for (network, [first, second]) in &mut self.0 {
            for number in 0..BATCHES as u64 {
                let mut pass = network.pass(BATCH, number).unwrap();
                let (outputs, slopes) = pass.output_and_gradient();
                black_box(loss.mean(outputs, slopes));
                pass.back().unwrap();
                let step = |numbers: &mut [f32], slopes: &mut [f32]| {
                    let moments = Moments { first, second, third: &mut [] };
                    update.apply(numbers, slopes, moments);
                };
                network.update(step).unwrap();
            }
        }
    }
}

/// The median of the rounds, in microseconds a step of a trial.
fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2] * 1e6 / (TRIALS * BATCHES) as f64
}

fn compare(width: usize) {
    let data = data();
    let (mut whole, mut kernels) = (Whole::new(width, &data), Kernels::new(width, &data));
    let (mut wholes, mut alones) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        whole.round();
        wholes.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        kernels.round();
        alones.push(start.elapsed().as_secs_f64());
    }
    let (whole, alone) = (median(wholes), median(alones));
    println!("{width:>6} {whole:>14.2} {alone:>14.2} {:>22.2}", whole / alone);
}

fn main() {
    println!("microseconds a step of a trial, {TRIALS} trials in turn, batches of {BATCH}");
    println!(
        "{:>6} {:>14} {:>14} {:>22}",
        "width", "whole step", "kernels alone", "most fusing could gain"
    );
    on_threads(1, || [16, 64, 256].map(compare)).unwrap();
}
