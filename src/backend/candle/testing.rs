//! For tests: networks with every op, random ones, and drawn batches.

mod double;
mod oracle;
mod random;

use crate::graph::{Activation, Graph, NodeId, Op, Padding, Pool, PoolKind, Reach, Shape, Sides};
use crate::instantiate::{Fan, Init, InitGain};
use crate::random::Stream;
use crate::source::{FileId, Span};

pub use double::{gradients, output};
pub use oracle::{Oracle, Passed, ordinary, running};
pub use random::random_graph;

pub const INIT: Init = Init::Kaiming { normal: true, fan: Fan::In, gain: InitGain::Auto };
pub const RELU: Op = Op::Activation(Activation::Relu);

pub fn conv(filters: usize, kernel: usize, stride: usize, padding: Padding, bias: bool) -> Op {
    Op::conv(filters, kernel, stride, padding, bias)
}

pub fn push(graph: &mut Graph, op: Op, inputs: &[NodeId]) -> NodeId {
    let path = format!("{}{}", op.name(), graph.nodes.len());
    graph.push(op, inputs.to_vec(), path, span()).unwrap()
}

/// Appends a chain to the last node.
pub fn chain(graph: &mut Graph, ops: &[Op]) -> NodeId {
    ops.iter().fold(graph.last(), |at, op| push(graph, *op, &[at]))
}

fn pool(kind: PoolKind, size: usize, stride: usize, padding: Padding) -> Op {
    Op::Pool(Pool::square(kind, size, stride, padding))
}

/// Every op and activation, on images or series.
pub fn everything(input: Shape) -> Graph {
    let norm = Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 };
    let mut graph = Graph::new(input, span());
    let start = chain(&mut graph, &[conv(6, 3, 1, Padding::Same, false), norm, RELU]);
    let body = chain(
        &mut graph,
        &[
            conv(6, 2, 1, Padding::Same, true),
            Op::Activation(Activation::Prelu),
            conv(6, 3, 1, Padding::Cells(1), true),
        ],
    );
    push(&mut graph, Op::Add, &[body, start]);
    chain(
        &mut graph,
        &[
            Op::Activation(Activation::Gelu),
            pool(PoolKind::Max, 3, 2, Padding::Same),
            Op::LayerNorm { epsilon: 1e-5 },
            conv(5, 2, 2, Padding::Valid, true),
            Op::Activation(Activation::Tanh),
            pool(PoolKind::Average, 2, 1, Padding::Same),
        ],
    );
    let here = graph.last();
    let mean = push(&mut graph, Op::GlobalAvgPool, &[here]);
    let mean = push(&mut graph, Op::Dense { units: 8, bias: false }, &[mean]);
    push(&mut graph, Op::Flatten, &[here]);
    let flat = chain(&mut graph, &[Op::Dropout { rate: 0.2 }, Op::Dense { units: 8, bias: true }]);
    push(&mut graph, Op::Add, &[flat, mean]);
    for activation in [
        Activation::Silu,
        Activation::Mish,
        Activation::Elu { alpha: 1.0 },
        Activation::LeakyRelu { slope: 0.01 },
        Activation::Selu,
        Activation::HardSwish,
        Activation::Softplus,
        Activation::Sigmoid,
        Activation::Softmax,
    ] {
        chain(&mut graph, &[Op::Dense { units: 8, bias: true }, norm, Op::Activation(activation)]);
    }
    chain(&mut graph, &[Op::Dense { units: 3, bias: true }]);
    graph
}

/// Branches put together within a residual within a network, on images or series.
pub fn branches(input: Shape) -> Graph {
    let tanh = Op::Activation(Activation::Tanh);
    let gaps = Reach { dilation: Sides::square(2), ..Reach::square(3, 1, Padding::Same) };
    let mut graph = Graph::new(input, span());
    let stem = chain(&mut graph, &[conv(4, 3, 1, Padding::Same, true), tanh]);
    let alone =
        Op::DepthwiseConv { multiplier: 2, reach: Reach::square(3, 1, Padding::Same), bias: true };
    let norm = Op::GroupNorm { groups: 2, epsilon: 1e-5 };
    let left = chain(&mut graph, &[alone, norm, Op::Activation(Activation::Silu)]);
    let grouped = Op::Conv { filters: 4, reach: gaps, groups: 2, bias: true };
    let right = push(&mut graph, grouped, &[stem]);
    let right = push(&mut graph, Op::SpatialDropout { rate: 0.2 }, &[right]);
    let mean = push(&mut graph, pool(PoolKind::Average, 3, 1, Padding::Same), &[stem]);
    let joined = push(&mut graph, Op::Concat, &[left, right, mean, stem]);
    let body = chain(
        &mut graph,
        &[conv(8, 1, 1, Padding::Valid, true), tanh, conv(24, 3, 2, Padding::Same, true)],
    );
    let around = Op::Subsample { stride: Sides::square(2), channels: 24 };
    let around = push(&mut graph, around, &[joined]);
    push(&mut graph, Op::Add, &[body, around]);
    let pooled = chain(&mut graph, &[pool(PoolKind::Max, 3, 2, Padding::Cells(1))]);
    let most = push(&mut graph, Op::GlobalMaxPool, &[pooled]);
    let mean = push(&mut graph, Op::GlobalAvgPool, &[pooled]);
    push(&mut graph, Op::Concat, &[mean, most, mean]);
    chain(&mut graph, &[tanh, Op::Dense { units: 3, bias: true }]);
    graph
}

/// The same graph with all rates of dropout 0.
pub fn without_dropout(mut graph: Graph) -> Graph {
    for node in &mut graph.nodes {
        match &mut node.op {
            Op::Dropout { rate } | Op::SpatialDropout { rate } => *rate = 0.0,
            Op::Attention(attention) => attention.dropout = 0.0,
            _ => {}
        }
    }
    graph
}

/// Samples for the input of a graph, channels first; tokens are whole numbers.
pub fn samples(input: Shape, count: usize) -> Vec<f32> {
    let values = draw("x", count * input.elements());
    match input {
        Shape::Tokens { vocabulary, .. } => {
            values.into_iter().map(|x| (x.abs() * 100.0).floor() % vocabulary as f32).collect()
        }
        _ => values,
    }
}

pub fn draw(name: &str, count: usize) -> Vec<f32> {
    let mut stream = Stream::new(8, name);
    (0..count).map(|_| stream.normal() as f32).collect()
}

pub fn span() -> Span {
    Span::new(FileId(0), 0, 0)
}
