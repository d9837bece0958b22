//! The last step of a series.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::zeroed;

/// `[batch, features, length]` → `[batch, features]`.
#[derive(Clone, Copy, Debug)]
pub struct LastStep;

impl CustomOp1 for LastStep {
    fn name(&self) -> &'static str {
        "last_step"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (batch, features, length) = channelled(layout.shape())?;
        let rows = dense(x, layout)?.chunks_exact(length.max(1));
        let out = rows.filter_map(|row| row.last().copied()).collect();
        Ok((CpuStorage::F32(out), (batch, features).into()))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let (_, _, length) = channelled(x.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let mut to_x = zeroed(x.elem_count());
        let rows = to_x.chunks_exact_mut(length.max(1)).zip(on_cpu(&gs, gl)?);
        for (row, gradient) in rows {
            if let Some(last) = row.last_mut() {
                *last = *gradient;
            }
        }
        Ok(Some(tensor(to_x, x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::LastStep;

    #[test]
    fn is_the_last_of_each_feature() {
        for length in [1, 7] {
            let case = Case::new("last_step").input(&[3, 4, length], 1.0);
            let definition =
                |v: &[Vec<f64>]| v[0].chunks(length).map(|row| row[length - 1]).collect();
            check(&case, |t| t[0].apply_op1(LastStep), definition);
        }
    }
}
