//! Networks of sequence layers: drawn at random, evaluated, and kept in weight files.

use std::collections::BTreeMap;

use candle_core::{DType, Device, Tensor};
use proptest::prelude::*;

use super::super::testing::{INIT, chain, draw, forward, span};
use super::super::weights::{from_bytes, to_bytes};
use super::Network;
use crate::backend::kernels::read;
use crate::graph::{Attention, Cell, Graph, Op, Positions, Recurrent, Returns, Shape};

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        any::<bool>().prop_map(|relu| Cell::Rnn { relu }),
        Just(Cell::Lstm),
        Just(Cell::Gru)
    ]
}

/// A layer that reads and gives a series of 4 or more features.
fn op() -> impl Strategy<Value = Op> {
    let recurrent = (cell(), 1..4_usize, any::<bool>()).prop_map(|(cell, half, bidirectional)| {
        let returns = Returns::Sequence;
        Op::Recurrent(Recurrent { cell, units: 2 * half, bidirectional, returns })
    });
    let attention = (1..3_usize, any::<bool>(), any::<bool>(), 0..2_u8);
    let attention = attention.prop_map(|(heads, causal, bias, dropout)| {
        Op::Attention(Attention { heads, causal, dropout: f64::from(dropout) * 0.2, bias })
    });
    prop_oneof![
        recurrent,
        attention,
        Just(Op::Positions(Positions::Learned)),
        Just(Op::Positions(Positions::Sinusoidal)),
        Just(Op::LayerNorm { epsilon: 1e-5 }),
    ]
}

fn end() -> impl Strategy<Value = Op> {
    let last = (cell(), 1..5_usize, any::<bool>()).prop_map(|(cell, units, bidirectional)| {
        Op::Recurrent(Recurrent { cell, units, bidirectional, returns: Returns::Last })
    });
    prop_oneof![last, Just(Op::GlobalAvgPool), Just(Op::Flatten)]
}

fn graph(length: usize, units: usize, ops: &[Op], end: Op) -> Graph {
    let mut graph = Graph::new(Shape::Tokens { length, vocabulary: 7 }, span());
    chain(&mut graph, &[Op::Embedding { units }]);
    chain(&mut graph, ops);
    chain(&mut graph, &[end, Op::Dense { units: 2, bias: true }]);
    graph
}

