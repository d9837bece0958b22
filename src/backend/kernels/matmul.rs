//! Matrix products on slices, through the `gemm` crate.

use candle_core::{Result, bail};
use gemm::Parallelism;

/// A matrix within a slice: element (r, c) lies at `r · row_stride + c · column_stride`.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    values: &'a [f32],
    rows: usize,
    columns: usize,
    row_stride: usize,
    column_stride: usize,
}

impl<'a> Matrix<'a> {
    pub fn new(values: &'a [f32], rows: usize, columns: usize) -> Matrix<'a> {
        Matrix::padded(values, rows, columns, columns)
    }

    /// Rows that begin `stride` numbers apart.
    pub fn padded(values: &'a [f32], rows: usize, columns: usize, stride: usize) -> Matrix<'a> {
        Matrix { values, rows, columns, row_stride: stride, column_stride: 1 }
    }

    pub fn transposed(self) -> Matrix<'a> {
        Matrix {
            rows: self.columns,
            columns: self.rows,
            row_stride: self.column_stride,
            column_stride: self.row_stride,
            ..self
        }
    }

    fn fits(&self) -> bool {
        reach(self.rows, self.row_stride, self.columns, self.column_stride)
            .is_some_and(|reach| reach <= self.values.len())
    }
}

/// One more than the largest offset of an element.
fn reach(rows: usize, row_stride: usize, columns: usize, column_stride: usize) -> Option<usize> {
    if rows == 0 || columns == 0 {
        return Some(0);
    }
    let down = (rows - 1).checked_mul(row_stride)?;
    let along = (columns - 1).checked_mul(column_stride)?;
    let last = down.checked_add(along)?;
    (last < isize::MAX as usize).then_some(last + 1)
}

/// Where a product goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// What was there is overwritten.
    Replace,
    /// The product is added.
    Add,
}

/// Below this many multiply-adds a product is not worth a second thread.
const WORTH_THREADS: usize = 1 << 21;

/// `out = a·b` or `out += a·b`, with `out` row-major and `stride` numbers from row to row.
///
/// Large products use the threads of the current rayon pool. Each element is summed in an order
/// that depends on the sizes alone, so the number of threads changes no bit (tested below).
///
/// # Errors
/// The sizes do not agree with each other or with the slices.
pub fn matmul(out: &mut [f32], stride: usize, a: Matrix, b: Matrix, into: Into) -> Result<()> {
    let (m, k, n) = (a.rows, a.columns, b.columns);
    let fits = reach(m, stride, n, 1).is_some_and(|reach| reach <= out.len()) && stride >= n;
    if b.rows != k || !fits || !a.fits() || !b.fits() {
        bail!("matrices {m}×{k} and {}×{n} do not fit their places", b.rows);
    }
    let threads = rayon::current_num_threads();
    let large = m.saturating_mul(k).saturating_mul(n) >= WORTH_THREADS;
    let parallel =
        if large && threads > 1 { Parallelism::Rayon(threads) } else { Parallelism::None };
    // Reason: gemm's only entry point takes raw pointers.
    #[allow(unsafe_code)]
    // SAFETY: `reach` showed that every element (r, c) of the three matrices lies within its
    // slice, and `out` is borrowed mutably, so it overlaps neither `a` nor `b`; with
    // `stride >= n` no two elements of `out` are the same. Strides are below `isize::MAX`.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            out.as_mut_ptr(),
            1,
            stride as isize,
            into == Into::Add,
            a.values.as_ptr(),
            a.column_stride as isize,
            a.row_stride as isize,
            b.values.as_ptr(),
            b.column_stride as isize,
            b.row_stride as isize,
            1.0_f32,
            1.0_f32,
            false,
            false,
            false,
            parallel,
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Into, Matrix, matmul};
    use crate::random::Stream;

    fn draw(name: &str, n: usize) -> Vec<f32> {
        let mut stream = Stream::new(1, name);
        (0..n).map(|_| stream.normal() as f32).collect()
    }

    #[test]
    fn equals_the_definition() {
        for (m, k, n) in [(1, 1, 1), (3, 5, 7), (17, 33, 20), (64, 1, 9), (1, 40, 300)] {
            let (a, b) = (draw("a", m * k), draw("b", k * n));
            let stride = n + 3;
            let mut out = vec![2.0; m * stride];
            let transposed: Vec<f32> = (0..k * n).map(|i| b[(i % k) * n + i / k]).collect();
            let right = Matrix::new(&transposed, n, k).transposed();
            matmul(&mut out, stride, Matrix::new(&a, m, k), right, Into::Add).unwrap();
            for row in 0..m {
                for column in 0..n {
                    let exact: f64 = (0..k)
                        .map(|i| f64::from(a[row * k + i]) * f64::from(b[i * n + column]))
                        .sum();
                    let value = f64::from(out[row * stride + column]) - 2.0;
                    assert!((value - exact).abs() < 1e-5, "{m} {k} {n}: {value} {exact}");
                }
                assert!(out[row * stride + n..(row + 1) * stride].iter().all(|x| *x == 2.0));
            }
        }
    }

    #[test]
    fn wrong_sizes_are_refused() {
        let values = [1.0; 6];
        let mut out = [0.0; 4];
        let (a, b) = (Matrix::new(&values, 2, 3), Matrix::new(&values, 3, 2));
        assert!(matmul(&mut out, 2, a, b, Into::Replace).is_ok());
        assert!(matmul(&mut out[..3], 2, a, b, Into::Replace).is_err());
        assert!(matmul(&mut out, 1, a, b, Into::Replace).is_err());
        assert!(matmul(&mut out, 2, a, a, Into::Replace).is_err());
        assert!(matmul(&mut out, 2, Matrix::new(&values, 2, 4), b, Into::Replace).is_err());
    }

    #[test]
    fn threads_change_no_bit() {
        let shapes =
            [(128, 784, 256), (256, 128, 784), (128, 9216, 128), (1, 3000, 3000), (2500, 1000, 1)];
        for (m, k, n) in shapes {
            let (a, b) = (draw("a", m * k), draw("b", k * n));
            let product = |threads: usize| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                pool.install(|| {
                    let mut out = vec![0.0; m * n];
                    let (a, b) = (Matrix::new(&a, m, k), Matrix::new(&b, k, n));
                    matmul(&mut out, n, a, b, Into::Replace).unwrap();
                    out
                })
            };
            let alone = product(1);
            for threads in [2, 3, 8] {
                assert!(alone == product(threads), "{m} {k} {n} on {threads}");
            }
        }
    }
}
