//! For tests: small generated data sets and members to train on them.

use std::sync::Arc;

use super::data::{Inputs, Part, Prepared, Targets};
use crate::graph::{Activation, Graph, NodeId, Op, Padding, Pool, PoolKind, Shape};
use crate::instantiate::{Fan, Init, InitGain, Member, Settings};
use crate::random::Stream;
use crate::source::{FileId, Span};
use crate::template::{InputSpec, OutputSpec};

pub const RELU: Op = Op::Activation(Activation::Relu);
pub const NORM: Op = Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 };

pub fn dense(units: usize) -> Op {
    Op::Dense { units, bias: true }
}

pub fn settings() -> Settings {
    Settings {
        learning_rate: 1e-2,
        init: Init::Kaiming { normal: true, fan: Fan::In, gain: InitGain::Auto },
        ..Settings::default()
    }
}

/// A chain of ops.
pub fn member(input: InputSpec, output: OutputSpec, ops: &[Op]) -> Member {
    let shape = match input {
        InputSpec::Features(n) => Shape::Features(n),
        InputSpec::Image { height, width, channels } => Shape::Image { height, width, channels },
        InputSpec::Series { length, features } => Shape::Series { length, features },
        InputSpec::Tokens { length, vocabulary } => Shape::Tokens { length, vocabulary },
    };
    let span = Span::new(FileId(0), 0, 0);
    let mut graph = Graph::new(shape, span);
    for (index, op) in ops.iter().enumerate() {
        let path = format!("{}{}", op.name(), index + 1);
        graph.push(*op, vec![NodeId(index)], path, span).unwrap();
    }
    Member { graph, input, output, settings: settings() }
}

pub fn mlp(classes: usize) -> Member {
    let ops = [dense(16), RELU, dense(classes)];
    member(InputSpec::Features(2), OutputSpec::Classes(classes), &ops)
}

/// A little of everything that could break a promise: convolution, norm, pooling, dropout.
pub fn cnn() -> Member {
    let padding = Padding::Same;
    let conv = Op::conv(6, 3, 1, padding, true);
    let pool = Op::Pool(Pool::square(PoolKind::Max, 2, 2, Padding::Valid));
    let ops = [conv, NORM, RELU, pool, Op::Flatten, Op::Dropout { rate: 0.3 }, dense(3)];
    let input = InputSpec::Image { height: 8, width: 8, channels: 1 };
    member(input, OutputSpec::Classes(3), &ops)
}

fn part(samples: usize, elements: usize, mut sample: impl FnMut(usize) -> (Vec<f32>, u32)) -> Part {
    let (mut values, mut classes) = (Vec::new(), Vec::new());
    for index in 0..samples {
        let (numbers, class) = sample(index);
        values.extend(numbers);
        classes.push(class);
    }
    Part { inputs: Inputs { values, elements }, targets: Targets::Classes(classes), samples }
}

fn prepared(mut make: impl FnMut(usize, &mut Stream) -> Part) -> Arc<Prepared> {
    let mut stream = Stream::new(0, "data");
    let (train, validation) = (make(201, &mut stream), make(100, &mut stream));
    let test = make(100, &mut stream);
    let (class_names, transform) = (Vec::new(), Default::default());
    Arc::new(Prepared { train, validation, test, class_names, transform })
}

/// Normal clouds around the corners of a polygon.
pub fn blobs(classes: usize) -> Arc<Prepared> {
    prepared(|samples, stream| {
        part(samples, 2, |index| {
            let class = index % classes;
            let angle = std::f64::consts::TAU * class as f64 / classes as f64;
            let near = |x: f64, noise: f64| (2.0 * x + 0.4 * noise) as f32;
            let (x, y) = (near(angle.cos(), stream.normal()), near(angle.sin(), stream.normal()));
            (vec![x, y], class as u32)
        })
    })
}

/// Noisy 8×8 images with a horizontal, vertical or no bar.
pub fn bars() -> Arc<Prepared> {
    prepared(|samples, stream| {
        part(samples, 64, |index| {
            let (class, place) = (index % 3, stream.below(8) as usize);
            let lit = |cell: usize| match class {
                0 => cell / 8 == place,
                1 => cell % 8 == place,
                _ => false,
            };
            let cell = |cell| f64::from(u8::from(lit(cell))) + 0.2 * stream.normal();
            ((0..64).map(cell).map(|x| x as f32).collect(), class as u32)
        })
    })
}

/// The numbers of tokens in a sample of [`marks`], and of different ones.
pub const MARKS: InputSpec = InputSpec::Tokens { length: 12, vocabulary: 6 };

/// Which of the tokens 0 and 1, once each among others, comes first.
pub fn marks() -> Arc<Prepared> {
    prepared(|samples, stream| {
        part(samples, 12, |index| {
            let mut tokens: Vec<f32> = (0..12).map(|_| (2 + stream.below(4)) as f32).collect();
            let first = stream.below(11) as usize;
            let second = first + 1 + stream.below(11 - first as u64) as usize;
            let class = index % 2;
            (tokens[first], tokens[second]) = (class as f32, 1.0 - class as f32);
            (tokens, class as u32)
        })
    })
}

/// One real target, linear in two numbers.
pub fn slope() -> Arc<Prepared> {
    prepared(|samples, stream| {
        let values: Vec<f32> = (0..2 * samples).map(|_| stream.normal() as f32).collect();
        let targets = values.chunks(2).map(|x| 2.0 * x[0] - x[1] + 0.5).collect();
        let inputs = Inputs { values, elements: 2 };
        Part { inputs, targets: Targets::Values { values: targets, width: 1 }, samples }
    })
}
