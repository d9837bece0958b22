//! Multi-head self-attention over the steps of a series (Vaswani et al. 2017).
//!
//! Each projection is one matrix product for the whole batch; the heads are columns of them.

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layer's.

mod heads;
mod softmax;
#[cfg(test)]
mod tests;

use self::heads::{Given, Heads};
use super::kernel::{Backward, Forward, Kernel, Mode, Reads};
use super::mask::Mask;
use super::matmul::{Into, Matrix, matmul, matmul_biased};
use super::{scratch, tile};
use crate::graph;

/// x `[batch, length, features]`, `in_proj_weight [3 × features, features]` (queries, keys,
/// values), `in_proj_bias`, `out_proj_weight [features, features]`, `out_proj_bias`, as PyTorch →
/// the shape of x. The biases are left out where the layer has none.
#[derive(Debug)]
pub struct Attention {
    heads: Heads,
    bias: bool,
}

/// The layer's tensors; biases may be empty.
struct Learned<T> {
    into: T,
    into_bias: T,
    out: T,
    out_bias: T,
}

/// What the way back needs of the way forward.
struct Kept<'a> {
    /// `[batch, length, 3 × features]`
    projected: &'a mut [f32],
    /// What the heads gathered, `[batch, length, features]`.
    gathered: &'a mut [f32],
    /// Before dropout, `[batch, heads, length, length]`; empty in evaluation.
    weights: &'a mut [f32],
}

impl Attention {
    /// `mask` drops attention weights in training.
    pub fn new(
        layer: graph::Attention,
        length: usize,
        features: usize,
        mask: Option<Mask>,
    ) -> Attention {
        let graph::Attention { heads: count, causal, bias, .. } = layer;
        let fits = count > 0 && length > 0 && features > 0 && features.is_multiple_of(count);
        assert!(fits, "{count} heads share {features} features at {length} steps");
        let mask = mask.filter(|mask| !mask.is_open());
        Attention { heads: Heads { length, width: features, count, causal, mask }, bias }
    }

    /// Lengths of the tensors.
    fn lengths(&self) -> [usize; 4] {
        let width = self.heads.width;
        let bias = usize::from(self.bias) * width;
        [3 * width * width, 3 * bias, width * width, bias]
    }

    fn learned<'a>(&self, values: &'a [f32]) -> Learned<&'a [f32]> {
        let [into, into_bias, out, _] = self.lengths();
        let (into, rest) = values.split_at(into);
        let (into_bias, rest) = rest.split_at(into_bias);
        let (out, out_bias) = rest.split_at(out);
        Learned { into, into_bias, out, out_bias }
    }

    fn gradients<'a>(&self, values: &'a mut [f32]) -> Learned<&'a mut [f32]> {
        let [into, into_bias, out, _] = self.lengths();
        let (into, rest) = values.split_at_mut(into);
        let (into_bias, rest) = rest.split_at_mut(into_bias);
        let (out, out_bias) = rest.split_at_mut(out);
        Learned { into, into_bias, out, out_bias }
    }

    fn places<'a>(&self, batch: usize, kept: &'a mut [f32]) -> Kept<'a> {
        let size = batch * self.heads.length * self.heads.width;
        let (projected, rest) = kept.split_at_mut(3 * size);
        let (gathered, weights) = rest.split_at_mut(size);
        Kept { projected, gathered, weights }
    }

    fn ahead(&self, pass: Forward, places: Kept) {
        let learned = self.learned(pass.parameters);
        project(pass.x, self.heads.width, learned.into, learned.into_bias, places.projected);
        match pass.mode {
            Mode::Train { pass } => {
                self.heads.forward(Some(pass), places.projected, places.weights, places.gathered);
            }
            Mode::Evaluate => self.heads.evaluate(places.projected, places.gathered),
        }
        project(places.gathered, self.heads.width, learned.out, learned.out_bias, pass.y);
    }
}

/// `out = rows·Wᵀ + b`, with rows of `width` numbers.
fn project(rows: &[f32], width: usize, weight: &[f32], bias: &[f32], out: &mut [f32]) {
    let (count, units) = (rows.len() / width, weight.len() / width);
    let weight = Matrix::new(weight, units, width).transposed();
    let rows = Matrix::new(rows, count, width);
    if bias.is_empty() {
        matmul(out, units, rows, weight, Into::Replace);
    } else {
        matmul_biased(out, units, rows, weight, bias);
    }
}

/// The gradients of a projection's weight and bias.
fn project_back(rows: &[f32], width: usize, slopes: &[f32], weight: &mut [f32], bias: &mut [f32]) {
    let (count, units) = (rows.len() / width, weight.len() / width);
    let slopes_of = Matrix::new(slopes, count, units).transposed();
    matmul(weight, width, slopes_of, Matrix::new(rows, count, width), Into::Replace);
    if !bias.is_empty() {
        tile::totals(slopes, bias);
    }
}

impl Kernel for Attention {
    fn kept(&self, batch: usize) -> usize {
        batch * (4 * self.heads.length * self.heads.width + self.heads.weights())
    }

    fn reads(&self) -> Reads {
        Reads::X
    }

    fn forward(&self, mut pass: Forward<'_>) {
        let kept = std::mem::take(&mut pass.kept);
        let batch = pass.batch;
        if let Mode::Evaluate = pass.mode {
            let size = 4 * batch * self.heads.length * self.heads.width;
            return scratch::with(size, |kept| self.ahead(pass, self.places(batch, kept)));
        }
        self.ahead(pass, self.places(batch, kept));
    }

    fn backward(&self, pass: Backward<'_>) {
        let width = self.heads.width;
        let rows = pass.batch * self.heads.length;
        let learned = self.learned(pass.parameters);
        let to = self.gradients(pass.dparameters);
        let Kept { projected, gathered, weights } = self.places(pass.batch, pass.kept);
        project_back(gathered, width, pass.dy, to.out, to.out_bias);
        // What was gathered is read no more: its place takes its gradient.
        let slopes = Matrix::new(pass.dy, rows, width);
        matmul(gathered, width, slopes, Matrix::new(learned.out, width, width), Into::Replace);
        scratch::with(3 * rows * width, |to_projected| {
            let given = Given { projected, weights, slopes: gathered };
            self.heads.backward(pass.pass, &given, to_projected);
            project_back(pass.x, width, to_projected, to.into, to.into_bias);
            if let Some(dx) = pass.dx {
                let into = if dx.add { Into::Add } else { Into::Replace };
                let weight = Matrix::new(learned.into, 3 * width, width);
                let slopes = Matrix::new(to_projected, rows, 3 * width);
                matmul(dx.values, width, slopes, weight, into);
            }
        });
    }
}
