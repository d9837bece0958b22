//! Max pooling. Padding never wins; of equal cells the first one gets the gradient.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use std::ops::Range;

use super::kernel::{Backward, Forward, Kernel, Reads};
use super::pool::{Overs, over, strips};
use super::split;
use crate::backend::kernels::simd::vectorised;
use crate::backend::kernels::window::Window;

/// `[batch, height, width, channels]` → `[batch, height', width', channels]`; a series as an image
/// of height 1.
///
/// Keeps which cell of the window won.
#[derive(Clone, Copy, Debug)]
pub struct MaxPool {
    window: Window,
    channels: usize,
}

impl MaxPool {
    pub fn new(window: Window, channels: usize) -> MaxPool {
        MaxPool { window, channels }
    }

    /// Whether windows lie side by side, without padding before the first one.
    #[inline(always)]
    fn tiles(&self) -> bool {
        let Window { rows, columns } = &self.window;
        [rows, columns].into_iter().all(|axis| {
            axis.stride == axis.size && axis.before == 0 && axis.output * axis.size <= axis.input
        })
    }

    fn input(&self) -> usize {
        self.window.input() * self.channels
    }

    fn output(&self) -> usize {
        self.window.output() * self.channels
    }
}

vectorised! {
    /// One row of outputs of a sample `x`.
    fn best_of_row<'a>(
        pool: &'a MaxPool, row: usize, x: &'a [f32], best: &'a mut [f32], winners: &'a mut [f32],
    ) {
        let places = best.chunks_exact_mut(pool.channels);
        let places = places.zip(winners.chunks_exact_mut(pool.channels));
        for (column, (best, winners)) in places.enumerate() {
            best_of(pool, [row, column], x, best, winners);
        }
    }

    /// One row of the gradient of a sample, from its outputs' gradients and winners.
    fn spread_to_row<'a>(
        pool: &'a MaxPool, row: usize, from: [&'a [f32]; 2], dx: &'a mut [f32], add: bool,
    ) {
        if pool.tiles() {
            spread_to_tiles(pool, row, from, dx, add);
            return;
        }
        let down = over(&pool.window.rows, row);
        let places = dx.chunks_exact_mut(pool.channels).zip(Overs::new(pool.window.columns));
        for (column, (dx, along)) in places.enumerate() {
            spread_to(pool, [row, column], [&down, &along], from, dx, add);
        }
    }
}

#[inline(always)]
fn best_of(
    pool: &MaxPool,
    [row, column]: [usize; 2],
    x: &[f32],
    best: &mut [f32],
    winners: &mut [f32],
) {
    let (channels, Window { rows, columns }) = (pool.channels, pool.window);
    let (down, along) = (rows.under(row), columns.under(column));
    // The window's cells above and before those within the input.
    let above = down.start + rows.before - row * rows.stride;
    let before = along.start + columns.before - column * columns.stride;
    strips!(channels, |from, LANES| {
        let mut most = [f32::NEG_INFINITY; LANES];
        let mut winner = [0.0; LANES];
        for (i, y) in down.clone().enumerate() {
            let first = (above + i) * columns.size + before;
            for (j, x_place) in along.clone().enumerate() {
                let at = (y * columns.input + x_place) * channels + from;
                let index = (first + j) as f32;
                let cells = &x[at..at + LANES];
                for ((most, winner), cell) in most.iter_mut().zip(&mut winner).zip(cells) {
                    // What is no number wins, so that divergence shows.
                    let wins = (*cell > *most) | cell.is_nan();
                    *winner = if wins { index } else { *winner };
                    *most = if wins { *cell } else { *most };
                }
            }
        }
        best[from..from + LANES].copy_from_slice(&most);
        winners[from..from + LANES].copy_from_slice(&winner);
    });
}

/// Where the window lies side by side: one row of cells of each window.
#[inline(always)]
fn spread_to_tiles(
    pool: &MaxPool,
    row: usize,
    [dy, winners]: [&[f32]; 2],
    dx: &mut [f32],
    add: bool,
) {
    let (channels, Window { rows, columns }) = (pool.channels, pool.window);
    let line = columns.output * channels;
    let (above, down) = (row / rows.size, row % rows.size);
    let (covered, rest) =
        dx.split_at_mut(if above < rows.output { line * columns.size } else { 0 });
    if !add {
        rest.fill(0.0);
    }
    if covered.is_empty() {
        return;
    }
    let (dy, winners) = (&dy[above * line..][..line], &winners[above * line..][..line]);
    let places = dy.chunks_exact(channels).zip(winners.chunks_exact(channels));
    for (dx, (dy, winners)) in covered.chunks_exact_mut(columns.size * channels).zip(places) {
        for (along, dx) in dx.chunks_exact_mut(channels).enumerate() {
            let own = (down * columns.size + along) as f32;
            if add {
                won_on(own, dy, winners, dx);
            } else {
                won(own, dy, winners, dx);
            }
        }
    }
}

