//! How a window slides: shared by convolution and pooling.

use crate::graph::misfit::Misfit;
use crate::graph::op::Padding;
use crate::graph::shape::Shape;

/// A square window of one layer.
#[derive(Clone, Copy)]
pub struct Window {
    pub layer: &'static str,
    /// The side of the window.
    pub side: usize,
    pub stride: usize,
    pub padding: Padding,
}

impl Padding {
    /// Cells added before and after a side of length `n`.
    pub fn cells(self, n: usize, window: usize, stride: usize) -> (usize, usize) {
        match self {
            Padding::Valid => (0, 0),
            Padding::Cells(cells) => (cells, cells),
            Padding::Same => {
                let last = n.div_ceil(stride.max(1)).saturating_sub(1).saturating_mul(stride);
                let total = last.saturating_add(window).saturating_sub(n);
                (total / 2, total - total / 2)
            }
        }
    }

    /// How many places a window has along a side of length `n`; `None` where it does not fit.
    ///
    /// `same`: ⌈n / stride⌉. `valid` and cells: ⌊(n + 2·cells − window) / stride⌋ + 1.
    pub fn places(self, n: usize, window: usize, stride: usize) -> Option<usize> {
        if self == Padding::Same {
            return n.checked_div(stride.max(1)).map(|_| n.div_ceil(stride.max(1)));
        }
        let (before, after) = self.cells(n, window, stride);
        let room = n.saturating_add(before).saturating_add(after).checked_sub(window)?;
        room.checked_div(stride).map(|steps| steps + 1)
    }
}

impl Window {
    /// The input with its sides as the window leaves them.
    pub fn slide(self, input: Shape) -> Result<Shape, Misfit> {
        let along =
            |n| self.padding.places(n, self.side, self.stride).ok_or_else(|| self.too_large(input));
        match input {
            Shape::Features(_) => Err(Misfit::NeedsPositions { layer: self.layer, found: input }),
            Shape::Tokens { .. } => Err(Misfit::NeedsEmbedding { layer: self.layer }),
            Shape::Image { height, width, channels } => {
                Ok(Shape::Image { height: along(height)?, width: along(width)?, channels })
            }
            Shape::Series { length, features } => {
                Ok(Shape::Series { length: along(length)?, features })
            }
        }
    }

    fn too_large(self, input: Shape) -> Misfit {
        let cells = if let Padding::Cells(cells) = self.padding { cells } else { 0 };
        Misfit::Window { layer: self.layer, window: self.side, input, cells }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn known_lengths() {
        assert_eq!(Padding::Valid.places(28, 5, 1), Some(24));
        assert_eq!(Padding::Valid.places(28, 2, 2), Some(14));
        assert_eq!(Padding::Valid.places(4, 5, 1), None);
        assert_eq!(Padding::Same.places(28, 3, 2), Some(14));
        assert_eq!(Padding::Same.places(7, 3, 2), Some(4));
        assert_eq!(Padding::Cells(1).places(28, 3, 1), Some(28));
        assert_eq!(Padding::Cells(3).places(224, 7, 2), Some(112));
        assert_eq!(Padding::Same.cells(28, 3, 2), (0, 1));
        assert_eq!(Padding::Same.cells(28, 5, 1), (2, 2));
        assert_eq!(Padding::Same.cells(28, 2, 1), (0, 1));
    }

    proptest! {
        /// Counting the places one by one gives the closed form.
        #[test]
        fn places_are_counted(n in 1_usize..40, window in 1_usize..12, stride in 1_usize..6, cells in 0_usize..4, kind in 0..3) {
            let padding = [Padding::Same, Padding::Valid, Padding::Cells(cells)][kind as usize];
            let (before, after) = padding.cells(n, window, stride);
            let total = n + before + after;
            let counted = (0..total).step_by(stride).filter(|start| start + window <= total).count();
            prop_assert_eq!(padding.places(n, window, stride).unwrap_or(0), counted);
            // Padding of `same` never makes a window of padding only.
            if padding == Padding::Same {
                prop_assert!(before < window && after < window);
            }
        }
    }
}
