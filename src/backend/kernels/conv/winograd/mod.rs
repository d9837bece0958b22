//! 3×3 convolutions with stride 1 by Winograd's minimal filtering, F(4×4, 3×3) (Lavin & Gray,
//! "Fast Algorithms for Convolutional Neural Networks", 2016): 36 products give a tile of 4×4
//! outputs instead of 144.
//!
//! Tiles of 6×6 cells and the weights go to their values at 36 points; there all channels are
//! multiplied with all filters, a matrix product of `[tiles, channels]` and `[channels, filters]`
//! for each point; and the results go back to tiles of outputs. The gradients take the same way
//! through the transposed transforms, so that both need the same values of the outputs' gradient.

mod back;
mod frame;
mod pass;
mod points;
mod product;
mod square;
#[cfg(test)]
mod tests;
mod there;
mod transform;

use super::Sizes;
use crate::backend::kernels::{Axis, Window};
pub(super) use back::Back;
use frame::Frame;
pub(super) use there::There;
use transform::{Planes, SIDE};

/// Channels and filters below which the transforms cost more than they save, and their product
/// above which the weights at the points take too much memory.
const FEWEST: usize = 8;
const MOST: usize = 1 << 16;

/// Outputs of a tile, on average, below which the direct way is as fast.
const FEWEST_OUTPUTS: usize = 8;

/// Tiles of a pass below which the transforms of the weights cost more than is saved.
const WORTH: usize = 16;

/// Tiles of a block, at most, and where there are many channels; and the numbers that decide.
const MOST_TILES: usize = 48;
const FEWEST_TILES: usize = 24;
const BLOCK: usize = 1 << 18;

/// The geometry of a convolution in tiles.
#[derive(Clone, Copy, Debug)]
pub struct Winograd {
    channels: usize,
    filters: usize,
    /// Tiles of a column and of a row.
    tiles: [usize; 2],
    /// The input with room for whole tiles of 6×6, and the output for whole tiles of 4×4.
    input: Frame,
    output: Frame,
    /// The smallest batch that is worth the transforms of the weights.
    least: usize,
}

impl Winograd {
    /// Where the convolution is of that kind, and large enough.
    pub fn of(window: &Window, sizes: Sizes) -> Option<Winograd> {
        let Sizes { channels, filters, groups, .. } = sizes;
        let plain = |axis: &Axis| axis.size == 3 && axis.stride == 1 && axis.dilation == 1;
        let enough = channels.min(filters) >= FEWEST && channels * filters <= MOST;
        if groups > 1 || !plain(&window.rows) || !plain(&window.columns) || !enough {
            return None;
        }
        let winograd = Winograd::tiled(window, sizes);
        // Where the last tiles are nearly empty, the direct way multiplies hardly more.
        (window.output() >= FEWEST_OUTPUTS * winograd.count()).then_some(winograd)
    }

    /// The tiles of a 3×3 convolution of any size, for batches of any size that are worth it.
    fn tiled(window: &Window, sizes: Sizes) -> Winograd {
        let Sizes { channels, filters, .. } = sizes;
        let axes = [&window.rows, &window.columns];
        let tiles = axes.map(|axis| axis.output.div_ceil(SIDE));
        let (inputs, before) = (axes.map(|axis| axis.input), axes.map(|axis| axis.before));
        let outputs = axes.map(|axis| axis.output);
        let input = Frame::new(inputs, tiles.map(|count| count * SIDE + 2), before, channels);
        let output = Frame::new(outputs, tiles.map(|count| count * SIDE), [0, 0], filters);
        let least = WORTH.div_ceil(tiles[0] * tiles[1]);
        Winograd { channels, filters, tiles, input, output, least }
    }

    /// Tiles for tests, whatever they cost.
    #[cfg(test)]
    pub fn always(window: &Window, sizes: Sizes) -> Winograd {
        Winograd { least: 0, ..Winograd::tiled(window, sizes) }
    }

    /// Whether a batch has so many tiles that the transforms of the weights do not matter.
    pub fn pays(&self, batch: usize) -> bool {
        batch >= self.least
    }

    /// Tiles of an image.
    fn count(&self) -> usize {
        self.tiles[0] * self.tiles[1]
    }

    /// How many of so many tiles are worked on together: what fits into the second cache, in
    /// blocks of equal size.
    fn block(&self, tiles: usize) -> usize {
        let numbers = transform::POINTS * (self.input.wide + self.output.wide);
        let most = (BLOCK / numbers).clamp(FEWEST_TILES, MOST_TILES);
        tiles.div_ceil(tiles.div_ceil(most).max(1)).next_multiple_of(4).min(tiles)
    }

    /// The weights at the points, for the way there; and transposed, for the way back.
    fn weights(&self) -> [Planes; 2] {
        let (channels, filters) = (self.channels, self.filters);
        [Planes::new(channels, self.output.wide), Planes::new(filters, self.input.wide)]
    }
}
