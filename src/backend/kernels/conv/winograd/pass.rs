//! Both passes through some images, block by block of their tiles.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the tiles' geometry.

use std::marker::PhantomData;
use std::ops::Range;

use super::Winograd;
use super::frame::Frame;
use super::points::{Cells, CellsBack, Outputs, OutputsBack};
use super::product::{Collect, Multiply};
use super::transform::{Enter, EnterWeights, Leave, LeaveWeights, Planes, Run};
use crate::backend::kernels::Epilogue;
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
    fn runs(&self, block: Range<usize>) -> impl Iterator<Item = (usize, Run)> + use<> {
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
    fn blocks(&self, images: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        let tiles = images * self.count();
        let block = self.block(tiles);
        (0..tiles).step_by(block.max(1)).map(move |first| first..tiles.min(first + block))
    }

    /// Whether a run begins its image, and whether it ends it.
    fn edges(&self, run: Run) -> (bool, bool) {
        (run.first == 0, run.first + run.count == self.count())
    }
}

/// The image in its frame: itself, or laid into `room` where a run begins with it.
fn framed<'a>(frame: &Frame, image: &'a [f32], room: &'a mut [f32], begins: bool) -> &'a [f32] {
    if frame.is_image() {
        return image;
    }
    if begins {
        frame.fill(image, room);
    }
    room
}

/// The next `length` numbers of a buffer.
fn carve<'a>(buffer: &mut &'a mut [f32], length: usize) -> &'a mut [f32] {
    let (piece, rest) = std::mem::take(buffer).split_at_mut(length);
    *buffer = rest;
    piece
}

/// The way there.
#[derive(Debug)]
pub struct There<'a> {
    pub winograd: &'a Winograd,
    /// As [`Winograd::pack`] gives it.
    pub weights: &'a [f32],
    pub bias: &'a [f32],
    pub epilogue: Epilogue,
}

impl There<'_> {
    /// Some images, `x` to `y`.
    pub fn images(&self, x: &[f32], y: &mut [f32]) {
        let Winograd { input, output, .. } = self.winograd;
        let block = self.winograd.block(y.len() / output.content() * self.winograd.count());
        let (cells, outputs) = (Planes::new(block, input.wide), Planes::new(block, output.wide));
        let rooms = [input.room(), output.room(), cells.numbers(), outputs.numbers(), output.wide];
        scratch::with(rooms.iter().sum(), |mut buffer| {
            let [x_room, y_room, left, out, bias] = rooms.map(|room| carve(&mut buffer, room));
            x_room.fill(0.0);
            bias.fill(0.0);
            bias[..self.bias.len()].copy_from_slice(self.bias);
            for block in self.winograd.blocks(y.len() / output.content()) {
                self.enter(x, x_room, block.clone(), (&mut *left, cells));
                self.multiply(block.len(), (&*left, cells), (&mut *out, outputs));
                self.leave(y, y_room, block, (&*out, outputs), bias);
            }
        });
    }

    fn enter(
        &self,
        x: &[f32],
        room: &mut [f32],
        block: Range<usize>,
        (points, planes): (&mut [f32], Planes),
    ) {
        enter_cells(self.winograd, x, room, block, (points, planes));
    }

    fn multiply(&self, rows: usize, left: (&[f32], Planes), out: (&mut [f32], Planes)) {
        let Winograd { channels, filters, .. } = *self.winograd;
        let right = (self.weights, self.winograd.weights()[0]);
        dispatch(Multiply { rows, depth: channels, columns: filters, left, right, out });
    }

    fn leave(
        &self,
        y: &mut [f32],
        room: &mut [f32],
        block: Range<usize>,
        (points, planes): (&[f32], Planes),
        bias: &[f32],
    ) {
        let frame = self.winograd.output;
        for (image, run) in self.winograd.runs(block) {
            let y = &mut y[image * frame.content()..(image + 1) * frame.content()];
            let own = frame.is_image();
            let values = if own { &mut *y } else { &mut *room };
            let transform = PhantomData::<Outputs>;
            dispatch(Leave { frame, values, run, planes, points, bias, add: false, transform });
            if self.winograd.edges(run).1 {
                if !own {
                    frame.take(room, y, false);
                }
                self.epilogue.apply(y);
            }
        }
    }
}

/// Tiles of the input at the points.
fn enter_cells(
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

/// The way back.
#[derive(Debug)]
pub struct Back<'a> {
    pub winograd: &'a Winograd,
    /// The transposed weights, as [`Winograd::pack`] gives them; empty where `dx` is not wanted.
    pub weights: &'a [f32],
}

