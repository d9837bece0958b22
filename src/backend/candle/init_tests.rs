//! Initial weights: their variance, their gains, and that layers do not disturb each other.

use std::collections::BTreeMap;

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::super::testing::span;
use super::initial;
use crate::graph::{
    Activation, Attention, Cell, Graph, NodeId, Op, Parameter, Recurrent, Returns, Shape,
};
use crate::instantiate::{Fan, Init, InitGain};

const INPUTS: usize = 120;
const UNITS: usize = 80;

fn chain(ops: &[Op]) -> Graph {
    let mut graph = Graph::new(Shape::Features(INPUTS), span());
    for (index, op) in ops.iter().enumerate() {
        let at = NodeId(index);
        graph.push(*op, vec![at], format!("{}{index}", op.name()), span()).unwrap();
    }
    graph
}

const DENSE: Op = Op::Dense { units: UNITS, bias: true };

fn weights(ops: &[Op], init: Init, seed: u64) -> Vec<f64> {
    let graph = chain(ops);
    let values = initial(&graph, &graph.parameters()[0], init, seed);
    values.into_iter().map(f64::from).collect()
}

/// The sum of squares of n normal numbers, over their variance, is χ² with n degrees of freedom.
#[test]
fn normal_inits_have_their_variance() {
    let auto = InitGain::Auto;
    for (ops, init, variance) in [
        (vec![DENSE], Init::Normal { std: 0.3 }, 0.09),
        (vec![DENSE], Init::Xavier { normal: true, gain: 1.0 }, 2.0 / 200.0),
        (vec![DENSE], Init::Xavier { normal: true, gain: 3.0 }, 18.0 / 200.0),
        (vec![DENSE], Init::Kaiming { normal: true, fan: Fan::Out, gain: auto }, 1.0 / 80.0),
        (vec![DENSE], Init::Lecun { normal: true }, 1.0 / 120.0),
        (vec![DENSE], Init::Kaiming { normal: true, fan: Fan::In, gain: auto }, 1.0 / 120.0),
        (
            vec![DENSE, Op::Activation(Activation::Relu)],
            Init::Kaiming { normal: true, fan: Fan::In, gain: auto },
            2.0 / 120.0,
        ),
        (
            vec![DENSE, Op::Activation(Activation::Relu)],
            Init::Kaiming { normal: true, fan: Fan::In, gain: InitGain::Fixed(3.0) },
            9.0 / 120.0,
        ),
    ] {
        let values = weights(&ops, init, 11);
        let distribution = ChiSquared::new(values.len() as f64).unwrap();
        let statistic = values.iter().map(|x| x * x).sum::<f64>() / variance;
        let probability = distribution.cdf(statistic);
        assert!((0.0005..0.9995).contains(&probability), "{init:?}: {probability}");
        // The mean of n normal numbers lies within 3.5 of its own deviations.
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        assert!(mean.abs() < 3.5 * (variance / values.len() as f64).sqrt(), "{init:?}: {mean}");
    }
}

/// A sample's variance has the deviation σ²·√((κ − 1) / n); κ = 9/5 for a uniform distribution.
#[test]
fn uniform_inits_have_their_variance_and_bound() {
    for (init, variance) in [
        (Init::Uniform { bound: 0.6 }, 0.12),
        (Init::Xavier { normal: false, gain: 1.0 }, 2.0 / 200.0),
        (Init::Lecun { normal: false }, 1.0 / 120.0),
        (Init::Kaiming { normal: false, fan: Fan::In, gain: InitGain::Auto }, 1.0 / 120.0),
    ] {
        let values = weights(&[DENSE], init, 5);
        let n = values.len() as f64;
        let found = values.iter().map(|x| x * x).sum::<f64>() / n;
        assert!((found / variance - 1.0).abs() < 3.5 * (0.8 / n).sqrt(), "{init:?}: {found}");
        let bound = (3.0 * variance).sqrt();
        let largest = values.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        assert!(largest <= bound * (1.0 + 1e-6) && largest > 0.99 * bound, "{init:?}: {largest}");
    }
    assert!(weights(&[DENSE], Init::Zeros, 5).iter().all(|x| *x == 0.0));
}

#[test]
fn gains_follow_the_next_activation() {
    let gain = |between: &[Op], activation| {
        let mut ops = vec![DENSE];
        ops.extend_from_slice(between);
        ops.push(Op::Activation(activation));
        super::gain_after(&chain(&ops), NodeId(1))
    };
    let norm = [Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 }, Op::Dropout { rate: 0.5 }];
    for (activation, expected) in [
        (Activation::Relu, 2.0_f64.sqrt()),
        (Activation::LeakyRelu { slope: 0.2 }, (2.0_f64 / 1.04).sqrt()),
        (Activation::Tanh, 5.0 / 3.0),
        (Activation::Selu, 0.75),
        (Activation::Sigmoid, 1.0),
    ] {
        assert_eq!(gain(&[], activation), expected);
        assert_eq!(gain(&norm, activation), expected);
        assert_eq!(gain(&[DENSE], activation), 1.0);
    }
}

