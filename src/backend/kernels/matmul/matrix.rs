//! A matrix within a slice.

/// Element (r, c) lies at `r · row_stride + c · column_stride`.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    pub(super) values: &'a [f32],
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) row_stride: usize,
    pub(super) column_stride: usize,
}

impl<'a> Matrix<'a> {
    /// # Panics
    /// The slice is too short.
    pub fn new(values: &'a [f32], rows: usize, columns: usize) -> Matrix<'a> {
        Matrix::padded(values, rows, columns, columns)
    }

    /// Rows that begin `stride` numbers apart.
    ///
    /// # Panics
    /// The slice is too short.
    pub fn padded(values: &'a [f32], rows: usize, columns: usize, stride: usize) -> Matrix<'a> {
        assert!(
            reach(rows, columns, stride) <= values.len(),
            "{rows}×{columns} of {}",
            values.len()
        );
        Matrix { values, rows, columns, row_stride: stride, column_stride: 1 }
    }

    #[must_use]
    pub fn transposed(self) -> Matrix<'a> {
        Matrix {
            rows: self.columns,
            columns: self.rows,
            row_stride: self.column_stride,
            column_stride: self.row_stride,
            ..self
        }
    }

    #[cfg(test)]
    pub(super) fn at(&self, row: usize, column: usize) -> f32 {
        self.values[row * self.row_stride + column * self.column_stride]
    }
}

/// One more than the largest offset of an element of a row-major matrix.
pub(super) fn reach(rows: usize, columns: usize, stride: usize) -> usize {
    if rows == 0 || columns == 0 {
        return 0;
    }
    (rows - 1) * stride + columns
}
