//! Whole products, cut into panels, blocks and tiles.
#![allow(unsafe_code)] // Reason: the tiles work on pointers; the sizes are checked at the entry.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the sizes of tiles.

use pulp::{Simd, WithSimd};

use super::Into;
use super::ladder::{Tiled, cover};
use super::left;
use super::matrix::{Matrix, reach};
use super::pack::{self, Panel, Panels};
use super::tile::{self, Segment, Start, Walk, Width};
use crate::backend::kernels::simd::dispatch;
use crate::backend::kernels::{scratch, team};

/// Lines of a panel at once: what fits into the nearest cache beside the left rows.
const DEPTH: usize = 256;

/// Panels that are packed together, and rows that meet them together: what fits into the second
/// cache.
const GROUP: usize = 8;
const ROWS: usize = 96;

/// Below this many multiply-adds a product is not worth a second thread.
const WORTH_THREADS: usize = 1 << 17;

/// Threads divide rows in steps of so many.
const ROW_STEP: usize = 8;

/// The most numbers that a vector has, on any machine.
pub const MOST_LANES: usize = 16;

/// How wide panels are, in vectors: as many sums as registers allow.
pub const fn widest<S: Simd>() -> usize {
    if S::REGISTER_COUNT >= 32 { 3 } else { 2 }
}

/// `out = a·b` or `out += a·b`, with `out` row-major and `stride` numbers from row to row.
///
/// Large products use all threads of the team. Each element is summed in an order
/// that depends on the sizes alone, so the number of threads changes no bit.
///
/// # Panics
/// The sizes do not agree.
pub fn matmul(out: &mut [f32], stride: usize, a: Matrix, b: Matrix, into: Into) {
    product(out, stride, a, Right::Plain(b), into.start());
}

/// `out = a·b + bias`, with a number of the bias for each column.
///
/// # Panics
/// The sizes do not agree.
pub fn matmul_biased(out: &mut [f32], stride: usize, a: Matrix, b: Matrix, bias: &[f32]) {
    assert_eq!(bias.len(), b.columns, "a bias for each column");
    product(out, stride, a, Right::Plain(b), Start::Bias(bias));
}

fn product(out: &mut [f32], stride: usize, a: Matrix, right: Right, start: Start) {
    let (rows, columns) = match right {
        Right::Plain(b) => (b.rows, b.columns),
        Right::Packed(b) => (b.rows, b.columns),
    };
    assert_eq!(a.columns, rows, "the sides of a product");
    dispatch(Product { out: Out::new(out, stride, a, columns), a, right, start });
}

impl Into {
    fn start(self) -> Start<'static> {
        match self {
            Into::Replace => Start::Nothing,
            Into::Add => Start::Old,
        }
    }
}

/// How many numbers [`pack`] writes for a right side of `rows` by `columns`.
pub fn packed_length(rows: usize, columns: usize) -> usize {
    rows * columns.next_multiple_of(MOST_LANES)
}

/// A right side that was packed once, for many products.
#[derive(Clone, Copy, Debug)]
pub struct Packed<'a> {
    values: &'a [f32],
    rows: usize,
    columns: usize,
}

/// Packs a right side.
///
/// # Panics
/// `out` is shorter than [`packed_length`].
pub fn pack<'a>(b: Matrix, out: &'a mut [f32]) -> Packed<'a> {
    assert!(out.len() >= packed_length(b.rows, b.columns), "room for a packed side");
    let (rows, columns) = (b.rows, b.columns);
    dispatch(Packing { b, out });
    Packed { values: out, rows, columns }
}

/// [`matmul`] with a right side that was packed before.
///
/// # Panics
/// The sizes do not agree.
pub fn matmul_packed(out: &mut [f32], stride: usize, a: Matrix, b: Packed, into: Into) {
    product(out, stride, a, Right::Packed(b), into.start());
}

/// Where a product goes: checked once, then shared by the threads, which write different parts.
#[derive(Clone, Copy)]
struct Out {
    values: *mut f32,
    stride: usize,
    columns: usize,
}

// SAFETY: each thread writes rows or columns of its own.
unsafe impl Send for Out {}
// SAFETY: as above.
unsafe impl Sync for Out {}

impl Out {
    fn new(out: &mut [f32], stride: usize, a: Matrix, columns: usize) -> Out {
        let fits = reach(a.rows, columns, stride) <= out.len();
        assert!(fits && (stride >= columns || a.rows <= 1), "room for a product");
        Out { values: out.as_mut_ptr(), stride, columns }
    }

    fn at(self, row: usize, column: usize) -> *mut f32 {
        self.values.wrapping_add(row * self.stride + column)
    }
}

#[derive(Clone, Copy)]
enum Right<'a> {
    Plain(Matrix<'a>),
    Packed(Packed<'a>),
}

#[derive(Clone, Copy)]
struct Product<'a> {
    out: Out,
    a: Matrix<'a>,
    right: Right<'a>,
    start: Start<'a>,
}

