//! PyTorch's results (`tests/golden`): the layers' cases as networks, and the comparison of any way
//! of passing through them.

use std::collections::BTreeMap;

use candle_core::Tensor;
use serde_json::Value;

use super::testing::{INIT, Passed, span};
use super::{Network, Snapshot};
use crate::backend::kernels::Running;
use crate::graph::{
    Activation, Graph, NodeId, Op, Padding, Pool, PoolKind, Reach, Reshape, Shape, Sides,
};

/// Of the largest number of a tensor.
const TOLERANCE: f64 = 1e-5;

/// Both passes of a network for a batch; the output of the second is weighted with the numbers
/// given, and their sum is what has the gradients. It moves the running statistics.
pub type Way<'a> = &'a dyn Fn(&mut Network, &Tensor, &[f32]) -> Passed;

fn count(value: &Value) -> usize {
    value.as_u64().unwrap() as usize
}

fn counts(value: &Value) -> Vec<usize> {
    value.as_array().unwrap().iter().map(count).collect()
}

pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

pub fn narrow(value: &Value) -> Vec<f32> {
    numbers(value).into_iter().map(|x| x as f32).collect()
}

fn lists(value: &Value) -> Vec<Vec<f32>> {
    value.as_array().map(|lists| lists.iter().map(narrow).collect()).unwrap_or_default()
}

fn shape(value: &Value) -> Shape {
    let (kind, value) = value.as_object().unwrap().iter().next().unwrap();
    match (kind.as_str(), value) {
        ("features", n) => Shape::Features(count(n)),
        ("image", sides) => image(sides),
        ("series", sides) => {
            let sides = counts(sides);
            Shape::Series { length: sides[0], features: sides[1] }
        }
        ("tokens", sides) => {
            let sides = counts(sides);
            Shape::Tokens { length: sides[0], vocabulary: sides[1] }
        }
        (other, _) => panic!("no input is called {other}"),
    }
}

fn image(sides: &Value) -> Shape {
    let sides = counts(sides);
    Shape::Image { height: sides[0], width: sides[1], channels: sides[2] }
}

fn sides(value: &Value, or: usize) -> Sides {
    match value {
        Value::Null => Sides::square(or),
        Value::Array(_) => Sides { rows: counts(value)[0], columns: counts(value)[1] },
        _ => Sides::square(count(value)),
    }
}

fn padding(value: &Value) -> Padding {
    match (value, value.as_str()) {
        (Value::Null, _) | (_, Some("valid")) => Padding::Valid,
        (_, Some("same")) => Padding::Same,
        (_, Some("causal")) => Padding::Causal,
        (Value::Array(_), _) => Padding::Each(counts(value).try_into().unwrap()),
        _ => Padding::Cells(count(value)),
    }
}

fn reach(node: &Value) -> Reach {
    Reach {
        kernel: sides(&node["kernel"], 1),
        stride: sides(&node["stride"], 1),
        dilation: sides(&node["dilation"], 1),
        padding: padding(&node["padding"]),
    }
}

fn op(node: &Value) -> Op {
    let bias = node["bias"].as_bool().unwrap_or(true);
    let or_one = |value: &Value| value.as_u64().unwrap_or(1) as usize;
    let number = |name: &str| node[name].as_f64().unwrap();
    let pool = |kind| {
        let size = sides(&node["size"], 1);
        let stride = sides(&node["stride"], 1);
        Op::Pool(Pool { kind, size, stride, padding: padding(&node["padding"]) })
    };
    match node["op"].as_str().unwrap() {
        "dense" => Op::Dense { units: count(&node["units"]), bias },
        "conv" => {
            let (filters, groups) = (count(&node["filters"]), or_one(&node["groups"]));
            Op::Conv { filters, reach: reach(node), groups, bias }
        }
        "depthwise_conv" => {
            Op::DepthwiseConv { multiplier: or_one(&node["multiplier"]), reach: reach(node), bias }
        }
        "max_pool" => pool(PoolKind::Max),
        "avg_pool" => pool(PoolKind::Average),
        "global_avg_pool" => Op::GlobalAvgPool,
        "global_max_pool" => Op::GlobalMaxPool,
        "flatten" => Op::Flatten,
        "reshape" if node["to"] == "series" => Op::Reshape(Reshape::Series),
        "reshape" => Op::Reshape(Reshape::To(image(&node["to"]))),
        "batch_norm" => Op::BatchNorm { momentum: number("momentum"), epsilon: number("epsilon") },
        "layer_norm" => Op::LayerNorm { epsilon: number("epsilon") },
        "group_norm" => {
            Op::GroupNorm { groups: count(&node["groups"]), epsilon: number("epsilon") }
        }
        "residual" => Op::Add,
        "concat" => Op::Concat,
        "subsample" => {
            let (stride, channels) = (sides(&node["stride"], 1), count(&node["channels"]));
            Op::Subsample { stride, channels }
        }
        name => Op::Activation(activation(name, node)),
    }
}

fn activation(name: &str, node: &Value) -> Activation {
    let number = |name: &str| node[name].as_f64().unwrap();
    match name {
        "relu" => Activation::Relu,
        "leaky_relu" => Activation::LeakyRelu { slope: number("slope") },
        "elu" => Activation::Elu { alpha: number("alpha") },
        "selu" => Activation::Selu,
        "gelu" => Activation::Gelu,
        "silu" => Activation::Silu,
        "mish" => Activation::Mish,
        "tanh" => Activation::Tanh,
        "sigmoid" => Activation::Sigmoid,
        "softplus" => Activation::Softplus,
        "hard_swish" => Activation::HardSwish,
        "prelu" => Activation::Prelu,
        "softmax" => Activation::Softmax,
        other => panic!("no op is called {other}"),
    }
}

