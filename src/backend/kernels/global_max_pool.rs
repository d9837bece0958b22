//! The maximum over all positions. Of equal cells the first one gets the gradient.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::zeroed;

/// `[batch, channels, …]` → `[batch, channels]`.
#[derive(Clone, Copy, Debug)]
pub struct GlobalMaxPool;

/// The largest number and its place; what is no number wins, so that divergence shows.
fn largest(cells: &[f32]) -> (usize, f32) {
    let mut best = (0, f32::NEG_INFINITY);
    for (place, cell) in cells.iter().enumerate() {
        if cell.is_nan() {
            return (place, *cell);
        }
        if *cell > best.1 {
            best = (place, *cell);
        }
    }
    best
}

impl CustomOp1 for GlobalMaxPool {
    fn name(&self) -> &'static str {
        "global_max_pool"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (batch, channels, plane) = channelled(layout.shape())?;
        let planes = dense(x, layout)?.chunks_exact(plane.max(1));
        let out = planes.map(|cells| largest(cells).1).collect();
        Ok((CpuStorage::F32(out), (batch, channels).into()))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let (_, _, plane) = channelled(x.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (xs, xl) = x.storage_and_layout();
        let mut to_x = zeroed(x.elem_count());
        let planes = to_x.chunks_exact_mut(plane.max(1)).zip(on_cpu(&xs, xl)?.chunks_exact(plane));
        for ((to_x, cells), gradient) in planes.zip(on_cpu(&gs, gl)?) {
            if let Some(winner) = to_x.get_mut(largest(cells).0) {
                *winner = *gradient;
            }
        }
        Ok(Some(tensor(to_x, x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Var};

    use super::super::access::read;
    use super::super::check::{Case, check};
    use super::GlobalMaxPool;

    #[test]
    fn is_the_maximum() {
        let largest = |cells: &[f64]| cells.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for shape in [vec![3, 2, 5, 7], vec![2, 3, 35]] {
            let case = Case::new("maximum").input(&shape, 1.0);
            let definition = |v: &[Vec<f64>]| v[0].chunks(35).map(largest).collect();
            check(&case, |t| t[0].apply_op1(GlobalMaxPool), definition);
        }
    }

    #[test]
    fn the_first_of_equals_gets_the_gradient() {
        let values = vec![1.0_f32, 2.0, 2.0, f32::NAN, 5.0, 1.0];
        let x = Var::from_vec(values, (1, 2, 3), &Device::Cpu).unwrap();
        let out = x.apply_op1(GlobalMaxPool).unwrap();
        let values = read(&out).unwrap();
        assert!(values[0] == 2.0 && values[1].is_nan());
        let gradients = out.sum_all().unwrap().backward().unwrap();
        assert_eq!(read(gradients.get(&x).unwrap()).unwrap(), [0.0, 1.0, 0.0, 1.0, 0.0, 0.0]);
    }
}
