//! A transposed left side, packed: in strips of a few rows, line by line.
//!
//! Read where it lies, such a side costs a line of the cache for a few numbers, and a page for each
//! line where its lines are long.
#![allow(clippy::indexing_slicing)] // Reason: places follow from sizes that `Matrix` has checked.

use super::Matrix;

/// Rows of a strip: a multiple of the rows of every tile.
pub const STRIP: usize = 24;

/// Lines that are so many numbers apart lie on pages of their own, or nearly so.
const FAR: usize = 512;

/// Whether packing pays: the strips are read once for each panel.
pub fn worth(a: &Matrix, rows: usize, panels: usize) -> bool {
    a.column_stride >= FAR && rows >= STRIP && panels > 1
}

/// How many numbers the strips of so many rows have.
pub fn length(rows: usize, lines: usize) -> usize {
    rows.next_multiple_of(STRIP) * lines
}

/// Packs `lines` columns of `a` from `from` on, of the rows from `rows[0]` to `rows[1]`. Those that
/// the last strip has too many stay as they are.
#[inline(always)]
pub fn pack(a: &Matrix, rows: [usize; 2], from: usize, lines: usize, out: &mut [f32]) {
    let count = rows[1] - rows[0];
    for line in 0..lines {
        let at = rows[0] * a.row_stride + (from + line) * a.column_stride;
        let (strips, rest) = a.values[at..at + count].as_chunks::<STRIP>();
        let mut place = line * STRIP;
        for strip in strips {
            out[place..place + STRIP].copy_from_slice(strip);
            place += STRIP * lines;
        }
        if !rest.is_empty() {
            out[place..place + rest.len()].copy_from_slice(rest);
        }
    }
}

/// Where a row of packed rows begins.
#[inline(always)]
pub fn place(row: usize, lines: usize) -> usize {
    row / STRIP * STRIP * lines + row % STRIP
}
