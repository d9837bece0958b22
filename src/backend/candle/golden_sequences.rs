//! Sequence layers against PyTorch's results for the same numbers (`tools/golden-sequences`).

use serde_json::Value;

use super::Network;
use super::golden::{Way, deviation, narrow, numbers};
use super::testing::INIT;
use crate::catalog::{self, Kind};
use crate::graph::Graph;
use crate::instantiate::build;
use crate::instantiate::testing::{family, layer, num, plain, word};
use crate::space::Assignment;
use crate::template::{Argument, InputSpec};

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

/// Compares all cases, and prints the worst deviation.
pub fn sequences_equal_pytorch(way: Way) {
    let golden: Value =
        serde_json::from_str(include_str!("../../../tests/golden/sequences.json")).unwrap();
    let cases = golden["cases"].as_object().unwrap();
    assert_eq!(cases.len(), 34);
    let (mut worst, mut compared) = ((0.0, String::new()), 0);
    for (name, case) in cases {
        let mut network = Network::new(&graph(case), INIT, 1).unwrap();
        let mut snapshot = network.snapshot().unwrap();
        let parameters = case["parameters"].as_object().unwrap();
        assert_eq!(network.learned.len(), parameters.len(), "{name}");
        for (learned, values) in network.learned.iter().zip(&mut snapshot.learned) {
            *values = narrow(&parameters[&learned.parameter.name]["values"]);
        }
        network.restore(&snapshot).unwrap();
        let x = network.batch(narrow(&case["input"])).unwrap();
        let passed = way(&mut network, &x, &narrow(&case["weighting"]));
        let mut compare = |what: &str, ours: &[f32], theirs: &Value| {
            let deviation = deviation(ours, &numbers(theirs));
            assert!(deviation < 1e-5, "{name}: {what} is off by {deviation:e}");
            compared += 1;
            if deviation > worst.0 {
                worst = (deviation, format!("{what} of {name}"));
            }
        };
        compare("output", &passed.output, &case["output"]);
        compare("evaluation", &passed.evaluated, &case["output"]);
        if !case["input_gradient"].is_null() {
            compare("input's gradient", &passed.to_x.unwrap(), &case["input_gradient"]);
        }
        assert_eq!(network.learned.len(), passed.gradients.len(), "{name}");
        for (learned, gradient) in network.learned.iter().zip(&passed.gradients) {
            let key = &learned.parameter.name;
            compare(key, gradient, &parameters[key]["gradient"]);
        }
    }
    println!("{} cases, {compared} tensors, worst {:.1e}: {}", cases.len(), worst.0, worst.1);
}
