//! Recurrent layers against their definitions in double precision, and finite differences.

use candle_core::{Device, Tensor};

use super::super::check::{Case, check_layer};
use super::Recurrent;
use crate::backend::kernels::{Layer, read};
use crate::graph::{self, Cell, Returns};

const CELLS: [Cell; 4] =
    [Cell::Rnn { relu: false }, Cell::Rnn { relu: true }, Cell::Lstm, Cell::Gru];

#[derive(Clone, Copy)]
struct Dims {
    batch: usize,
    features: usize,
    length: usize,
    units: usize,
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// One step for one sample: the state and the cells after it.
fn step(cell: Cell, x: &[f64], h: &[f64], c: &[f64], w: &[Vec<f64>]) -> (Vec<f64>, Vec<f64>) {
    let units = h.len();
    let row = |weight: &[f64], bias: &[f64], x: &[f64], gate: usize, unit: usize| {
        let row = gate * units + unit;
        let weights = &weight[row * x.len()..(row + 1) * x.len()];
        weights.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + bias[row]
    };
    let read = |gate, unit| row(&w[0], &w[2], x, gate, unit);
    let state = |gate, unit| row(&w[1], &w[3], h, gate, unit);
    let both = |gate, unit| read(gate, unit) + state(gate, unit);
    let unit = |u: usize| match cell {
        Cell::Rnn { relu: false } => (both(0, u).tanh(), 0.0),
        Cell::Rnn { relu: true } => (both(0, u).max(0.0), 0.0),
        Cell::Lstm => {
            let (i, f, o) = (sigmoid(both(0, u)), sigmoid(both(1, u)), sigmoid(both(3, u)));
            let c = f * c[u] + i * both(2, u).tanh();
            (o * c.tanh(), c)
        }
        Cell::Gru => {
            let (r, z) = (sigmoid(both(0, u)), sigmoid(both(1, u)));
            let n = (read(2, u) + r * state(2, u)).tanh();
            ((1.0 - z) * n + z * h[u], 0.0)
        }
    };
    (0..units).map(unit).unzip()
}

fn definition(layer: graph::Recurrent, dims: Dims, v: &[Vec<f64>]) -> Vec<f64> {
    let Dims { batch, features, length, units } = dims;
    let directions = 1 + usize::from(layer.bidirectional);
    let shown = if layer.returns == Returns::Last { 1 } else { length };
    let mut out = vec![0.0; batch * directions * units * shown];
    for sample in 0..batch {
        for direction in 0..directions {
            let weights = &v[1 + 4 * direction..5 + 4 * direction];
            let (mut h, mut c) = (vec![0.0; units], vec![0.0; units]);
            for at in 0..length {
                let t = if direction == 0 { at } else { length - 1 - at };
                let x: Vec<f64> =
                    (0..features).map(|f| v[0][(sample * features + f) * length + t]).collect();
                (h, c) = step(layer.cell, &x, &h, &c, weights);
                let place = if shown == 1 { 0 } else { t };
                for (u, h) in h.iter().enumerate() {
                    let channel = sample * directions * units + direction * units + u;
                    out[channel * shown + place] = *h;
                }
            }
        }
    }
    out
}

fn case(layer: graph::Recurrent, dims: Dims) -> Case {
    let Dims { batch, features, length, units } = dims;
    let wide = layer.cell.gates() * units;
    let mut case = Case::new("recurrent").input(&[batch, features, length], 1.0);
    for _ in 0..1 + usize::from(layer.bidirectional) {
        case = case.input(&[wide, features], 0.6).input(&[wide, units], 0.6);
        case = case.input(&[wide], 0.5).input(&[wide], 0.5);
    }
    case
}

#[test]
fn every_cell_follows_its_definition() {
    for cell in CELLS {
        for bidirectional in [false, true] {
            for returns in [Returns::Last, Returns::Sequence] {
                for (batch, features, length, units) in [(2, 3, 1, 2), (3, 2, 5, 3), (1, 1, 2, 1)] {
                    let layer = graph::Recurrent { cell, units, bidirectional, returns };
                    let dims = Dims { batch, features, length, units };
                    check_layer(
                        &case(layer, dims),
                        || Recurrent::new(layer, true, true),
                        |v| definition(layer, dims, v),
                    );
                }
            }
        }
    }
}

/// More units than a vector register holds, more steps than are moved together.
#[test]
fn wide_and_long_ones_do_too() {
    for cell in [Cell::Lstm, Cell::Gru, Cell::Rnn { relu: false }] {
        let (bidirectional, returns) = (true, Returns::Sequence);
        let layer = graph::Recurrent { cell, units: 37, bidirectional, returns };
        let dims = Dims { batch: 3, features: 18, length: 35, units: 37 };
        let mut case = case(layer, dims);
        for (_, values) in case.inputs.iter_mut().skip(1) {
            values.iter_mut().for_each(|x| *x *= 0.2);
        }
        let tensors: Vec<Tensor> = case
            .inputs
            .iter()
            .map(|(shape, values)| {
                Tensor::from_slice(values, shape.as_slice(), &Device::Cpu).unwrap()
            })
            .collect();
        let wide: Vec<Vec<f64>> = case
            .inputs
            .iter()
            .map(|(_, values)| values.iter().map(|x| f64::from(*x)).collect())
            .collect();
        let out = Recurrent::new(layer, true, true).forward(&tensors[0], &tensors[1..]).unwrap();
        let expected = definition(layer, dims, &wide);
        super::super::check::compare("wide", "value", &read(&out).unwrap(), &expected);
    }
}

#[test]
fn evaluation_gives_the_same_and_keeps_nothing() {
    let layer = graph::Recurrent {
        cell: Cell::Lstm,
        units: 3,
        bidirectional: true,
        returns: Returns::Sequence,
    };
    let case = case(layer, Dims { batch: 2, features: 2, length: 4, units: 3 });
    let tensors: Vec<Tensor> = case
        .inputs
        .iter()
        .map(|(shape, values)| Tensor::from_slice(values, shape.as_slice(), &Device::Cpu).unwrap())
        .collect();
    let (x, learned) = (&tensors[0], &tensors[1..]);
    let (training, evaluation) =
        (Recurrent::new(layer, false, true), Recurrent::new(layer, false, false));
    let out = training.forward(x, learned).unwrap();
    assert_eq!(read(&out).unwrap(), read(&evaluation.forward(x, learned).unwrap()).unwrap());
    assert!(evaluation.backward(x, learned, &out).is_err());
    let (to_x, _) = training.backward(x, learned, &out).unwrap();
    assert!(to_x.is_none());
    assert!(training.backward(x, learned, &out).is_err(), "once for each pass");
    assert!(training.forward(x, &learned[1..]).is_err());
}
