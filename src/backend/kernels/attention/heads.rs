//! What the heads do with queries, keys and values: softmax(q·kᵀ / √d)·v, sample by sample.

use candle_core::Result;

use crate::backend::kernels::dropout::Dropout;
use crate::backend::kernels::math::exp;
use crate::backend::kernels::matmul::{Into, Matrix, matmul};
use crate::backend::kernels::simd::{self, vectorised};
use crate::backend::kernels::split;

#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub batch: usize,
    /// Features, of all heads.
    pub width: usize,
    pub length: usize,
    pub heads: usize,
}

impl Sizes {
    /// Attention weights of a sample.
    pub fn weights(&self) -> usize {
        self.heads * self.length * self.length
    }

    /// Features of a head.
    fn depth(&self) -> usize {
        self.width / self.heads
    }

    /// One over the square root of the depth.
    fn scale(&self) -> f32 {
        (1.0 / (self.depth() as f64).sqrt()) as f32
    }

    /// Queries (0), keys (1) or values (2) of a head, `[length, depth]`, from a sample's
    /// projections.
    fn part<'a>(&self, projected: &'a [f32], which: usize, head: usize) -> Matrix<'a> {
        let from = which * self.width + head * self.depth();
        let values = projected.get(from..).unwrap_or_default();
        Matrix::padded(values, self.length, self.depth(), 3 * self.width)
    }

    /// A head's columns of `[length, width]`.
    fn columns<'a>(&self, rows: &'a [f32], head: usize) -> Matrix<'a> {
        let values = rows.get(head * self.depth()..).unwrap_or_default();
        Matrix::padded(values, self.length, self.depth(), self.width)
    }
}

#[derive(Clone, Debug)]
pub struct Heads {
    pub count: usize,
    /// A step sees no later one.
    pub causal: bool,
    pub dropout: Option<Dropout>,
}

vectorised! {
    /// Scores become weights, row by row; with `causal` a row sees no column after its own.
    fn soften<'a>(scores: &'a mut [f32], length: usize, scale: f32, causal: bool) {
        for (row, scores) in scores.chunks_exact_mut(length).enumerate() {
            let seen = if causal { row % length + 1 } else { length };
            let (scores, hidden) = scores.split_at_mut(seen);
            hidden.fill(0.0);
            let mut largest = f32::NEG_INFINITY;
            for score in scores.iter() {
                largest = if *score > largest { *score } else { largest };
            }
            scores.iter_mut().for_each(|score| *score = exp((*score - largest) * scale));
            let part = 1.0 / simd::sum(scores);
            scores.iter_mut().for_each(|score| *score *= part);
        }
    }

    /// Gradients of weights become those of the scores. Hidden weights are 0, and so is theirs.
    fn pull<'a>(weights: &'a [f32], length: usize, scale: f32, slopes: &'a mut [f32]) {
        let rows = weights.chunks_exact(length).zip(slopes.chunks_exact_mut(length));
        for (weights, slopes) in rows {
            let dot = simd::dot(weights, 0.0, slopes, 0.0);
            let cells = slopes.iter_mut().zip(weights);
            cells.for_each(|(slope, weight)| *slope = weight * (*slope - dot) * scale);
        }
    }
}

