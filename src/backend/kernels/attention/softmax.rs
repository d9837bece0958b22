//! Scores become attention weights, and the gradients of weights those of scores.

#![allow(clippy::indexing_slicing)] // Reason: a row is as long as the heads made it.

use pulp::{Simd, WithSimd};

use crate::backend::kernels::vector::exp_below;

/// Rows of scores become weights, `softmax(scale · scores)`.
pub struct Soften<'a> {
    pub scores: &'a mut [f32],
    pub length: usize,
    pub scale: f32,
    /// A row sees no column after its own.
    pub causal: bool,
}

/// Gradients of weights become those of scores. Hidden weights are 0, and so is theirs.
pub struct Pull<'a> {
    pub weights: &'a [f32],
    pub slopes: &'a mut [f32],
    pub length: usize,
    pub scale: f32,
}

impl WithSimd for Soften<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        for (row, scores) in self.scores.chunks_exact_mut(self.length).enumerate() {
            let seen = if self.causal { row + 1 } else { self.length };
            let (scores, hidden) = scores.split_at_mut(seen);
            hidden.fill(0.0);
            soften(simd, scores, self.scale);
        }
    }
}

impl WithSimd for Pull<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let rows = self.slopes.chunks_exact_mut(self.length);
        for (slopes, weights) in rows.zip(self.weights.chunks_exact(self.length)) {
            pull(simd, weights, slopes, self.scale);
        }
    }
}

#[inline(always)]
fn soften<S: Simd>(simd: S, scores: &mut [f32], scale: f32) {
    let (whole, tail) = S::as_mut_simd_f32s(scores);
    let counts = simd.mask_between_m32s(0, tail.len() as u32).mask();
    let nothing = simd.splat_f32s(f32::NEG_INFINITY);
    let rest = simd.select_f32s(counts, simd.partial_load_f32s(tail), nothing);
    let mut largest = rest;
    for scores in whole.iter() {
        largest = simd.max_f32s(largest, *scores);
    }
    let shift = simd.splat_f32s(-scale * simd.reduce_max_f32s(largest));
    let scale = simd.splat_f32s(scale);
    let mut sum = simd.splat_f32s(0.0);
    for scores in whole.iter_mut() {
        *scores = exp_below(simd, simd.mul_add_e_f32s(*scores, scale, shift));
        sum = simd.add_f32s(sum, *scores);
    }
    let mut rest = simd.mul_add_e_f32s(rest, scale, shift);
    if !tail.is_empty() {
        rest = simd.select_f32s(counts, exp_below(simd, rest), simd.splat_f32s(0.0));
        sum = simd.add_f32s(sum, rest);
    }
    let part = simd.splat_f32s(1.0 / simd.reduce_sum_f32s(sum));
    for weights in whole.iter_mut() {
        *weights = simd.mul_f32s(*weights, part);
    }
    if !tail.is_empty() {
        simd.partial_store_f32s(tail, simd.mul_f32s(rest, part));
    }
}

#[inline(always)]
fn pull<S: Simd>(simd: S, weights: &[f32], slopes: &mut [f32], scale: f32) {
    let (whole, tail) = S::as_simd_f32s(weights);
    let (whole_slopes, tail_slopes) = S::as_mut_simd_f32s(slopes);
    let (rest, rest_slopes) = (simd.partial_load_f32s(tail), simd.partial_load_f32s(tail_slopes));
    let mut sum = simd.mul_f32s(rest, rest_slopes);
    for (weights, slopes) in whole.iter().zip(whole_slopes.iter()) {
        sum = simd.mul_add_e_f32s(*weights, *slopes, sum);
    }
    let dot = simd.splat_f32s(simd.reduce_sum_f32s(sum));
    let scale = simd.splat_f32s(scale);
    for (weights, slopes) in whole.iter().zip(whole_slopes.iter_mut()) {
        let change = simd.sub_f32s(*slopes, dot);
        *slopes = simd.mul_f32s(simd.mul_f32s(*weights, scale), change);
    }
    let change = simd.sub_f32s(rest_slopes, dot);
    let rest = simd.mul_f32s(simd.mul_f32s(rest, scale), change);
    simd.partial_store_f32s(tail_slopes, rest);
}
