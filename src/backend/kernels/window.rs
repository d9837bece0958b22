//! Where a sliding window lies: the geometry that convolution and pooling share.

use std::ops::Range;

use crate::graph::Padding;

/// A window sliding along one axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    pub input: usize,
    pub output: usize,
    pub size: usize,
    pub stride: usize,
    /// Cells from one cell of the window to the next; 1 without gaps.
    pub dilation: usize,
    /// Cells of padding before the first one.
    pub before: usize,
}

impl Axis {
    /// A window without gaps.
    ///
    /// # Errors
    /// The window is larger than what it slides along.
    pub fn new(input: usize, size: usize, stride: usize, padding: Padding) -> Result<Axis, String> {
        Axis::dilated(input, size, stride, 1, padding)
    }

    /// # Errors
    /// The window with its gaps is larger than what it slides along.
    pub fn dilated(
        input: usize,
        size: usize,
        stride: usize,
        dilation: usize,
        padding: Padding,
    ) -> Result<Axis, String> {
        if size == 0 || stride == 0 || dilation == 0 {
            return Err(format!(
                "a window of {size} with stride {stride} and dilation {dilation} has no places"
            ));
        }
        let span = (size - 1).saturating_mul(dilation).saturating_add(1);
        let Some(output) = padding.places(input, span, stride).filter(|places| *places > 0) else {
            return Err(format!(
                "a window of {span} with stride {stride} does not fit into {input}"
            ));
        };
        let (before, _) = padding.cells(input, span, stride);
        Ok(Axis { input, output, size, stride, dilation, before })
    }

    /// An axis of length 1 that a series lacks.
    pub fn absent() -> Axis {
        Axis { input: 1, output: 1, size: 1, stride: 1, dilation: 1, before: 0 }
    }

    /// From the first cell of the window to its last one, gaps included.
    pub fn span(&self) -> usize {
        (self.size - 1) * self.dilation + 1
    }

    /// The outputs whose cell `offset` lies within the input, not in the padding.
    pub fn inside(&self, offset: usize) -> Range<usize> {
        let reach = offset * self.dilation;
        let low = self.before.saturating_sub(reach).div_ceil(self.stride);
        let end = (self.input + self.before).saturating_sub(reach).div_ceil(self.stride);
        let high = end.min(self.output);
        low.min(high)..high
    }

    /// The input cells under the window of an output, where the window has no gaps.
    pub fn under(&self, output: usize) -> Range<usize> {
        let start = output * self.stride;
        let low = start.saturating_sub(self.before).min(self.input);
        low..(start + self.size).saturating_sub(self.before).min(self.input)
    }

    /// The input cell under cell `offset` of the window of `output`, which must be inside.
    pub fn cell(&self, output: usize, offset: usize) -> usize {
        (output * self.stride + offset * self.dilation).saturating_sub(self.before)
    }
}

/// A window sliding over an image, or a series as an image of height 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub rows: Axis,
    pub columns: Axis,
}

impl Window {
    /// Cells of an input plane.
    pub fn input(&self) -> usize {
        self.rows.input * self.columns.input
    }

    /// Cells of an output plane.
    pub fn output(&self) -> usize {
        self.rows.output * self.columns.output
    }

    /// Cells of the window.
    pub fn size(&self) -> usize {
        self.rows.size * self.columns.size
    }

    /// Every input cell stands alone under its own window.
    pub fn is_pointwise(&self) -> bool {
        self.size() == 1 && self.input() == self.output() && self.is_full()
    }

    /// No place of the window reaches into padding.
    pub fn is_full(&self) -> bool {
        let full = |axis: &Axis| {
            axis.inside(0).len() == axis.output && axis.inside(axis.size - 1).len() == axis.output
        };
        full(&self.rows) && full(&self.columns)
    }
}

#[cfg(test)]
mod tests {
    use super::Axis;
    use crate::graph::Padding;

    #[test]
    fn outputs_and_padding_follow_the_definitions() {
        let axis = |input, size, stride, padding| {
            let axis = Axis::new(input, size, stride, padding).unwrap();
            (axis.output, axis.before)
        };
        assert_eq!(axis(28, 3, 1, Padding::Valid), (26, 0));
        assert_eq!(axis(28, 3, 2, Padding::Valid), (13, 0));
        assert_eq!(axis(28, 3, 1, Padding::Cells(1)), (28, 1));
        assert_eq!(axis(28, 3, 1, Padding::Same), (28, 1));
        // An odd total: one more cell at the end.
        assert_eq!(axis(28, 3, 2, Padding::Same), (14, 0));
        assert_eq!(axis(28, 4, 1, Padding::Same), (28, 1));
        assert_eq!(axis(5, 1, 3, Padding::Same), (2, 0));
        assert!(Axis::new(2, 3, 1, Padding::Valid).is_err());
    }

    #[test]
    fn inside_and_under_agree_with_each_cell() {
        let paddings = [
            Padding::Valid,
            Padding::Same,
            Padding::Cells(2),
            Padding::Causal,
            Padding::Each([0, 0, 1, 3]),
        ];
        let geometries = (1..9).flat_map(|input| (1..6).map(move |size| (input, size)));
        let steps = (1..4).flat_map(|stride| (1..4).map(move |dilation| (stride, dilation)));
        for (input, size) in geometries {
            for (stride, dilation) in steps.clone() {
                for padding in paddings {
                    if let Ok(axis) = Axis::dilated(input, size, stride, dilation, padding) {
                        each_cell_agrees(&axis);
                    }
                }
            }
        }
    }

    fn each_cell_agrees(axis: &Axis) {
        for output in 0..axis.output {
            let mut under = Vec::new();
            for offset in 0..axis.size {
                let place = output * axis.stride + offset * axis.dilation;
                let inside = place >= axis.before && place - axis.before < axis.input;
                assert_eq!(axis.inside(offset).contains(&output), inside, "{axis:?}");
                if inside {
                    under.push(place - axis.before);
                    assert_eq!(axis.cell(output, offset), place - axis.before);
                }
            }
            if axis.dilation == 1 {
                assert_eq!(axis.under(output).collect::<Vec<_>>(), under);
            }
        }
    }
}
