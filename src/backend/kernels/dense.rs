//! `act(x·Wᵀ + b)`.

use candle_core::{CpuStorage, CustomOp2, CustomOp3, Layout, Result, Shape, Tensor};

use super::access::{dense, on_cpu, tensor};
use super::activation::Epilogue;
use super::buffers::{copied, give_back, stale};
use super::matmul::{Into, Matrix, matmul};
use super::simd::vectorised;

/// `[batch, in]`, weight `[units, in]`, bias `[units]` → `[batch, units]`.
#[derive(Clone, Copy, Debug)]
pub struct Dense {
    pub epilogue: Epilogue,
    /// Whether the gradient of `x` is needed.
    pub to_x: bool,
}

vectorised! {
    /// Adds the rows to `sums`.
    fn add_rows<'a>(rows: &'a [f32], sums: &'a mut [f32]) {
        for row in rows.chunks_exact(sums.len().max(1)) {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += value;
            }
        }
    }
}

/// A tensor's storage and layout in one of Candle's forward passes.
type Given<'a> = (&'a CpuStorage, &'a Layout);

impl Dense {
    fn forward(&self, x: Given, weight: Given, bias: Option<Given>) -> Result<(CpuStorage, Shape)> {
        let (units, inputs) = weight.1.shape().dims2()?;
        let (batch, _) = x.1.shape().dims2()?;
        let (x, weight) = (dense(x.0, x.1)?, dense(weight.0, weight.1)?);
        let mut out = stale(batch * units);
        let mut into = Into::Replace;
        if let Some(bias) = bias {
            let bias = dense(bias.0, bias.1)?;
            out.chunks_exact_mut(units.max(1)).for_each(|row| row.copy_from_slice(bias));
            into = Into::Add;
        }
        let weight = Matrix::new(weight, units, inputs).transposed();
        matmul(&mut out, units, Matrix::new(x, batch, inputs), weight, into)?;
        self.epilogue.apply(&mut out);
        Ok((CpuStorage::F32(out), (batch, units).into()))
    }

    fn backward(&self, given: &Backward) -> Result<(Option<Tensor>, Tensor, Tensor)> {
        let Backward { x, weight, out, gradient } = given;
        let (units, inputs) = weight.dims2()?;
        let (batch, _) = x.dims2()?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (xs, xl) = x.storage_and_layout();
        let (ws, wl) = weight.storage_and_layout();
        let mut pulled = Vec::new();
        let mut slope = on_cpu(&gs, gl)?;
        if !self.epilogue.is_none() {
            let (ys, yl) = out.storage_and_layout();
            pulled = copied(slope);
            self.epilogue.pull(on_cpu(&ys, yl)?, &mut pulled);
            slope = &pulled;
        }
        let slopes = Matrix::new(slope, batch, units);
        let mut to_bias = vec![0.0; units];
        add_rows(slope, &mut to_bias);
        let mut to_weight = stale(units * inputs);
        let x_matrix = Matrix::new(on_cpu(&xs, xl)?, batch, inputs);
        matmul(&mut to_weight, inputs, slopes.transposed(), x_matrix, Into::Replace)?;
        let mut to_x = None;
        if self.to_x {
            let mut values = stale(batch * inputs);
            let weight = Matrix::new(on_cpu(&ws, wl)?, units, inputs);
            matmul(&mut values, inputs, slopes, weight, Into::Replace)?;
            to_x = Some(tensor(values, x.shape())?);
        }
        give_back(pulled);
        Ok((to_x, tensor(to_weight, weight.shape())?, tensor(to_bias, &units.into())?))
    }
}

/// What the backward pass is given.
struct Backward<'a> {
    x: &'a Tensor,
    weight: &'a Tensor,
    out: &'a Tensor,
    gradient: &'a Tensor,
}

impl CustomOp2 for Dense {
    fn name(&self) -> &'static str {
        "dense"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        xl: &Layout,
        weight: &CpuStorage,
        wl: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        self.forward((x, xl), (weight, wl), None)
    }

    fn bwd(
        &self,
        x: &Tensor,
        weight: &Tensor,
        out: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let (x, weight, _) = self.backward(&Backward { x, weight, out, gradient })?;
        Ok((x, Some(weight)))
    }
}

impl CustomOp3 for Dense {
    fn name(&self) -> &'static str {
        "dense with bias"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        xl: &Layout,
        weight: &CpuStorage,
        wl: &Layout,
        bias: &CpuStorage,
        bl: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        self.forward((x, xl), (weight, wl), Some((bias, bl)))
    }

    fn bwd(
        &self,
        x: &Tensor,
        weight: &Tensor,
        _: &Tensor,
        out: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (x, weight, bias) = self.backward(&Backward { x, weight, out, gradient })?;
        Ok((x, Some(weight), Some(bias)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::activation::Epilogue;
    use super::super::check::{Case, check};
    use super::Dense;
    use crate::graph::Activation;

    fn definition(v: &[Vec<f64>], inputs: usize, units: usize) -> Vec<f64> {
        let unit = |row: &[f64], u: usize| {
            let weight = &v[1][u * inputs..(u + 1) * inputs];
            let bias = v.get(2).map_or(0.0, |bias| bias[u]);
            row.iter().zip(weight).map(|(x, w)| x * w).sum::<f64>() + bias
        };
        v[0].chunks(inputs).flat_map(|row| (0..units).map(move |u| unit(row, u))).collect()
    }

    #[test]
    fn without_bias() {
        let case = Case::new("dense").input(&[5, 7], 1.0).input(&[3, 7], 1.0);
        check(
            &case,
            |t| t[0].apply_op2(&t[1], Dense { epilogue: Epilogue::NONE, to_x: true }),
            |v| definition(v, 7, 3),
        );
    }

    #[test]
    fn with_bias_and_activation() {
        for (activation, exact) in [
            (Activation::Tanh, f64::tanh as fn(f64) -> f64),
            (Activation::Relu, |x: f64| x.max(0.0)),
        ] {
            let case = Case::new("biased").input(&[5, 7], 0.5).input(&[3, 7], 0.5).input(&[3], 0.5);
            let kernel = Dense { epilogue: Epilogue::of(activation).unwrap(), to_x: true };
            check(
                &case,
                |t| t[0].apply_op3(&t[1], &t[2], kernel),
                |v| definition(v, 7, 3).into_iter().map(exact).collect(),
            );
        }
    }
}
