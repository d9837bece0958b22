//! Average pooling. Cells of the padding are not counted (as in TensorFlow; in PyTorch that is
//! `count_include_pad=False`).
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use std::ops::Range;

use super::kernel::{Backward, Forward, Kernel, Reads};
use super::pool::{Overs, over, strips};
use super::split;
use crate::backend::kernels::simd::vectorised;
use crate::backend::kernels::window::Window;

/// `[batch, height, width, channels]` → `[batch, height', width', channels]`; a series as an image
/// of height 1.
#[derive(Clone, Copy, Debug)]
pub struct AvgPool {
    window: Window,
    channels: usize,
    /// Nothing of the padding is under any window.
    full: bool,
}

impl AvgPool {
    pub fn new(window: Window, channels: usize) -> AvgPool {
        AvgPool { window, channels, full: window.is_full() }
    }

    /// One over the number of cells that count.
    #[inline(always)]
    fn share(&self, row: usize, column: usize) -> f32 {
        if self.full {
            return 1.0 / self.window.size() as f32;
        }
        let cells = self.window.rows.under(row).len() * self.window.columns.under(column).len();
        1.0 / cells.max(1) as f32
    }
}

vectorised! {
    /// One row of outputs of a sample `x`.
    fn means_of_row<'a>(pool: &'a AvgPool, row: usize, x: &'a [f32], y: &'a mut [f32]) {
        for (column, y) in y.chunks_exact_mut(pool.channels).enumerate() {
            mean_of(pool, [row, column], x, y);
        }
    }

    /// One row of the gradient of a sample.
    fn spread_to_row<'a>(
        pool: &'a AvgPool, row: usize, dy: &'a [f32], dx: &'a mut [f32], add: bool,
    ) {
        let down = over(&pool.window.rows, row);
        let places = dx.chunks_exact_mut(pool.channels).zip(Overs::new(pool.window.columns));
        for (dx, along) in places {
            spread_to(pool, [&down, &along], dy, dx, add);
        }
    }
}

#[inline(always)]
fn mean_of(pool: &AvgPool, [row, column]: [usize; 2], x: &[f32], y: &mut [f32]) {
    let (channels, Window { rows, columns }) = (pool.channels, pool.window);
    let (down, along, share) = (rows.under(row), columns.under(column), pool.share(row, column));
    strips!(channels, |from, LANES| {
        let mut sums = [0.0; LANES];
        for i in down.clone() {
            for j in along.clone() {
                let at = (i * columns.input + j) * channels + from;
                sums.iter_mut().zip(&x[at..at + LANES]).for_each(|(sum, x)| *sum += x);
            }
        }
        let y = &mut y[from..from + LANES];
        y.iter_mut().zip(sums).for_each(|(y, sum)| *y = sum * share);
    });
}

#[inline(always)]
fn spread_to(
    pool: &AvgPool,
    [down, along]: [&Range<usize>; 2],
    dy: &[f32],
    dx: &mut [f32],
    add: bool,
) {
    let (channels, columns) = (pool.channels, pool.window.columns);
    strips!(channels, |from, LANES| {
        let mut sums = [0.0; LANES];
        for i in down.clone() {
            for j in along.clone() {
                let (at, share) = ((i * columns.output + j) * channels + from, pool.share(i, j));
                sums.iter_mut().zip(&dy[at..at + LANES]).for_each(|(sum, dy)| *sum += dy * share);
            }
        }
        let dx = &mut dx[from..from + LANES];
        if add {
            dx.iter_mut().zip(sums).for_each(|(dx, sum)| *dx += sum);
        } else {
            dx.copy_from_slice(&sums);
        }
    });
}

impl Kernel for AvgPool {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        let (rows, input) = (self.window.rows.output, self.window.input() * self.channels);
        split::chunks(pass.y, self.window.columns.output * self.channels, |index, y| {
            let x = &pass.x[index / rows * input..][..input];
            means_of_row(self, index % rows, x, y);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let (rows, output) = (self.window.rows.input, self.window.output() * self.channels);
        let (dy, add) = (&*pass.dy, dx.add);
        split::chunks(dx.values, self.window.columns.input * self.channels, |index, dx| {
            let dy = &dy[index / rows * output..][..output];
            spread_to_row(self, index % rows, dy, dx, add);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::pool::testing::pools;
    use super::AvgPool;

    #[test]
    fn any_size_stride_and_padding() {
        let mean = |cells: &[f64]| cells.iter().sum::<f64>() / cells.len() as f64;
        pools("avg_pool", AvgPool::new, mean);
    }
}
