//! A training step allocates nothing: all its buffers are made before the first one.
#![allow(unsafe_code)] // Reason: an allocator that counts is one that is written by hand.
#![allow(clippy::unwrap_used)] // Reason: a test that fails should stop at once.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::Arc;

use hpm::graph::{
    Activation, Attention, Cell as Kind, Graph, NodeId, Op, Padding, Pool, PoolKind, Positions,
    Recurrent, Returns, Shape,
};
use hpm::instantiate::{Loss, Member, Metric, Optimizer, Settings};
use hpm::random::Stream;
use hpm::source::{FileId, Span};
use hpm::template::{InputSpec, OutputSpec};
use hpm::train::data::{Inputs, Part, Prepared, Targets};
use hpm::train::{Flow, Trainer, on_threads};

/// The system's allocator, which counts what each thread asks of it.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

fn count() {
    COUNT.set(COUNT.get() + 1);
}

// SAFETY: all is handed on to the system's allocator; counting itself allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(place, layout, size) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const BATCH: usize = 8;
const CLASSES: usize = 3;
const RELU: Op = Op::Activation(Activation::Relu);
const NORM: Op = Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 };
const IMAGE: InputSpec = InputSpec::Image { height: 9, width: 8, channels: 2 };
const TOKENS: InputSpec = InputSpec::Tokens { length: 6, vocabulary: 7 };

fn dense(units: usize) -> Op {
    Op::Dense { units, bias: true }
}

fn shape(input: InputSpec) -> Shape {
    match input {
        InputSpec::Image { height, width, channels } => Shape::Image { height, width, channels },
        InputSpec::Features(n) => Shape::Features(n),
        InputSpec::Series { length, features } => Shape::Series { length, features },
        InputSpec::Tokens { length, vocabulary } => Shape::Tokens { length, vocabulary },
    }
}

/// A member whose network is a chain; an addition takes the value from three nodes before, too.
fn member(input: InputSpec, output: OutputSpec, ops: &[Op]) -> Member {
    let span = Span::new(FileId(0), 0, 0);
    let mut graph = Graph::new(shape(input), span);
    for (index, op) in ops.iter().enumerate() {
        let mut reads = vec![NodeId(index)];
        if *op == Op::Add {
            reads.push(NodeId(index - 3));
        }
        graph.push(*op, reads, format!("{}{index}", op.name()), span).unwrap();
    }
    Member { graph, input, output, settings: Settings { batch_size: BATCH, ..Settings::default() } }
}

fn part(member: &Member, samples: usize) -> Part {
    let input = shape(member.input);
    let mut stream = Stream::new(3, "samples");
    let mut number = || match input {
        Shape::Tokens { vocabulary, .. } => stream.below(vocabulary as u64) as f32,
        _ => stream.normal() as f32,
    };
    let elements = input.elements();
    let inputs = Inputs { values: (0..samples * elements).map(|_| number()).collect(), elements };
    let targets = match member.output {
        OutputSpec::Classes(classes) => {
            Targets::Classes((0..samples).map(|i| (i % classes) as u32).collect())
        }
        OutputSpec::Binary => Targets::Classes((0..samples).map(|i| (i % 2) as u32).collect()),
        OutputSpec::Labels(width) => Targets::Values {
            values: (0..samples * width).map(|i| (i % 2) as f32).collect(),
            width,
        },
        OutputSpec::Values(width) => {
            Targets::Values { values: (0..samples * width).map(|i| i as f32).collect(), width }
        }
    };
    Part { inputs, targets, samples }
}

/// The allocations of an epoch of so many batches, and a shorter one, after one to warm up.
fn allocations(member: &Member, batches: usize) -> usize {
    let data = Arc::new(Prepared {
        train: part(member, batches * BATCH - 3),
        validation: part(member, 11),
        test: part(member, 0),
        class_names: Vec::new(),
        transform: Default::default(),
    });
    let epoch = |trainer: &mut Trainer| trainer.epoch(&mut |_, _| Flow::Continue).unwrap();
    on_threads(1, || {
        let mut trainer = Trainer::new(member, data, 1).unwrap();
        epoch(&mut trainer);
        let before = COUNT.get();
        epoch(&mut trainer);
        COUNT.get() - before
    })
    .unwrap()
}

fn steps_allocate_nothing(name: &str, member: &Member) {
    assert_eq!(allocations(member, 40), allocations(member, 4), "{name}");
}

#[test]
fn the_allocator_counts() {
    let before = COUNT.get();
    let mut values = std::hint::black_box(vec![1_u8]);
    values.reserve(1000);
    assert_eq!(COUNT.get() - before, 2);
    // An epoch allocates the order of its samples, so that 0 would tell of a count that is dead.
    assert!(allocations(&member(IMAGE, OutputSpec::Classes(2), &[Op::Flatten, dense(2)]), 4) > 0);
}

