//! What a network holds is what its graph says.

use super::super::Training;
use super::super::testing::{INIT, branches, everything, samples};
use super::Network;
use crate::graph::Shape;

const IMAGE: Shape = Shape::Image { height: 9, width: 8, channels: 2 };
const SERIES: Shape = Shape::Series { length: 13, features: 3 };

#[test]
fn tensors_are_the_graphs_parameters() {
    for graph in [IMAGE, SERIES].into_iter().flat_map(|shape| [everything(shape), branches(shape)])
    {
        let network = Network::new(&graph, INIT, 1).unwrap();
        assert_eq!(network.params(), graph.params());
        assert_eq!(network.learned.len(), graph.parameters().len());
        for (learned, parameter) in network.learned.iter().zip(graph.parameters()) {
            assert_eq!(learned.parameter, parameter);
            assert_eq!(learned.tensor.dims(), parameter.shape);
        }
        assert_eq!(network.buffered.len() * 2, graph.buffers().len());
    }
}

#[test]
fn named_tensors_are_views_of_the_flat_variable() {
    let network = Network::new(&branches(IMAGE), INIT, 1).unwrap();
    network.change_numbers(|numbers| numbers.iter_mut().for_each(|x| *x = 0.5)).unwrap();
    for learned in network.learned() {
        let values: Vec<f32> = learned.tensor.flatten_all().unwrap().to_vec1().unwrap();
        assert!(values.iter().all(|x| *x == 0.5), "{}", learned.parameter.name);
    }
    let all = network.with_numbers(<[f32]>::len).unwrap();
    assert_eq!(network.learned().last().unwrap().range.end, all);
}

/// The oracle neither drops, where it is not told how, nor moves the running statistics.
#[test]
fn ordinary_passes_leave_the_network_alone() {
    let network = Network::new(&everything(SERIES), INIT, 1).unwrap();
    let x = network.batch(samples(SERIES, 4)).unwrap();
    let before = network.snapshot().unwrap();
    let once = || -> Vec<f32> {
        let out = network.ordinary(&x, Training::On).unwrap();
        out.flatten_all().unwrap().to_vec1().unwrap()
    };
    assert_eq!(once(), once());
    assert_eq!(before, network.snapshot().unwrap());
}