/// A part of a product: some rows, and some panels.
#[derive(Clone, Copy)]
struct Part {
    rows: [usize; 2],
    panels: [usize; 2],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (rows, depth, columns) = (self.a.rows, self.a.columns, self.out.columns);
        let panels = Panels::new(columns, S::F32_LANES, widest::<S>());
        let whole = Part { rows: [0, rows], panels: [0, panels.count] };
        let threads = team::threads();
        let work = rows.saturating_mul(depth).saturating_mul(columns);
        if threads == 1 || work < WORTH_THREADS {
            return self.part(simd, panels, whole);
        }
        let (by_panels, count, parts) = self.division(panels.count, threads);
        team::each(parts, |index| {
            let edges = [index * count / parts, (index + 1) * count / parts];
            let part = if by_panels {
                Part { panels: edges, ..whole }
            } else {
                Part { rows: edges.map(|edge| (edge * ROW_STEP).min(rows)), ..whole }
            };
            // Another thread does not have the instructions switched on that this one has.
            simd.vectorize(PartOf { product: self, panels, part });
        });
    }
}

struct PartOf<'a> {
    product: Product<'a>,
    panels: Panels,
    part: Part,
}

impl WithSimd for PartOf<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        self.product.part(simd, self.panels, self.part);
    }
}

impl Product<'_> {
    /// Whether the threads divide the panels or else the rows, how many there are to divide, and
    /// into how many parts.
    fn division(&self, panels: usize, threads: usize) -> (bool, usize, usize) {
        let steps = self.a.rows.div_ceil(ROW_STEP);
        // Each part packs all of the side that is not divided.
        let left = self.a.column_stride > 1 && self.a.rows > self.out.columns;
        if panels >= 2 * threads && !left || panels >= steps {
            (true, panels, panels.min(2 * threads))
        } else {
            (false, steps, steps.min(threads))
        }
    }

    #[inline(always)]
    fn part<S: Simd>(self, simd: S, panels: Panels, part: Part) {
        let depth = self.a.columns;
        if depth == 0 {
            return self.begin(part, panels);
        }
        for first in (part.panels[0]..part.panels[1]).step_by(GROUP) {
            let group = [first, part.panels[1].min(first + GROUP)];
            for from in (0..depth).step_by(DEPTH) {
                let lines = DEPTH.min(depth - from);
                let start = if from > 0 { Start::Old } else { self.start };
                let slab = Slab { from, lines, group, rows: part.rows, start };
                let right = self.right_length(panels, slab);
                let length = right + self.left_length(slab);
                scratch::with(length, |room| {
                    let (right, left) = room.split_at_mut(right);
                    // A closure does not inherit the instructions switched on here.
                    simd.vectorize(PackedSlab { product: self, panels, slab, left, right });
                });
            }
        }
    }

    /// Room for the packed right side of a slab.
    fn right_length(&self, panels: Panels, slab: Slab) -> usize {
        let Slab { lines, group, .. } = slab;
        let edge = |index: usize| panels.get(index).first;
        let end = if group[1] == panels.count { panels.line() } else { edge(group[1]) };
        match self.right {
            Right::Plain(_) => lines * (end - edge(group[0])),
            Right::Packed(_) => 0,
        }
    }

    /// Room for the packed left side of some of its rows.
    fn left_length(&self, slab: Slab) -> usize {
        let rows = ROWS.min(slab.rows[1] - slab.rows[0]);
        let packs = left::worth(&self.a, rows, slab.group[1] - slab.group[0]);
        if packs { left::length(rows, slab.lines) } else { 0 }
    }

    /// All rows by the panels of a group, some rows at a time. Each panel has `depth` packed lines.
    #[inline(always)]
    fn slab<S: Simd>(
        self,
        simd: S,
        panels: Panels,
        slab: Slab<'_>,
        strips: &mut [f32],
        (packed, depth): (&[f32], usize),
    ) {
        let Slab { from, lines, group, rows: [first, end], start } = slab;
        // A group that was packed for this slab alone begins with its own first panel and line.
        let alone = matches!(self.right, Right::Plain(_));
        let origin = if alone { panels.get(group[0]).first } else { 0 };
        for row in (first..end).step_by(ROWS) {
            let rows = [row, end.min(row + ROWS)];
            if !strips.is_empty() {
                left::pack(&self.a, rows, from, lines, strips);
            }
            for index in group[0]..group[1] {
                let panel = panels.get(index);
                let width = panel.vectors * S::F32_LANES;
                let skip = if alone { 0 } else { from * width };
                let at = (panel.first - origin) * depth + skip;
                let packed = packed.get(at..at + lines * width).unwrap_or_default();
                assert!(packed.len() >= lines * width, "a whole panel");
                let mut block =
                    Block { product: self, from, lines, panel, rows, start, strips, packed };
                cover(simd, panel.vectors, rows, &mut block);
            }
        }
    }

    /// A product over nothing.
    fn begin(self, part: Part, panels: Panels) {
        for row in part.rows[0]..part.rows[1] {
            for panel in (part.panels[0]..part.panels[1]).map(|index| panels.get(index)) {
                // SAFETY: `Out::new` showed that the row has these columns.
                let row = unsafe {
                    std::slice::from_raw_parts_mut(self.out.at(row, panel.first), panel.columns)
                };
                match self.start {
                    Start::Nothing => row.fill(0.0),
                    Start::Old => {}
                    Start::Bias(bias) => {
                        let bias = bias.iter().skip(panel.first);
                        row.iter_mut().zip(bias).for_each(|(x, bias)| *x = *bias);
                    }
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Block<'a> {
    product: Product<'a>,
    /// The first line, and how many.
    from: usize,
    lines: usize,
    panel: Panel,
    rows: [usize; 2],
    start: Start<'a>,
    /// These rows of a transposed left side, packed; empty where it is read in place.
    strips: &'a [f32],
    packed: &'a [f32],
}

impl Tiled for Block<'_> {
    #[inline(always)]
    fn tile<S: Simd, const R: usize, const V: usize>(&mut self, simd: S, row: usize) {
        let Block { product, .. } = *self;
        let Matrix { values, row_stride, column_stride, .. } = product.a;
        let width = Width { columns: self.panel.columns };
        let first = self.panel.first;
        let start = match self.start {
            Start::Bias(bias) => Start::Bias(bias.get(first..).unwrap_or_default()),
            start => start,
        };
        let (left, step) = if self.strips.is_empty() {
            let at = row * row_stride + self.from * column_stride;
            (values.as_ptr().wrapping_add(at), column_stride)
        } else {
            let at = left::place(row - self.rows[0], self.lines);
            (self.strips.as_ptr().wrapping_add(at), left::STRIP)
        };
        let panel = self.packed.as_ptr();
        // SAFETY: `Matrix` showed that the left side's elements lie within its slice (or strips
        // have all of them), `Out::new` the same of the result, which is borrowed mutably, and
        // `slab` that the panel is whole.
        unsafe {
            if step == 1 {
                let mut a = [left; R];
                let mut out = [product.out.at(row, first); R];
                for r in 0..R {
                    a[r] = left.wrapping_add(r * row_stride);
                    out[r] = product.out.at(row + r, first);
                }
                let segment = Segment { start: 0, length: self.lines };
                tile::rows::<S, R, V>(simd, a, &[segment], panel, out, width, start);
            } else {
                // Rows side by side: the left side is a transposed matrix.
                let walk = Walk {
                    outer: 1,
                    outer_steps: [0, 0],
                    inner: self.lines,
                    inner_steps: [step, V * S::F32_LANES],
                };
                let out = product.out.at(row, first);
                tile::columns::<S, R, V>(
                    simd,
                    [left, panel],
                    walk,
                    out,
                    product.out.stride,
                    width,
                    start,
                );
            }
        }
    }
}

/// Some lines of the right side, of a group of panels.
#[derive(Clone, Copy)]
struct Slab<'a> {
    from: usize,
    lines: usize,
    group: [usize; 2],
    rows: [usize; 2],
    start: Start<'a>,
}

/// Packs a slab of the right side, unless it came packed, and multiplies with it.
struct PackedSlab<'a> {
    product: Product<'a>,
    panels: Panels,
    slab: Slab<'a>,
    /// Room for packed rows of the left side, and for the right side.
    left: &'a mut [f32],
    right: &'a mut [f32],
}

