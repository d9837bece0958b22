//! Tiles of images to their values at the points, and back; and the same of weights.
#![allow(unsafe_code)] // Reason: the bounds of 72 vectors a tile are checked at the entry at once.

use std::marker::PhantomData;

use pulp::{Simd, WithSimd};

use super::frame::Frame;
use super::points::{Transform, Weights, WeightsBack};
use super::square::{Goal, Room, Steps, load, square};
use crate::backend::cpu::matmul::{MOST_LANES, Panels, widest};

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
        Planes { wide, plane: ((rows * wide / 16) | 1) * 16 }
    }

    pub fn numbers(&self) -> usize {
        POINTS * self.plane
    }

    /// The points as a square of 6 by 6.
    #[inline(always)]
    fn steps(&self) -> Steps {
        Steps { row: 6 * self.plane, column: self.plane }
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
        let (down, along) = (SIDE * frame.row(), SIDE * frame.wide);
        let (mut line, mut column) = (self.first / self.across, self.first % self.across);
        (self.row..self.row + self.count).map(move |row| {
            if column == self.across {
                (line, column) = (line + 1, 0);
            }
            column += 1;
            (line * down + (column - 1) * along, row)
        })
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
        let steps = Steps { row: frame.row(), column: frame.wide };
        let (mut room, start) = (Room::new(), simd.splat_f32s(0.0));
        for (place, row) in run.tiles(&frame) {
            for channel in (0..frame.channels).step_by(S::F32_LANES) {
                let from = values.as_ptr().wrapping_add(place + channel);
                let to = points.as_mut_ptr().wrapping_add(row * planes.wide + channel);
                let goal = Goal { to, steps: planes.steps(), add: false, start };
                // SAFETY: `check` showed that the tile lies in the frame and its row in the planes.
                unsafe { square::<S, T, I, 6>(simd, from, steps, goal, &mut room) };
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
        let steps = Steps { row: frame.row(), column: frame.wide };
        let mut room = Room::new();
        for (place, row) in run.tiles(&frame) {
            for channel in (0..frame.channels).step_by(S::F32_LANES) {
                let to = values.as_mut_ptr().wrapping_add(place + channel);
                let from = points.as_ptr().wrapping_add(row * planes.wide + channel);
                let start = match bias.get(channel..channel + S::F32_LANES) {
                    // SAFETY: a whole vector.
                    Some(bias) => unsafe { load::<S>(bias.as_ptr()) },
                    None => simd.splat_f32s(0.0),
                };
                let goal = Goal { to, steps, add, start };
                // SAFETY: `check` showed that the tile lies in the frame and its row in the planes.
                unsafe { square::<S, T, 6, O>(simd, from, planes.steps(), goal, &mut room) };
            }
        }
    }
}

/// Weights `[9, lines, columns]`, with room behind each line for whole vectors of zeros, to a
/// packed right side for each point.
pub struct EnterWeights<'a> {
    pub weights: &'a [f32],
    pub lines: usize,
    pub columns: usize,
    /// With a row for each line, as wide as those of the weights.
    pub planes: Planes,
    pub points: &'a mut [f32],
}

impl WithSimd for EnterWeights<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let EnterWeights { weights, lines, columns, planes, points } = self;
        let (lanes, tap) = (S::F32_LANES, lines * planes.wide);
        assert!(columns.next_multiple_of(lanes) <= planes.wide && tap <= planes.plane);
        assert!(9 * tap <= weights.len() && planes.numbers() <= points.len());
        let steps = Steps { row: 3 * tap, column: tap };
        let (mut room, start) = (Room::new(), simd.splat_f32s(0.0));
        let panels = Panels::new(columns, lanes, widest::<S>());
        for panel in (0..panels.count).map(|index| panels.get(index)) {
            for line in 0..lines {
                for vector in 0..panel.vectors {
                    let column = panel.first + vector * lanes;
                    let at = panel.first * lines + (line * panel.vectors + vector) * lanes;
                    let from = weights.as_ptr().wrapping_add(line * planes.wide + column);
                    let to = points.as_mut_ptr().wrapping_add(at);
                    let goal = Goal { to, steps: planes.steps(), add: false, start };
                    // SAFETY: the sizes are checked, and panels are whole vectors of the columns.
                    unsafe { square::<S, Weights, 3, 6>(simd, from, steps, goal, &mut room) };
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
        assert!(columns.next_multiple_of(lanes) <= planes.wide);
        assert!(lines * planes.wide <= planes.plane && planes.numbers() <= points.len());
        let mut taps = [0.0_f32; 9 * MOST_LANES];
        let (mut room, start) = (Room::new(), simd.splat_f32s(0.0));
        let steps = Steps { row: 3 * lanes, column: lanes };
        for line in 0..lines {
            for column in (0..columns).step_by(lanes) {
                let from = points.as_ptr().wrapping_add(line * planes.wide + column);
                let goal = Goal { to: taps.as_mut_ptr(), steps, add: false, start };
                // SAFETY: the sizes are checked, and there is room for nine vectors.
                unsafe {
                    square::<S, WeightsBack, 6, 3>(simd, from, planes.steps(), goal, &mut room);
                }
                for (tap, numbers) in taps.chunks_exact(lanes).take(9).enumerate() {
                    let row = (tap * lines + line) * columns;
                    let place = weights.get_mut(row + column..row + columns.min(column + lanes));
                    place.into_iter().flatten().zip(numbers).for_each(|(to, from)| *to = *from);
                }
            }
        }
    }
}
