//! A transform of both sides of a square, `T X Tᵀ`.
#![allow(unsafe_code)] // Reason: bounds checks of 72 vectors would cost more than the sums.

use pulp::Simd;

use super::points::Transform;
use crate::backend::kernels::matmul::MOST_LANES;

/// Room for a square that is half transformed. Arrays of vectors that the compiler lays down
/// itself begin anywhere, and each store of a wide vector would then meet two cache lines.
#[repr(align(64))]
pub struct Room([f32; 36 * MOST_LANES]);

impl Room {
    pub fn new() -> Room {
        Room([0.0; 36 * MOST_LANES])
    }
}

/// Where the numbers of a square lie: the steps from row to row and from column to column.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    pub row: usize,
    pub column: usize,
}

/// Where a square goes, and what it is added to there.
#[derive(Clone, Copy)]
pub struct Goal<S: Simd> {
    pub to: *mut f32,
    pub steps: Steps,
    /// The old numbers are added; else the start.
    pub add: bool,
    pub start: S::f32s,
}

#[inline(always)]
pub unsafe fn load<S: Simd>(at: *const f32) -> S::f32s {
    // SAFETY: the caller vouches for a whole vector at that place.
    unsafe { at.cast::<S::f32s>().read_unaligned() }
}

#[inline(always)]
unsafe fn store<S: Simd>(at: *mut f32, vector: S::f32s) {
    // SAFETY: the caller vouches for a whole vector at that place.
    unsafe { at.cast::<S::f32s>().write_unaligned(vector) }
}

/// Transforms a square of `I` by `I` vectors to one of `O` by `O`.
///
/// # Safety
/// At each place of either square is a whole vector.
#[inline(always)]
pub unsafe fn square<S: Simd, T: Transform<I, O>, const I: usize, const O: usize>(
    simd: S,
    from: *const f32,
    steps: Steps,
    goal: Goal<S>,
    room: &mut Room,
) {
    const { assert!(I * O <= 36 && S::F32_LANES <= MOST_LANES) };
    let half = room.0.as_mut_ptr();
    let lanes = S::F32_LANES;
    for column in 0..I {
        let mut line = [simd.splat_f32s(0.0); I];
        for (row, vector) in line.iter_mut().enumerate() {
            // SAFETY: as promised for `from`.
            *vector = unsafe { load::<S>(from.add(row * steps.row + column * steps.column)) };
        }
        for (row, vector) in T::line(simd, line).into_iter().enumerate() {
            // SAFETY: the room has `O` times `I` vectors.
            unsafe { store::<S>(half.add((row * I + column) * lanes), vector) };
        }
    }
    for row in 0..O {
        let mut line = [simd.splat_f32s(0.0); I];
        for (column, vector) in line.iter_mut().enumerate() {
            // SAFETY: the room has `O` times `I` vectors.
            *vector = unsafe { load::<S>(half.add((row * I + column) * lanes)) };
        }
        for (column, vector) in T::line(simd, line).into_iter().enumerate() {
            // SAFETY: as promised for the goal.
            unsafe {
                let to = goal.to.add(row * goal.steps.row + column * goal.steps.column);
                let old = if goal.add { load::<S>(to) } else { goal.start };
                store::<S>(to, simd.add_f32s(vector, old));
            }
        }
    }
}