impl WithSimd for PackedSlab<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let PackedSlab { product, panels, slab, left, right } = self;
        let Slab { from, lines, group, .. } = slab;
        let b = match product.right {
            Right::Plain(b) => b,
            Right::Packed(b) => {
                return product.slab(simd, panels, slab, left, (b.values, b.rows));
            }
        };
        let origin = panels.get(group[0]).first;
        for index in group[0]..group[1] {
            let panel = panels.get(index);
            let (at, length) =
                ((panel.first - origin) * lines, lines * panel.vectors * S::F32_LANES);
            let place = right.get_mut(at..at + length).unwrap_or_default();
            pack::pack(&b, from, lines, panel, S::F32_LANES, place);
        }
        product.slab(simd, panels, slab, left, (right, lines));
    }
}

struct Packing<'a, 'b> {
    b: Matrix<'a>,
    out: &'b mut [f32],
}

impl WithSimd for Packing<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let (rows, lanes) = (self.b.rows, S::F32_LANES);
        let panels = Panels::new(self.b.columns, lanes, widest::<S>());
        for index in 0..panels.count {
            let panel = panels.get(index);
            let start = panel.first * rows;
            let place = self.out.get_mut(start..start + rows * panel.vectors * lanes);
            pack::pack(&self.b, 0, rows, panel, lanes, place.unwrap_or_default());
        }
    }
}
