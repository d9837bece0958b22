//! The compiled step against PyTorch's figures and against the ordinary Candle network.
//!
//! `cargo test --lib plan:: -- --nocapture` prints the worst deviation.

use std::sync::{Arc, Mutex};

use candle_core::{Device, Result, Tensor};

use super::lower::compile_to_input;
use super::{Memory, Plan, Purpose, compile};
use crate::backend::candle::golden::layers_equal_pytorch;
use crate::backend::candle::golden_sequences::sequences_equal_pytorch;
use crate::backend::candle::testing::{
    INIT, Oracle, Passed, branches, draw, everything, random_graph, running, samples,
};
use crate::backend::candle::{Network, Training};
use crate::backend::kernels::Running;
use crate::backend::kernels::{Mask, Mode};
use crate::graph::{Graph, NodeId, Op, Shape};
use crate::random::Stream;

const BATCH: usize = 4;
const SEED: u64 = 3;
const PASS: u64 = 5;

fn statistics(network: &Network) -> impl Fn(NodeId) -> Option<Arc<Mutex<Running>>> + '_ {
    |node| network.running(node)
}

/// A pass in evaluation, then one in training with its way back.
fn passed(network: &Network, plan: &Plan, x: &[f32], weighting: &[f32]) -> Passed {
    let batch = x.len() / plan.input().max(1);
    let parameters = network.snapshot().unwrap().learned.concat();
    let mut evaluation = Memory::new(plan, Purpose::Evaluate, batch + 1);
    evaluation.input_mut(batch).copy_from_slice(x);
    plan.forward(&mut evaluation, &parameters, batch, Mode::Evaluate);
    let evaluated = evaluation.output(batch).to_vec();
    let mut memory = Memory::new(plan, Purpose::Train, batch + 1);
    memory.input_mut(batch).copy_from_slice(x);
    plan.forward(&mut memory, &parameters, batch, Mode::Train { pass: PASS });
    let (output, gradient) = memory.output_and_gradient(batch);
    let output = output.to_vec();
    // Nothing is learned where the gradient is not asked for.
    gradient.copy_from_slice(weighting.get(..gradient.len()).unwrap());
    let mut flat = vec![0.0; parameters.len()];
    plan.backward(&mut memory, &parameters, &mut flat, batch, PASS);
    let mut rest = flat.as_slice();
    let mut gradients = Vec::new();
    for learned in network.learned() {
        let (own, after) = rest.split_at(learned.parameter.shape.iter().product());
        gradients.push(own.to_vec());
        rest = after;
    }
    let to_x = memory.input_gradient(batch).map(<[f32]>::to_vec);
    Passed { evaluated, output, running: running(network), gradients, to_x }
}

fn read(x: &Tensor) -> Vec<f32> {
    x.flatten_all().unwrap().to_vec1().unwrap()
}

fn with_input(network: &Network, x: &Tensor, weighting: &[f32]) -> Passed {
    let plan = compile_to_input(network.graph(), SEED, &statistics(network)).unwrap();
    passed(network, &plan, &read(x), weighting)
}

#[test]
fn layers_are_pytorchs() {
    layers_equal_pytorch(&|network, x, weighting| with_input(network, x, weighting));
}

#[test]
fn sequences_are_pytorchs() {
    sequences_equal_pytorch(&|network, x, weighting| {
        let tokens = network.graph().nodes.iter().any(|n| matches!(n.shape, Shape::Tokens { .. }));
        if tokens {
            let plan = compile(network.graph(), SEED, &statistics(network)).unwrap();
            return passed(network, &plan, &read(x), weighting);
        }
        with_input(network, x, weighting)
    });
}

/// The masks of the plan, channels first. The plan draws them in the order in which its numbers
/// lie, channels last.
fn mask(graph: &Graph, id: NodeId, dims: &[usize], rate: f64) -> Result<Tensor> {
    let stream = Stream::new(SEED, &format!("dropout/{}", id.0));
    let mut mask = vec![1.0; dims.iter().product()];
    Mask::new(rate, &stream).apply(PASS, 0, &mut mask);
    let attention = matches!(graph.nodes[id.0].op, Op::Attention(_));
    if attention || dims.len() < 3 {
        return Tensor::from_vec(mask, dims, &Device::Cpu);
    }
    let (channels, places) = (dims[1], dims[2..].iter().product::<usize>());
    let first = (0..mask.len()).map(|at| {
        let (sample, place) = (at / (channels * places), at % places);
        let channel = at / places % channels;
        mask[(sample * places + place) * channels + channel]
    });
    Tensor::from_vec(first.collect(), dims, &Device::Cpu)
}

fn equals_the_ordinary_network(graph: &Graph, name: &str) -> [usize; 2] {
    let network = Network::new(graph, INIT, SEED).unwrap();
    let input = graph.nodes[0].shape;
    let values = samples(input, BATCH);
    let x = network.batch(values.clone()).unwrap();
    let outputs = graph.output().unwrap().elements();
    let weighting = draw("weighting", BATCH * outputs);
    let masks = |id: NodeId, dims: &[usize], rate: f64| mask(graph, id, dims, rate);
    let oracle = Oracle::new(&network, &x, &weighting, Training::Step(&masks));
    let plan = compile(graph, SEED, &statistics(&network)).unwrap();
    oracle.check(name, passed(&network, &plan, &values, &weighting))
}

#[test]
fn every_layer_together_equals_the_ordinary_network() {
    let image = Shape::Image { height: 9, width: 8, channels: 3 };
    let series = Shape::Series { length: 12, features: 4 };
    for input in [image, series] {
        equals_the_ordinary_network(&everything(input), "everything");
        equals_the_ordinary_network(&branches(input), "branches");
    }
}

#[test]
fn random_graphs_equal_the_ordinary_network() {
    let mut counts = [0, 0];
    for seed in 0..400 {
        let graph = random_graph(seed);
        let [all, plain] = equals_the_ordinary_network(&graph, &format!("seed {seed}"));
        counts = [counts[0] + all, counts[1] + plain];
    }
    println!("{} of {} tensors equal to 1e-4 without allowance", counts[1], counts[0]);
    assert!(counts[1] * 100 > counts[0] * 95, "{counts:?}");
}

#[test]
fn evaluation_needs_less_memory_than_training() {
    let image = Shape::Image { height: 9, width: 8, channels: 3 };
    let graph = everything(image);
    let network = Network::new(&graph, INIT, SEED).unwrap();
    let plan = compile(&graph, SEED, &statistics(&network)).unwrap();
    let numbers = |purpose| Memory::new(&plan, purpose, BATCH).numbers();
    let all: usize = plan.values.iter().map(|numbers| numbers * BATCH).sum();
    let (evaluation, training) = (numbers(Purpose::Evaluate), numbers(Purpose::Train));
    assert!(evaluation * 2 < training && training < all, "{evaluation} {training} {all}");
}