/// A case as a network. Where the gradient of the input is asked for, the input is made by a dense
/// layer from the number of the sample, so that this layer's weight has that gradient.
struct Built {
    network: Network,
    x: Tensor,
    feeds: bool,
}

fn build(case: &Value) -> Built {
    let (input, batch, x) = (shape(&case["input"]), count(&case["batch"]), narrow(&case["x"]));
    let feeds = !case["to_x"].is_null();
    let mut graph = Graph::new(if feeds { Shape::Features(batch) } else { input }, span());
    if feeds {
        let units = Op::Dense { units: input.elements(), bias: false };
        graph.push(units, vec![NodeId(0)], "feed".into(), span()).unwrap();
        let to = Op::Reshape(Reshape::To(input));
        graph.push(to, vec![NodeId(1)], "given".into(), span()).unwrap();
    }
    let start = graph.last().0;
    for (index, node) in case["nodes"].as_array().unwrap().iter().enumerate() {
        let reads = node["reads"].as_array();
        let reads = reads.map_or(vec![index], |reads| reads.iter().map(count).collect());
        let reads = reads.into_iter().map(|read| NodeId(start + read)).collect();
        graph.push(op(node), reads, format!("node{}", index + 1), span()).unwrap();
    }
    let network = Network::new(&graph, INIT, 0).unwrap();
    let mut learned = lists(&case["parameters"]);
    if feeds {
        let elements = input.elements();
        let turned = (0..elements * batch).map(|i| x[(i % batch) * elements + i / batch]);
        learned.insert(0, turned.collect());
    }
    let shapes: Vec<usize> =
        network.learned().iter().map(|l| l.parameter.shape.iter().product()).collect();
    assert_eq!(learned.iter().map(Vec::len).collect::<Vec<_>>(), shapes, "{}", case["name"]);
    network.restore(&Snapshot { learned, running: running(&case["running"]) }).unwrap();
    let values = if feeds {
        (0..batch * batch).map(|i| f32::from(u8::from(i / batch == i % batch))).collect()
    } else {
        x
    };
    let x = network.batch(values).unwrap();
    Built { network, x, feeds }
}

fn running(value: &Value) -> Vec<Running> {
    let pairs = lists(value);
    let running = |pair: &[Vec<f32>]| Running { mean: pair[0].clone(), variance: pair[1].clone() };
    pairs.chunks(2).map(running).collect()
}

/// The largest difference, relative to the largest number.
pub fn deviation(ours: &[f32], theirs: &[f64]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    let largest = theirs.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let pairs = ours.iter().zip(theirs);
    let error = pairs.map(|(a, b)| (f64::from(*a) - b).abs()).fold(0.0_f64, |worst, error| {
        if error.is_nan() { f64::INFINITY } else { worst.max(error) }
    });
    if largest > 0.0 { error / largest } else { error }
}

/// What differs by how much.
fn deviations(case: &Value, way: Way) -> Vec<(String, f64)> {
    let Built { mut network, x, feeds } = build(case);
    let mut found = Vec::new();
    let mut compare = |what: &str, ours: &[f32], theirs: &Value| {
        found.push((what.to_string(), deviation(ours, &numbers(theirs))));
    };
    let passed = way(&mut network, &x, &narrow(&case["weighting"]));
    let evaluated = [&case["evaluated"], &case["output"]].into_iter().find(|v| !v.is_null());
    compare("in evaluation", &passed.evaluated, evaluated.unwrap());
    compare("output", &passed.output, &case["output"]);
    let mut gradients = passed.gradients.into_iter();
    if feeds {
        let (batch, turned) = (count(&case["batch"]), gradients.next().unwrap());
        let elements = turned.len() / batch;
        let to_x = (0..turned.len()).map(|i| turned[(i % elements) * batch + i / elements]);
        compare("gradient of the input", &to_x.collect::<Vec<_>>(), &case["to_x"]);
    }
    for (index, theirs) in case["to_parameters"].as_array().unwrap().iter().enumerate() {
        compare(&format!("gradient of parameter {index}"), &gradients.next().unwrap(), theirs);
    }
    let ran = passed.running.iter();
    for (ours, theirs) in ran.zip(case["ran"].as_array().into_iter().flatten()) {
        compare("running statistics", ours, theirs);
    }
    found
}

/// Compares all cases of layers, and prints the worst deviation of each family.
pub fn layers_equal_pytorch(way: Way) {
    let golden: Value =
        serde_json::from_str(include_str!("../../../tests/golden/layers.json")).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    // Of each family: cases, tensors, the worst one.
    let mut families: BTreeMap<&str, (usize, usize, f64, String)> = BTreeMap::new();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let family = families.entry(name.split('/').next().unwrap()).or_default();
        family.0 += 1;
        for (what, deviation) in deviations(case, way) {
            family.1 += 1;
            if deviation > family.2 {
                (family.2, family.3) = (deviation, format!("{what} of {name}"));
            }
        }
    }
    for (name, (cases, tensors, worst, what)) in &families {
        println!("{name}: {cases} cases, {tensors} tensors, worst {worst:.1e} ({what})");
    }
    let worst = families.values().fold(0.0_f64, |worst, family| worst.max(family.2));
    println!("all: {} cases against PyTorch {}, worst {worst:.1e}", cases.len(), golden["torch"]);
    for (name, (_, _, worst, what)) in families {
        assert!(worst < TOLERANCE, "{name}: {what} deviates by {worst:e}");
    }
}
