//! Recurrent layers against their definitions in double precision, and finite differences.

use super::{Kernel, Recurrent};
use crate::backend::kernels::kernel::{Backward, Forward, Gradient, Mode};
use crate::backend::kernels::simd::testing::each;
use crate::backend::kernels::testing::{Case, Given, check, compare};
use crate::graph::{self, Cell, Returns};
use crate::random::Stream;

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
fn step(cell: Cell, x: &[f64], h: &[f64], c: &[f64], w: [&[f64]; 4]) -> (Vec<f64>, Vec<f64>) {
    let units = h.len();
    let row = |weight: &[f64], bias: &[f64], x: &[f64], gate: usize, unit: usize| {
        let row = gate * units + unit;
        let weights = &weight[row * x.len()..(row + 1) * x.len()];
        weights.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + bias[row]
    };
    let read = |gate, unit| row(w[0], w[2], x, gate, unit);
    let state = |gate, unit| row(w[1], w[3], h, gate, unit);
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

/// A direction's tensors.
fn tensors(
    layer: graph::Recurrent,
    dims: Dims,
    parameters: &[f64],
    direction: usize,
) -> [&[f64]; 4] {
    let wide = layer.cell.gates() * dims.units;
    let learned = &parameters[direction * wide * (dims.features + dims.units + 2)..];
    let (read, rest) = learned.split_at(wide * dims.features);
    let (state, rest) = rest.split_at(wide * dims.units);
    [read, state, &rest[..wide], &rest[wide..2 * wide]]
}

fn definition(layer: graph::Recurrent, dims: Dims, [x, _, parameters]: &Given) -> Vec<f64> {
    let Dims { batch, features, length, units } = dims;
    let directions = 1 + usize::from(layer.bidirectional);
    let shown = if layer.returns == Returns::Last { 1 } else { length };
    let mut out = vec![0.0; batch * shown * directions * units];
    for sample in 0..batch {
        for direction in 0..directions {
            let weights = tensors(layer, dims, parameters, direction);
            let (mut h, mut c) = (vec![0.0; units], vec![0.0; units]);
            for at in 0..length {
                let t = if direction == 0 { at } else { length - 1 - at };
                let x = &x[(sample * length + t) * features..][..features];
                (h, c) = step(layer.cell, x, &h, &c, weights);
                let place = sample * shown + if shown == 1 { 0 } else { t };
                out[(place * directions + direction) * units..][..units].copy_from_slice(&h);
            }
        }
    }
    out
}

fn case<'a>(layer: graph::Recurrent, dims: Dims, kernel: &'a Recurrent) -> Case<'a> {
    let Dims { batch, features, length, units } = dims;
    let directions = 1 + usize::from(layer.bidirectional);
    let shown = if layer.returns == Returns::Last { 1 } else { length };
    Case {
        name: "recurrent",
        kernel,
        batch,
        x: length * features,
        other: 0,
        y: shown * directions * units,
        parameters: directions * layer.cell.gates() * units * (features + units + 2),
        spread: 0.6,
    }
}

fn every_cell(dims: &[(usize, usize, usize, usize)]) {
    for cell in CELLS {
        for bidirectional in [false, true] {
            for returns in [Returns::Last, Returns::Sequence] {
                for (batch, features, length, units) in dims.iter().copied() {
                    let layer = graph::Recurrent { cell, units, bidirectional, returns };
                    let dims = Dims { batch, features, length, units };
                    let kernel = Recurrent::new(layer, length, features);
                    check(&case(layer, dims, &kernel), |given| definition(layer, dims, given));
                }
            }
        }
    }
}

#[test]
fn every_cell_follows_its_definition() {
    every_cell(&[(2, 3, 1, 2), (3, 2, 5, 3), (1, 1, 2, 1)]);
}

fn draw(name: &str, count: usize, spread: f64) -> Vec<f32> {
    let mut stream = Stream::new(2, name);
    (0..count).map(|_| (spread * stream.normal()) as f32).collect()
}

fn values(kernel: &Recurrent, mode: Mode, dims: Dims, x: &[f32], parameters: &[f32]) -> Vec<f32> {
    let mut y = vec![f32::NAN; dims.batch * kernel.shown.sample()];
    let mut kept = vec![f32::NAN; kernel.kept(dims.batch)];
    let kept = if mode == Mode::Evaluate { &mut [] } else { kept.as_mut_slice() };
    kernel.forward(Forward { mode, batch: dims.batch, x, other: &[], parameters, y: &mut y, kept });
    y
}

