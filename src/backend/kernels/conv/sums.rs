//! The products of a convolution, run by the tiles.
#![allow(unsafe_code)] // Reason: the tiles work on pointers; the sizes are checked at the entry.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use pulp::{Simd, WithSimd};

use super::jobs::Job;
use crate::backend::kernels::matmul::tile::{self, Segment, Start, Walk, Width};
use crate::backend::kernels::matmul::{Matrix, Panel, Panels, Tiled, cover, pack_panel, widest};

/// `out[p] (+)= field[place p] · W` of one job over one image.
pub struct Slide<'a> {
    pub job: &'a Job,
    pub field: &'a [f32],
    /// As [`Pack`] gives it.
    pub packed: &'a [f32],
    /// For each column; empty without.
    pub bias: &'a [f32],
    pub add: bool,
    pub out: &'a mut [f32],
}

/// Packs a right side of `lines` by `columns`, row-major, as [`Slide`] reads it.
pub struct Pack<'a> {
    pub values: &'a [f32],
    pub lines: usize,
    pub columns: usize,
    pub out: &'a mut [f32],
}

impl WithSimd for Pack<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let panels = Panels::new(self.columns, S::F32_LANES, widest::<S>());
        let right = Matrix::new(self.values, self.lines, self.columns);
        for index in 0..panels.count {
            let panel = panels.get(index);
            let start = panel.first * self.lines;
            let place = &mut self.out[start..start + self.lines * panel.vectors * S::F32_LANES];
            pack_panel(&right, 0, self.lines, panel, S::F32_LANES, place);
        }
    }
}

impl WithSimd for Slide<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        self.check(S::F32_LANES);
        let panels = Panels::new(self.job.columns, S::F32_LANES, widest::<S>());
        for index in 0..panels.count {
            let panel = panels.get(index);
            let rows = [0, self.job.places.len()];
            cover(simd, panel.vectors, rows, &mut OfPanel { slide: &mut self, panel });
        }
    }
}

impl Slide<'_> {
    /// Nothing of the job lies outside of the slices.
    fn check(&self, lanes: usize) {
        let Job { places, outs, segments, columns, .. } = self.job;
        let reach = segments.iter().map(|segment| segment.start + segment.length).max();
        let last = places.iter().max().zip(reach).map_or(0, |(place, reach)| place + reach);
        assert!(places.len() == outs.len() && last <= self.field.len(), "a field for its places");
        let last = outs.iter().max().map_or(0, |out| out + columns);
        assert!(last <= self.out.len(), "an image for its places");
        let lines: usize = segments.iter().map(|segment| segment.length).sum();
        assert!(lines == self.job.lines(), "a line for each tap");
        assert!(self.packed.len() >= lines * columns.next_multiple_of(lanes), "a packed weight");
        assert!(self.bias.is_empty() || self.bias.len() == *columns, "a bias for each filter");
    }
}

/// A panel of the filters.
struct OfPanel<'a, 'b> {
    slide: &'a mut Slide<'b>,
    panel: Panel,
}

impl Tiled for OfPanel<'_, '_> {
    #[inline(always)]
    fn tile<S: Simd, const R: usize, const V: usize>(&mut self, simd: S, row: usize) {
        let (slide, panel) = (&mut *self.slide, self.panel);
        let (places, outs) = (&slide.job.places[row..row + R], &slide.job.outs[row..row + R]);
        let mut a = [slide.field.as_ptr(); R];
        let mut out = [slide.out.as_mut_ptr(); R];
        for r in 0..R {
            a[r] = a[r].wrapping_add(places[r]);
            out[r] = out[r].wrapping_add(outs[r] + panel.first);
        }
        let line = slide.packed.as_ptr().wrapping_add(panel.first * slide.job.lines());
        let start = match (slide.add, slide.bias.is_empty()) {
            (true, _) => Start::Old,
            (false, true) => Start::Nothing,
            (false, false) => Start::Bias(&slide.bias[panel.first..panel.first + panel.columns]),
        };
        let (segments, width) = (&slide.job.segments, Width { columns: panel.columns });
        // SAFETY: `check` showed that the places, the results and the panels lie in their slices.
        unsafe { tile::rows::<S, R, V>(simd, a, segments, line, out, width, start) };
    }
}

/// The gradient of the weight from one image: `sums[k] += Σₚ field[place p, number k] · dy[p]`,
/// `[lines, columns]`.
pub struct Collect<'a> {
    /// Of the way there.
    pub segments: &'a [Segment],
    pub field: &'a [f32],
    /// The steps of the field and of the gradient from row to row and from place to place.
    pub walk: Walk,
    /// From this group's first filter on.
    pub dy: &'a [f32],
    pub columns: usize,
    pub sums: &'a mut [f32],
    /// The first image overwrites the sums.
    pub first: bool,
}

impl WithSimd for Collect<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        self.check(S::F32_LANES);
        let panels = Panels::new(self.columns, S::F32_LANES, widest::<S>());
        let mut line = 0;
        for index in 0..self.segments.len() {
            let Segment { start, length } = self.segments[index];
            for index in 0..panels.count {
                let panel = panels.get(index);
                let place = Place { start, line, panel };
                let rows = [0, length];
                cover(simd, panel.vectors, rows, &mut OfPlace { collect: &mut self, place });
            }
            line += length;
        }
    }
}

/// Some lines of the gradient: of one segment, and of one panel of the filters.
#[derive(Clone, Copy)]
struct Place {
    start: usize,
    line: usize,
    panel: Panel,
}

impl Collect<'_> {
    /// Nothing of the walk lies outside of the slices.
    fn check(&self, lanes: usize) {
        let Walk { outer, outer_steps, inner, inner_steps } = self.walk;
        let reach = self.segments.iter().map(|s| s.start + s.length).max().unwrap_or_default();
        let last = |side: usize| (outer - 1) * outer_steps[side] + (inner - 1) * inner_steps[side];
        assert!(outer > 0 && inner > 0 && last(0) + reach <= self.field.len(), "a field to walk");
        let wide = self.columns.next_multiple_of(lanes);
        assert!(last(1) + wide <= self.dy.len(), "a gradient to walk");
        let lines: usize = self.segments.iter().map(|segment| segment.length).sum();
        assert!(self.sums.len() >= lines * self.columns, "room for the weight's gradient");
    }
}

struct OfPlace<'a, 'b> {
    collect: &'a mut Collect<'b>,
    place: Place,
}

impl Tiled for OfPlace<'_, '_> {
    #[inline(always)]
    fn tile<S: Simd, const R: usize, const V: usize>(&mut self, simd: S, at: usize) {
        let (collect, Place { start, line, panel }) = (&mut *self.collect, self.place);
        let a = collect.field.as_ptr().wrapping_add(start + at);
        let b = collect.dy.as_ptr().wrapping_add(panel.first);
        let first = (line + at) * collect.columns + panel.first;
        let out = collect.sums.as_mut_ptr().wrapping_add(first);
        let (width, stride) = (Width { columns: panel.columns }, collect.columns);
        let begin = if collect.first { Start::Nothing } else { Start::Old };
        // SAFETY: `check` showed that the walk and the lines lie in their slices.
        unsafe { tile::columns::<S, R, V>(simd, [a, b], collect.walk, out, stride, width, begin) };
    }
}
