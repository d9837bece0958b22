//! The way there through some images, block by block of their tiles.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the tiles' geometry.

use std::marker::PhantomData;
use std::ops::Range;

use super::Winograd;
use super::pass::{carve, enter_cells};
use super::points::Outputs;
use super::product::Multiply;
use super::transform::{Leave, Planes};
use crate::backend::kernels::Epilogue;
use crate::backend::kernels::scratch;
use crate::backend::kernels::simd::dispatch;

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
                enter_cells(self.winograd, x, x_room, block.clone(), (&mut *left, cells));
                self.multiply(block.len(), (&*left, cells), (&mut *out, outputs));
                self.leave(y, y_room, block, (&*out, outputs), bias);
            }
        });
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
