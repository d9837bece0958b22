//! Whole networks: their counts, their gradients, and against stock Candle.

use candle_core::Tensor;

use super::super::testing::span;
use super::super::testing::{INIT, RELU, branches, chain, conv, draw, everything, forward};
use super::Network;
use crate::backend::kernels::read;
use crate::graph::{Graph, Op, Padding, Pool, PoolKind, Shape};

const IMAGE: Shape = Shape::Image { height: 9, width: 8, channels: 2 };
const SERIES: Shape = Shape::Series { length: 13, features: 3 };

#[test]
fn variables_are_the_graphs_parameters() {
    for graph in [IMAGE, SERIES].into_iter().flat_map(|shape| [everything(shape), branches(shape)])
    {
        let network = Network::new(&graph, INIT, 1).unwrap();
        assert_eq!(network.params(), graph.params());
        assert_eq!(network.learned.len(), graph.parameters().len());
        for (learned, parameter) in network.learned.iter().zip(graph.parameters()) {
            assert_eq!(learned.parameter, parameter);
            assert_eq!(learned.var.dims(), parameter.shape);
        }
        assert_eq!(network.buffered.len() * 2, graph.buffers().len());
    }
}

/// Along the gradient, the loss rises by the gradient's squared norm.
#[test]
fn the_gradient_is_the_slope_of_the_loss() {
    for shape in [IMAGE, SERIES] {
        let network = Network::new(&everything(shape), INIT, 2).unwrap();
        let x = network.batch(draw("x", 16 * shape.elements())).unwrap();
        let weights = Tensor::from_vec(draw("w", 48), (16, 3), x.device()).unwrap();
        let loss = || -> f64 {
            let out = network.record(x.clone(), 0).unwrap().output().unwrap().clone();
            let weighted = read(&(out * &weights).unwrap()).unwrap();
            weighted.iter().map(|x| f64::from(*x)).sum()
        };
        let before = network.snapshot().unwrap();
        let gradients = network.record(x.clone(), 0).unwrap().gradients(&weights).unwrap();
        let gradient: Vec<Vec<f32>> =
            gradients.into_iter().map(|gradient| read(&gradient.unwrap()).unwrap()).collect();
        let square: f64 = gradient.iter().flatten().map(|g| f64::from(*g) * f64::from(*g)).sum();
        // Small enough that no maximum changes its place on the way.
        let step = 3e-5 / square.sqrt();
        let at = |factor: f64| {
            let mut moved = before.clone();
            for (values, gradient) in moved.learned.iter_mut().zip(&gradient) {
                values.iter_mut().zip(gradient).for_each(|(v, g)| *v += factor as f32 * g);
            }
            network.restore(&moved).unwrap();
            loss()
        };
        let slope = (at(step) - at(-step)) / (2.0 * step);
        assert!((slope / square - 1.0).abs() < 2e-3, "{slope} {square}");
    }
}

/// The same for each learned tensor alone, through branches, joints and pools.
#[test]
fn each_gradient_is_the_slope_along_it() {
    for shape in [IMAGE, SERIES] {
        let network = Network::new(&branches(shape), INIT, 5).unwrap();
        let x = network.batch(draw("x", 4 * shape.elements())).unwrap();
        let weights = Tensor::from_vec(draw("w", 12), (4, 3), x.device()).unwrap();
        let loss = || -> f64 {
            let out = read(network.record(x.clone(), 0).unwrap().output().unwrap()).unwrap();
            let pairs = out.iter().zip(read(&weights).unwrap());
            pairs.map(|(y, w)| f64::from(*y) * f64::from(w)).sum()
        };
        let before = network.snapshot().unwrap();
        let gradients = network.record(x.clone(), 0).unwrap().gradients(&weights).unwrap();
        for (index, gradient) in gradients.into_iter().enumerate() {
            let gradient = read(&gradient.unwrap()).unwrap();
            let length = gradient.iter().map(|g| f64::from(*g).powi(2)).sum::<f64>().sqrt();
            let name = &network.learned[index].parameter.name;
            assert!(length > 1e-3, "{name}");
            let at = |step: f64| {
                let mut moved = before.clone();
                for (value, slope) in moved.learned[index].iter_mut().zip(&gradient) {
                    *value += (step / length * f64::from(*slope)) as f32;
                }
                network.restore(&moved).unwrap();
                loss()
            };
            let step = 1e-3;
            // Where two cells of a maximum are nearly equal the slopes of both sides differ, and the
            // gradient is one of them.
            let here = at(0.0);
            let sides = [(at(step) - here) / step, (here - at(-step)) / step];
            network.restore(&before).unwrap();
            let near = |slope: &f64| (slope - length).abs() < 5e-3 * length.max(0.1);
            assert!(sides.iter().any(near), "{name}: {sides:?} {length}");
        }
    }
}