/// Units for each width of panels, more weights than are used at a time, several parts of samples.
#[test]
fn wide_and_long_ones_do_too() {
    for cell in CELLS {
        for (batch, length, units) in [(3, 35, 37), (19, 5, 130), (33, 3, 64), (2, 3, 180)] {
            let (bidirectional, returns) = (true, Returns::Sequence);
            let layer = graph::Recurrent { cell, units, bidirectional, returns };
            let dims = Dims { batch, features: 18, length, units };
            let kernel = Recurrent::new(layer, length, dims.features);
            let case = case(layer, dims, &kernel);
            let x = draw("x", case.batch * case.x, 1.0);
            let parameters = draw("parameters", case.parameters, 0.1);
            let y = values(&kernel, Mode::Train { pass: 0 }, dims, &x, &parameters);
            let wide = |values: &[f32]| values.iter().map(|x| f64::from(*x)).collect();
            let expected = definition(layer, dims, &[wide(&x), Vec::new(), wide(&parameters)]);
            compare("wide", "value", &y, &expected);
            assert!(y == values(&kernel, Mode::Evaluate, dims, &x, &parameters), "evaluation");
        }
    }
}

/// In the same way, gradients: each width of panels, and parts of samples that are not full.
#[test]
fn gradients_of_many_units_and_samples_do_too() {
    for cell in CELLS {
        let layer =
            graph::Recurrent { cell, units: 50, bidirectional: false, returns: Returns::Last };
        let dims = Dims { batch: 2, features: 1, length: 2, units: 50 };
        let kernel = Recurrent::new(layer, dims.length, dims.features);
        let mut wide = case(layer, dims, &kernel);
        wide.spread = 0.2;
        check(&wide, |given| definition(layer, dims, given));
        let layer = graph::Recurrent { units: 2, returns: Returns::Sequence, ..layer };
        let dims = Dims { batch: 39, length: 3, units: 2, ..dims };
        let kernel = Recurrent::new(layer, dims.length, dims.features);
        check(&case(layer, dims, &kernel), |given| definition(layer, dims, given));
    }
}

/// The gradients of the input and of the learned numbers.
fn gradients(kernel: &Recurrent, dims: Dims, x: &[f32], parameters: &[f32]) -> [Vec<f32>; 2] {
    let mut y = vec![f32::NAN; dims.batch * kernel.shown.sample()];
    let mut kept = vec![f32::NAN; kernel.kept(dims.batch)];
    let (mode, batch) = (Mode::Train { pass: 0 }, dims.batch);
    kernel.forward(Forward { mode, batch, x, other: &[], parameters, y: &mut y, kept: &mut kept });
    let mut dx = vec![f32::NAN; x.len()];
    let mut dparameters = vec![f32::NAN; parameters.len()];
    kernel.backward(Backward {
        pass: 0,
        batch,
        x: &[],
        other: &[],
        parameters,
        y: &[],
        kept: &mut kept,
        dy: &mut y,
        dx: Some(Gradient { values: &mut dx, add: false }),
        dother: None,
        dparameters: &mut dparameters,
    });
    [dx, dparameters]
}

#[test]
fn other_instructions_give_the_same() {
    for cell in CELLS {
        let (bidirectional, returns) = (true, Returns::Sequence);
        let layer = graph::Recurrent { cell, units: 21, bidirectional, returns };
        let dims = Dims { batch: 7, features: 5, length: 4, units: 21 };
        let kernel = Recurrent::new(layer, dims.length, dims.features);
        let case = case(layer, dims, &kernel);
        let x = draw("x", case.batch * case.x, 1.0);
        let parameters = draw("parameters", case.parameters, 0.2);
        let expected = gradients(&kernel, dims, &x, &parameters);
        let expected = expected.map(|values| values.into_iter().map(f64::from).collect::<Vec<_>>());
        each(|set| {
            let values = gradients(&kernel, dims, &x, &parameters);
            for (values, expected) in values.iter().zip(&expected) {
                compare("gradients", set, values, expected);
            }
        });
    }
}