#[test]
fn a_layer_more_leaves_the_others_alone() {
    let init = Init::Kaiming { normal: true, fan: Fan::In, gain: InitGain::Auto };
    let relu = Op::Activation(Activation::Relu);
    let (short, long) = (chain(&[DENSE, relu]), chain(&[DENSE, relu, DENSE, relu]));
    let first = |graph: &Graph| initial(graph, &graph.parameters()[0], init, 3);
    assert_eq!(first(&short), first(&long));
    let second = initial(&long, &long.parameters()[2], init, 3);
    assert_ne!(first(&long)[..10], second[..10]);
    assert_ne!(first(&short), initial(&short, &short.parameters()[0], init, 4));
}

#[test]
fn biases_norms_and_slopes_start_as_they_should() {
    let graph = chain(&[DENSE, Op::LayerNorm { epsilon: 1e-5 }, Op::Activation(Activation::Prelu)]);
    let values: Vec<(String, f32)> = graph
        .parameters()
        .iter()
        .skip(1)
        .map(|p| (p.name.clone(), initial(&graph, p, Init::Normal { std: 1.0 }, 1)[0]))
        .collect();
    let expected = [
        ("dense0.bias", 0.0),
        ("layer_norm1.weight", 1.0),
        ("layer_norm1.bias", 0.0),
        ("prelu2.weight", 0.25),
    ];
    let expected: Vec<(String, f32)> =
        expected.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect();
    assert_eq!(values, expected);
}

fn sequence(op: Op) -> (Graph, NodeId) {
    let mut graph = Graph::new(Shape::Series { length: 3, features: 30 }, span());
    let id = graph.push(op, vec![NodeId(0)], "net".into(), span()).unwrap();
    (graph, id)
}

/// Each parameter of a layer by its name.
fn by_name(graph: &Graph, init: Init) -> BTreeMap<String, Vec<f32>> {
    let parameters = graph.parameters();
    let pair = |parameter: &Parameter| {
        let name = parameter.name.trim_start_matches("net.").to_string();
        (name, initial(graph, parameter, init, 4))
    };
    parameters.iter().map(pair).collect()
}

const XAVIER: Init = Init::Xavier { normal: false, gain: 1.0 };

#[test]
fn recurrent_weights_start_orthogonal_gate_by_gate() {
    for cell in [Cell::Lstm, Cell::Gru, Cell::Rnn { relu: false }] {
        let (units, returns) = (12, Returns::Last);
        let (graph, _) =
            sequence(Op::Recurrent(Recurrent { cell, units, bidirectional: true, returns }));
        let values = by_name(&graph, XAVIER);
        assert_ne!(values["weight_hh"], values["weight_hh_reverse"]);
        for name in ["weight_hh", "weight_hh_reverse"] {
            let blocks: Vec<_> = values[name].chunks(units * units).collect();
            assert_eq!(blocks.len(), cell.gates());
            for block in blocks {
                let rows: Vec<_> = block.chunks(units).collect();
                for (a, first) in rows.iter().enumerate() {
                    for (b, second) in rows.iter().enumerate() {
                        let dot: f32 = first.iter().zip(*second).map(|(x, y)| x * y).sum();
                        let expected = f32::from(u8::from(a == b));
                        assert!((dot - expected).abs() < 1e-5, "{a} {b}: {dot}");
                    }
                }
            }
        }
        let written = by_name(&graph, Init::Uniform { bound: 0.01 });
        assert!(written["weight_hh"].iter().all(|x| x.abs() <= 0.01));
        assert!(by_name(&graph, Init::Zeros)["weight_hh"].iter().all(|x| *x == 0.0));
        // Xavier's bound for one gate.
        let bound = (6.0_f32 / (30.0 + 12.0)).sqrt();
        let largest = values["weight_ih"].iter().fold(0.0_f32, |m, x| m.max(x.abs()));
        assert!(largest <= bound && largest > 0.95 * bound, "{largest} {bound}");
        let biases: f32 = values["bias_ih"].iter().sum();
        assert_eq!(biases, if cell == Cell::Lstm { 12.0 } else { 0.0 });
        assert!(values["bias_hh"].iter().all(|x| *x == 0.0));
    }
}

