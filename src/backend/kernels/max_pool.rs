//! Max pooling. Padding never wins; of equal cells the first one gets the gradient.
#![allow(clippy::indexing_slicing)] // Reason: the places follow from the window's geometry.

use std::sync::{Mutex, PoisonError};

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::{filled, zeroed};
use super::simd::vectorised;
use super::strided::{gather, scatter_add};
use super::window::{Run, Window};

/// `[batch, channels, height, width]` → `[batch, channels, height', width']`; series with one
/// dimension less.
#[derive(Debug)]
pub struct MaxPool {
    window: Window,
    /// Per output, which cell of the window won.
    winners: Mutex<Vec<u32>>,
}

impl MaxPool {
    pub fn new(window: Window) -> MaxPool {
        MaxPool { window, winners: Mutex::new(Vec::new()) }
    }
}

vectorised! {
    fn forward<'a>(
        window: &'a Window, runs: &'a [Run], x: &'a [f32], best: &'a mut [f32],
        winners: &'a mut [u32],
    ) {
        let mut line = vec![0.0; window.columns.output];
        let planes = best.chunks_exact_mut(window.output());
        let planes = planes.zip(winners.chunks_exact_mut(window.output()));
        for ((best, winners), plane) in planes.zip(x.chunks_exact(window.input())) {
            for run in runs {
                let cells = &mut line[..run.count];
                gather(&plane[run.input..], window.columns.stride, cells);
                let places = run.output..run.output + run.count;
                let outputs = best[places.clone()].iter_mut().zip(&mut winners[places]);
                for ((best, winner), cell) in outputs.zip(cells.iter()) {
                    // What is no number wins, so that divergence shows.
                    let wins = *cell > *best || cell.is_nan();
                    *best = if wins { *cell } else { *best };
                    *winner = if wins { run.cell as u32 } else { *winner };
                }
            }
        }
    }

    fn backward<'a>(
        window: &'a Window, runs: &'a [Run], gradient: &'a [f32], winners: &'a [u32],
        to_x: &'a mut [f32],
    ) {
        let mut line = vec![0.0; window.columns.output];
        let planes = gradient.chunks_exact(window.output());
        let planes = planes.zip(winners.chunks_exact(window.output()));
        for ((gradient, winners), to_x) in planes.zip(to_x.chunks_exact_mut(window.input())) {
            for run in runs {
                let parts = &mut line[..run.count];
                let places = run.output..run.output + run.count;
                let outputs = gradient[places.clone()].iter().zip(&winners[places]);
                for (part, (gradient, winner)) in parts.iter_mut().zip(outputs) {
                    *part = if *winner == run.cell as u32 { *gradient } else { 0.0 };
                }
                scatter_add(parts, window.columns.stride, &mut to_x[run.input..]);
            }
        }
    }
}

impl CustomOp1 for MaxPool {
    fn name(&self) -> &'static str {
        "max_pool"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (_, channels, _) = channelled(layout.shape())?;
        let shape = self.window.shape(layout.shape(), channels)?;
        let mut best = filled(f32::NEG_INFINITY, shape.elem_count());
        let mut winners = vec![0; shape.elem_count()];
        forward(&self.window, &self.window.runs(), dense(x, layout)?, &mut best, &mut winners);
        *self.winners.lock().unwrap_or_else(PoisonError::into_inner) = winners;
        Ok((CpuStorage::F32(best), shape))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let winners = self.winners.lock().unwrap_or_else(PoisonError::into_inner);
        let mut to_x = zeroed(x.elem_count());
        backward(&self.window, &self.window.runs(), on_cpu(&gs, gl)?, &winners, &mut to_x);
        Ok(Some(tensor(to_x, x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::super::window::{Axis, Window};
    use super::MaxPool;
    use crate::graph::Padding;

    fn definition(x: &[f64], window: &Window) -> Vec<f64> {
        let mut out = Vec::new();
        for plane in x.chunks(window.input()) {
            for i in 0..window.rows.output {
                for j in 0..window.columns.output {
                    let rows = window.rows.under(i);
                    let cells = rows.flat_map(|y| window.columns.under(j).map(move |x| (y, x)));
                    let cells = cells.map(|(y, x)| plane[y * window.columns.input + x]);
                    out.push(cells.fold(f64::NEG_INFINITY, f64::max));
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
            let case = Case::new("max_pool").input(&[2, 3, 7, 6], 1.0);
            check(&case, |t| t[0].apply_op1(MaxPool::new(window)), |v| definition(&v[0], &window));
        }
        let columns = Axis::new(9, 2, 2, Padding::Same).unwrap();
        let window = Window { rows: Axis::absent(), columns };
        let case = Case::new("series").input(&[2, 3, 9], 1.0);
        check(&case, |t| t[0].apply_op1(MaxPool::new(window)), |v| definition(&v[0], &window));
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
            check(&case, |t| t[0].apply_op1(MaxPool::new(window)), |v| definition(&v[0], &window));
        }
        let columns = Axis::new(9, 3, 2, Padding::Each([0, 0, 1, 0])).unwrap();
        let window = Window { rows: Axis::absent(), columns };
        let case = Case::new("series").input(&[2, 3, 9], 1.0);
        check(&case, |t| t[0].apply_op1(MaxPool::new(window)), |v| definition(&v[0], &window));
    }
}
