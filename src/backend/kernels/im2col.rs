//! The cells under a sliding window as the columns of a matrix (Chellapilla et al. 2006).
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use super::simd::vectorised;
use super::strided::{gather, scatter_add};
use super::window::{Run, Window};

/// Rows of the matrix begin this far apart: a few numbers more than needed, so that rows of a
/// power of two do not all fall on the same lines of the cache.
pub fn stride(window: &Window) -> usize {
    window.output().next_multiple_of(16) + 16
}

vectorised! {
    /// `[channels, rows, columns]` → `[channels · size, stride]`; cells in the padding are 0.
    pub fn im2col<'a>(
        window: &'a Window, runs: &'a [Run], image: &'a [f32], matrix: &'a mut [f32]
    ) {
        if !window.is_full() {
            matrix.fill(0.0);
        }
        let (stride, step) = (stride(window), window.columns.stride);
        let planes = image.chunks_exact(window.input());
        for (plane, rows) in planes.zip(matrix.chunks_exact_mut(window.size() * stride)) {
            for run in runs {
                let start = run.cell * stride + run.output;
                let out = &mut rows[start..start + run.count];
                if step == 1 {
                    out.copy_from_slice(&plane[run.input..run.input + run.count]);
                } else {
                    gather(&plane[run.input..], step, out);
                }
            }
        }
    }

    /// The reverse: adds each cell of the matrix to the place that it came from.
    pub fn col2im<'a>(
        window: &'a Window, runs: &'a [Run], matrix: &'a [f32], image: &'a mut [f32]
    ) {
        let (stride, step) = (stride(window), window.columns.stride);
        let planes = image.chunks_exact_mut(window.input());
        for (plane, rows) in planes.zip(matrix.chunks_exact(window.size() * stride)) {
            for run in runs {
                let start = run.cell * stride + run.output;
                let cells = &rows[start..start + run.count];
                scatter_add(cells, step, &mut plane[run.input..]);
            }
        }
    }
}