#[test]
fn an_lstm_forgets_nothing_at_first() {
    let layer =
        Recurrent { cell: Cell::Lstm, units: 2, bidirectional: true, returns: Returns::Sequence };
    let values = by_name(&sequence(Op::Recurrent(layer)).0, XAVIER);
    for name in ["bias_ih", "bias_ih_reverse"] {
        assert_eq!(values[name], [0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
    }
}

/// The bound of queries, keys and values is that of each alone.
#[test]
fn attention_starts_as_four_matrices() {
    let op = Op::Attention(Attention { heads: 3, causal: false, dropout: 0.0, bias: true });
    let values = by_name(&sequence(op).0, XAVIER);
    let bound = (6.0_f32 / 60.0).sqrt();
    for name in ["in_proj_weight", "out_proj_weight"] {
        let largest = values[name].iter().fold(0.0_f32, |m, x| m.max(x.abs()));
        assert!(largest <= bound && largest > 0.95 * bound, "{name}: {largest} {bound}");
    }
    assert_ne!(values["in_proj_weight"][..10], values["out_proj_weight"][..10]);
    assert!(values["in_proj_bias"].iter().all(|x| *x == 0.0));
}

#[test]
fn embeddings_have_deviation_one_unless_one_is_written() {
    let mut graph = Graph::new(Shape::Tokens { length: 3, vocabulary: 500 }, span());
    let op = Op::Embedding { units: 20 };
    graph.push(op, vec![NodeId(0)], "net".into(), span()).unwrap();
    for (init, deviation) in [(XAVIER, 1.0), (Init::Normal { std: 0.2 }, 0.2)] {
        let values = by_name(&graph, init)["weight"].clone();
        let square: f32 = values.iter().map(|x| x * x).sum::<f32>() / values.len() as f32;
        // The deviation of a mean of 10,000 squares is 0.014 of it.
        assert!((square / (deviation * deviation) - 1.0).abs() < 0.06, "{init:?}: {square}");
    }
}

fn golden_init(name: &str) -> Init {
    let gain = InitGain::Fixed(2.0_f64.sqrt());
    match name {
        "normal" => Init::Normal { std: 0.3 },
        "uniform" => Init::Uniform { bound: 0.6 },
        "truncated_normal" => Init::TruncatedNormal { std: 0.02 },
        "xavier_uniform" => Init::Xavier { normal: false, gain: 1.0 },
        "xavier_normal" => Init::Xavier { normal: true, gain: 1.0 },
        "xavier_gain" => Init::Xavier { normal: false, gain: 5.0 / 3.0 },
        "kaiming_uniform" => Init::Kaiming { normal: false, fan: Fan::In, gain },
        "kaiming_normal" => Init::Kaiming { normal: true, fan: Fan::In, gain },
        "kaiming_out" => Init::Kaiming { normal: true, fan: Fan::Out, gain },
        "lecun_uniform" => Init::Lecun { normal: false },
        "lecun_normal" => Init::Lecun { normal: true },
        "orthogonal" => Init::Orthogonal { gain: 2.0_f64.sqrt() },
        other => panic!("{other}"),
    }
}

/// All draws of one weight of that shape.
fn drawn(init: Init, shape: &[usize], draws: u64) -> Vec<f64> {
    let graph = chain(&[DENSE]);
    let mut parameter = graph.parameters().remove(0);
    parameter.shape = shape.to_vec();
    let values = (0..draws).flat_map(|seed| initial(&graph, &parameter, init, seed));
    values.map(f64::from).collect()
}

/// Mean, deviation and tails of PyTorch's draws (`tools/golden-inits`), as near as two samples of
/// that size come: a deviation has the relative error √((κ − 1) / 4n).
#[test]
fn draws_have_pytorchs_statistics() {
    let golden: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/golden/inits.json")).unwrap();
    let draws = golden["draws"].as_u64().unwrap();
    let (mut worst, cases) = (0.0_f64, golden["cases"].as_object().unwrap());
    assert_eq!(cases.len(), 12);
    for (name, case) in cases {
        for (kind, shape) in golden["shapes"].as_object().unwrap() {
            let number = |key: &str| case[kind][key].as_f64().unwrap();
            let shape: Vec<usize> =
                shape.as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect();
            let values = drawn(golden_init(name), &shape, draws);
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let std = (values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt();
            let tail = values.iter().fold(0.0_f64, |tail, x| tail.max(x.abs()));
            let place = format!("{name}, {kind}");
            let off = std / number("std") - 1.0;
            let error = ((number("kurtosis") - 1.0) / (2.0 * n)).sqrt();
            assert!(off.abs() < 4.0 * error, "{place}: deviation {std}");
            let apart = (mean - number("mean")).abs();
            assert!(apart < 4.0 * std * (2.0 / n).sqrt(), "{place}: mean {mean}");
            // Bounded distributions come close to their bound; of others the tail is like.
            let near = if number("kurtosis") < 2.5 { 2e-3 } else { 0.25 };
            assert!((tail / number("tail") - 1.0).abs() < near, "{place}: tail {tail}");
            worst = worst.max(off.abs());
        }
    }
    println!("worst relative difference of an init's deviation: {worst:.1e}");
}

#[test]
fn gains_are_pytorchs() {
    let golden: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/golden/inits.json")).unwrap();
    for (name, activation) in [
        ("sigmoid", Activation::Sigmoid),
        ("tanh", Activation::Tanh),
        ("relu", Activation::Relu),
        ("leaky_relu", Activation::LeakyRelu { slope: 0.2 }),
        ("selu", Activation::Selu),
    ] {
        assert_eq!(super::gain(activation), golden["gains"][name].as_f64().unwrap(), "{name}");
    }
}
