//! Random small graphs: what the graph says of shapes and counts is what the network holds.

use proptest::prelude::*;

use super::testing::{INIT, random_graph, samples};
use super::{Network, Training};
use crate::graph::Graph;

const BATCH: usize = 3;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn shapes_and_counts_are_the_graphs(seed: u64) {
        let whole = random_graph(seed);
        for nodes in 1..=whole.nodes.len() {
            let graph = Graph { nodes: whole.nodes[..nodes].to_vec() };
            let network = Network::new(&graph, INIT, seed).unwrap();
            prop_assert_eq!(network.params(), graph.params());
            for (learned, parameter) in network.learned().iter().zip(graph.parameters()) {
                prop_assert_eq!(learned.tensor.dims(), parameter.shape.as_slice());
            }
            let expected = [&[BATCH], graph.output().unwrap().dims().as_slice()].concat();
            let x = network.batch(samples(graph.nodes[0].shape, BATCH)).unwrap();
            for training in [Training::Off, Training::On] {
                let output = network.ordinary(&x, training).unwrap();
                prop_assert_eq!(output.dims(), expected.as_slice());
            }
        }
    }
}
