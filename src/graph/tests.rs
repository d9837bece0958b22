//! Whole networks against figures from the literature, and against formulas written out.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::source::{FileId, Span};

struct Net(Graph);

fn net(input: Shape) -> Net {
    Net(Graph::new(input, Span::new(FileId(0), 0, 0)))
}

impl Net {
    fn at(&mut self, from: NodeId, op: Op) -> NodeId {
        let path = format!("n{}", self.0.nodes.len());
        self.0.push(op, vec![from], path, Span::new(FileId(0), 0, 0)).unwrap()
    }

    fn then(mut self, op: Op) -> Net {
        let from = self.0.last();
        self.at(from, op);
        self
    }

    fn sum(&mut self, left: NodeId, right: NodeId) -> NodeId {
        let path = format!("n{}", self.0.nodes.len());
        self.0.push(Op::Add, vec![left, right], path, Span::new(FileId(0), 0, 0)).unwrap()
    }
}

fn dense(units: usize) -> Op {
    Op::Dense { units, bias: true }
}

fn conv(filters: usize, kernel: usize, stride: usize, padding: Padding, bias: bool) -> Op {
    Op::conv(filters, kernel, stride, padding, bias)
}

fn avg_pool(size: usize) -> Op {
    Op::Pool(Pool::square(PoolKind::Average, size, size, Padding::Valid))
}

const TANH: Op = Op::Activation(Activation::Tanh);
const RELU: Op = Op::Activation(Activation::Relu);

#[test]
fn a_perceptron_784_256_128_10() {
    let net = net(Shape::Image { height: 28, width: 28, channels: 1 })
        .then(Op::Flatten)
        .then(dense(256))
        .then(RELU)
        .then(dense(128))
        .then(RELU)
        .then(dense(10));
    let graph = net.0;
    assert_eq!(graph.params(), 235_146);
    let weights = 784 * 256 + 256 * 128 + 128 * 10;
    let biases = 256 + 128 + 10;
    assert_eq!(graph.flops(), 2 * weights + biases + 256 + 128);
    let activations = 784 + 256 + 256 + 128 + 128 + 10;
    assert_eq!(graph.memory(), 4 * (235_146 + activations));
    assert_eq!(graph.layers(), 3);
    let shapes: Vec<_> = graph.parameters().into_iter().map(|one| one.shape).collect();
    assert_eq!(shapes[0], [256, 784]);
    assert_eq!(shapes[5], [10]);
}

/// LeCun et al. 1998 with full connections in C3, as today's frameworks build it: 61,706.
#[test]
fn lenet_5() {
    let graph = net(Shape::Image { height: 28, width: 28, channels: 1 })
        .then(conv(6, 5, 1, Padding::Cells(2), true))
        .then(TANH)
        .then(avg_pool(2))
        .then(conv(16, 5, 1, Padding::Valid, true))
        .then(TANH)
        .then(avg_pool(2))
        .then(Op::Flatten)
        .then(dense(120))
        .then(TANH)
        .then(dense(84))
        .then(TANH)
        .then(dense(10))
        .0;
    let counts: Vec<u64> =
        graph.nodes.iter().map(|node| graph.node_params(node)).filter(|n| *n > 0).collect();
    assert_eq!(counts, [156, 2_416, 48_120, 10_164, 850]);
    assert_eq!(graph.params(), 61_706);
    let convs = 28 * 28 * 6 * (2 * 25 + 1) + 10 * 10 * 16 * (2 * 6 * 25 + 1);
    let pools = 14 * 14 * 6 * 4 + 5 * 5 * 16 * 4;
    let denses = 2 * (400 * 120 + 120 * 84 + 84 * 10) + 120 + 84 + 10;
    let tanhs = 28 * 28 * 6 + 10 * 10 * 16 + 120 + 84;
    assert_eq!(graph.flops(), convs + pools + denses + tanhs);
}

/// He et al. 2016, CIFAR-10, n = 3. With identity shortcuts (option A) it has 269,722 learned
/// numbers; projections (option B, 1×1 convolutions without bias) add 16·32 + 32·64.
#[test]
fn resnet_20() {
    let norm = Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 };
    let mut net = net(Shape::Image { height: 32, width: 32, channels: 3 })
        .then(conv(16, 3, 1, Padding::Same, false))
        .then(norm)
        .then(RELU);
    for (filters, first) in [(16, 1), (32, 2), (64, 2)] {
        for block in 0..3 {
            let stride = if block == 0 { first } else { 1 };
            let start = net.0.last();
            let mut at = net.at(start, conv(filters, 3, stride, Padding::Same, false));
            for op in [norm, RELU, conv(filters, 3, 1, Padding::Same, false), norm] {
                at = net.at(at, op);
            }
            let back = if stride == 1 {
                start
            } else {
                net.at(start, conv(filters, 1, 2, Padding::Valid, false))
            };
            let sum = net.sum(at, back);
            net.at(sum, RELU);
        }
    }
    let graph = net.then(Op::GlobalAvgPool).then(dense(10)).0;
    assert_eq!(graph.params(), 269_722 + 16 * 32 + 32 * 64);
    assert_eq!(graph.output(), Some(Shape::Features(10)));
    assert_eq!(graph.layers(), 19 + 19 + 2 + 1);
    assert_eq!(graph.buffers().len(), 2 * 19);
    // 40.6 million multiply-adds of the 3×3 convolutions.
    let convs: u64 = graph
        .nodes
        .iter()
        .filter(
            |node| matches!(node.op, Op::Conv { reach, .. } if reach.kernel == Sides::square(3)),
        )
        .map(|node| graph.node_flops(node) / 2)
        .sum();
    let stage = |side: u64, filters: u64, layers: u64| side * side * filters * filters * 9 * layers;
    let halves = 16 * 16 * 32 * 16 * 9 + 8 * 8 * 64 * 32 * 9;
    let expected =
        32 * 32 * 16 * 27 + stage(32, 16, 6) + stage(16, 32, 5) + stage(8, 64, 5) + halves;
    assert_eq!(convs, expected);
}

