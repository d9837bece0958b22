//! The ordinary network against the present one: outputs, gradients and running statistics.

use candle_core::{Device, Result, Tensor};

use super::super::testing::{
    INIT, Oracle, Passed, branches, draw, everything, random_graph, running, samples,
};
use super::{Network, Training};
use crate::backend::kernels::{Dropout, read};
use crate::graph::{Graph, NodeId, Op, Shape};
use crate::random::Stream;

const BATCH: usize = 4;
const SEED: u64 = 3;
const STEP: u64 = 5;

/// The masks of the present network.
fn mask(graph: &Graph, id: NodeId, dims: &[usize], rate: f64) -> Result<Tensor> {
    let stream = Stream::new(SEED, &format!("dropout/{}", id.0));
    let dropout = Dropout::new(rate, stream, STEP);
    let mut mask = vec![1.0; dims.iter().product()];
    if let Op::Attention(_) = graph.nodes[id.0].op {
        let sample = dims[1..].iter().product();
        let samples = mask.chunks_mut(sample).enumerate();
        samples.for_each(|(index, sample)| dropout.part(index, sample));
    } else {
        mask = dropout.apply(&mask);
    }
    Tensor::from_vec(mask, dims, &Device::Cpu)
}

fn present(network: &Network, x: &Tensor, weighting: &[f32]) -> Passed {
    let evaluated = read(&network.forward(x).unwrap()).unwrap();
    let tape = network.record(x.clone(), STEP).unwrap();
    let output = tape.output().unwrap().copy().unwrap();
    let weighting = Tensor::from_slice(weighting, output.shape(), output.device()).unwrap();
    let gradients = tape.gradients(&weighting).unwrap().into_iter();
    let gradients = gradients.map(|g| g.map(|g| read(&g).unwrap()).unwrap_or_default()).collect();
    let (output, running) = (read(&output).unwrap(), running(network));
    Passed { evaluated, output, running, gradients, to_x: None }
}

fn compare(name: &str, graph: &Graph) -> [usize; 2] {
    let network = Network::new(graph, INIT, SEED).unwrap();
    let x = network.batch(samples(graph.nodes[0].shape, BATCH)).unwrap();
    let weighting = draw("weighting", BATCH * graph.output().unwrap().elements());
    let masks = |id, dims: &[usize], rate| mask(graph, id, dims, rate);
    let oracle = Oracle::new(&network, &x, &weighting, Training::Step(&masks));
    oracle.check(name, present(&network, &x, &weighting))
}

#[test]
fn networks_with_every_layer() {
    let image = Shape::Image { height: 9, width: 7, channels: 3 };
    let series = Shape::Series { length: 12, features: 3 };
    for (name, input) in [("image", image), ("series", series)] {
        compare(&format!("everything on an {name}"), &everything(input));
        compare(&format!("branches on an {name}"), &branches(input));
    }
}

#[test]
fn random_networks() {
    let mut counts = [0; 2];
    for seed in 0..400 {
        let graph = random_graph(seed);
        let names: Vec<&str> = graph.nodes.iter().map(|node| node.op.name()).collect();
        let [all, plain] = compare(&format!("seed {seed}, {}", names.join(" ")), &graph);
        counts = [counts[0] + all, counts[1] + plain];
    }
    let [all, plain] = counts;
    println!("{plain} of {all} tensors equal to 1e-4, the others as near as rounding lets");
    assert!(plain * 100 > all * 95, "{plain} of {all}");
}

/// Without masks nothing is dropped and nothing moves.
#[test]
fn comparisons_leave_the_network_alone() {
    let graph = branches(Shape::Series { length: 12, features: 3 });
    let network = Network::new(&graph, INIT, SEED).unwrap();
    let x = network.batch(samples(graph.nodes[0].shape, BATCH)).unwrap();
    let before = network.snapshot().unwrap();
    let once = read(&network.ordinary(&x, Training::On).unwrap()).unwrap();
    assert_eq!(once, read(&network.ordinary(&x, Training::On).unwrap()).unwrap());
    assert_eq!(before, network.snapshot().unwrap());
    let none = |_: NodeId, dims: &[usize], _| Tensor::zeros(dims, x.dtype(), x.device());
    let dropped = network.ordinary(&x, Training::Step(&none)).unwrap();
    assert_ne!(once, read(&dropped).unwrap());
}
