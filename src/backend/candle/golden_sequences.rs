//! Sequence layers against PyTorch's results for the same numbers (`tools/golden-sequences`).

use candle_core::Tensor;
use serde_json::Value;

use super::super::testing::INIT;
use super::Network;
use crate::backend::kernels::read;
use crate::catalog::{self, Kind};
use crate::graph::Graph;
use crate::instantiate::build;
use crate::instantiate::testing::{family, layer, num, plain, word};
use crate::space::Assignment;
use crate::template::{Argument, InputSpec};

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

fn narrow(value: &Value) -> Vec<f32> {
    numbers(value).into_iter().map(|x| x as f32).collect()
}

/// The layer as the language builds it; without the output that every network ends in.
fn graph(case: &Value) -> Graph {
    let name = case["layer"].as_str().unwrap();
    let item = catalog::find(Kind::Layer, name).unwrap();
    let shape = numbers(&case["shape"]);
    let input = match shape.as_slice() {
        [features, length] => {
            InputSpec::Series { length: *length as usize, features: *features as usize }
        }
        [length] => InputSpec::Tokens { length: *length as usize, vocabulary: 5 },
        _ => panic!("{shape:?}"),
    };
    let argument = |(key, value): (&String, &Value)| -> (&'static str, Argument) {
        let argument = match value.as_str() {
            Some(text) => word(Box::leak(text.to_string().into_boxed_str())),
            None => num(value.as_f64().unwrap()),
        };
        (item.param(key).unwrap().name, argument)
    };
    let arguments = case["arguments"].as_object().unwrap().iter().map(argument).collect();
    let body = vec![layer("net", name, arguments), plain("flatten", "flatten")];
    let mut graph = build(&family(input, vec![], body), &Assignment::default()).unwrap();
    graph.nodes.truncate(graph.nodes.len() - 2);
    graph
}

/// The largest deviation, as a part of the largest number.
fn deviation(values: &Tensor, expected: &Value) -> f64 {
    let (values, expected) = (read(values).unwrap(), numbers(expected));
    assert_eq!(values.len(), expected.len());
    let scale = expected.iter().fold(0.0_f64, |scale, x| scale.max(x.abs()));
    let errors = values.iter().zip(&expected).map(|(x, y)| (f64::from(*x) - y).abs());
    errors.fold(0.0_f64, f64::max) / scale
}

#[test]
fn values_and_gradients_are_pytorchs() {
    let golden: Value =
        serde_json::from_str(include_str!("../../../tests/golden/sequences.json")).unwrap();
    let cases = golden["cases"].as_object().unwrap();
    assert_eq!(cases.len(), 34);
    let (mut worst, mut compared) = ((0.0, String::new()), 0);
    for (name, case) in cases {
        let mut network = Network::new(&graph(case), INIT, 1).unwrap();
        network.steps.iter_mut().for_each(|step| step.to_x = true);
        let mut snapshot = network.snapshot().unwrap();
        let parameters = case["parameters"].as_object().unwrap();
        assert_eq!(network.learned.len(), parameters.len(), "{name}");
        for (learned, values) in network.learned.iter().zip(&mut snapshot.learned) {
            *values = narrow(&parameters[&learned.parameter.name]["values"]);
        }
        network.restore(&snapshot).unwrap();
        let x = network.batch(narrow(&case["input"])).unwrap();
        let evaluated = network.forward(&x).unwrap();
        let tape = network.record(x, 0).unwrap();
        let out = tape.output().unwrap().copy().unwrap();
        let weighting = narrow(&case["weighting"]);
        let weighting = Tensor::from_vec(weighting, out.shape(), out.device()).unwrap();
        let (gradients, to_x) = tape.all_gradients(&weighting).unwrap();
        let mut compare = |what: &str, tensor: &Tensor, expected: &Value| {
            let deviation = deviation(tensor, expected);
            assert!(deviation < 1e-5, "{name}: {what} is off by {deviation:e}");
            compared += 1;
            if deviation > worst.0 {
                worst = (deviation, format!("{what} of {name}"));
            }
        };
        compare("output", &out, &case["output"]);
        compare("evaluation", &evaluated, &case["output"]);
        if !case["input_gradient"].is_null() {
            compare("input's gradient", &to_x.unwrap(), &case["input_gradient"]);
        }
        for (learned, gradient) in network.learned.iter().zip(gradients) {
            let key = &learned.parameter.name;
            compare(key, &gradient.unwrap(), &parameters[key]["gradient"]);
        }
    }
    println!("{} cases, {compared} tensors, worst {:.1e}: {}", cases.len(), worst.0, worst.1);
}
