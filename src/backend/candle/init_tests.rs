//! Initial weights: their variance, their gains, and that layers do not disturb each other.

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::super::testing::span;
use super::initial;
use crate::graph::{Activation, Graph, NodeId, Op, Shape};
use crate::instantiate::{Init, InitGain};

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
        (vec![DENSE], Init::Xavier { normal: true }, 2.0 / 200.0),
        (vec![DENSE], Init::Lecun { normal: true }, 1.0 / 120.0),
        (vec![DENSE], Init::Kaiming { normal: true, gain: auto }, 1.0 / 120.0),
        (
            vec![DENSE, Op::Activation(Activation::Relu)],
            Init::Kaiming { normal: true, gain: auto },
            2.0 / 120.0,
        ),
        (
            vec![DENSE, Op::Activation(Activation::Relu)],
            Init::Kaiming { normal: true, gain: InitGain::Fixed(3.0) },
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
        (Init::Xavier { normal: false }, 2.0 / 200.0),
        (Init::Lecun { normal: false }, 1.0 / 120.0),
        (Init::Kaiming { normal: false, gain: InitGain::Auto }, 1.0 / 120.0),
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
    let init = Init::Kaiming { normal: true, gain: InitGain::Auto };
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
