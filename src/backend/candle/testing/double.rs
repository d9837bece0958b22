//! A graph with given numbers: its output in double precision, and its gradients.

use std::collections::BTreeMap;

use candle_core::{DType, Device, Tensor};

use super::{INIT, draw, ordinary, samples};
use crate::backend::candle::{Network, Training};
use crate::graph::Graph;

/// Samples in a batch.
const BATCH: usize = 4;

/// The output for drawn samples, in evaluation. Running statistics have single precision.
pub fn output(graph: &Graph, values: &BTreeMap<String, Vec<f64>>) -> Vec<f64> {
    let network = holding(graph, values);
    let learned = graph.parameters().into_iter().map(|parameter| {
        let values = values[&parameter.name].as_slice();
        Tensor::from_slice(values, parameter.shape, &Device::Cpu).unwrap()
    });
    let x = batch(&network, graph).to_dtype(DType::F64).unwrap();
    let out = network.ordinary_with(&x, &learned.collect::<Vec<_>>()).unwrap();
    out.flatten_all().unwrap().to_vec1().unwrap()
}

/// Gradients of a weighted sum of the output in training, by parameter.
pub fn gradients(graph: &Graph, values: &BTreeMap<String, Vec<f64>>) -> BTreeMap<String, Vec<f32>> {
    let network = holding(graph, values);
    let x = batch(&network, graph);
    let weighting = draw("weighting", BATCH * graph.output().unwrap().elements());
    let passed = ordinary(&network, (&x, &weighting), Training::On, DType::F64);
    let names = graph.parameters().into_iter().map(|parameter| parameter.name);
    names.zip(passed.gradients).collect()
}

fn holding(graph: &Graph, values: &BTreeMap<String, Vec<f64>>) -> Network {
    let network = Network::new(graph, INIT, 0).unwrap();
    network.take_named(values).unwrap();
    network
}

fn batch(network: &Network, graph: &Graph) -> Tensor {
    network.batch(samples(graph.nodes[0].shape, BATCH)).unwrap()
}