impl Heads {
    /// From projections `[batch, length, 3 × width]` to weights before dropout
    /// `[batch, heads, length, length]` and what they gather, `[batch, length, width]`.
    pub fn forward(
        &self,
        sizes: &Sizes,
        projected: &[f32],
        weights: &mut [f32],
        gathered: &mut [f32],
    ) -> Result<()> {
        let Sizes { length, width, .. } = *sizes;
        let of_weights = (weights, sizes.weights());
        split::pairs(of_weights, (gathered, length * width), |sample, weights, gathered| {
            let size = 3 * length * width;
            let projected = projected.get(sample * size..(sample + 1) * size).unwrap_or_default();
            for (head, scores) in weights.chunks_exact_mut(length * length).enumerate() {
                let keys = sizes.part(projected, 1, head).transposed();
                matmul(scores, length, sizes.part(projected, 0, head), keys, Into::Replace)?;
            }
            soften(weights, length, sizes.scale(), self.causal);
            let mut dropped = Vec::new();
            let weights = self.dropped(sample, weights, &mut dropped);
            for (head, weights) in weights.chunks_exact(length * length).enumerate() {
                let out = gathered.get_mut(head * sizes.depth()..).unwrap_or_default();
                let weights = Matrix::new(weights, length, length);
                let values = sizes.part(projected, 2, head);
                matmul(out, width, weights, values, Into::Replace)?;
            }
            Ok(())
        })
    }

    /// A sample's weights after dropout, in `place` where they differ.
    fn dropped<'a>(&self, sample: usize, weights: &'a [f32], place: &'a mut Vec<f32>) -> &'a [f32] {
        let Some(dropout) = &self.dropout else { return weights };
        place.extend_from_slice(weights);
        dropout.part(sample, place);
        place
    }

    /// The gradients of the projections, from the projections, the weights before dropout and the
    /// gradients of what was gathered.
    pub fn backward(
        &self,
        sizes: &Sizes,
        [projected, weights, slopes]: [&[f32]; 3],
        to_projected: &mut [f32],
    ) -> Result<()> {
        let Sizes { length, width, .. } = *sizes;
        split::chunks(to_projected, 3 * length * width, |sample, to_projected| {
            let part = |values: &'_ [f32], size: usize| -> std::ops::Range<usize> {
                (sample * size).min(values.len())..((sample + 1) * size).min(values.len())
            };
            let weights = weights.get(part(weights, sizes.weights())).unwrap_or_default();
            let given = Given {
                projected: projected.get(part(projected, 3 * length * width)).unwrap_or_default(),
                weights,
                slopes: slopes.get(part(slopes, length * width)).unwrap_or_default(),
            };
            self.sample_back(sizes, sample, &given, to_projected)
        })
    }

    fn sample_back(
        &self,
        sizes: &Sizes,
        sample: usize,
        given: &Given,
        to_projected: &mut [f32],
    ) -> Result<()> {
        let Sizes { length, width, .. } = *sizes;
        let mut dropped = Vec::new();
        let dropped = self.dropped(sample, given.weights, &mut dropped);
        let mut to_weights = vec![0.0; sizes.weights()];
        for (head, to_weights) in to_weights.chunks_exact_mut(length * length).enumerate() {
            let values = sizes.part(given.projected, 2, head).transposed();
            matmul(to_weights, length, sizes.columns(given.slopes, head), values, Into::Replace)?;
        }
        if let Some(dropout) = &self.dropout {
            dropout.part(sample, &mut to_weights);
        }
        pull(given.weights, length, sizes.scale(), &mut to_weights);
        let square = length * length;
        let heads = dropped.chunks_exact(square).zip(to_weights.chunks_exact(square));
        for (head, (dropped, to_scores)) in heads.enumerate() {
            let scores = Matrix::new(to_scores, length, length);
            let dropped = Matrix::new(dropped, length, length);
            let products = [
                (scores, sizes.part(given.projected, 1, head)),
                (scores.transposed(), sizes.part(given.projected, 0, head)),
                (dropped.transposed(), sizes.columns(given.slopes, head)),
            ];
            for (which, (left, right)) in products.into_iter().enumerate() {
                let from = which * width + head * sizes.depth();
                let out = to_projected.get_mut(from..).unwrap_or_default();
                matmul(out, 3 * width, left, right, Into::Replace)?;
            }
        }
        Ok(())
    }
}

/// What the way back reads of one sample.
struct Given<'a> {
    projected: &'a [f32],
    weights: &'a [f32],
    slopes: &'a [f32],
}