#[test]
fn dense_networks() {
    let ops = [dense(20), RELU, dense(12), Op::Activation(Activation::Gelu), dense(CLASSES)];
    let features = InputSpec::Features(10);
    let mut one = member(features, OutputSpec::Classes(CLASSES), &ops);
    let [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];
    for optimizer in [
        Optimizer::Sgd { momentum: 0.9, dampening: 0.0, nesterov: true },
        Optimizer::AdamW { beta1, beta2, epsilon, amsgrad: true },
        Optimizer::RmsProp { decay: 0.9, epsilon, momentum: 0.9, centered: true },
    ] {
        one.settings.optimizer = optimizer;
        steps_allocate_nothing("mlp", &one);
    }
    one.settings.clip_norm = Some(1.0);
    one.settings.clip_value = Some(0.5);
    one.settings.accumulate = 2;
    one.settings.label_smoothing = 0.1;
    one.settings.metrics = vec![Metric::Accuracy, Metric::F1, Metric::Top5];
    steps_allocate_nothing("mlp with all settings", &one);
}

#[test]
fn every_kind_of_output() {
    let answers = vec![Metric::Accuracy, Metric::Auc, Metric::F1];
    let values = vec![Metric::MeanAbsoluteError, Metric::R2];
    for (output, units, loss, metrics) in [
        (OutputSpec::Binary, 1, Loss::BinaryCrossEntropy, answers.clone()),
        (OutputSpec::Labels(3), 3, Loss::BinaryCrossEntropy, answers),
        (OutputSpec::Values(2), 2, Loss::MeanSquaredError, values.clone()),
        (OutputSpec::Values(2), 2, Loss::Huber { delta: 1.0 }, values),
    ] {
        let mut one = member(InputSpec::Features(10), output, &[dense(8), RELU, dense(units)]);
        (one.settings.loss, one.settings.metrics) = (loss, metrics);
        one.settings.scale_targets = true;
        steps_allocate_nothing(&output.to_string(), &one);
    }
}

#[test]
fn convolutional_networks() {
    let conv = |filters| Op::conv(filters, 3, 1, Padding::Same, true);
    let pool = |kind| Op::Pool(Pool::square(kind, 2, 2, Padding::Valid));
    let ops = [
        conv(6),
        NORM,
        RELU,
        conv(6),
        NORM,
        Op::Add,
        RELU,
        pool(PoolKind::Max),
        Op::SpatialDropout { rate: 0.1 },
        Op::conv(12, 1, 1, Padding::Valid, false),
        Op::GroupNorm { groups: 3, epsilon: 1e-5 },
        Op::Activation(Activation::Silu),
        pool(PoolKind::Average),
        Op::Activation(Activation::Prelu),
        Op::Flatten,
        Op::Dropout { rate: 0.3 },
        dense(CLASSES),
    ];
    steps_allocate_nothing("cnn", &member(IMAGE, OutputSpec::Classes(CLASSES), &ops));
    // Wide enough for Winograd's tiles.
    let ops = [conv(64), RELU, conv(64), RELU, Op::GlobalAvgPool, dense(CLASSES)];
    steps_allocate_nothing("wide cnn", &member(IMAGE, OutputSpec::Classes(CLASSES), &ops));
}

#[test]
fn recurrent_networks() {
    for cell in [Kind::Lstm, Kind::Gru, Kind::Rnn { relu: false }] {
        let layer = |bidirectional, returns| {
            Op::Recurrent(Recurrent { cell, units: 5, bidirectional, returns })
        };
        let ops = [
            Op::Embedding { units: 4 },
            layer(true, Returns::Sequence),
            layer(false, Returns::Last),
            dense(CLASSES),
        ];
        let one = member(TOKENS, OutputSpec::Classes(CLASSES), &ops);
        steps_allocate_nothing(&format!("{cell:?}"), &one);
    }
}

#[test]
fn attention() {
    let layer = Attention { heads: 2, causal: true, dropout: 0.2, bias: true };
    let ops = [
        Op::Embedding { units: 6 },
        Op::Positions(Positions::Learned),
        Op::LayerNorm { epsilon: 1e-5 },
        Op::Attention(layer),
        Op::Dropout { rate: 0.1 },
        Op::Add,
        Op::GlobalAvgPool,
        dense(CLASSES),
    ];
    steps_allocate_nothing("attention", &member(TOKENS, OutputSpec::Classes(CLASSES), &ops));
}
