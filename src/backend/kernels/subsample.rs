//! Every so-manieth place, and channels of zeros after the given ones (He et al. 2016, option A).
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::zeroed;
use super::strided::{gather, scatter_add};
use super::window::Window;

/// `[batch, channels, …]` → `[batch, more channels, places under the window…]`.
#[derive(Clone, Copy, Debug)]
pub struct Subsample {
    /// A window of a single cell; of a single place for features.
    pub window: Window,
    pub channels: usize,
}

impl Subsample {
    fn shape(&self, x: &Shape) -> Result<Shape> {
        match x.dims() {
            [batch, _] => Ok((*batch, self.channels).into()),
            _ => self.window.shape(x, self.channels),
        }
    }
}

impl CustomOp1 for Subsample {
    fn name(&self) -> &'static str {
        "subsample"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (_, channels, _) = channelled(layout.shape())?;
        let shape = self.shape(layout.shape())?;
        let (window, runs) = (&self.window, self.window.runs());
        let mut out = zeroed(shape.elem_count());
        let samples = out.chunks_exact_mut((self.channels * window.output()).max(1));
        let inputs = dense(x, layout)?.chunks_exact((channels * window.input()).max(1));
        for (out, x) in samples.zip(inputs) {
            let planes = out.chunks_exact_mut(window.output());
            for (out, x) in planes.zip(x.chunks_exact(window.input())) {
                for run in &runs {
                    let out = &mut out[run.output..run.output + run.count];
                    gather(&x[run.input..], window.columns.stride, out);
                }
            }
        }
        Ok((CpuStorage::F32(out), shape))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let (_, channels, _) = channelled(x.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (window, runs) = (&self.window, self.window.runs());
        let mut to_x = zeroed(x.elem_count());
        let samples = to_x.chunks_exact_mut((channels * window.input()).max(1));
        let gradients = on_cpu(&gs, gl)?.chunks_exact((self.channels * window.output()).max(1));
        for (to_x, gradient) in samples.zip(gradients) {
            let planes = to_x.chunks_exact_mut(window.input());
            for (to_x, gradient) in planes.zip(gradient.chunks_exact(window.output())) {
                for run in &runs {
                    let gradient = &gradient[run.output..run.output + run.count];
                    scatter_add(gradient, window.columns.stride, &mut to_x[run.input..]);
                }
            }
        }
        Ok(Some(tensor(to_x, x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::super::window::{Axis, Window};
    use super::Subsample;
    use crate::graph::Padding;

    #[test]
    fn places_and_channels_follow_the_definition() {
        for (rows, columns) in [(1, 1), (2, 2), (3, 2), (1, 4)] {
            let axis = |input, stride| Axis::new(input, 1, stride, Padding::Same).unwrap();
            let window = Window { rows: axis(5, rows), columns: axis(6, columns) };
            let case = Case::new("subsample").input(&[2, 3, 5, 6], 1.0);
            let definition = |v: &[Vec<f64>]| {
                let mut out = Vec::new();
                for sample in v[0].chunks(90) {
                    for channel in 0..4 {
                        for i in (0..5).step_by(rows) {
                            for j in (0..6).step_by(columns) {
                                out.push(sample.get(channel * 30 + i * 6 + j).map_or(0.0, |x| *x));
                            }
                        }
                    }
                }
                out
            };
            let kernel = Subsample { window, channels: 4 };
            check(&case, |t| t[0].apply_op1(kernel), definition);
        }
    }

    #[test]
    fn features_are_only_filled_up() {
        let window = Window { rows: Axis::absent(), columns: Axis::absent() };
        let case = Case::new("features").input(&[2, 3], 1.0);
        let definition =
            |v: &[Vec<f64>]| v[0].chunks(3).flat_map(|x| [x[0], x[1], x[2], 0.0, 0.0]).collect();
        check(&case, |t| t[0].apply_op1(Subsample { window, channels: 5 }), definition);
    }
}