#[inline(always)]
fn won(own: f32, dy: &[f32], winners: &[f32], dx: &mut [f32]) {
    for (dx, (&dy, &winner)) in dx.iter_mut().zip(dy.iter().zip(winners)) {
        *dx = if winner == own { dy } else { 0.0 };
    }
}

#[inline(always)]
fn won_on(own: f32, dy: &[f32], winners: &[f32], dx: &mut [f32]) {
    for (dx, (&dy, &winner)) in dx.iter_mut().zip(dy.iter().zip(winners)) {
        *dx += if winner == own { dy } else { 0.0 };
    }
}

#[inline(always)]
fn spread_to(
    pool: &MaxPool,
    [row, column]: [usize; 2],
    [down, along]: [&Range<usize>; 2],
    [dy, winners]: [&[f32]; 2],
    dx: &mut [f32],
    add: bool,
) {
    let (channels, Window { rows, columns }) = (pool.channels, pool.window);
    strips!(channels, |from, LANES| {
        let mut sums = [0.0; LANES];
        for i in down.clone() {
            let first = (row + rows.before - i * rows.stride) * columns.size;
            for j in along.clone() {
                let at = (i * columns.output + j) * channels + from;
                let own = (first + column + columns.before - j * columns.stride) as f32;
                let cells = dy[at..at + LANES].iter().zip(&winners[at..at + LANES]);
                for (sum, (&gradient, &winner)) in sums.iter_mut().zip(cells) {
                    *sum += if winner == own { gradient } else { 0.0 };
                }
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

impl Kernel for MaxPool {
    fn kept(&self, batch: usize) -> usize {
        batch * self.output()
    }

    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        let (x, rows) = (pass.x, self.window.rows.output);
        let line = self.window.columns.output * self.channels;
        if pass.kept.is_empty() {
            // In evaluation nothing need be kept.
            split::chunks(pass.y, line, |index, y| {
                let x = &x[index / rows * self.input()..][..self.input()];
                super::scratch::with(line, |kept| best_of_row(self, index % rows, x, y, kept));
            });
            return;
        }
        split::pairs((pass.y, line), (pass.kept, line), |index, y, kept| {
            let x = &x[index / rows * self.input()..][..self.input()];
            best_of_row(self, index % rows, x, y, kept);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let (rows, output) = (self.window.rows.input, self.output());
        let (dy, kept, add) = (&*pass.dy, &*pass.kept, dx.add);
        split::chunks(dx.values, self.window.columns.input * self.channels, |index, dx| {
            let sample = index / rows * output..(index / rows + 1) * output;
            let from = [&dy[sample.clone()], &kept[sample]];
            spread_to_row(self, index % rows, from, dx, add);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::kernel::{Backward, Forward, Gradient, Kernel, Mode};
    use super::super::pool::testing::pools;
    use super::{MaxPool, Window};
    use crate::backend::kernels::window::Axis;
    use crate::graph::Padding;

    #[test]
    fn any_size_stride_and_padding() {
        let largest = |cells: &[f64]| cells.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        pools("max_pool", MaxPool::new, largest);
    }

    #[test]
    fn the_first_of_equals_gets_the_gradient_and_no_number_wins() {
        let columns = Axis::new(6, 3, 3, Padding::Valid).unwrap();
        let kernel = MaxPool::new(Window { rows: Axis::absent(), columns }, 1);
        let (mut y, mut kept, mut dx) = ([0.0; 2], [0.0; 2], [9.0; 6]);
        let x = &[1.0, 2.0, 2.0, f32::NAN, 5.0, 1.0];
        let (batch, mode): (usize, _) = (1, Mode::Train { pass: 1 });
        let (other, parameters): (&[f32], &[f32]) = (&[], &[]);
        kernel.forward(Forward { mode, batch, x, other, parameters, y: &mut y, kept: &mut kept });
        assert!(y[0] == 2.0 && y[1].is_nan());
        kernel.backward(Backward {
            pass: 1,
            batch,
            x: &[],
            other,
            parameters,
            y: &[],
            kept: &mut kept,
            dy: &mut [1.0, 7.0],
            dx: Some(Gradient { values: &mut dx, add: false }),
            dother: None,
            dparameters: &mut [],
        });
        assert_eq!(dx, [0.0, 1.0, 0.0, 7.0, 0.0, 0.0]);
    }
}
