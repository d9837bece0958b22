//! What both passes share: the weights at the points, and tiles in blocks.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the tiles' geometry.

use std::marker::PhantomData;
use std::ops::Range;

use super::Winograd;
use super::frame::Frame;
use super::points::Cells;
use super::transform::{Enter, EnterWeights, Planes, Run};
use crate::backend::kernels::scratch;
use crate::backend::kernels::simd::dispatch;

impl Winograd {
    /// Room for the weights of one way.
    pub fn room(&self, forward: bool) -> usize {
        self.weights()[usize::from(!forward)].numbers()
    }

    /// The weights `[filters, channels, 3, 3]` at the points, as right sides for one way.
    pub fn pack(&self, weight: &[f32], forward: bool, points: &mut [f32]) {
        let (channels, filters) = (self.channels, self.filters);
        let planes = self.weights()[usize::from(!forward)];
        let (lines, columns) = if forward { (channels, filters) } else { (filters, channels) };
        scratch::with(9 * lines * planes.wide, |taps| {
            taps.fill(0.0);
            for (at, weights) in weight.chunks_exact(9).enumerate() {
                let (filter, channel) = (at / channels, at % channels);
                let (line, column) = if forward { (channel, filter) } else { (filter, channel) };
                for (tap, weight) in weights.iter().enumerate() {
                    taps[(tap * lines + line) * planes.wide + column] = *weight;
                }
            }
            dispatch(EnterWeights { weights: taps, lines, columns, planes, points });
        });
    }

    /// The stretches of a block of tiles that lie in one image each, with that image.
    pub fn runs(&self, block: Range<usize>) -> impl Iterator<Item = (usize, Run)> + use<> {
        let (count, across) = (self.count(), self.tiles[1]);
        let images = block.start / count..block.end.div_ceil(count);
        images.map(move |image| {
            let first = block.start.max(image * count);
            let end = block.end.min((image + 1) * count);
            let row = first - block.start;
            (image, Run { across, first: first - image * count, count: end - first, row })
        })
    }

    /// The blocks of so many images.
    pub fn blocks(&self, images: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        let tiles = images * self.count();
        let block = self.block(tiles);
        (0..tiles).step_by(block.max(1)).map(move |first| first..tiles.min(first + block))
    }

    /// Whether a run begins its image, and whether it ends it.
    pub fn edges(&self, run: Run) -> (bool, bool) {
        (run.first == 0, run.first + run.count == self.count())
    }
}

/// The image in its frame: itself, or laid into `room` where a run begins with it.
pub fn framed<'a>(frame: &Frame, image: &'a [f32], room: &'a mut [f32], begins: bool) -> &'a [f32] {
    if frame.is_image() {
        return image;
    }
    if begins {
        frame.fill(image, room);
    }
    room
}

/// The next `length` numbers of a buffer.
pub fn carve<'a>(buffer: &mut &'a mut [f32], length: usize) -> &'a mut [f32] {
    let (piece, rest) = std::mem::take(buffer).split_at_mut(length);
    *buffer = rest;
    piece
}

/// Tiles of the input at the points.
pub fn enter_cells(
    winograd: &Winograd,
    x: &[f32],
    room: &mut [f32],
    block: Range<usize>,
    (points, planes): (&mut [f32], Planes),
) {
    let frame = winograd.input;
    for (image, run) in winograd.runs(block) {
        let x = &x[image * frame.content()..(image + 1) * frame.content()];
        let values = framed(&frame, x, room, winograd.edges(run).0);
        let (points, transform) = (&mut *points, PhantomData::<Cells>);
        dispatch(Enter { frame, values, run, planes, points, transform });
    }
}
