//! Matrix products on slices.

pub use crate::backend::kernels::matmul::{Into, Matrix};

/// `out = a·b` or `out += a·b`, with `out` row-major and `stride` numbers from row to row.
///
/// Large products use the threads of the current rayon pool; how many changes no bit.
pub fn matmul(out: &mut [f32], stride: usize, a: Matrix, b: Matrix, into: Into) {
    let done = crate::backend::kernels::matmul::matmul(out, stride, a, b, into);
    assert!(done.is_ok(), "{done:?}");
}
