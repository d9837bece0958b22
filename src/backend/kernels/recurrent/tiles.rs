//! The product of a step's records with packed weights, tile by tile: what follows a product is
//! done while its sums are in registers.

#![allow(clippy::indexing_slicing)] // Reason: the sizes follow from the layout.

use pulp::Simd;

use super::layout::{Layout, Part};
use crate::backend::kernels::vector::{WIDEST, get, put};

/// A share of the sums: numbers of the records from `from` on, with as many rows of weights.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    pub from: usize,
    pub rows: usize,
    /// `[rows, columns, lanes]`
    pub weights: &'a [f32],
}

/// Where a row's records are.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub sample: usize,
    pub before: usize,
    pub now: usize,
    pub after: usize,
}

/// What is done with the sums of a row.
pub trait Finish<S: Simd, const N: usize> {
    fn finish(&mut self, simd: S, records: &mut [f32], place: Place, sums: [S::f32s; N]);
}

/// The step whose records are made, and that whose records are multiplied.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub at: usize,
    pub source: usize,
}

/// Room for the sums of a panel.
pub fn partial_length(samples: usize) -> usize {
    samples * 4 * WIDEST
}

/// At most so many rows of weights are used at a time, so that they stay in the nearest cache.
const ROWS: usize = 160;

/// Adds to the sums of a tile. The first run makes only `C` of the `N` columns.
#[inline(always)]
fn product<S: Simd, const M: usize, const N: usize, const C: usize>(
    simd: S,
    sums: &mut [[S::f32s; N]; M],
    sources: [&[f32]; M],
    weights: &[f32],
) {
    let (weights, _) = S::as_simd_f32s(weights);
    let steps = weights.len() / C;
    assert!(sources.iter().all(|source| source.len() >= steps) && C <= N);
    for (k, weights) in weights.chunks_exact(C).enumerate() {
        for (sums, source) in sums.iter_mut().zip(sources) {
            // Reason: a check for each number would cost as much as the product.
            #[allow(unsafe_code)]
            // SAFETY: there are `steps` chunks, and each source has as many numbers.
            let value = simd.splat_f32s(unsafe { *source.get_unchecked(k) });
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum = simd.mul_add_e_f32s(value, *weight, *sum);
            }
        }
    }
}

/// All rows of a step times one panel of weights.
pub struct Panel<'a> {
    pub layout: &'a Layout,
    pub samples: usize,
    pub step: Step,
    /// The first may be empty.
    pub runs: [Run<'a>; 2],
}

/// A share of both runs.
#[derive(Clone, Copy)]
struct Block {
    from: usize,
    to: usize,
    first: bool,
    last: bool,
}

impl Panel<'_> {
    /// `partial` has room for the sums of all samples.
    #[inline(always)]
    pub fn run<S: Simd, const N: usize, const C: usize>(
        &self,
        simd: S,
        records: &mut [f32],
        partial: &mut [f32],
        finish: &mut impl Finish<S, N>,
    ) {
        let all = self.runs[0].rows + self.runs[1].rows;
        let blocks = all.div_ceil(ROWS).max(1);
        for block in 0..blocks {
            let block = Block {
                from: all * block / blocks,
                to: all * (block + 1) / blocks,
                first: block == 0,
                last: block + 1 == blocks,
            };
            for part in Layout::parts(self.samples) {
                let mut row = 0;
                if S::REGISTER_COUNT >= 32 {
                    while row + 4 <= part.rows {
                        self.tile::<S, 4, N, C>(simd, (part, row), block, records, partial, finish);
                        row += 4;
                    }
                }
                while row + 2 <= part.rows {
                    self.tile::<S, 2, N, C>(simd, (part, row), block, records, partial, finish);
                    row += 2;
                }
                while row < part.rows {
                    self.tile::<S, 1, N, C>(simd, (part, row), block, records, partial, finish);
                    row += 1;
                }
            }
        }
    }

    /// The rows of a run that are in a block, as a place in the records and their weights.
    #[inline(always)]
    fn share(&self, run: usize, block: Block, width: usize) -> (usize, &[f32]) {
        let before = if run == 0 { 0 } else { self.runs[0].rows };
        let Run { from, rows, weights } = self.runs[run];
        let first = block.from.clamp(before, before + rows) - before;
        let last = block.to.clamp(before, before + rows) - before;
        (from + first, &weights[first * width..last * width])
    }

    #[inline(always)]
    fn tile<S: Simd, const M: usize, const N: usize, const C: usize>(
        &self,
        simd: S,
        (part, row): (Part, usize),
        block: Block,
        records: &mut [f32],
        partial: &mut [f32],
        finish: &mut impl Finish<S, N>,
    ) {
        let lanes = S::F32_LANES;
        let mut sums = [[simd.splat_f32s(0.0); N]; M];
        let kept = |m: usize, n: usize| ((part.first + row + m) * N + n) * lanes;
        if !block.first {
            for (m, sums) in sums.iter_mut().enumerate() {
                for (n, sum) in sums.iter_mut().enumerate() {
                    *sum = get(simd, partial, kept(m, n));
                }
            }
        }
        let (from, weights) = self.share(0, block, C * lanes);
        let source = |from: usize| {
            let mut sources = [&[] as &[f32]; M];
            for (m, source) in sources.iter_mut().enumerate() {
                let place = self.layout.place(part, self.step.source, row + m);
                *source = &records[place + from..place + self.layout.record()];
            }
            sources
        };
        product::<S, M, N, C>(simd, &mut sums, source(from), weights);
        let (from, weights) = self.share(1, block, N * lanes);
        product::<S, M, N, N>(simd, &mut sums, source(from), weights);
        for (m, sums) in sums.into_iter().enumerate() {
            if block.last {
                let place = self.place(part, row + m);
                finish.finish(simd, records, place, sums);
            } else {
                for (n, sum) in sums.into_iter().enumerate() {
                    put(simd, partial, kept(m, n), sum);
                }
            }
        }
    }

    /// Before the first step and after the last one are records that are not to be used.
    #[inline(always)]
    fn place(&self, part: Part, row: usize) -> Place {
        let place = |at: usize| self.layout.place(part, at, row);
        let at = self.step.at;
        let before = place(at.saturating_sub(1));
        Place { sample: part.first + row, before, now: place(at), after: place(at + 1) }
    }
}
