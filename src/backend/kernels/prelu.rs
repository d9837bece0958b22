//! An activation with a learned slope below 0 (He et al. 2015).

use super::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use super::{blocks, scratch, split};
use crate::backend::kernels::simd::{self, vectorised};

/// Tensors of any shape; the slope `[1]`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Prelu;

impl Prelu {
    pub fn new() -> Prelu {
        Prelu
    }
}

vectorised! {
    fn bend<'a>(slope: f32, values: &'a mut [f32]) {
        values.iter_mut().for_each(|x| *x = if *x < 0.0 { slope * *x } else { *x });
    }

    fn bend_back<'a>(slope: f32, x: &'a [f32], gradient: &'a mut [f32]) {
        for (gradient, x) in gradient.iter_mut().zip(x) {
            *gradient = if *x > 0.0 { *gradient } else { slope * *gradient };
        }
    }

    /// The gradient of the slope; `x` and the gradient are as many as `room`.
    fn below<'a>(x: &'a [f32], gradient: &'a [f32], room: &'a mut [f32]) -> f32 {
        for (part, (x, gradient)) in room.iter_mut().zip(x.iter().zip(gradient)) {
            *part = if *x < 0.0 { *x * gradient } else { 0.0 };
        }
        simd::sum(room)
    }
}

/// The gradient of the slope.
fn to_slope(x: &[f32], dy: &[f32]) -> f32 {
    scratch::with(x.len().div_ceil(blocks::BLOCK), |parts| {
        split::shares(x.len(), parts, 1, |index, part| {
            let first = index * blocks::BLOCK;
            let end = x.len().min(first + blocks::BLOCK);
            let (Some(x), Some(dy)) = (x.get(first..end), dy.get(first..end)) else { return };
            part.fill(scratch::with(x.len(), |room| below(x, dy, room)));
        });
        parts.iter().map(|part| f64::from(*part)).sum::<f64>() as f32
    })
}

impl Kernel for Prelu {
    fn reads(&self) -> Reads {
        Reads::X
    }

    fn forward(&self, pass: Forward<'_>) {
        let slope = pass.parameters.first().copied().unwrap_or_default();
        blocks::map(pass.x, pass.y, |_, values| bend(slope, values));
    }

    fn backward(&self, pass: Backward<'_>) {
        let slope = pass.parameters.first().copied().unwrap_or_default();
        pass.dparameters.fill(to_slope(pass.x, pass.dy));
        let Some(Gradient { values, add }) = pass.dx else { return };
        blocks::pull(pass.dy, Gradient { values, add }, |first, dy| {
            bend_back(slope, pass.x.get(first..).unwrap_or_default(), dy);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::Prelu;

    #[test]
    fn the_slope_is_learned() {
        let (name, kernel, batch) = ("prelu", &Prelu::new(), 5);
        let (x, y, other, parameters, spread) = (9, 9, 0, 1, 1.0);
        let case = Case { name, kernel, batch, x, other, y, parameters, spread };
        check(&case, |v| v[0].iter().map(|x| if *x > 0.0 { *x } else { v[2][0] * x }).collect());
    }

    #[test]
    fn the_slopes_gradient_is_summed_over_all_blocks() {
        let (x, dy) = (vec![-0.5; 50_001], vec![2.0; 50_001]);
        assert!((super::to_slope(&x, &dy) + 50_001.0).abs() < 0.01);
    }
}
