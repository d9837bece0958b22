//! What the poolings share: which outputs lie over an input, and loops over strips of channels.

use std::ops::Range;

use crate::backend::kernels::window::Axis;

/// Channels that are worked on together, in registers.
pub const STRIP: usize = 16;

/// The outputs whose window covers an input cell.
#[inline(always)]
pub fn over(axis: &Axis, input: usize) -> Range<usize> {
    let place = input + axis.before;
    let low = (place + 1).saturating_sub(axis.size).div_ceil(axis.stride);
    let high = (place / axis.stride + 1).min(axis.output);
    low.min(high)..high
}

/// [`over`] for one input cell after the other, without dividing.
pub struct Overs {
    axis: Axis,
    place: usize,
    outputs: Range<usize>,
}

impl Overs {
    #[inline(always)]
    pub fn new(axis: Axis) -> Overs {
        let first = over(&axis, 0);
        Overs { axis, place: axis.before, outputs: first }
    }
}

impl Iterator for Overs {
    type Item = Range<usize>;

    /// Never ends.
    #[inline(always)]
    fn next(&mut self) -> Option<Range<usize>> {
        let (Axis { size, stride, output, .. }, outputs) = (self.axis, &mut self.outputs);
        while outputs.end < output && outputs.end * stride <= self.place {
            outputs.end += 1;
        }
        while outputs.start < outputs.end && outputs.start * stride + size <= self.place {
            outputs.start += 1;
        }
        self.place += 1;
        Some(outputs.clone())
    }
}

/// Calls `$work` for strips of channels: with sixteen, eight, four and one of them as `$lanes`, and
/// the first one as `$from`.
macro_rules! strips {
    ($channels:expr, |$from:ident, $lanes:ident| $work:block) => {{
        let mut $from = 0;
        while $from + $crate::backend::kernels::pool::STRIP <= $channels {
            const $lanes: usize = $crate::backend::kernels::pool::STRIP;
            $work
            $from += $lanes;
        }
        while $from + 8 <= $channels {
            const $lanes: usize = 8;
            $work
            $from += $lanes;
        }
        while $from + 4 <= $channels {
            const $lanes: usize = 4;
            $work
            $from += $lanes;
        }
        while $from < $channels {
            const $lanes: usize = 1;
            $work
            $from += $lanes;
        }
    }};
}
pub(super) use strips;

/// For tests of the poolings.
#[cfg(test)]
pub mod testing {
    use super::super::kernel::Kernel;
    use super::super::testing::{Case, check};
    use crate::backend::kernels::window::{Axis, Window};
    use crate::graph::Padding;

    /// Every size, stride and padding that the old kernels were tested with.
    fn windows() -> Vec<Window> {
        let mut windows = Vec::new();
        for (size, stride, padding) in [
            ((2, 2), (2, 2), Padding::Valid),
            ((3, 3), (2, 2), Padding::Valid),
            ((2, 2), (3, 3), Padding::Valid),
            ((3, 3), (1, 1), Padding::Same),
            ((2, 2), (2, 2), Padding::Same),
            ((3, 3), (3, 3), Padding::Cells(1)),
            ((3, 2), (1, 2), Padding::Same),
            ((2, 4), (3, 1), Padding::Each([1, 0, 2, 1])),
            ((1, 3), (1, 2), Padding::Each([0, 0, 0, 1])),
            ((5, 1), (2, 1), Padding::Cells(0)),
        ] {
            let [down, along] = padding.of_sides();
            let rows = Axis::new(7, size.0, stride.0, down).unwrap();
            let columns = Axis::new(6, size.1, stride.1, along).unwrap();
            windows.push(Window { rows, columns });
        }
        for (size, padding) in [(2, Padding::Same), (3, Padding::Each([0, 0, 1, 0]))] {
            let columns = Axis::new(9, size, 2, padding).unwrap();
            windows.push(Window { rows: Axis::absent(), columns });
        }
        windows
    }

    /// Compares a pooling with what it makes of the cells under a window.
    pub fn pools<K: Kernel>(
        name: &str,
        kernel: impl Fn(Window, usize) -> K,
        of: impl Fn(&[f64]) -> f64,
    ) {
        for (index, window) in windows().into_iter().enumerate() {
            // Strips of all widths, which many channels are needed for, once.
            let channels = if index == 3 { 21 } else { 3 };
            let kernel = kernel(window, channels);
            let (x, y) = (window.input() * channels, window.output() * channels);
            let (kernel, batch, other, parameters): (&dyn Kernel, _, _, _) = (&kernel, 2, 0, 0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread: 1.0 };
            check(&case, |v| definition(&v[0], &window, channels, &of));
        }
    }

    fn definition(
        x: &[f64],
        window: &Window,
        channels: usize,
        of: impl Fn(&[f64]) -> f64,
    ) -> Vec<f64> {
        let mut out = Vec::new();
        for image in x.chunks(window.input() * channels) {
            for i in 0..window.rows.output {
                for j in 0..window.columns.output {
                    for channel in 0..channels {
                        let rows = window.rows.under(i);
                        let cells = rows.flat_map(|y| window.columns.under(j).map(move |x| (y, x)));
                        let cells = cells.map(|(y, x)| {
                            image[(y * window.columns.input + x) * channels + channel]
                        });
                        out.push(of(&cells.collect::<Vec<_>>()));
                    }
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Overs, over};
    use crate::graph::Padding;

    #[test]
    fn an_output_over_an_input_has_it_under_its_window() {
        let paddings = [Padding::Valid, Padding::Same, Padding::Cells(1), Padding::Causal];
        for (input, size) in (1..9).flat_map(|input| (1..6).map(move |size| (input, size))) {
            for (stride, padding) in (1..4).flat_map(|s| paddings.map(|padding| (s, padding))) {
                let Ok(axis) = Axis::new(input, size, stride, padding) else { continue };
                for (cell, next) in (0..input).zip(Overs::new(axis)) {
                    assert_eq!(next.clone().count(), over(&axis, cell).count(), "{axis:?} {cell}");
                    assert!(next.is_empty() || next == over(&axis, cell), "{axis:?} {cell}");
                    let all = 0..axis.output;
                    let expected: Vec<_> = all.filter(|o| axis.under(*o).contains(&cell)).collect();
                    assert_eq!(over(&axis, cell).collect::<Vec<_>>(), expected, "{axis:?} {cell}");
                }
            }
        }
    }
}
