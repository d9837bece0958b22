//! What the heads do with queries, keys and values: softmax(q·kᵀ / √d)·v, sample by sample.

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layer's.

use super::softmax::{Pull, Soften};
use crate::backend::kernels::mask::Mask;
use crate::backend::kernels::matmul::{Into, Matrix, matmul};
use crate::backend::kernels::simd::dispatch;
use crate::backend::kernels::{scratch, split};

#[derive(Clone, Copy, Debug)]
pub struct Heads {
    pub length: usize,
    /// Features, of all heads.
    pub width: usize,
    pub count: usize,
    /// A step sees no later one.
    pub causal: bool,
    pub mask: Option<Mask>,
}

/// What the way back reads: all but the last as it was on the way forward.
pub struct Given<'a> {
    pub projected: &'a [f32],
    pub weights: &'a [f32],
    /// The gradients of what was gathered.
    pub slopes: &'a [f32],
}

impl Heads {
    /// Attention weights of a sample.
    pub fn weights(&self) -> usize {
        self.count * self.square()
    }

    /// Attention weights of a head.
    fn square(&self) -> usize {
        self.length * self.length
    }

    /// Features of a head.
    fn depth(&self) -> usize {
        self.width / self.count
    }

    /// One over the square root of the depth.
    fn scale(&self) -> f32 {
        (1.0 / (self.depth() as f64).sqrt()) as f32
    }

    /// Numbers of a sample's projections.
    fn projections(&self) -> usize {
        3 * self.length * self.width
    }

    /// Queries (0), keys (1) or values (2) of a head, `[length, depth]`, from a sample's
    /// projections.
    fn part<'a>(&self, projected: &'a [f32], which: usize, head: usize) -> Matrix<'a> {
        let values = &projected[which * self.width + head * self.depth()..];
        Matrix::padded(values, self.length, self.depth(), 3 * self.width)
    }

    /// A head's columns of `[length, width]`.
    fn columns<'a>(&self, rows: &'a [f32], head: usize) -> Matrix<'a> {
        Matrix::padded(&rows[head * self.depth()..], self.length, self.depth(), self.width)
    }

    /// From projections `[batch, length, 3 × width]` to weights before dropout
    /// `[batch, heads, length, length]` and what they gather, `[batch, length, width]`. Weights
    /// are dropped in a training pass.
    pub fn forward(
        &self,
        pass: Option<u64>,
        projected: &[f32],
        weights: &mut [f32],
        gathered: &mut [f32],
    ) {
        let of_gathered = (gathered, self.length * self.width);
        split::pairs((weights, self.weights()), of_gathered, |sample, weights, gathered| {
            let projected = &projected[sample * self.projections()..][..self.projections()];
            self.sample(pass, sample, projected, weights, gathered);
        });
    }

    /// As [`Heads::forward`], but the weights are not kept.
    pub fn evaluate(&self, projected: &[f32], gathered: &mut [f32]) {
        split::chunks(gathered, self.length * self.width, |sample, gathered| {
            let projected = &projected[sample * self.projections()..][..self.projections()];
            scratch::with(self.weights(), |weights| {
                self.sample(None, sample, projected, weights, gathered);
            });
        });
    }

    fn sample(
        &self,
        pass: Option<u64>,
        sample: usize,
        projected: &[f32],
        weights: &mut [f32],
        gathered: &mut [f32],
    ) {
        let Heads { length, width, causal, .. } = *self;
        let scale = self.scale();
        for (head, weights) in weights.chunks_exact_mut(self.square()).enumerate() {
            let keys = self.part(projected, 1, head).transposed();
            matmul(weights, length, self.part(projected, 0, head), keys, Into::Replace);
            dispatch(Soften { scores: &mut *weights, length, scale, causal });
            let out = &mut gathered[head * self.depth()..];
            self.dropped(pass, (sample, head), weights, |weights| {
                let weights = Matrix::new(weights, length, length);
                matmul(out, width, weights, self.part(projected, 2, head), Into::Replace);
            });
        }
    }

    /// Calls `work` with a head's weights after dropout.
    fn dropped(
        &self,
        pass: Option<u64>,
        (sample, head): (usize, usize),
        weights: &[f32],
        work: impl FnOnce(&[f32]),
    ) {
        let (Some(mask), Some(pass)) = (self.mask, pass) else { return work(weights) };
        scratch::with(self.square(), |place| {
            place.copy_from_slice(weights);
            mask.apply(pass, self.index(sample, head), place);
            work(place);
        });
    }

    /// The index of a head's first weight among those of the batch.
    fn index(&self, sample: usize, head: usize) -> usize {
        sample * self.weights() + head * self.square()
    }

    /// The gradients of the projections.
    pub fn backward(&self, pass: u64, given: &Given, to_projected: &mut [f32]) {
        split::chunks(to_projected, self.projections(), |sample, to_projected| {
            let part = |size: usize| sample * size..(sample + 1) * size;
            let given = Given {
                projected: &given.projected[part(self.projections())],
                weights: &given.weights[part(self.weights())],
                slopes: &given.slopes[part(self.length * self.width)],
            };
            scratch::with(self.square(), |to_weights| {
                for head in 0..self.count {
                    self.head_back(pass, (sample, head), &given, to_weights, to_projected);
                }
            });
        });
    }

    fn head_back(
        &self,
        pass: u64,
        (sample, head): (usize, usize),
        given: &Given,
        to_weights: &mut [f32],
        to_projected: &mut [f32],
    ) {
        let Heads { length, width, .. } = *self;
        let weights = &given.weights[head * self.square()..][..self.square()];
        let slopes = self.columns(given.slopes, head);
        let values = self.part(given.projected, 2, head).transposed();
        matmul(to_weights, length, slopes, values, Into::Replace);
        if let Some(mask) = self.mask {
            mask.apply(pass, self.index(sample, head), to_weights);
        }
        dispatch(Pull { weights, slopes: &mut *to_weights, length, scale: self.scale() });
        let to_scores = Matrix::new(to_weights, length, length);
        let mut set = |which: usize, left: Matrix, right: Matrix| {
            let out = &mut to_projected[which * width + head * self.depth()..];
            matmul(out, 3 * width, left, right, Into::Replace);
        };
        set(0, to_scores, self.part(given.projected, 1, head));
        set(1, to_scores.transposed(), self.part(given.projected, 0, head));
        self.dropped(Some(pass), (sample, head), weights, |weights| {
            set(2, Matrix::new(weights, length, length).transposed(), slopes);
        });
    }
}
