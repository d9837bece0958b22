//! Samples as matrices, turned: from channels last to channels first (what follows a flattening
//! has its weights in that order) and back.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of a matrix.

use super::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use super::split;
use crate::backend::kernels::simd::vectorised;

/// `[batch, rows, columns]` → `[batch, columns, rows]`.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    rows: usize,
    columns: usize,
}

/// Squares of so many rows and columns are turned at once, so that both sides' lines of the cache
/// are used whole.
const SIDE: usize = 16;

impl Turn {
    pub fn new(rows: usize, columns: usize) -> Turn {
        Turn { rows, columns }
    }
}

/// Writes the square at `at` of `x`, `[rows, columns]`.
#[inline(always)]
fn square(x: &[f32], [rows, columns]: [usize; 2], at: [usize; 2], y: &mut [f32], add: bool) {
    let [row, column] = at;
    let mut turned = [[0.0_f32; SIDE]; SIDE];
    for i in 0..SIDE {
        let from = &x[(row + i) * columns + column..][..SIDE];
        for j in 0..SIDE {
            turned[j][i] = from[j];
        }
    }
    for (j, turned) in turned.iter().enumerate() {
        let to = &mut y[(column + j) * rows + row..][..SIDE];
        if add {
            to.iter_mut().zip(turned).for_each(|(to, value)| *to += value);
        } else {
            to.copy_from_slice(turned);
        }
    }
}

/// The same for what squares do not cover: `down` rows and `along` columns at `at`.
#[inline(always)]
fn rest(x: &[f32], sizes: [usize; 2], at: [usize; 2], by: [usize; 2], y: &mut [f32], add: bool) {
    let ([rows, columns], [row, column], [down, along]) = (sizes, at, by);
    for j in column..column + along {
        for i in row..row + down {
            let (to, value) = (&mut y[j * rows + i], x[i * columns + j]);
            *to = if add { *to + value } else { value };
        }
    }
}

vectorised! {
    /// Sets or adds the matrix `x`, turned.
    fn turn<'a>(x: &'a [f32], sizes: [usize; 2], y: &'a mut [f32], add: bool) {
        let [rows, columns] = sizes;
        let (whole, across) = (rows / SIDE * SIDE, columns / SIDE * SIDE);
        for row in (0..whole).step_by(SIDE) {
            for column in (0..across).step_by(SIDE) {
                square(x, sizes, [row, column], y, add);
            }
            rest(x, sizes, [row, across], [SIDE, columns - across], y, add);
        }
        rest(x, sizes, [whole, 0], [rows - whole, columns], y, add);
    }
}

/// Turns every sample.
fn all(x: &[f32], sizes: [usize; 2], y: &mut [f32], add: bool) {
    let sample = sizes[0] * sizes[1];
    split::chunks(y, sample, |index, y| turn(&x[index * sample..][..sample], sizes, y, add));
}

impl Kernel for Turn {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        all(pass.x, [self.rows, self.columns], pass.y, false);
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(Gradient { values, add }) = pass.dx else { return };
        all(pass.dy, [self.columns, self.rows], values, add);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::Turn;

    #[test]
    fn rows_become_columns() {
        for (rows, columns) in [(1, 5), (3, 2), (16, 16), (17, 33), (40, 18)] {
            let (name, kernel, batch) = ("turn", &Turn::new(rows, columns), 2);
            let (x, y, other, parameters, spread) = (rows * columns, rows * columns, 0, 0, 1.0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread };
            check(&case, |v| {
                let places = || (0..columns).flat_map(|j| (0..rows).map(move |i| i * columns + j));
                v[0].chunks(rows * columns).flat_map(|x| places().map(|at| x[at])).collect()
            });
        }
    }
}
