//! The gradients of the ordinary network are the slopes of its loss, in double precision.

use candle_core::{DType, Tensor};

use super::super::testing::{INIT, branches, draw, everything, random_graph, samples};
use super::super::{Network, Snapshot, Training};
use crate::graph::{Graph, Shape};

const BATCH: usize = 4;

/// So small that kinks are rarely crossed, and many times what single precision resolves.
const STEP: f32 = 1e-6;

fn loss(network: &Network, x: &Tensor, weighting: &Tensor) -> Tensor {
    let output = network.ordinary(x, Training::On).unwrap();
    (output * weighting).unwrap().sum_all().unwrap()
}

/// The same numbers moved by a step along drawn directions, one for each tensor.
fn moved(numbers: &Snapshot, step: f32) -> Snapshot {
    let mut moved = numbers.clone();
    for (index, values) in moved.learned.iter_mut().enumerate() {
        let along = draw(&format!("along/{index}"), values.len());
        values.iter_mut().zip(along).for_each(|(value, along)| *value += step * along);
    }
    moved
}

/// The difference of the loss between two near places, by the loss and by its gradient there, and
/// the sum of the parts of the latter without their signs.
fn differences(graph: &Graph) -> [f64; 3] {
    let network = Network::new(graph, INIT, 1).unwrap();
    let double = |values: Vec<f32>, dims: &[usize]| {
        Tensor::from_vec(values, dims, &candle_core::Device::Cpu)?.to_dtype(DType::F64)
    };
    let x = network.batch(samples(graph.nodes[0].shape, BATCH)).unwrap();
    let x = x.to_dtype(DType::F64).unwrap();
    let output = graph.output().unwrap();
    let dims = [&[BATCH], output.dims().as_slice()].concat();
    let weighting = double(draw("weighting", BATCH * output.elements()), &dims).unwrap();
    // Away from the biases of 0 at the start, where kinks are met exactly.
    let start = moved(&network.snapshot().unwrap(), 0.1);
    network.restore(&start).unwrap();
    let gradients = loss(&network, &x, &weighting).backward().unwrap();
    let places = [moved(&start, STEP), moved(&start, -STEP)];
    let [above, below] = [0, 1].map(|place| {
        network.restore(&places[place]).unwrap();
        loss(&network, &x, &weighting).to_scalar::<f64>().unwrap()
    });
    let mut sums = [0.0; 2];
    let flat: Vec<f32> =
        gradients.get(network.flat()).map(|flat| flat.to_vec1().unwrap()).unwrap_or_default();
    for (index, learned) in network.learned().iter().enumerate() {
        let gradient = flat.get(learned.range.clone()).unwrap_or_default().to_vec();
        let ends = places[0].learned[index].iter().zip(&places[1].learned[index]);
        for (gradient, (above, below)) in gradient.into_iter().zip(ends) {
            let part = f64::from(gradient) * (f64::from(*above) - f64::from(*below));
            sums = [sums[0] + part, sums[1] + part.abs()];
        }
    }
    [above - below, sums[0], sums[1]]
}

#[test]
fn gradients_are_slopes() {
    let image = Shape::Image { height: 9, width: 7, channels: 3 };
    let series = Shape::Series { length: 12, features: 3 };
    let mut graphs = vec![everything(image), everything(series), branches(image), branches(series)];
    graphs.extend((1000..1150).map(random_graph));
    for graph in graphs.into_iter().filter(|graph| graph.params() > 0) {
        let [exact, along, size] = differences(&graph);
        let names: Vec<&str> = graph.nodes.iter().map(|node| node.op.name()).collect();
        let error = (exact - along).abs();
        // In rounding errors of a loss of ordinary size, where all gradients are 0.
        assert!(error <= 1e-5 * size + 1e-13, "{}: {exact:e} {along:e} {size:e}", names.join(" "));
    }
}
