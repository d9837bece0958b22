//! The mean over all positions.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::simd::{self, vectorised};

/// `[batch, channels, …]` → `[batch, channels]`.
#[derive(Clone, Copy, Debug)]
pub struct GlobalAvgPool;

vectorised! {
    fn means<'a>(x: &'a [f32], plane: usize, out: &'a mut [f32]) {
        for (out, cells) in out.iter_mut().zip(x.chunks_exact(plane.max(1))) {
            *out = simd::sum(cells) / plane as f32;
        }
    }
}

impl CustomOp1 for GlobalAvgPool {
    fn name(&self) -> &'static str {
        "global_avg_pool"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (batch, channels, plane) = channelled(layout.shape())?;
        let mut out = vec![0.0; batch * channels];
        means(dense(x, layout)?, plane, &mut out);
        Ok((CpuStorage::F32(out), (batch, channels).into()))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let (_, _, plane) = channelled(x.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let mut to_x = Vec::with_capacity(x.elem_count());
        for value in on_cpu(&gs, gl)? {
            to_x.resize(to_x.len() + plane, value / plane as f32);
        }
        Ok(Some(tensor(to_x, x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::GlobalAvgPool;

    #[test]
    fn is_the_mean() {
        let case = Case::new("mean").input(&[3, 2, 5, 7], 1.0);
        let definition =
            |v: &[Vec<f64>]| v[0].chunks(35).map(|c| c.iter().sum::<f64>() / 35.0).collect();
        check(&case, |t| t[0].apply_op1(GlobalAvgPool), definition);
    }
}
