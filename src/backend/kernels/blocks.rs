//! Passes over whole tensors that treat every number alike, block by block: what a block is
//! worked on with stays in the first cache.

use super::kernel::Gradient;
use super::split;
use crate::backend::kernels::simd::vectorised;

/// The numbers that are worked on together, a multiple of 64.
pub const BLOCK: usize = 1 << 11;

/// The numbers that a thread takes at once.
const SHARE: usize = 8 * BLOCK;

/// `y = x`, and then `work(index of the first, numbers)` in place.
pub fn map(x: &[f32], y: &mut [f32], work: impl Fn(usize, &mut [f32]) + Sync + Send) {
    split::chunks(y, SHARE, |share, y| {
        let x = x.chunks(BLOCK).skip(share * (SHARE / BLOCK));
        for (index, (y, x)) in y.chunks_mut(BLOCK).zip(x).enumerate() {
            y.copy_from_slice(x);
            work(share * SHARE + index * BLOCK, y);
        }
    });
}

/// What `work(index of the first, gradients)` makes of `dy` in place goes to `dx`.
pub fn pull(dy: &mut [f32], dx: Gradient, work: impl Fn(usize, &mut [f32]) + Sync + Send) {
    let Gradient { values, add } = dx;
    split::pairs((dy, SHARE), (values, SHARE), |share, dy, dx| {
        let blocks = dy.chunks_mut(BLOCK).zip(dx.chunks_mut(BLOCK));
        for (index, (dy, dx)) in blocks.enumerate() {
            let first = share * SHARE + index * BLOCK;
            if add {
                work(first, dy);
                add_to(dy, dx);
            } else {
                dx.copy_from_slice(dy);
                work(first, dx);
            }
        }
    });
}

/// `dx = dy` or `dx += dy`.
pub fn pass(dy: &[f32], dx: Gradient) {
    let Gradient { values, add } = dx;
    split::chunks(values, SHARE, |share, dx| {
        let dy = dy.get(share * SHARE..).unwrap_or_default();
        if add {
            add_to(dy, dx);
        } else {
            dx.iter_mut().zip(dy).for_each(|(dx, dy)| *dx = *dy);
        }
    });
}

vectorised! {
    /// `sums += values`.
    pub fn add_to<'a>(values: &'a [f32], sums: &'a mut [f32]) {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
}
