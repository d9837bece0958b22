//! Each channel alone under its own filters, without a matrix of cells.
//!
//! A plane is laid out with its padding around it. The cells under one tap of the filter are then
//! one long row for all outputs (those at the ends of rows are computed for nothing), so that the
//! loops are long however small the plane is.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use super::simd::{self, vectorised};
use super::window::Window;

/// Outputs that stay in registers while all taps are added.
const BLOCK: usize = 32;

/// A padded plane: all cells that some tap reaches.
struct Plane {
    width: usize,
    /// Per tap, how far its cell lies behind that of the first tap.
    offsets: Vec<usize>,
    /// From the first output's place to the last one's.
    length: usize,
}

impl Plane {
    fn of(window: &Window) -> Plane {
        let (rows, columns) = (&window.rows, &window.columns);
        let width = (columns.output - 1) * columns.stride + columns.span();
        let taps =
            (0..rows.size).flat_map(|down| (0..columns.size).map(move |along| (down, along)));
        let offset = |(down, along)| down * rows.dilation * width + along * columns.dilation;
        let length =
            (rows.output - 1) * rows.stride * width + (columns.output - 1) * columns.stride + 1;
        Plane { width, offsets: taps.map(offset).collect(), length }
    }

    /// How far the last tap lies behind the first one.
    fn margin(&self) -> usize {
        self.offsets.last().copied().unwrap_or_default()
    }

    fn size(&self) -> usize {
        self.length + self.margin()
    }
}

/// `out[i] = Σ weight · source[i + offset]` over the taps.
#[inline(always)]
fn correlate(weights: &[f32], offsets: &[usize], source: &[f32], out: &mut [f32]) {
    let mut start = 0;
    let mut blocks = out.chunks_exact_mut(BLOCK);
    for block in &mut blocks {
        let mut sums = [0.0_f32; BLOCK];
        for (weight, offset) in weights.iter().zip(offsets) {
            let cells = &source[start + offset..start + offset + BLOCK];
            sums.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += weight * cell);
        }
        block.copy_from_slice(&sums);
        start += BLOCK;
    }
    let rest = blocks.into_remainder();
    rest.fill(0.0);
    for (weight, offset) in weights.iter().zip(offsets) {
        let cells = &source[start + offset..];
        rest.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += weight * cell);
    }
}

/// The cells of a plane at their places in the padded one.
#[inline(always)]
fn pad(window: &Window, plane: &[f32], width: usize, padded: &mut [f32]) {
    let rows = padded.chunks_exact_mut(width).skip(window.rows.before);
    for (row, cells) in rows.zip(plane.chunks_exact(window.columns.input)) {
        row.iter_mut().skip(window.columns.before).zip(cells).for_each(|(at, cell)| *at = *cell);
    }
}

/// The outputs of a filter from their places in the padded plane, added.
#[inline(always)]
fn add_outputs(window: &Window, wide: &[f32], width: usize, out: &mut [f32]) {
    let rows = wide.chunks(width * window.rows.stride);
    for (row, out) in rows.zip(out.chunks_exact_mut(window.columns.output)) {
        if window.columns.stride == 1 {
            out.iter_mut().zip(row).for_each(|(out, value)| *out += value);
        } else {
            let row = row.iter().step_by(window.columns.stride);
            out.iter_mut().zip(row).for_each(|(out, value)| *out += value);
        }
    }
}

/// The reverse: numbers of the outputs at their places.
#[inline(always)]
fn spread(window: &Window, values: &[f32], width: usize, wide: &mut [f32]) {
    let rows = wide.chunks_mut(width * window.rows.stride);
    for (row, values) in rows.zip(values.chunks_exact(window.columns.output)) {
        let row = row.iter_mut().step_by(window.columns.stride);
        row.zip(values).for_each(|(at, value)| *at = *value);
    }
}

vectorised! {
    /// Adds what the filters give for an image. The filters of a channel follow each other.
    pub fn add_filtered<'a>(
        window: &'a Window, image: &'a [f32], weight: &'a [f32], out: &'a mut [f32],
    ) {
        let plane = Plane::of(window);
        let mut padded = vec![0.0; plane.size()];
        let mut wide = vec![0.0; plane.length];
        let multiplier = (out.len() / window.output()) / (image.len() / window.input()).max(1);
        let channels = out.chunks_exact_mut((multiplier * window.output()).max(1));
        let channels = channels.zip(weight.chunks_exact((multiplier * window.size()).max(1)));
        for (cells, (outs, weights)) in image.chunks_exact(window.input()).zip(channels) {
            pad(window, cells, plane.width, &mut padded);
            let filters = outs.chunks_exact_mut(window.output());
            for (out, weights) in filters.zip(weights.chunks_exact(window.size())) {
                if window.rows.stride == 1 {
                    correlate(weights, &plane.offsets, &padded, &mut wide);
                } else {
                    let starts = (0..plane.length).step_by(window.rows.stride * plane.width);
                    for start in starts {
                        let end = (start + plane.width).min(plane.length);
                        let row = &mut wide[start..end];
                        correlate(weights, &plane.offsets, &padded[start..], row);
                    }
                }
                add_outputs(window, &wide, plane.width, out);
            }
        }
    }

    /// Adds what the gradient `slopes` of an image's outputs gives for the weight and the image.
    pub fn add_pulled<'a>(
        window: &'a Window, image: &'a [f32], weight: &'a [f32], slopes: &'a [f32],
        to_image: Option<&'a mut [f32]>, to_weight: &'a mut [f32],
    ) {
        let plane = Plane::of(window);
        let margin = plane.margin();
        let mut padded = vec![0.0; plane.size()];
        let mut to_padded = vec![0.0; plane.size()];
        let mut wide = vec![0.0; plane.length + 2 * margin];
        let backwards: Vec<usize> = plane.offsets.iter().map(|offset| margin - offset).collect();
        let channels = (image.len() / window.input()).max(1);
        let multiplier = (slopes.len() / window.output()) / channels;
        let mut to_planes = to_image.map(|to_image| to_image.chunks_exact_mut(window.input()));
        let mut filters = slopes
            .chunks_exact(window.output())
            .zip(weight.chunks_exact(window.size()))
            .zip(to_weight.chunks_exact_mut(window.size()));
        for cells in image.chunks_exact(window.input()) {
            pad(window, cells, plane.width, &mut padded);
            let mut to_plane = to_planes.as_mut().and_then(Iterator::next);
            for ((slopes, weights), to_weights) in filters.by_ref().take(multiplier) {
                spread(window, slopes, plane.width, &mut wide[margin..margin + plane.length]);
                let slopes = &wide[margin..margin + plane.length];
                for (to_weight, offset) in to_weights.iter_mut().zip(&plane.offsets) {
                    let under = &padded[*offset..offset + plane.length];
                    *to_weight += simd::dot(slopes, 0.0, under, 0.0);
                }
                let Some(to_plane) = to_plane.as_deref_mut() else { continue };
                correlate(weights, &backwards, &wide, &mut to_padded);
                let rows = to_padded.chunks_exact(plane.width).skip(window.rows.before);
                for (row, to_row) in rows.zip(to_plane.chunks_exact_mut(window.columns.input)) {
                    let row = row.iter().skip(window.columns.before);
                    to_row.iter_mut().zip(row).for_each(|(to, value)| *to += value);
                }
            }
        }
    }
}
