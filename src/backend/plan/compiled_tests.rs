//! Whole compiled networks: their gradients by differences, evaluation, batches of any size.

use std::collections::BTreeMap;

use super::Compiled;
use crate::backend::candle::testing::{INIT, branches, chain, draw, everything, samples, span};
use crate::backend::candle::{from_bytes, to_bytes};
use crate::graph::{Attention, Cell, Graph, Op, Positions, Recurrent, Returns, Shape};

const IMAGE: Shape = Shape::Image { height: 9, width: 8, channels: 2 };
const SERIES: Shape = Shape::Series { length: 13, features: 3 };

/// All layers of sequences, deep enough that a mistake between two of them would show.
fn sequences() -> Graph {
    let recurrent = |cell, bidirectional, returns| {
        Op::Recurrent(Recurrent { cell, units: 6, bidirectional, returns })
    };
    let mut graph = Graph::new(Shape::Tokens { length: 5, vocabulary: 7 }, span());
    chain(
        &mut graph,
        &[
            Op::Embedding { units: 4 },
            Op::Positions(Positions::Learned),
            recurrent(Cell::Gru, true, Returns::Sequence),
            Op::Positions(Positions::Sinusoidal),
            Op::Attention(Attention { heads: 3, causal: true, dropout: 0.3, bias: true }),
            Op::LayerNorm { epsilon: 1e-5 },
            recurrent(Cell::Rnn { relu: false }, false, Returns::Sequence),
            recurrent(Cell::Lstm, true, Returns::Last),
            Op::Dense { units: 3, bias: true },
        ],
    );
    graph
}

fn all() -> Vec<Graph> {
    vec![everything(IMAGE), everything(SERIES), branches(IMAGE), branches(SERIES), sequences()]
}

fn compiled(graph: &Graph, seed: u64) -> Compiled {
    Compiled::new(graph, INIT, seed).unwrap()
}

fn inputs(graph: &Graph, count: usize) -> Vec<f32> {
    samples(graph.nodes[0].shape, count)
}

fn evaluated(compiled: &Compiled, x: &[f32]) -> Vec<f32> {
    let batch = x.len() / compiled.network().graph().nodes[0].shape.elements();
    compiled.evaluate(batch, |room| room.copy_from_slice(x), <[f32]>::to_vec).unwrap()
}

/// What comes out in training, and all gradients of its sum weighted with drawn numbers.
fn trained(compiled: &mut Compiled, x: &[f32], number: u64) -> [Vec<f32>; 2] {
    let batch = x.len() / compiled.network().graph().nodes[0].shape.elements();
    compiled.batch_mut(batch, batch).copy_from_slice(x);
    let mut pass = compiled.pass(batch, number).unwrap();
    let (outputs, slopes) = pass.output_and_gradient();
    slopes.copy_from_slice(&draw("weighting", outputs.len()));
    let outputs = outputs.to_vec();
    pass.back().unwrap();
    [outputs, compiled.gradients_mut().to_vec()]
}

/// Along the gradient, the loss rises by the gradient's squared norm.
#[test]
fn the_gradient_is_the_slope_of_the_loss() {
    for graph in [everything(IMAGE), everything(SERIES), sequences()] {
        let mut compiled = compiled(&graph, 2);
        let x = inputs(&graph, 16);
        let [_, gradients] = trained(&mut compiled, &x, 0);
        let square: f64 = gradients.iter().map(|g| f64::from(*g).powi(2)).sum();
        let before = compiled.network().with_numbers(<[f32]>::to_vec).unwrap();
        // Small enough that hardly a maximum changes its place on the way.
        let step = 1e-4 / square.sqrt();
        let mut at = |factor: f64| -> f64 {
            let network = compiled.network();
            let moved = before.iter().zip(&gradients).map(|(b, g)| b + factor as f32 * g);
            let moved: Vec<f32> = moved.collect();
            network.change_numbers(|numbers| numbers.copy_from_slice(&moved)).unwrap();
            let [outputs, _] = trained(&mut compiled, &x, 0);
            let weighting = draw("weighting", outputs.len());
            outputs.iter().zip(weighting).map(|(y, w)| f64::from(*y) * f64::from(w)).sum()
        };
        let slope = (at(step) - at(-step)) / (2.0 * step);
        assert!((slope / square - 1.0).abs() < 2e-3, "{slope} {square}");
    }
}

#[test]
fn evaluation_neither_drops_nor_learns() {
    for graph in [everything(IMAGE), branches(SERIES), sequences()] {
        let mut compiled = compiled(&graph, 2);
        let x = inputs(&graph, 4);
        let before = compiled.network().snapshot().unwrap();
        let once = evaluated(&compiled, &x);
        assert_eq!(once, evaluated(&compiled, &x));
        assert_eq!(compiled.network().snapshot().unwrap(), before);
        let mut dropped = |pass| trained(&mut compiled, &x, pass);
        let (one, two) = (dropped(1), dropped(2));
        assert_ne!(one[0], two[0]);
        assert_eq!(one, dropped(1));
        assert_ne!(one[0], once);
        let after = compiled.network().snapshot().unwrap();
        assert_eq!(after.learned, before.learned);
        let norms = graph.nodes.iter().any(|node| matches!(node.op, Op::BatchNorm { .. }));
        assert_eq!(after.running != before.running, norms);
    }
}

/// A sample's prediction does not depend on its neighbours in the batch.
#[test]
fn samples_are_predicted_alone() {
    for graph in all() {
        let compiled = compiled(&graph, 3);
        let x = inputs(&graph, 5);
        let (together, sample) = (evaluated(&compiled, &x), x.len() / 5);
        for (x, expected) in x.chunks(sample).zip(together.chunks(3)) {
            for (a, b) in evaluated(&compiled, x).iter().zip(expected) {
                assert!((a - b).abs() < 1e-5, "{a} {b}");
            }
        }
    }
}

/// Buffers that other batches have used, larger and smaller ones, change no bit; nor do new ones
/// after a rest.
#[test]
fn batches_of_any_size_share_the_buffers() {
    for graph in all() {
        let (mut used, sample) = (compiled(&graph, 4), graph.nodes[0].shape.elements());
        let x = inputs(&graph, 7);
        for (round, batch) in [3, 7, 2, 1, 7, 5].into_iter().enumerate() {
            let x = &x[..batch * sample];
            let mut fresh = compiled(&graph, 4);
            assert_eq!(trained(&mut used, x, 6), trained(&mut fresh, x, 6), "{batch}");
            // Training has moved the running statistics.
            used.network().restore(&fresh.network().snapshot().unwrap()).unwrap();
            assert_eq!(evaluated(&used, x), evaluated(&fresh, x), "{batch}");
            used.network().restore(&compiled(&graph, 4).network().snapshot().unwrap()).unwrap();
            if round == 3 {
                used.rest();
            }
        }
    }
}

#[test]
fn weight_files_hold_all_of_it() {
    for graph in all() {
        let [mut one, other] = [1, 2].map(|seed| compiled(&graph, seed));
        let x = inputs(&graph, 3);
        trained(&mut one, &x, 0);
        assert_ne!(evaluated(&one, &x), evaluated(&other, &x));
        let file = to_bytes(one.network(), &BTreeMap::new()).unwrap();
        from_bytes(other.network(), &file).unwrap();
        assert_eq!(one.network().snapshot().unwrap(), other.network().snapshot().unwrap());
        assert_eq!(evaluated(&one, &x), evaluated(&other, &x));
    }
}