#[test]
fn evaluation_neither_drops_nor_learns() {
    let network = Network::new(&everything(IMAGE), INIT, 2).unwrap();
    let x = draw("x", 4 * IMAGE.elements());
    let before = network.snapshot().unwrap();
    let first = forward(&network, x.clone(), None);
    assert_eq!(read(&first).unwrap(), read(&forward(&network, x.clone(), None)).unwrap());
    assert_eq!(network.snapshot().unwrap(), before);
    let dropped = |step| read(&forward(&network, x.clone(), Some(step))).unwrap();
    let (one, two) = (dropped(1), dropped(2));
    assert_ne!(one, two);
    assert_eq!(one, dropped(1));
    assert_ne!(network.snapshot().unwrap().running, before.running);
}

/// A sample's prediction does not depend on its neighbours in the batch.
#[test]
fn samples_are_predicted_alone() {
    for graph in [everything(SERIES), branches(SERIES)] {
        let network = Network::new(&graph, INIT, 3).unwrap();
        let x = draw("x", 5 * SERIES.elements());
        let all = read(&forward(&network, x.clone(), None)).unwrap();
        let last = x[4 * SERIES.elements()..].to_vec();
        let alone = read(&forward(&network, last, None)).unwrap();
        for (a, b) in all[12..].iter().zip(&alone) {
            assert!((a - b).abs() < 1e-5, "{a} {b}");
        }
    }
}

#[test]
fn equals_stock_candle() {
    // Averages: Candle 0.11's gradient of max pooling is too small by the size of the window.
    let image = Shape::Image { height: 10, width: 8, channels: 2 };
    let mut graph = Graph::new(image, span());
    let pool = Pool::square(PoolKind::Average, 2, 2, Padding::Valid);
    chain(
        &mut graph,
        &[
            conv(4, 3, 1, Padding::Cells(1), true),
            RELU,
            Op::Pool(pool),
            Op::Flatten,
            Op::Dense { units: 5, bias: true },
        ],
    );
    let network = Network::new(&graph, INIT, 4).unwrap();
    let x = network.batch(draw("x", 3 * image.elements())).unwrap();
    let vars: Vec<Tensor> = network.learned.iter().map(|l| l.var.as_tensor().clone()).collect();
    let stock = || -> candle_core::Result<Tensor> {
        let bias = vars[1].reshape((1, 4, 1, 1))?;
        let y = x.conv2d(&vars[0], 1, 1, 1, 1)?.broadcast_add(&bias)?.relu()?.avg_pool2d(2)?;
        y.flatten_from(1)?.matmul(&vars[2].t()?)?.broadcast_add(&vars[3])
    };
    let tape = network.record(x.clone(), 0).unwrap();
    let (ours, theirs) = (tape.output().unwrap().clone(), stock().unwrap());
    let near = |a: &Tensor, b: &Tensor| {
        let largest = |t: &Tensor| read(t).unwrap().iter().fold(0.0_f32, |m, x| m.max(x.abs()));
        let (error, scale) = (largest(&(a - b).unwrap()), largest(b));
        assert!(error < 1e-5 * scale, "{error} {scale}");
    };
    near(&ours, &theirs);
    let ours = tape.gradients(&(ours * 2.0).unwrap()).unwrap();
    let theirs = theirs.sqr().unwrap().sum_all().unwrap().backward().unwrap();
    for (var, ours) in vars.iter().zip(&ours) {
        near(ours.as_ref().unwrap(), theirs.get(var).unwrap());
    }
}
