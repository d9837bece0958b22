//! The way back through some images, block by block of their tiles.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the tiles' geometry.

use std::marker::PhantomData;
use std::ops::Range;

use super::Winograd;
use super::pass::{carve, enter_cells, framed};
use super::points::{CellsBack, OutputsBack};
use super::product::{Collect, Multiply};
use super::transform::{Enter, Leave, LeaveWeights, Planes};
use crate::backend::kernels::scratch;
use crate::backend::kernels::simd::dispatch;

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
