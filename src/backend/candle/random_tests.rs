//! Random small graphs: what the graph says of shapes and counts is what the network holds.

use proptest::prelude::*;

use super::Network;
use super::testing::{INIT, draw, span};
use crate::graph::{
    Activation, Graph, NodeId, Op, Padding, Pool, PoolKind, Reach, Reshape, Shape, Sides,
};
use crate::random::Stream;

const BATCH: usize = 3;

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
            Shape::Series { length: height * width, features: channels },
            Shape::Features(height * channels),
        ],
    )
}

fn activation(stream: &mut Stream) -> Activation {
    pick(
        stream,
        &[
            Activation::Relu,
            Activation::Tanh,
            Activation::Prelu,
            Activation::Gelu,
            Activation::Softmax,
        ],
    )
}

/// One that reads a single input; not all fit all shapes.
fn op(stream: &mut Stream, shape: Shape) -> Op {
    let (small, bias) = (pick(stream, &[1, 2, 3, 4]), below(stream, 2) == 0);
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
        7 => pick(stream, &[Op::GlobalAvgPool, Op::GlobalMaxPool, Op::LastStep]),
        8 => Op::Flatten,
        9 => Op::Reshape(Reshape::Series),
        10 => {
            let elements = shape.elements();
            let channels = if elements.is_multiple_of(small) { small } else { 1 };
            let (height, width) = (1, elements / channels);
            Op::Reshape(Reshape::To(Shape::Image { height, width, channels }))
        }
        11 => Op::Dropout { rate: 0.5 },
        12 => Op::SpatialDropout { rate: 0.5 },
        13 => Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 },
        14 => Op::LayerNorm { epsilon: 1e-5 },
        15 => Op::GroupNorm { groups: small, epsilon: 1e-5 },
        16 => {
            let channels = shape.channels() + below(stream, 3);
            Op::Subsample { stride: sides(stream, shape, 3), channels }
        }
        _ => Op::Activation(activation(stream)),
    }
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

fn random_graph(seed: u64) -> Graph {
    let mut stream = Stream::new(seed, "graph");
    let mut graph = Graph::new(input(&mut stream), span());
    for step in 0..within(&mut stream, 2, 10) {
        let shape = graph.output().unwrap();
        let (op, inputs) = match below(&mut stream, 6) {
            0 => {
                let op = pick(&mut stream, &[Op::Add, Op::Concat]);
                (op, joined(&mut stream, &graph, op))
            }
            _ => (op(&mut stream, shape), vec![graph.last()]),
        };
        // What does not fit is left out.
        let _ = graph.push(op, inputs, format!("{}{step}", op.name()), span());
    }
    graph
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn shapes_and_counts_are_the_graphs(seed: u64) {
        let whole = random_graph(seed);
        for nodes in 1..=whole.nodes.len() {
            let graph = Graph { nodes: whole.nodes[..nodes].to_vec() };
            let network = Network::new(&graph, INIT, seed).unwrap();
            prop_assert_eq!(network.params(), graph.params());
            for (learned, parameter) in network.learned().iter().zip(graph.parameters()) {
                prop_assert_eq!(learned.var.dims(), parameter.shape.as_slice());
            }
            let expected = [&[BATCH], graph.output().unwrap().dims().as_slice()].concat();
            let x = network.batch(draw("x", BATCH * graph.nodes[0].shape.elements())).unwrap();
            let evaluated = network.forward(&x).unwrap();
            prop_assert_eq!(evaluated.dims(), expected.as_slice());
            let tape = network.record(x, 1).unwrap();
            let output = tape.output().unwrap().clone();
            prop_assert_eq!(output.dims(), expected.as_slice());
            let gradients = tape.gradients(&output.ones_like().unwrap()).unwrap();
            for (gradient, learned) in gradients.iter().zip(network.learned()) {
                if let Some(gradient) = gradient {
                    prop_assert_eq!(gradient.dims(), learned.var.dims());
                }
            }
        }
    }
}

/// Every op comes up, so that the test above shows something of each.
#[test]
fn every_op_comes_up() {
    let mut names: Vec<&str> = (0..400)
        .flat_map(|seed| random_graph(seed).nodes.into_iter().map(|node| node.op.name()))
        .collect();
    names.sort_unstable();
    names.dedup();
    let expected = [
        "avg_pool",
        "batch_norm",
        "conv",
        "dense",
        "depthwise_conv",
        "dropout",
        "flatten",
        "gelu",
        "global_avg_pool",
        "global_max_pool",
        "group_norm",
        "input",
        "last_step",
        "layer_norm",
        "max_pool",
        "parallel",
        "prelu",
        "relu",
        "reshape",
        "residual",
        "softmax",
        "spatial_dropout",
        "tanh",
    ];
    assert_eq!(names, expected);
}
