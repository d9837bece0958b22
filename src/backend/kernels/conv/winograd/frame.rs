//! An image in a frame that whole tiles fill, with whole vectors at each place.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the frame's sizes.

use crate::backend::kernels::matmul::MOST_LANES;

/// How an image lies in its frame.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Rows and columns of the frame, and of the image in it.
    pub size: [usize; 2],
    pub image: [usize; 2],
    /// Room above and left of the image.
    pub before: [usize; 2],
    pub channels: usize,
    /// Numbers from place to place of the frame.
    pub wide: usize,
}

impl Frame {
    pub fn new(image: [usize; 2], size: [usize; 2], before: [usize; 2], channels: usize) -> Frame {
        assert!((0..2).all(|axis| before[axis] + image[axis] <= size[axis]), "an image fits");
        Frame { size, image, before, channels, wide: channels.next_multiple_of(MOST_LANES) }
    }

    /// The image is its own frame.
    pub fn is_image(&self) -> bool {
        self.size == self.image && self.wide == self.channels
    }

    /// Numbers of a row.
    pub fn row(&self) -> usize {
        self.size[1] * self.wide
    }

    pub fn numbers(&self) -> usize {
        self.size[0] * self.row()
    }

    /// Numbers of a frame beside the image: none where that is its own.
    pub fn room(&self) -> usize {
        if self.is_image() { 0 } else { self.numbers() }
    }

    /// Numbers of the image.
    pub fn content(&self) -> usize {
        self.image[0] * self.image[1] * self.channels
    }

    /// Where in the frame and in the image each stretch of places without a gap begins, and the
    /// length of all of them.
    fn stretches(&self) -> (impl Iterator<Item = (usize, usize)> + use<>, usize) {
        let Frame { image: [rows, columns], before, channels, wide, .. } = *self;
        let (row, gaps) = (self.row(), wide > channels);
        let (pieces, length) = if gaps { (columns, channels) } else { (1, columns * channels) };
        let starts = (0..rows * pieces).map(move |index| {
            let (at, piece) = (index / pieces, index % pieces);
            ((before[0] + at) * row + (before[1] + piece) * wide, index * length)
        });
        (starts, length)
    }

    /// Lays an image into its frame, whose room is zeros already.
    pub fn fill(&self, image: &[f32], frame: &mut [f32]) {
        let (starts, length) = self.stretches();
        for (to, from) in starts {
            frame[to..to + length].copy_from_slice(&image[from..from + length]);
        }
    }

    /// Takes the image out of its frame again, or adds it.
    pub fn take(&self, frame: &[f32], image: &mut [f32], add: bool) {
        let (starts, length) = self.stretches();
        for (from, to) in starts {
            let (frame, image) = (&frame[from..from + length], &mut image[to..to + length]);
            if add {
                image.iter_mut().zip(frame).for_each(|(sum, value)| *sum += value);
            } else {
                image.copy_from_slice(frame);
            }
        }
    }
}
