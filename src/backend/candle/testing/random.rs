//! Random small graphs of every kind of op, on images, series, features and tokens.

use super::span;
use crate::graph::{
    Activation, Attention, Cell, Graph, NodeId, Op, Padding, Pool, PoolKind, Positions, Reach,
    Recurrent, Reshape, Returns, Shape, Sides,
};
use crate::random::Stream;

/// Samples do not grow beyond this, so that tests of many graphs take seconds.
const LARGEST: usize = 2048;

/// A chain of up to ten ops with sums and concatenations of earlier values. The same seed gives the
/// same graph.
pub fn random_graph(seed: u64) -> Graph {
    let mut stream = Stream::new(seed, "graph");
    let mut graph = Graph::new(input(&mut stream), span());
    for step in 0..within(&mut stream, 2, 10) {
        let shape = graph.output().unwrap();
        let (op, inputs) = match below(&mut stream, 6) {
            // Tokens are numbers of vectors, and neither add up nor lie side by side.
            0 if !matches!(shape, Shape::Tokens { .. }) => {
                let op = pick(&mut stream, &[Op::Add, Op::Concat]);
                (op, joined(&mut stream, &graph, op))
            }
            _ => (op(&mut stream, shape), vec![graph.last()]),
        };
        if op.output(&[shape]).is_ok_and(|shape| shape.elements() > LARGEST) {
            continue;
        }
        // What does not fit is left out.
        let _ = graph.push(op, inputs, format!("{}{step}", op.name()), span());
    }
    graph
}

/// Up to but without `end`.
fn below(stream: &mut Stream, end: usize) -> usize {
    ((stream.uniform() * end as f64) as usize).min(end - 1)
}

fn within(stream: &mut Stream, low: usize, high: usize) -> usize {
    low + below(stream, high + 1 - low)
}

fn pick<T: Copy>(stream: &mut Stream, among: &[T]) -> T {
    among[below(stream, among.len())]
}

fn coin(stream: &mut Stream) -> bool {
    below(stream, 2) == 0
}

/// Different for rows and columns of images.
fn sides(stream: &mut Stream, shape: Shape, most: usize) -> Sides {
    let columns = within(stream, 1, most);
    let rows = if shape.dimensions() == 2 { within(stream, 1, most) } else { columns };
    Sides { rows, columns }
}

fn padding(stream: &mut Stream, shape: Shape, most: usize) -> Padding {
    let mut cells = [0; 4].map(|_| below(stream, most + 1));
    if shape.dimensions() == 1 {
        (cells[0], cells[1]) = (0, 0);
    }
    let one = Padding::Cells(cells[3]);
    pick(stream, &[Padding::Valid, Padding::Same, Padding::Causal, Padding::Each(cells), one])
}

fn reach(stream: &mut Stream, shape: Shape) -> Reach {
    Reach {
        kernel: sides(stream, shape, 3),
        stride: sides(stream, shape, 3),
        dilation: sides(stream, shape, 2),
        padding: padding(stream, shape, 3),
    }
}

fn input(stream: &mut Stream) -> Shape {
    let (height, width) = (within(stream, 1, 8), within(stream, 1, 8));
    let channels = pick(stream, &[1, 2, 3, 4, 6]);
    pick(
        stream,
        &[
            Shape::Image { height, width, channels },
            Shape::Series { length: height + width, features: channels },
            Shape::Features(height * channels),
            Shape::Tokens { length: height + width, vocabulary: 5 },
        ],
    )
}

fn activation(stream: &mut Stream) -> Activation {
    pick(
        stream,
        &[
            Activation::Relu,
            Activation::LeakyRelu { slope: 0.1 },
            Activation::Elu { alpha: 0.7 },
            Activation::Selu,
            Activation::Gelu,
            Activation::Silu,
            Activation::Mish,
            Activation::Tanh,
            Activation::Sigmoid,
            Activation::Softplus,
            Activation::HardSwish,
            Activation::Prelu,
            Activation::Softmax,
        ],
    )
}

/// One that reads a single input; not all fit all shapes.
fn op(stream: &mut Stream, shape: Shape) -> Op {
    match shape {
        Shape::Tokens { .. } => Op::Embedding { units: within(stream, 1, 6) },
        Shape::Series { .. } if below(stream, 3) == 0 => over_steps(stream),
        _ => over_places(stream, shape),
    }
}

/// An op over the steps of a series.
fn over_steps(stream: &mut Stream) -> Op {
    match below(stream, 7) {
        0 => Op::LastStep,
        1 => Op::Positions(pick(stream, &[Positions::Learned, Positions::Sinusoidal])),
        2 | 3 => Op::Attention(Attention {
            heads: within(stream, 1, 3),
            causal: coin(stream),
            dropout: pick(stream, &[0.0, 0.2]),
            bias: coin(stream),
        }),
        _ => Op::Recurrent(Recurrent {
            cell: pick(
                stream,
                &[Cell::Rnn { relu: true }, Cell::Rnn { relu: false }, Cell::Lstm, Cell::Gru],
            ),
            units: within(stream, 1, 4),
            bidirectional: coin(stream),
            returns: pick(stream, &[Returns::Last, Returns::Sequence]),
        }),
    }
}

