//! Every so-manieth place, and channels of zeros after the given ones (He et al. 2016, option A).
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use super::kernel::{Backward, Forward, Kernel, Reads};
use super::pool::over;
use super::{blocks, split};
use crate::backend::kernels::window::Window;

/// `[batch, places, channels]` → `[batch, places under the window, more channels]`.
#[derive(Clone, Copy, Debug)]
pub struct Subsample {
    /// Of a single cell; of a single place for features.
    window: Window,
    channels: usize,
    out: usize,
}

impl Subsample {
    /// Gives `out` channels of `channels`; where they are fewer, the first ones alone.
    pub fn new(window: Window, channels: usize, out: usize) -> Subsample {
        assert!(window.size() == 1 && channels > 0 && out > 0, "{window:?}");
        Subsample { window, channels, out }
    }
}

impl Kernel for Subsample {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        let (Window { rows, columns }, channels) = (self.window, self.channels);
        let input = self.window.input() * channels;
        split::chunks(pass.y, columns.output * self.out, |index, y| {
            let (sample, row) = (index / rows.output, index % rows.output);
            let x = &pass.x[sample * input..][..input];
            for (column, y) in y.chunks_exact_mut(self.out).enumerate() {
                let (own, zeros) = y.split_at_mut(channels.min(self.out));
                zeros.fill(0.0);
                let (down, along) = (rows.under(row), columns.under(column));
                if down.is_empty() || along.is_empty() {
                    own.fill(0.0);
                } else {
                    let at = (down.start * columns.input + along.start) * channels;
                    own.copy_from_slice(&x[at..at + own.len()]);
                }
            }
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        let (Window { rows, columns }, channels) = (self.window, self.channels);
        let (dy, output) = (&*pass.dy, self.window.output() * self.out);
        split::chunks(dx.values, columns.input * channels, |index, to| {
            let (sample, row) = (index / rows.input, index % rows.input);
            let dy = &dy[sample * output..][..output];
            let down = over(&rows, row);
            if !dx.add {
                to.fill(0.0);
            }
            for (column, to) in to.chunks_exact_mut(channels).enumerate() {
                let along = over(&columns, column);
                if down.is_empty() || along.is_empty() {
                    continue;
                }
                let at = (down.start * columns.output + along.start) * self.out;
                let own = channels.min(self.out);
                blocks::add_to(&dy[at..at + own], &mut to[..own]);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::{Subsample, Window};
    use crate::backend::kernels::window::Axis;
    use crate::graph::Padding;

    #[test]
    fn skipped_places_are_left_out_and_channels_filled_up() {
        for (rows, columns) in [(1, 1), (2, 2), (3, 2), (1, 4)] {
            let axis = |input, stride| Axis::new(input, 1, stride, Padding::Same).unwrap();
            let window = Window { rows: axis(5, rows), columns: axis(6, columns) };
            let (name, kernel, batch) = ("subsample", &Subsample::new(window, 3, 4), 2);
            let (x, y, other, parameters, spread) = (90, window.output() * 4, 0, 0, 1.0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread };
            check(&case, |v| {
                let mut out = Vec::new();
                for sample in v[0].chunks(90) {
                    for i in (0..5).step_by(rows) {
                        for j in (0..6).step_by(columns) {
                            out.extend(&sample[(i * 6 + j) * 3..][..3]);
                            out.push(0.0);
                        }
                    }
                }
                out
            });
        }
    }

    #[test]
    fn features_are_only_filled_up() {
        let window = Window { rows: Axis::absent(), columns: Axis::absent() };
        let (name, kernel, batch) = ("features", &Subsample::new(window, 3, 5), 2);
        let (x, y, other, parameters, spread) = (3, 5, 0, 0, 1.0);
        let case = Case { name, kernel, batch, x, other, y, parameters, spread };
        check(&case, |v| v[0].chunks(3).flat_map(|x| [x[0], x[1], x[2], 0.0, 0.0]).collect());
    }
}
