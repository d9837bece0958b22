//! Tiles of images to their values at the points, and back; and the same of weights.
#![allow(unsafe_code)] // Reason: the bounds of 72 vectors a tile are checked at the entry at once.

use std::marker::PhantomData;

use pulp::{Simd, WithSimd};

use super::frame::Frame;
use super::points::{Transform, Weights, WeightsBack, square};
use crate::backend::cpu::matmul::{Panels, widest};

/// Products of a tile, and outputs along its side.
pub const POINTS: usize = 36;
pub const SIDE: usize = 4;

/// Values at the points: a plane for each of them, with a row for each tile.
#[derive(Clone, Copy, Debug)]
pub struct Planes {
    /// Numbers from row to row, and from plane to plane.
    pub wide: usize,
    pub plane: usize,
}

impl Planes {
    /// An odd number of cache lines lies between planes: else all 36 would want the same place of
    /// the cache.
    pub fn new(rows: usize, wide: usize) -> Planes {
        Planes { wide, plane: (rows * wide / 16 | 1) * 16 }
    }

    pub fn numbers(&self) -> usize {
        POINTS * self.plane
    }
}

/// Neighbouring tiles of one image, and where in the planes they go.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Tiles of a row of the frame.
    pub across: usize,
    pub first: usize,
    pub count: usize,
    /// Row of the planes.
    pub row: usize,
}

impl Run {
    /// Where each tile begins in its frame, and its row of the planes.
    #[inline(always)]
    fn tiles(self, frame: &Frame) -> impl Iterator<Item = (usize, usize)> {
        let (row, wide) = (SIDE * frame.row(), SIDE * frame.wide);
        let place = move |tile: usize| tile / self.across * row + tile % self.across * wide;
        (0..self.count).map(move |index| (place(self.first + index), self.row + index))
    }

    /// Nothing of the run lies outside of the slices, with tiles of that side.
    fn check(self, frame: &Frame, side: usize, values: usize, planes: &Planes, points: usize) {
        let Run { across, first, count, row } = self;
        assert!(count > 0 && across * SIDE + side <= frame.size[1] + SIDE, "tiles in their frame");
        let last = (first + count - 1) / across * SIDE + side;
        assert!(last <= frame.size[0] && frame.numbers() <= values, "a frame for its tiles");
        assert!(planes.wide == frame.wide && (row + count) * planes.wide <= planes.plane);
        assert!(planes.numbers() <= points, "room for the points");
    }
}

#[inline(always)]
unsafe fn load<S: Simd>(at: *const f32) -> S::f32s {
    // SAFETY: the caller vouches for a whole vector at that place.
    unsafe { at.cast::<S::f32s>().read_unaligned() }
}

#[inline(always)]
unsafe fn store<S: Simd>(at: *mut f32, vector: S::f32s) {
    // SAFETY: the caller vouches for a whole vector at that place.
    unsafe { at.cast::<S::f32s>().write_unaligned(vector) }
}

/// Tiles of `I` by `I` places to their values at the points.
pub struct Enter<'a, T, const I: usize> {
    pub frame: Frame,
    pub values: &'a [f32],
    pub run: Run,
    pub planes: Planes,
    pub points: &'a mut [f32],
    pub transform: PhantomData<T>,
}

impl<T: Transform<I, 6>, const I: usize> WithSimd for Enter<'_, T, I> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Enter { frame, values, run, planes, points, .. } = self;
        run.check(&frame, I, values.len(), &planes, points.len());
        for (place, row) in run.tiles(&frame) {
            for channel in (0..frame.channels).step_by(S::F32_LANES) {
                let from = values.as_ptr().wrapping_add(place + channel);
                let to = points.as_mut_ptr().wrapping_add(row * planes.wide + channel);
                let mut tile = [[simd.splat_f32s(0.0); I]; I];
                for (r, line) in tile.iter_mut().enumerate() {
                    for (c, vector) in line.iter_mut().enumerate() {
                        // SAFETY: `check` showed that the tile lies in the frame.
                        *vector = unsafe { load::<S>(from.add(r * frame.row() + c * frame.wide)) };
                    }
                }
                let tile = square::<S, T, I, 6>(simd, tile);
                for (point, vector) in tile.into_iter().flatten().enumerate() {
                    // SAFETY: `check` showed that the row lies in its plane.
                    unsafe { store::<S>(to.add(point * planes.plane), vector) };
                }
            }
        }
    }
}

/// Values at the points to tiles of `O` by `O` places.
pub struct Leave<'a, T, const O: usize> {
    pub frame: Frame,
    pub values: &'a mut [f32],
    pub run: Run,
    pub planes: Planes,
    pub points: &'a [f32],
    /// For each channel, up to whole vectors; empty without.
    pub bias: &'a [f32],
    /// The tiles are added to what is there; else they overwrite it.
    pub add: bool,
    pub transform: PhantomData<T>,
}

