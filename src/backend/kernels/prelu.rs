//! An activation with a learned slope below 0 (He et al. 2015).

use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};

use super::access::{dense, on_cpu, tensor};

/// x of any shape, slope `[1]`.
#[derive(Clone, Copy, Debug)]
pub struct Prelu;

impl CustomOp2 for Prelu {
    fn name(&self) -> &'static str {
        "prelu"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        xl: &Layout,
        slope: &CpuStorage,
        sl: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let slope = dense(slope, sl)?.first().copied().unwrap_or_default();
        let value = |x: &f32| if *x < 0.0 { slope * x } else { *x };
        let out = dense(x, xl)?.iter().map(value).collect();
        Ok((CpuStorage::F32(out), xl.shape().clone()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        slope: &Tensor,
        _: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (xs, xl) = x.storage_and_layout();
        let (ss, sl) = slope.storage_and_layout();
        let (x_values, gradient) = (on_cpu(&xs, xl)?, on_cpu(&gs, gl)?);
        let factor = on_cpu(&ss, sl)?.first().copied().unwrap_or_default();
        let pairs = || x_values.iter().zip(gradient);
        let to_x = pairs().map(|(x, g)| if *x > 0.0 { *g } else { factor * g }).collect();
        let below = pairs().filter(|(x, _)| **x < 0.0).map(|(x, g)| f64::from(*x) * f64::from(*g));
        let to_slope = vec![below.sum::<f64>() as f32];
        Ok((Some(tensor(to_x, x.shape())?), Some(tensor(to_slope, slope.shape())?)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check};
    use super::Prelu;

    #[test]
    fn the_slope_is_learned() {
        let case = Case::new("prelu").input(&[5, 9], 1.0).input(&[1], 0.3);
        let definition =
            |v: &[Vec<f64>]| v[0].iter().map(|x| if *x > 0.0 { *x } else { v[1][0] * x }).collect();
        check(&case, |t| t[0].apply_op2(&t[1], Prelu), definition);
    }
}
