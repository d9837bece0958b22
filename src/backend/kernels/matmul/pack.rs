//! The right side of a product as panels: the columns in groups of a few vectors, line by line.
#![allow(clippy::indexing_slicing)] // Reason: places follow from sizes that `Matrix` has checked.

use super::Matrix;

/// How the columns of a right side are divided: as evenly as whole vectors allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panels {
    pub columns: usize,
    lanes: usize,
    /// Whole vectors over all panels, and how many panels there are.
    vectors: usize,
    pub count: usize,
}

/// One panel: its first column, how many columns count, and how many vectors wide it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panel {
    pub first: usize,
    pub columns: usize,
    pub vectors: usize,
}

impl Panels {
    /// Panels of at most `widest` vectors of `lanes` numbers.
    pub fn new(columns: usize, lanes: usize, widest: usize) -> Panels {
        let vectors = columns.div_ceil(lanes);
        Panels { columns, lanes, vectors, count: vectors.div_ceil(widest) }
    }

    #[inline(always)]
    pub fn get(&self, index: usize) -> Panel {
        let edge = |index: usize| index * self.vectors / self.count.max(1);
        let (from, to) = (edge(index), edge(index + 1));
        let first = from * self.lanes;
        let columns = (to * self.lanes).min(self.columns) - first.min(self.columns);
        Panel { first, columns, vectors: to - from }
    }

    /// Numbers of a line of all panels.
    pub fn line(&self) -> usize {
        self.vectors * self.lanes
    }
}

/// Writes some lines of a panel: `lines` rows of `b` from `from` on. Columns that do not count
/// are 0.
#[inline(always)]
pub fn pack(b: &Matrix, from: usize, lines: usize, panel: Panel, lanes: usize, out: &mut [f32]) {
    let width = panel.vectors * lanes;
    let out = &mut out[..lines * width];
    let base = from * b.row_stride + panel.first * b.column_stride;
    if b.column_stride == 1 {
        if panel.columns == width {
            let values = b.values.get(base..).unwrap_or_default();
            // Copies of a length that is known: a call for each line costs more than the copy.
            match width {
                48 => return whole::<48>(values, b.row_stride, out),
                32 => return whole::<32>(values, b.row_stride, out),
                16 => return whole::<16>(values, b.row_stride, out),
                8 => return whole::<8>(values, b.row_stride, out),
                4 => return whole::<4>(values, b.row_stride, out),
                _ => {}
            }
        }
        for (line, row) in out.chunks_exact_mut(width).enumerate() {
            let start = base + line * b.row_stride;
            row[..panel.columns].copy_from_slice(&b.values[start..start + panel.columns]);
            row[panel.columns..].fill(0.0);
        }
        return;
    }
    if panel.columns < width {
        out.fill(0.0);
    }
    let mut column = 0;
    if b.row_stride == 1 {
        while column + 4 <= panel.columns {
            turn_four(
                &b.values[base + column * b.column_stride..],
                b.column_stride,
                out,
                width,
                column,
            );
            column += 4;
        }
    }
    for column in column..panel.columns {
        let start = base + column * b.column_stride;
        for (line, row) in out.chunks_exact_mut(width).enumerate() {
            row[column] = b.values[start + line * b.row_stride];
        }
    }
}

/// Rows whose every number counts.
#[inline(always)]
fn whole<const WIDTH: usize>(values: &[f32], stride: usize, out: &mut [f32]) {
    for (line, row) in out.as_chunks_mut::<WIDTH>().0.iter_mut().enumerate() {
        let source: &[f32; WIDTH] = values[line * stride..].first_chunk().unwrap_or(&[0.0; WIDTH]);
        *row = *source;
    }
}

/// Four columns, each in one piece, become four neighbouring columns of the lines: four lines at a
/// time, in registers.
#[inline(always)]
fn turn_four(values: &[f32], stride: usize, out: &mut [f32], width: usize, column: usize) {
    let lines = out.len() / width;
    let of = |c: usize| &values[c * stride..c * stride + lines];
    let (a, b, c, d) = (of(0), of(1), of(2), of(3));
    let quads = a.as_chunks::<4>().0.iter().zip(b.as_chunks::<4>().0);
    let quads = quads.zip(c.as_chunks::<4>().0.iter().zip(d.as_chunks::<4>().0));
    for (rows, ((a, b), (c, d))) in out.chunks_exact_mut(4 * width).zip(quads) {
        for i in 0..4 {
            let place = &mut rows[i * width + column..i * width + column + 4];
            place.copy_from_slice(&[a[i], b[i], c[i], d[i]]);
        }
    }
    for line in lines - lines % 4..lines {
        out[line * width + column..][..4].copy_from_slice(&[a[line], b[line], c[line], d[line]]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Matrix, Panels, pack};

    #[test]
    fn panels_divide_evenly() {
        let widths = |columns, lanes, widest| {
            let panels = Panels::new(columns, lanes, widest);
            (0..panels.count).map(|i| panels.get(i).vectors).collect::<Vec<_>>()
        };
        assert_eq!(widths(64, 16, 3), [2, 2]);
        assert_eq!(widths(10, 16, 3), [1]);
        assert_eq!(widths(100, 16, 3), [2, 2, 3]);
        assert_eq!(Panels::new(100, 16, 3).get(2).columns, 100 - 64);
    }

    #[test]
    fn every_number_finds_its_place() {
        let values: Vec<f32> = (0..23 * 37).map(|i| i as f32).collect();
        for matrix in [Matrix::new(&values, 23, 37), Matrix::new(&values, 37, 23).transposed()] {
            let panels = Panels::new(37, 8, 2);
            for index in 0..panels.count {
                let panel = panels.get(index);
                let width = panel.vectors * 8;
                let mut out = vec![-1.0; 19 * width];
                pack(&matrix, 3, 19, panel, 8, &mut out);
                for (place, value) in out.iter().enumerate() {
                    let (line, column) = (place / width, place % width);
                    let expected = if column < panel.columns {
                        matrix.at(3 + line, panel.first + column)
                    } else {
                        0.0
                    };
                    assert_eq!(*value, expected, "{line} {column}");
                }
            }
        }
    }
}