impl<T: Transform<6, O>, const O: usize> WithSimd for Leave<'_, T, O> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Leave { frame, values, run, planes, points, bias, add, .. } = self;
        run.check(&frame, O, values.len(), &planes, points.len());
        assert!(bias.is_empty() || bias.len() >= frame.wide, "a bias for each channel");
        for (place, row) in run.tiles(&frame) {
            for channel in (0..frame.channels).step_by(S::F32_LANES) {
                let to = values.as_mut_ptr().wrapping_add(place + channel);
                let from = points.as_ptr().wrapping_add(row * planes.wide + channel);
                let mut tile = [[simd.splat_f32s(0.0); 6]; 6];
                for (point, vector) in tile.iter_mut().flatten().enumerate() {
                    // SAFETY: `check` showed that the row lies in its plane.
                    *vector = unsafe { load::<S>(from.add(point * planes.plane)) };
                }
                let tile = square::<S, T, 6, O>(simd, tile);
                let start = match bias.get(channel..channel + S::F32_LANES) {
                    // SAFETY: a whole vector.
                    Some(bias) => unsafe { load::<S>(bias.as_ptr()) },
                    None => simd.splat_f32s(0.0),
                };
                for (r, line) in tile.into_iter().enumerate() {
                    for (c, vector) in line.into_iter().enumerate() {
                        // SAFETY: `check` showed that the tile lies in the frame.
                        unsafe {
                            let to = to.add(r * frame.row() + c * frame.wide);
                            let old = if add { load::<S>(to) } else { start };
                            store::<S>(to, simd.add_f32s(vector, old));
                        }
                    }
                }
            }
        }
    }
}

/// Lines of weights `[9, lines, columns]` to a packed right side for each point.
pub struct EnterWeights<'a> {
    pub weights: &'a [f32],
    pub lines: usize,
    pub columns: usize,
    /// Of whole vectors, with a row for each line.
    pub planes: Planes,
    pub points: &'a mut [f32],
}

impl WithSimd for EnterWeights<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let EnterWeights { weights, lines, columns, planes, points } = self;
        let lanes = S::F32_LANES;
        let panels = Panels::new(columns, lanes, widest::<S>());
        for index in 0..panels.count {
            let panel = panels.get(index);
            for line in 0..lines {
                for vector in 0..panel.vectors {
                    let column = panel.first + vector * lanes;
                    let mut taps = [[simd.splat_f32s(0.0); 3]; 3];
                    for (tap, value) in taps.iter_mut().flatten().enumerate() {
                        let row = (tap * lines + line) * columns;
                        let end = columns.min(column + lanes);
                        let numbers = weights.get(row + column..row + end);
                        *value = simd.partial_load_f32s(numbers.unwrap_or_default());
                    }
                    let values = square::<S, Weights, 3, 6>(simd, taps);
                    let at = panel.first * lines + (line * panel.vectors + vector) * lanes;
                    for (point, value) in values.into_iter().flatten().enumerate() {
                        let at = point * planes.plane + at;
                        let place = points.get_mut(at..at + lanes);
                        simd.partial_store_f32s(place.unwrap_or_default(), value);
                    }
                }
            }
        }
    }
}

/// The gradient at the points, a row for each line, to that of the weights, `[9, lines, columns]`.
pub struct LeaveWeights<'a> {
    pub points: &'a [f32],
    pub planes: Planes,
    pub lines: usize,
    pub columns: usize,
    pub weights: &'a mut [f32],
}

impl WithSimd for LeaveWeights<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let LeaveWeights { points, planes, lines, columns, weights } = self;
        let lanes = S::F32_LANES;
        for line in 0..lines {
            for column in (0..columns).step_by(lanes) {
                let mut values = [[simd.splat_f32s(0.0); 6]; 6];
                for (point, value) in values.iter_mut().flatten().enumerate() {
                    let at = point * planes.plane + line * planes.wide + column;
                    let numbers = points.get(at..at + lanes);
                    *value = simd.partial_load_f32s(numbers.unwrap_or_default());
                }
                let taps = square::<S, WeightsBack, 6, 3>(simd, values);
                for (tap, value) in taps.into_iter().flatten().enumerate() {
                    let row = (tap * lines + line) * columns;
                    let end = columns.min(column + lanes);
                    let place = weights.get_mut(row + column..row + end);
                    simd.partial_store_f32s(place.unwrap_or_default(), value);
                }
            }
        }
    }
}