/// The places that a block of the way back goes through.
struct Rooms<'a> {
    x: &'a mut [f32],
    dy: &'a mut [f32],
    dx: &'a mut [f32],
    cells: (&'a mut [f32], Planes),
    outputs: (&'a mut [f32], Planes),
    sums: (&'a mut [f32], Planes),
}

impl Back<'_> {
    /// Some images: the gradient of the weights goes to `dweight`, `[9, channels, filters]`, that
    /// of the input to `dx`, where it may be added.
    pub fn images(
        &self,
        x: &[f32],
        dy: &[f32],
        mut dx: Option<(&mut [f32], bool)>,
        dweight: &mut [f32],
    ) {
        let winograd = self.winograd;
        let Winograd { channels, filters, input, output, .. } = *winograd;
        let images = dy.len() / output.content();
        let block = winograd.block(images * winograd.count());
        let (cells, outputs) = (Planes::new(block, input.wide), Planes::new(block, output.wide));
        let sums = Planes::new(channels, output.wide);
        let dx_room = if dx.is_some() { input.numbers() } else { 0 };
        let [a, b, c] = [cells, outputs, sums].map(|planes| planes.numbers());
        let rooms = [input.room(), output.room(), dx_room, a, b, c];
        scratch::with(rooms.iter().sum(), |mut buffer| {
            let [x_room, dy_room, dx_room, a, b, c] = rooms.map(|room| carve(&mut buffer, room));
            x_room.fill(0.0);
            dy_room.fill(0.0);
            let (cells, outputs, collected) = ((a, cells), (b, outputs), (c, sums));
            let mut rooms =
                Rooms { x: x_room, dy: dy_room, dx: dx_room, cells, outputs, sums: collected };
            for block in winograd.blocks(images) {
                self.collect(x, dy, block.clone(), &mut rooms);
                if let Some((dx, add)) = &mut dx {
                    self.leave((dx, *add), block, &mut rooms);
                }
            }
            let (points, planes) = (&*rooms.sums.0, sums);
            let (lines, columns, weights) = (channels, filters, dweight);
            dispatch(LeaveWeights { points, planes, lines, columns, weights });
        });
    }

    /// A block's share of the gradient of the weights.
    fn collect(&self, x: &[f32], dy: &[f32], block: Range<usize>, rooms: &mut Rooms) {
        let winograd = self.winograd;
        let Winograd { channels, filters, output: frame, .. } = *winograd;
        let Rooms { x: x_room, dy: dy_room, cells, outputs, sums, .. } = rooms;
        enter_cells(winograd, x, x_room, block.clone(), (&mut *cells.0, cells.1));
        let (points, planes) = (&mut *outputs.0, outputs.1);
        for (image, run) in winograd.runs(block.clone()) {
            let dy = &dy[image * frame.content()..(image + 1) * frame.content()];
            let values = framed(&frame, dy, dy_room, winograd.edges(run).0);
            let (points, transform) = (&mut *points, PhantomData::<OutputsBack>);
            dispatch(Enter { frame, values, run, planes, points, transform });
        }
        dispatch(Collect {
            rows: block.len(),
            lines: channels,
            columns: filters,
            left: (&*cells.0, cells.1),
            right: (&*outputs.0, outputs.1),
            sums: (&mut *sums.0, sums.1),
            first: block.start == 0,
        });
    }

    /// A block's share of the gradient of the input. Tiles of cells overlap, so they are added up
    /// in the frame.
    fn leave(&self, (dx, add): (&mut [f32], bool), block: Range<usize>, rooms: &mut Rooms) {
        let winograd = self.winograd;
        let Winograd { channels, filters, input: frame, .. } = *winograd;
        let Rooms { dx: room, cells, outputs, .. } = rooms;
        dispatch(Multiply {
            rows: block.len(),
            depth: filters,
            columns: channels,
            left: (&*outputs.0, outputs.1),
            right: (self.weights, winograd.weights()[1]),
            out: (&mut *cells.0, cells.1),
        });
        let (points, planes) = (&*cells.0, cells.1);
        for (image, run) in winograd.runs(block) {
            let (begins, ends) = winograd.edges(run);
            if begins {
                room.fill(0.0);
            }
            let (values, transform) = (&mut **room, PhantomData::<CellsBack>);
            dispatch(Leave { frame, values, run, planes, points, bias: &[], add: true, transform });
            if ends {
                let dx = &mut dx[image * frame.content()..(image + 1) * frame.content()];
                frame.take(room, dx, add);
            }
        }
    }
}