#[test]
fn a_fault_leaves_the_graph_as_it_was() {
    let mut graph = net(Shape::Features(4)).0;
    let from = graph.last();
    let fault = graph.push(Op::GlobalAvgPool, vec![from], "x".into(), Span::new(FileId(0), 0, 0));
    assert!(fault.is_err());
    assert_eq!(graph.nodes.len(), 1);
    let strange = graph.push(RELU, vec![NodeId(9)], "x".into(), Span::new(FileId(0), 0, 0));
    assert_eq!(strange, Err(Misfit::Inputs { layer: "relu", expected: 1, found: 0 }));
}

fn any_op() -> impl Strategy<Value = Op> {
    let padding = || {
        prop_oneof![
            Just(Padding::Same),
            Just(Padding::Valid),
            (0_usize..3).prop_map(Padding::Cells),
            Just(Padding::Causal),
            (0_usize..3).prop_map(|n| Padding::Each([n, 1, 0, n]))
        ]
    };
    let kind = prop_oneof![Just(PoolKind::Max), Just(PoolKind::Average)];
    prop_oneof![
        (1_usize..20, any::<bool>()).prop_map(|(units, bias)| Op::Dense { units, bias }),
        (1_usize..8, 1_usize..5, 1_usize..4, padding(), any::<bool>())
            .prop_map(|(f, k, s, p, bias)| Op::conv(f, k, s, p, bias)),
        (kind, 1_usize..4, 1_usize..4, padding()).prop_map(|(kind, size, stride, padding)| {
            Op::Pool(Pool::square(kind, size, stride, padding))
        }),
        Just(Op::Flatten),
        Just(Op::GlobalAvgPool),
        Just(Op::Activation(Activation::Prelu)),
        Just(Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 }),
        Just(Op::LayerNorm { epsilon: 1e-5 }),
        Just(Op::Dropout { rate: 0.5 }),
        Just(Op::GlobalMaxPool),
        (1_usize..3, 1_usize..4, 1_usize..3, padding()).prop_map(|(multiplier, k, s, p)| {
            Op::DepthwiseConv { multiplier, reach: Reach::square(k, s, p), bias: true }
        }),
        (1_usize..4).prop_map(|groups| Op::GroupNorm { groups, epsilon: 1e-5 }),
        Just(Op::SpatialDropout { rate: 0.5 }),
        (1_usize..9).prop_map(|units| Op::Embedding { units }),
        Just(Op::Positions(Positions::Learned)),
        (1_usize..9, any::<bool>(), any::<bool>()).prop_map(|(units, bidirectional, last)| {
            let returns = if last { Returns::Last } else { Returns::Sequence };
            Op::Recurrent(Recurrent { cell: Cell::Gru, units, bidirectional, returns })
        }),
        (1_usize..4).prop_map(|heads| {
            Op::Attention(Attention { heads, causal: true, dropout: 0.1, bias: true })
        }),
        Just(Op::Reshape(Reshape::Series)),
    ]
}

fn any_shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        (1_usize..30).prop_map(Shape::Features),
        (1_usize..20, 1_usize..20, 1_usize..4).prop_map(|(height, width, channels)| Shape::Image {
            height,
            width,
            channels
        }),
        (1_usize..40, 1_usize..4).prop_map(|(length, features)| Shape::Series { length, features }),
        (1_usize..40, 1_usize..9)
            .prop_map(|(length, vocabulary)| Shape::Tokens { length, vocabulary }),
    ]
}

proptest! {
    /// Sums over nodes, over parameters and over the whole graph agree; names are unique; shapes
    /// follow from their inputs.
    #[test]
    fn figures_agree(input in any_shape(), ops in prop::collection::vec(any_op(), 0..12)) {
        let mut graph = net(input).0;
        for op in ops {
            let from = graph.last();
            let _ = graph.push(op, vec![from], format!("n{}", graph.nodes.len()), Span::new(FileId(0), 0, 0));
        }
        let parameters = graph.parameters();
        let numbers: u64 = parameters.iter().map(|one| one.shape.iter().product::<usize>() as u64).sum();
        prop_assert_eq!(graph.params(), numbers);
        prop_assert_eq!(graph.measures().params, numbers);
        let with: BTreeSet<NodeId> = parameters.iter().map(|one| one.node).collect();
        prop_assert_eq!(graph.layers(), with.len() as u64);
        let names: BTreeSet<&str> = parameters.iter().map(|one| one.name.as_str()).collect();
        prop_assert_eq!(names.len(), parameters.len());
        prop_assert!(graph.memory() >= 4 * numbers);
        for node in graph.nodes.iter().skip(1) {
            prop_assert_eq!(node.op.output(&[graph.input(node).unwrap()]), Ok(node.shape));
            prop_assert!(node.shape.elements() > 0);
        }
    }
}
