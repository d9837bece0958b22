//! The 36 products of a block of tiles, run by the tiles of a matrix product.
#![allow(unsafe_code)] // Reason: the tiles work on pointers; the sizes are checked at the entry.

use pulp::{Simd, WithSimd};

use super::transform::{POINTS, Planes};
use crate::backend::kernels::matmul::tile::{self, Segment, Start, Walk, Width};
use crate::backend::kernels::matmul::{Panel, Panels, Tiled, cover, widest};

/// At each point `out = left · right`, with a row for each tile.
pub struct Multiply<'a> {
    pub rows: usize,
    /// Numbers of a row of the left side that count, and columns of the right side.
    pub depth: usize,
    pub columns: usize,
    pub left: (&'a [f32], Planes),
    /// As `EnterWeights` gives it.
    pub right: (&'a [f32], Planes),
    pub out: (&'a mut [f32], Planes),
}

impl WithSimd for Multiply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        self.check();
        // Whole vectors, so that the results need no copy.
        let columns = self.columns.next_multiple_of(S::F32_LANES);
        let panels = Panels::new(columns, S::F32_LANES, widest::<S>());
        for point in 0..POINTS {
            for index in 0..panels.count {
                let panel = panels.get(index);
                let rows = [0, self.rows];
                let mut of = OfMultiply { multiply: &mut self, point, panel };
                cover(simd, panel.vectors, rows, &mut of);
            }
        }
    }
}

impl Multiply<'_> {
    /// Nothing lies outside of the slices.
    fn check(&self) {
        let Multiply { rows, depth, columns, left, right, out } = self;
        for (numbers, planes, rows, columns) in [
            (left.0.len(), left.1, *rows, *depth),
            (right.0.len(), right.1, *depth, *columns),
            (out.0.len(), out.1, *rows, *columns),
        ] {
            assert!(planes.numbers() <= numbers && rows * planes.wide <= planes.plane);
            assert!(columns.next_multiple_of(16) <= planes.wide, "rows of whole vectors");
        }
    }
}

/// One point, and a panel of the right side.
struct OfMultiply<'a, 'b> {
    multiply: &'a mut Multiply<'b>,
    point: usize,
    panel: Panel,
}

impl Tiled for OfMultiply<'_, '_> {
    #[inline(always)]
    fn tile<S: Simd, const R: usize, const V: usize>(&mut self, simd: S, row: usize) {
        let (point, panel, of) = (self.point, self.panel, &mut *self.multiply);
        let place = |planes: Planes, row: usize| point * planes.plane + row * planes.wide;
        let mut a = [of.left.0.as_ptr(); R];
        let mut out = [of.out.0.as_mut_ptr(); R];
        for (r, (a, out)) in a.iter_mut().zip(&mut out).enumerate() {
            *a = a.wrapping_add(place(of.left.1, row + r));
            *out = out.wrapping_add(place(of.out.1, row + r) + panel.first);
        }
        let right = place(of.right.1, 0) + panel.first * of.depth;
        let line = of.right.0.as_ptr().wrapping_add(right);
        let segments = [Segment { start: 0, length: of.depth }];
        let width = Width { columns: V * S::F32_LANES };
        // SAFETY: `check` showed that the planes have these rows, and these whole vectors.
        unsafe { tile::rows::<S, R, V>(simd, a, &segments, line, out, width, Start::Nothing) };
    }
}

/// At each point `sums (+)= leftᵀ · right`, summed over tiles.
pub struct Collect<'a> {
    pub rows: usize,
    /// Numbers of a row of either side that count.
    pub lines: usize,
    pub columns: usize,
    pub left: (&'a [f32], Planes),
    pub right: (&'a [f32], Planes),
    pub sums: (&'a mut [f32], Planes),
    /// The first block overwrites the sums.
    pub first: bool,
}

impl WithSimd for Collect<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        self.check();
        let columns = self.columns.next_multiple_of(S::F32_LANES);
        let panels = Panels::new(columns, S::F32_LANES, widest::<S>());
        for point in 0..POINTS {
            for index in 0..panels.count {
                let panel = panels.get(index);
                let rows = [0, self.lines];
                let mut of = OfCollect { collect: &mut self, point, panel };
                cover(simd, panel.vectors, rows, &mut of);
            }
        }
    }
}

impl Collect<'_> {
    /// Nothing lies outside of the slices.
    fn check(&self) {
        let Collect { rows, lines, columns, left, right, sums, .. } = self;
        for (numbers, planes, rows, columns) in [
            (left.0.len(), left.1, *rows, *lines),
            (right.0.len(), right.1, *rows, *columns),
            (sums.0.len(), sums.1, *lines, *columns),
        ] {
            assert!(planes.numbers() <= numbers && rows * planes.wide <= planes.plane);
            assert!(columns.next_multiple_of(16) <= planes.wide, "rows of whole vectors");
        }
    }
}

/// One point, and a panel of the right side.
struct OfCollect<'a, 'b> {
    collect: &'a mut Collect<'b>,
    point: usize,
    panel: Panel,
}

impl Tiled for OfCollect<'_, '_> {
    #[inline(always)]
    fn tile<S: Simd, const R: usize, const V: usize>(&mut self, simd: S, line: usize) {
        let (point, panel, of) = (self.point, self.panel, &mut *self.collect);
        let [left, right, sums] = [of.left.1, of.right.1, of.sums.1];
        let a = of.left.0.as_ptr().wrapping_add(point * left.plane + line);
        let b = of.right.0.as_ptr().wrapping_add(point * right.plane + panel.first);
        let at = point * sums.plane + line * sums.wide + panel.first;
        let out = of.sums.0.as_mut_ptr().wrapping_add(at);
        let steps = [left.wide, right.wide];
        let walk = Walk { outer: 1, outer_steps: [0, 0], inner: of.rows, inner_steps: steps };
        let width = Width { columns: V * S::F32_LANES };
        let start = if of.first { Start::Nothing } else { Start::Old };
        // SAFETY: `check` showed that the planes have these rows, and these whole vectors.
        unsafe { tile::columns::<S, R, V>(simd, [a, b], walk, out, sums.wide, width, start) };
    }
}
