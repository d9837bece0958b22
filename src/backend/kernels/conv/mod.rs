//! Convolution in one and two dimensions, `act(x ∗ W + b)`, without a matrix of cells: the tiles
//! of a matrix product read the cells under the window where they lie.
//!
//! With the channels of a place side by side, the cells under a row of the window are one piece of
//! memory. So the left rows of the product are stretches of the (padded) image itself, and its
//! right side is the weight, packed once for all images. Where it pays, 3×3 windows go by way of
//! [`winograd`] instead.

mod field;
mod jobs;
mod kernel;
mod sums;
#[cfg(test)]
mod tests;
mod winograd;

pub(super) use field::Field;
pub(super) use jobs::{Job, backward as backward_jobs, forward as forward_jobs};
pub use kernel::Conv;
pub(super) use kernel::{add_rows, in_fields};

/// The sizes of one convolution.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub channels: usize,
    pub filters: usize,
    pub groups: usize,
    /// Cells of the window.
    pub taps: usize,
}

impl Sizes {
    /// Channels and filters of a group.
    fn depth(&self) -> usize {
        self.channels / self.groups
    }

    fn filters(&self) -> usize {
        self.filters / self.groups
    }

    /// Weights of a filter.
    fn weights(&self) -> usize {
        self.depth() * self.taps
    }
}