fn over_places(stream: &mut Stream, shape: Shape) -> Op {
    let (small, bias) = (pick(stream, &[1, 2, 3, 4]), coin(stream));
    let filters = small * within(stream, 1, 3);
    match below(stream, 18) {
        0 => Op::Dense { units: filters, bias },
        1 | 2 => Op::Conv { filters, reach: reach(stream, shape), groups: small, bias },
        3 => Op::Conv { filters, reach: reach(stream, shape), groups: 1, bias },
        4 => Op::DepthwiseConv { multiplier: small, reach: reach(stream, shape), bias },
        5 | 6 => Op::Pool(Pool {
            kind: pick(stream, &[PoolKind::Max, PoolKind::Average]),
            size: sides(stream, shape, 4),
            stride: sides(stream, shape, 3),
            padding: padding(stream, shape, 1),
        }),
        7 => pick(stream, &[Op::GlobalAvgPool, Op::GlobalMaxPool]),
        8 => Op::Flatten,
        9 => Op::Reshape(reshape(stream, shape, small)),
        10 => Op::Dropout { rate: 0.5 },
        11 => Op::SpatialDropout { rate: 0.5 },
        12 => Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 },
        13 => Op::LayerNorm { epsilon: 1e-5 },
        14 => Op::GroupNorm { groups: small, epsilon: 1e-5 },
        15 => {
            let channels = shape.channels() + below(stream, 3);
            Op::Subsample { stride: sides(stream, shape, 3), channels }
        }
        _ => Op::Activation(activation(stream)),
    }
}

/// An image's places as a series, or the same numbers as an image, a series or features.
fn reshape(stream: &mut Stream, shape: Shape, small: usize) -> Reshape {
    let elements = shape.elements();
    let channels = if elements.is_multiple_of(small) { small } else { 1 };
    let (height, width) = (1, elements / channels);
    pick(
        stream,
        &[
            Reshape::Series,
            Reshape::To(Shape::Image { height, width, channels }),
            Reshape::To(Shape::Series { length: channels, features: elements / channels }),
            Reshape::To(Shape::Features(elements)),
        ],
    )
}

/// The newest node and earlier ones that fit it: with equal places, or of equal shape.
fn joined(stream: &mut Stream, graph: &Graph, op: Op) -> Vec<NodeId> {
    let last = graph.last();
    let newest = graph.output().unwrap();
    let fits = |shape: Shape| match op {
        Op::Add => shape == newest,
        _ => shape.with_channels(1) == newest.with_channels(1),
    };
    let all: Vec<NodeId> =
        (0..graph.nodes.len()).map(NodeId).filter(|id| fits(graph.nodes[id.0].shape)).collect();
    let others = if op == Op::Add { 1 } else { below(stream, 3) };
    let others: Vec<NodeId> = (0..others).map(|_| pick(stream, &all)).collect();
    std::iter::once(last).chain(others).collect()
}

/// What an op is, as finely as the ordinary network and the kernels tell ops apart.
fn kind(op: &Op) -> String {
    match op {
        Op::Pool(_) | Op::Activation(_) => op.name().to_string(),
        Op::Recurrent(layer) => {
            let ways = if layer.bidirectional { "both ways" } else { "one way" };
            format!("{:?} {ways} {:?}", layer.cell, layer.returns)
        }
        Op::Attention(layer) => format!("Attention causal {} bias {}", layer.causal, layer.bias),
        Op::Reshape(Reshape::To(_)) => "Reshape(To".to_string(),
        Op::Reshape(Reshape::Series) | Op::Positions(_) => format!("{op:?}"),
        Op::Input
        | Op::Dense { .. }
        | Op::Conv { .. }
        | Op::DepthwiseConv { .. }
        | Op::GlobalAvgPool
        | Op::GlobalMaxPool
        | Op::LastStep
        | Op::Flatten
        | Op::Dropout { .. }
        | Op::SpatialDropout { .. }
        | Op::BatchNorm { .. }
        | Op::LayerNorm { .. }
        | Op::GroupNorm { .. }
        | Op::Embedding { .. }
        | Op::Add
        | Op::Concat
        | Op::Subsample { .. } => format!("{op:?}").split(' ').next().unwrap_or("").to_string(),
    }
}

/// Every kind comes up more than once, so that a test of random graphs shows something of each.
#[test]
fn every_op_comes_up() {
    let mut found = std::collections::BTreeMap::<String, usize>::new();
    for seed in 0..300 {
        for node in random_graph(seed).nodes {
            *found.entry(kind(&node.op)).or_default() += 1;
        }
    }
    println!("{found:?}");
    // 17 that have one kind, 2 pools, 13 activations, 4 cells × 2 ways × 2 results, 4 of attention,
    // 2 reshapes, 2 of positions.
    assert_eq!(found.len(), 17 + 2 + 13 + 16 + 4 + 2 + 2, "{found:?}");
    assert!(found.values().all(|count| *count > 1), "{found:?}");
}
