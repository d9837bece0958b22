//! The two inner loops of all large products: a few rows by a few vectors, held in registers.
//!
//! Both broadcast the left side and read the right side as whole vectors. They differ in how the
//! left side lies: [`rows`] follows a pointer for each row, [`columns`] has its rows side by side.
#![allow(unsafe_code)] // Reason: bounds checks in these loops would cost most of their speed.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of tiles.
#![allow(clippy::needless_range_loop)] // Reason: sums stay in registers only where no address of theirs is taken.

use std::mem::MaybeUninit;

use pulp::Simd;

/// A stretch of the left rows that lies in one piece: where it begins, and how many numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    pub start: usize,
    pub length: usize,
}

/// What happens to the numbers where a product goes.
#[derive(Clone, Copy, Debug)]
pub enum Start<'a> {
    /// They are overwritten.
    Nothing,
    /// The product is added to them.
    Old,
    /// They are overwritten by the sum of the product and a number for each column.
    Bias(&'a [f32]),
}

/// How many columns of a panel count, of those that its vectors have.
#[derive(Clone, Copy, Debug)]
pub struct Width {
    pub columns: usize,
}

/// The most numbers that a row of a tile has.
const MOST: usize = 48;

#[inline(always)]
unsafe fn load<S: Simd>(at: *const f32) -> S::f32s {
    // SAFETY: the caller vouches for a whole vector at that place.
    unsafe { at.cast::<S::f32s>().read_unaligned() }
}

/// Adds what was there before, and writes the columns that count.
///
/// # Safety
/// `out` has `width.columns` numbers, at most those of `V` vectors.
#[inline(always)]
unsafe fn store<S: Simd, const V: usize>(
    simd: S,
    sums: [S::f32s; V],
    out: *mut f32,
    width: Width,
    start: Start,
) {
    let lanes = S::F32_LANES;
    const { assert!(V * S::F32_LANES <= MOST) };
    if width.columns == V * lanes {
        for (v, sum) in sums.into_iter().enumerate() {
            // SAFETY: all columns of the panel count, so the vectors lie within the row.
            unsafe {
                let at = out.add(v * lanes);
                let sum = match start {
                    Start::Nothing => sum,
                    Start::Old => simd.add_f32s(load::<S>(at), sum),
                    Start::Bias(bias) => {
                        simd.add_f32s(load::<S>(bias.as_ptr().add(v * lanes)), sum)
                    }
                };
                at.cast::<S::f32s>().write_unaligned(sum);
            }
        }
        return;
    }
    // A copy: sums whose address is taken would no longer stay in registers.
    let mut room = MaybeUninit::<[f32; MOST]>::uninit();
    let room = room.as_mut_ptr().cast::<f32>();
    for (v, sum) in sums.into_iter().enumerate() {
        // SAFETY: the room has `V` vectors.
        unsafe { room.add(v * lanes).cast::<S::f32s>().write_unaligned(sum) };
    }
    for column in 0..width.columns {
        // SAFETY: fewer than `width.columns`, all of which were written.
        unsafe {
            let (at, number) = (out.add(column), *room.add(column));
            *at = match start {
                Start::Nothing => number,
                Start::Old => *at + number,
                Start::Bias(bias) => *bias.get_unchecked(column) + number,
            };
        }
    }
}

/// `R` rows by `V` vectors; the left rows are read segment by segment, the right side is a packed
/// panel with a line of `V` vectors for each number of a row.
///
/// # Safety
/// Each of `a` has the segments, `panel` has a line for each of their numbers, each of `out` has
/// `width.columns` numbers and overlaps nothing that is read; a bias has `width.columns` numbers.
#[inline(always)]
pub unsafe fn rows<S: Simd, const R: usize, const V: usize>(
    simd: S,
    a: [*const f32; R],
    segments: &[Segment],
    panel: *const f32,
    out: [*mut f32; R],
    width: Width,
    start: Start,
) {
    let mut sums = [[simd.splat_f32s(0.0); V]; R];
    let mut line = panel;
    for segment in segments {
        // SAFETY: the panel has a line for each number of the segments, and each row has it.
        unsafe {
            let here = a.map(|row| row.add(segment.start));
            sums = stretch::<S, R, V>(simd, here, segment.length, line, sums);
            line = line.add(segment.length * V * S::F32_LANES);
        }
    }
    for r in 0..R {
        // SAFETY: as promised for `out`.
        unsafe { store(simd, sums[r], out[r], width, start) };
    }
}

/// One segment's share. The sums come and go by value, so that they stay in registers.
///
/// # Safety
/// Each of `a` has `length` numbers, and the panel as many lines.
#[inline(always)]
unsafe fn stretch<S: Simd, const R: usize, const V: usize>(
    simd: S,
    a: [*const f32; R],
    length: usize,
    panel: *const f32,
    mut sums: [[S::f32s; V]; R],
) -> [[S::f32s; V]; R] {
    let lanes = S::F32_LANES;
    let mut line = panel;
    for place in 0..length {
        // SAFETY: as promised.
        unsafe {
            let mut right = [simd.splat_f32s(0.0); V];
            for (v, vector) in right.iter_mut().enumerate() {
                *vector = load::<S>(line.add(v * lanes));
            }
            line = line.add(V * lanes);
            for r in 0..R {
                let left = simd.splat_f32s(*a[r].add(place));
                for v in 0..V {
                    sums[r][v] = simd.mul_add_e_f32s(left, right[v], sums[r][v]);
                }
            }
        }
    }
    sums
}

/// How the numbers that a product sums over lie: a loop in a loop, with the steps of the left and
/// of the right side.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    pub outer: usize,
    pub outer_steps: [usize; 2],
    pub inner: usize,
    pub inner_steps: [usize; 2],
}

/// `R` neighbouring columns of the left side by `V` vectors of the right side, summed over a walk.
///
/// # Safety
/// At each place of the walk `a` has `R` numbers and `b` has `V` vectors; `out` has `R` rows of
/// `width.columns` numbers, `stride` apart, and overlaps nothing that is read.
#[inline(always)]
pub unsafe fn columns<S: Simd, const R: usize, const V: usize>(
    simd: S,
    [a, b]: [*const f32; 2],
    walk: Walk,
    out: *mut f32,
    stride: usize,
    width: Width,
    start: Start,
) {
    let lanes = S::F32_LANES;
    let mut sums = [[simd.splat_f32s(0.0); V]; R];
    for outer in 0..walk.outer {
        // SAFETY: the places of the walk.
        let (mut left, mut right) =
            unsafe { (a.add(outer * walk.outer_steps[0]), b.add(outer * walk.outer_steps[1])) };
        for _ in 0..walk.inner {
            // SAFETY: the places of the walk; the last step of a pointer is never read.
            unsafe {
                let mut vectors = [simd.splat_f32s(0.0); V];
                for (v, vector) in vectors.iter_mut().enumerate() {
                    *vector = load::<S>(right.add(v * lanes));
                }
                for r in 0..R {
                    let number = simd.splat_f32s(*left.add(r));
                    for v in 0..V {
                        sums[r][v] = simd.mul_add_e_f32s(number, vectors[v], sums[r][v]);
                    }
                }
                left = left.wrapping_add(walk.inner_steps[0]);
                right = right.wrapping_add(walk.inner_steps[1]);
            }
        }
    }
    for r in 0..R {
        // SAFETY: as promised for `out`.
        unsafe { store(simd, sums[r], out.add(r * stride), width, start) };
    }
}
