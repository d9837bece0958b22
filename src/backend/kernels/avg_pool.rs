//! Average pooling. Cells of the padding are not counted (as in TensorFlow; in PyTorch that is
//! `count_include_pad=False`).
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::zeroed;
use super::simd::vectorised;
use super::strided::{gather, scatter_add};
use super::window::{Run, Window};

/// `[batch, channels, height, width]` → `[batch, channels, height', width']`; series with one
/// dimension less.
#[derive(Clone, Copy, Debug)]
pub struct AvgPool(pub Window);

/// One over the number of cells that count, for each output of a plane.
fn shares(window: &Window) -> Vec<f32> {
    let rows = (0..window.rows.output).map(|row| window.rows.under(row).len());
    rows.flat_map(|height| {
        (0..window.columns.output)
            .map(move |column| 1.0 / (height * window.columns.under(column).len()).max(1) as f32)
    })
    .collect()
}

vectorised! {
    fn forward<'a>(window: &'a Window, runs: &'a [Run], x: &'a [f32], out: &'a mut [f32]) {
        let shares = shares(window);
        let mut line = vec![0.0; window.columns.output];
        let planes = out.chunks_exact_mut(window.output());
        for (out, plane) in planes.zip(x.chunks_exact(window.input())) {
            for run in runs {
                let cells = &mut line[..run.count];
                gather(&plane[run.input..], window.columns.stride, cells);
                scatter_add(cells, 1, &mut out[run.output..run.output + run.count]);
            }
            out.iter_mut().zip(&shares).for_each(|(out, share)| *out *= share);
        }
    }

    fn backward<'a>(window: &'a Window, runs: &'a [Run], gradient: &'a [f32], to_x: &'a mut [f32]) {
        let shares = shares(window);
        let mut parts = vec![0.0; window.output()];
        let planes = to_x.chunks_exact_mut(window.input());
        for (to_x, gradient) in planes.zip(gradient.chunks_exact(window.output())) {
            for ((part, gradient), share) in parts.iter_mut().zip(gradient).zip(&shares) {
                *part = gradient * share;
            }
            for run in runs {
                let parts = &parts[run.output..run.output + run.count];
                scatter_add(parts, window.columns.stride, &mut to_x[run.input..]);
            }
        }
    }
}

impl CustomOp1 for AvgPool {
    fn name(&self) -> &'static str {
        "avg_pool"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (_, channels, _) = channelled(layout.shape())?;
        let shape = self.0.shape(layout.shape(), channels)?;
        let mut out = zeroed(shape.elem_count());
        forward(&self.0, &self.0.runs(), dense(x, layout)?, &mut out);
        Ok((CpuStorage::F32(out), shape))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let mut to_x = zeroed(x.elem_count());
        backward(&self.0, &self.0.runs(), on_cpu(&gs, gl)?, &mut to_x);
        Ok(Some(tensor(to_x, x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::super::window::{Axis, Window};
    use super::AvgPool;
    use crate::graph::Padding;

    fn definition(x: &[f64], window: &Window) -> Vec<f64> {
        let mut out = Vec::new();
        for plane in x.chunks(window.input()) {
            for i in 0..window.rows.output {
                for j in 0..window.columns.output {
                    let (rows, columns) = (window.rows.under(i), window.columns.under(j));
                    let count = (rows.len() * columns.len()) as f64;
                    let cells = rows.flat_map(|y| columns.clone().map(move |x| (y, x)));
                    let sum: f64 = cells.map(|(y, x)| plane[y * window.columns.input + x]).sum();
                    out.push(sum / count);
                }
            }
        }
        out
    }

    #[test]
    fn any_size_stride_and_padding() {
        for (size, stride, padding) in [
            (2, 2, Padding::Valid),
            (3, 2, Padding::Valid),
            (3, 1, Padding::Same),
            (2, 2, Padding::Same),
            (3, 3, Padding::Cells(1)),
        ] {
            let rows = Axis::new(7, size, stride, padding).unwrap();
            let columns = Axis::new(6, size, stride, padding).unwrap();
            let window = Window { rows, columns };
            let case = Case::new("avg_pool").input(&[2, 3, 7, 6], 1.0);
            check(&case, |t| t[0].apply_op1(AvgPool(window)), |v| definition(&v[0], &window));
        }
    }

    #[test]
    fn sides_of_their_own() {
        for (size, stride, padding) in [
            ((3, 2), (1, 2), Padding::Same),
            ((2, 4), (3, 1), Padding::Each([1, 0, 2, 1])),
            ((1, 3), (1, 2), Padding::Each([0, 0, 0, 1])),
            ((5, 1), (2, 1), Padding::Cells(0)),
        ] {
            let [down, along] = padding.of_sides();
            let rows = Axis::new(7, size.0, stride.0, down).unwrap();
            let columns = Axis::new(6, size.1, stride.1, along).unwrap();
            let window = Window { rows, columns };
            let case = Case::new("sides").input(&[2, 3, 7, 6], 1.0);
            check(&case, |t| t[0].apply_op1(AvgPool(window)), |v| definition(&v[0], &window));
        }
        let columns = Axis::new(9, 3, 2, Padding::Each([0, 0, 1, 0])).unwrap();
        let window = Window { rows: Axis::absent(), columns };
        let case = Case::new("series").input(&[2, 3, 9], 1.0);
        check(&case, |t| t[0].apply_op1(AvgPool(window)), |v| definition(&v[0], &window));
    }
}
