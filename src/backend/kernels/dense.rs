//! `act(x·Wᵀ + b)`.
#![allow(clippy::indexing_slicing)] // Reason: the gradient and the values have the same length.

use super::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use super::matmul::{Into, Matrix, matmul, matmul_biased};
use super::{split, tile};
use crate::backend::kernels::Epilogue;

/// The numbers that a thread takes at once.
const SHARE: usize = 1 << 12;

/// `[rows, inputs]`, weight `[units, inputs]`, bias `[units]` → `[rows, units]`: a row is a sample,
/// or a place of one (a convolution with a window of one cell).
#[derive(Clone, Copy, Debug)]
pub struct Dense {
    inputs: usize,
    units: usize,
    epilogue: Epilogue,
}

impl Dense {
    /// Whether there is a bias is told by the learned numbers it is given.
    pub fn new(inputs: usize, units: usize, epilogue: Epilogue) -> Dense {
        Dense { inputs, units, epilogue }
    }
}

impl Kernel for Dense {
    fn reads(&self) -> Reads {
        Reads { x: true, other: false, y: !self.epilogue.is_none() }
    }

    fn forward(&self, pass: Forward<'_>) {
        let Forward { x, parameters, y, .. } = pass;
        let (weight, bias) = parameters.split_at(self.units * self.inputs);
        let weight = Matrix::new(weight, self.units, self.inputs).transposed();
        let x = Matrix::new(x, x.len() / self.inputs.max(1), self.inputs);
        if bias.is_empty() {
            matmul(y, self.units, x, weight, Into::Replace);
        } else {
            matmul_biased(y, self.units, x, weight, bias);
        }
        if !self.epilogue.is_none() {
            split::chunks(y, SHARE, |_, y| self.epilogue.apply(y));
        }
    }

    fn backward(&self, pass: Backward<'_>) {
        let Backward { x, parameters, y, dy, dx, dparameters, .. } = pass;
        let size = self.units * self.inputs;
        if !self.epilogue.is_none() {
            split::chunks(dy, SHARE, |index, dy| self.epilogue.pull(&y[index * SHARE..], dy));
        }
        let (dweight, dbias) = dparameters.split_at_mut(size);
        if !dbias.is_empty() {
            tile::totals(dy, dbias);
        }
        let rows = x.len() / self.inputs.max(1);
        let slopes = Matrix::new(dy, rows, self.units);
        let x = Matrix::new(x, rows, self.inputs);
        matmul(dweight, self.inputs, slopes.transposed(), x, Into::Replace);
        if let Some(Gradient { values, add }) = dx {
            let (weight, _) = parameters.split_at(size);
            let weight = Matrix::new(weight, self.units, self.inputs);
            let into = if add { Into::Add } else { Into::Replace };
            matmul(values, self.inputs, slopes, weight, into);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::simd::testing::each;
    use super::super::testing::{Case, check};
    use super::Dense;
    use crate::backend::kernels::Epilogue;
    use crate::graph::Activation;

    #[test]
    fn follows_the_definition() {
        let (inputs, units, batch) = (7, 5, 6);
        for (bias, epilogue, exact) in [
            (false, Epilogue::NONE, (|x| x) as fn(f64) -> f64),
            (true, Epilogue::of(Activation::Tanh).unwrap(), f64::tanh),
            (true, Epilogue::of(Activation::Relu).unwrap(), |x| x.max(0.0)),
        ] {
            let kernel = Dense::new(inputs, units, epilogue);
            let parameters = units * inputs + if bias { units } else { 0 };
            let (x, y) = (inputs, units);
            let case = Case {
                name: "dense",
                kernel: &kernel,
                batch,
                x,
                other: 0,
                y,
                parameters,
                spread: 0.5,
            };
            each(|_| {
                check(&case, |[x, _, parameters]| {
                    let (weight, bias) = parameters.split_at(units * inputs);
                    let unit = |row: &[f64], u: usize| {
                        let weight = &weight[u * inputs..(u + 1) * inputs];
                        let sum: f64 = row.iter().zip(weight).map(|(x, w)| x * w).sum();
                        exact(sum + bias.get(u).copied().unwrap_or(0.0))
                    };
                    x.chunks(inputs).flat_map(|row| (0..units).map(move |u| unit(row, u))).collect()
                });
            });
        }
    }
}