fn tokens(count: usize) -> Vec<f32> {
    draw("tokens", count).into_iter().map(|x| (x.abs() * 10.0).floor() % 7.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Shapes and counts are the graph's; the gradient of the loss is its slope.
    #[test]
    fn networks_are_their_graphs(
        length in 1..6_usize,
        half in 1..4_usize,
        ops in prop::collection::vec(op(), 0..4),
        end in end(),
        batch in 1..4_usize,
    ) {
        let graph = graph(length, 2 * half, &ops, end);
        let network = Network::new(&graph, INIT, 5).unwrap();
        prop_assert_eq!(network.params(), graph.params());
        let names: Vec<_> = graph.parameters().into_iter().map(|p| p.name).collect();
        let ours = network.learned.iter().map(|l| l.parameter.name.clone()).collect::<Vec<_>>();
        prop_assert_eq!(ours, names);
        for step in 1..network.steps.len() {
            // Every node of these graphs is a step of its own.
            let mut part = graph.clone();
            part.nodes.truncate(step + 1);
            let out = forward(&Network::new(&part, INIT, 5).unwrap(), tokens(batch * length), None);
            prop_assert_eq!(out.elem_count(), batch * part.output().unwrap().elements());
        }
        let x = network.batch(tokens(batch * length)).unwrap();
        let tape = network.record(x, 3).unwrap();
        let weights = Tensor::ones((batch, 2), DType::F32, &Device::Cpu).unwrap();
        for (learned, gradient) in network.learned.iter().zip(tape.gradients(&weights).unwrap()) {
            let gradient = gradient.unwrap();
            prop_assert_eq!(gradient.dims(), learned.var.dims());
            prop_assert!(read(&gradient).unwrap().iter().all(|x| x.is_finite()));
        }
    }
}

/// All of them, deep enough that a mistake between two layers would show.
fn everything() -> Graph {
    let recurrent = |cell, bidirectional, returns| {
        Op::Recurrent(Recurrent { cell, units: 6, bidirectional, returns })
    };
    let ops = [
        Op::Positions(Positions::Learned),
        recurrent(Cell::Gru, true, Returns::Sequence),
        Op::Positions(Positions::Sinusoidal),
        Op::Attention(Attention { heads: 3, causal: true, dropout: 0.3, bias: true }),
        Op::LayerNorm { epsilon: 1e-5 },
        recurrent(Cell::Rnn { relu: false }, false, Returns::Sequence),
    ];
    graph(5, 4, &ops, recurrent(Cell::Lstm, true, Returns::Last))
}

#[test]
fn the_gradient_is_the_slope_of_the_loss() {
    let network = Network::new(&everything(), INIT, 2).unwrap();
    let x = network.batch(tokens(8 * 5)).unwrap();
    let weights = Tensor::from_vec(draw("w", 16), (8, 2), x.device()).unwrap();
    let loss = || -> f64 {
        let out = network.record(x.clone(), 0).unwrap().output().unwrap().clone();
        read(&(out * &weights).unwrap()).unwrap().iter().map(|x| f64::from(*x)).sum()
    };
    let before = network.snapshot().unwrap();
    let gradients = network.record(x.clone(), 0).unwrap().gradients(&weights).unwrap();
    let gradient: Vec<Vec<f32>> =
        gradients.into_iter().map(|g| read(&g.unwrap()).unwrap()).collect();
    let square: f64 = gradient.iter().flatten().map(|g| f64::from(*g) * f64::from(*g)).sum();
    let step = 1e-3 / square.sqrt();
    let at = |factor: f64| {
        let mut moved = before.clone();
        for (values, gradient) in moved.learned.iter_mut().zip(&gradient) {
            values.iter_mut().zip(gradient).for_each(|(v, g)| *v += factor as f32 * g);
        }
        network.restore(&moved).unwrap();
        loss()
    };
    let slope = (at(step) - at(-step)) / (2.0 * step);
    assert!((slope / square - 1.0).abs() < 2e-3, "{slope} {square}");
}

#[test]
fn evaluation_drops_nothing_and_samples_stand_alone() {
    let network = Network::new(&everything(), INIT, 2).unwrap();
    let x = tokens(6 * 5);
    let evaluated = |x: &[f32]| read(&forward(&network, x.to_vec(), None)).unwrap();
    let trained = |step| read(&forward(&network, x.clone(), Some(step))).unwrap();
    assert_eq!(evaluated(&x), evaluated(&x));
    assert_eq!(trained(1), trained(1));
    assert_ne!(trained(1), trained(2));
    assert_ne!(trained(1), evaluated(&x));
    for (a, b) in evaluated(&x)[10..].iter().zip(evaluated(&x[25..])) {
        assert!((a - b).abs() < 1e-5, "{a} {b}");
    }
}

#[test]
fn weight_files_hold_all_of_it() {
    let graph = everything();
    let (one, other) = (Network::new(&graph, INIT, 1), Network::new(&graph, INIT, 2));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_ne!(one.snapshot().unwrap(), other.snapshot().unwrap());
    from_bytes(&other, &to_bytes(&one, &BTreeMap::new()).unwrap()).unwrap();
    assert_eq!(one.snapshot().unwrap(), other.snapshot().unwrap());
    let name = &one.learned[2].parameter.name;
    assert!(name.ends_with(".weight_ih"), "{name}");
}

#[test]
fn strange_tokens_are_told() {
    let network = Network::new(&everything(), INIT, 1).unwrap();
    let x = network.batch(vec![0.0, 1.0, 7.0, 2.0, 3.0]).unwrap();
    let fault = network.forward(&x).unwrap_err().to_string();
    assert!(fault.contains("token 7 is none of the vocabulary's"), "{fault}");
}
