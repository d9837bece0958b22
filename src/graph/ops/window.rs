//! How a window slides: shared by convolution and pooling.

use crate::graph::misfit::Misfit;
use crate::graph::op::{Padding, Reach, Sides};
use crate::graph::shape::Shape;

/// The window of one layer.
#[derive(Clone, Copy)]
pub struct Window {
    pub layer: &'static str,
    pub reach: Reach,
}

/// Along which dimension.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along {
    Rows,
    Columns,
}

impl Padding {
    /// The padding of rows and that of columns, each as of a series.
    pub fn of_sides(self) -> [Padding; 2] {
        match self {
            Padding::Each([above, below, left, right]) => {
                [Padding::Each([0, 0, above, below]), Padding::Each([0, 0, left, right])]
            }
            other => [other, other],
        }
    }

    /// Cells added before and after a side of length `n`. `window` is its whole reach, gaps
    /// included.
    pub fn cells(self, n: usize, window: usize, stride: usize) -> (usize, usize) {
        match self {
            Padding::Valid => (0, 0),
            Padding::Cells(cells) => (cells, cells),
            Padding::Causal => (window.saturating_sub(1), 0),
            Padding::Each([_, _, before, after]) => (before, after),
            Padding::Same => {
                let last = n.div_ceil(stride.max(1)).saturating_sub(1).saturating_mul(stride);
                let total = last.saturating_add(window).saturating_sub(n);
                (total / 2, total - total / 2)
            }
        }
    }

    /// How many places a window has along a side of length `n`; `None` where it does not fit.
    ///
    /// `same`: ⌈n / stride⌉. Else ⌊(n + before + after − window) / stride⌋ + 1.
    pub fn places(self, n: usize, window: usize, stride: usize) -> Option<usize> {
        if self == Padding::Same {
            return n.checked_div(stride.max(1)).map(|_| n.div_ceil(stride.max(1)));
        }
        let (before, after) = self.cells(n, window, stride);
        let room = n.saturating_add(before).saturating_add(after).checked_sub(window)?;
        room.checked_div(stride).map(|steps| steps + 1)
    }
}

impl Reach {
    /// From the first tap to the last one: dilation × (kernel − 1) + 1.
    pub fn spans(&self) -> Sides {
        let span = |kernel: usize, dilation: usize| {
            kernel
                .saturating_sub(1)
                .saturating_mul(dilation)
                .saturating_add(usize::from(kernel > 0))
        };
        Sides {
            rows: span(self.kernel.rows, self.dilation.rows),
            columns: span(self.kernel.columns, self.dilation.columns),
        }
    }
}

impl Window {
    /// The input with its sides as the window leaves them.
    pub fn slide(self, input: Shape) -> Result<Shape, Misfit> {
        match input {
            Shape::Features(_) => Err(Misfit::NeedsPositions { layer: self.layer, found: input }),
            Shape::Tokens { .. } => Err(Misfit::NeedsEmbedding { layer: self.layer }),
            Shape::Image { height, width, channels } => {
                if self.reach.padding == Padding::Causal {
                    return Err(Misfit::OnlySeries { layer: self.layer, what: "padding: causal" });
                }
                let height = self.along(Along::Rows, height, input)?;
                let width = self.along(Along::Columns, width, input)?;
                Ok(Shape::Image { height, width, channels })
            }
            Shape::Series { length, features } => {
                self.refuse_pairs()?;
                Ok(Shape::Series { length: self.along(Along::Columns, length, input)?, features })
            }
        }
    }

    fn along(self, side: Along, n: usize, input: Shape) -> Result<usize, Misfit> {
        let (spans, [rows, columns]) = (self.reach.spans(), self.reach.padding.of_sides());
        let (span, stride, padding) = match side {
            Along::Rows => (spans.rows, self.reach.stride.rows, rows),
            Along::Columns => (spans.columns, self.reach.stride.columns, columns),
        };
        padding.places(n, span, stride).ok_or_else(|| self.too_large(input))
    }

    /// A series has one dimension, so that two different sides have no meaning.
    fn refuse_pairs(self) -> Result<(), Misfit> {
        let Reach { kernel, stride, dilation, padding } = self.reach;
        let pairs = [(kernel, "kernel"), (stride, "stride"), (dilation, "dilation")];
        let pair = pairs.into_iter().find(|(sides, _)| sides.rows != sides.columns);
        if let Some((_, what)) = pair {
            return Err(Misfit::PairOnSeries { layer: self.layer, what });
        }
        match padding {
            Padding::Each([above, below, ..]) if above + below > 0 => {
                Err(Misfit::PairOnSeries { layer: self.layer, what: "padding" })
            }
            _ => Ok(()),
        }
    }

    fn too_large(self, input: Shape) -> Misfit {
        let padding = match self.reach.padding {
            Padding::Cells(cells) => Padding::Cells(cells),
            Padding::Each(cells) => Padding::Each(cells),
            _ => Padding::Valid,
        };
        Misfit::Window { layer: self.layer, window: self.reach.spans(), input, padding }
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
        assert_eq!(Padding::Causal.places(28, 5, 1), Some(28));
        assert_eq!(Padding::Each([0, 0, 1, 2]).places(28, 3, 1), Some(29));
        assert_eq!(Padding::Same.cells(28, 3, 2), (0, 1));
        assert_eq!(Padding::Same.cells(28, 5, 1), (2, 2));
        assert_eq!(Padding::Same.cells(28, 2, 1), (0, 1));
        assert_eq!(Padding::Causal.cells(28, 5, 1), (4, 0));
    }

    #[test]
    fn gaps_widen_the_reach() {
        let reach = Reach {
            dilation: Sides { rows: 2, columns: 4 },
            ..Reach::square(3, 1, Padding::Valid)
        };
        assert_eq!(reach.spans(), Sides { rows: 5, columns: 9 });
        let window = Window { layer: "conv", reach };
        let input = Shape::Image { height: 9, width: 9, channels: 2 };
        assert_eq!(window.slide(input), Ok(Shape::Image { height: 5, width: 1, channels: 2 }));
    }

    proptest! {
        /// Counting the places one by one gives the closed form.
        #[test]
        fn places_are_counted(n in 1_usize..40, window in 1_usize..12, stride in 1_usize..6, cells in 0_usize..4, kind in 0..5) {
            let all = [Padding::Same, Padding::Valid, Padding::Cells(cells), Padding::Causal, Padding::Each([0, 0, cells, 1])];
            let padding = all[kind as usize];
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
