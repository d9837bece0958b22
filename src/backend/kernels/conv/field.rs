//! An image with room around it, so that a window never leaves it.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use crate::backend::kernels::{Axis, Window};

/// How an image lies in its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Rows and columns of the field, and of the image in it.
    size: [usize; 2],
    image: [usize; 2],
    /// Room above and left of the image.
    before: [usize; 2],
    /// Numbers of a place.
    pub channels: usize,
}

impl Field {
    /// The field over which a window slides.
    pub fn under(window: &Window, channels: usize) -> Field {
        let axes = [&window.rows, &window.columns];
        let size = axes.map(|axis| (axis.output - 1) * axis.stride + axis.span());
        let image = axes.map(|axis| axis.input);
        let before = axes.map(|axis| axis.before);
        let whole = before == [0, 0] && size[0] <= image[0] && size[1] <= image[1];
        // Without padding the image is its own field, with what the window does not reach.
        Field { size: if whole { image } else { size }, image, before, channels }
    }

    /// The field in which the outputs lie for the way back: enough room that every cell of the
    /// input finds an output, or a zero, for each tap.
    pub fn behind(window: &Window, channels: usize) -> Field {
        let axes = [&window.rows, &window.columns];
        let image = axes.map(|axis| axis.output);
        let before = axes.map(room);
        let size = axes.map(|axis| {
            let last = (axis.input - 1 + axis.before) / axis.stride;
            last.max(axis.output - 1) + room(axis) + 1
        });
        Field { size, image, before, channels }
    }

    /// The image lies in its field as it is.
    pub fn is_image(&self) -> bool {
        self.size == self.image && self.before == [0, 0]
    }

    /// Numbers of the field.
    pub fn numbers(&self) -> usize {
        self.size[0] * self.size[1] * self.channels
    }

    /// Numbers of a row of the field.
    pub fn row(&self) -> usize {
        self.size[1] * self.channels
    }

    /// Where the place (row, column) lies, counted from the field's corner.
    pub fn place(&self, row: usize, column: usize) -> usize {
        row * self.row() + column * self.channels
    }

    /// Room above and left of the image.
    pub fn before(&self) -> [usize; 2] {
        self.before
    }

    /// Copies an image into its field, whose room is zeros already.
    pub fn fill(&self, image: &[f32], field: &mut [f32]) {
        // A small window may lie in the padding alone.
        let columns =
            self.image[1].min(self.size[1].saturating_sub(self.before[1])) * self.channels;
        if columns == 0 {
            return;
        }
        let rows = image.chunks_exact(self.image[1] * self.channels);
        let places = field.chunks_exact_mut(self.row()).skip(self.before[0]);
        let start = self.before[1] * self.channels;
        for (place, row) in places.zip(rows) {
            place[start..start + columns].copy_from_slice(&row[..columns]);
        }
    }
}

/// How far before an output, in outputs, the last tap's cell can lie.
fn room(axis: &Axis) -> usize {
    (axis.size - 1) * axis.dilation / axis.stride
}
