//! Activations. Where a curve has a kink at 0 its slope there is that of the negative side, as in
//! PyTorch (Candle's own relu takes the other one).

use candle_core::{Result, Tensor, bail};
use candle_nn::ops::{sigmoid, softmax};

use crate::graph::Activation;

/// The constants of self-normalising networks (Klambauer et al. 2017).
const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;
const SELU_SCALE: f64 = 1.050_700_987_355_480_5;

/// x `[batch, channels, …]` → the same shape; softmax over the channels at each place.
pub fn activate(x: &Tensor, activation: Activation, learned: &[Tensor]) -> Result<Tensor> {
    match activation {
        Activation::Relu => above(x, &x.zeros_like()?),
        Activation::LeakyRelu { slope } => above(x, &(x * slope)?),
        Activation::Elu { alpha } => x.elu(alpha),
        Activation::Selu => x.elu(SELU_ALPHA)? * SELU_SCALE,
        Activation::Gelu => ((x / 2_f64.sqrt())?.erf()? + 1.0)?.mul(&(x * 0.5)?),
        Activation::Silu => x * sigmoid(x)?,
        Activation::Mish => x * softplus(x)?.tanh()?,
        Activation::Tanh => x.tanh(),
        Activation::Sigmoid => sigmoid(x),
        Activation::Softplus => softplus(x),
        Activation::HardSwish => (x * (x + 3.0)?.clamp(0.0, 6.0)?)? / 6.0,
        Activation::Prelu => match learned {
            [slope] => above(x, &x.broadcast_mul(slope)?),
            _ => bail!("prelu has one slope"),
        },
        Activation::Softmax => softmax(x, 1),
    }
}

/// `x` where it is positive or no number, else `below`.
fn above(x: &Tensor, below: &Tensor) -> Result<Tensor> {
    x.le(0.0)?.where_cond(below, x)
}

/// ln(1 + eˣ), without overflow. (At 0 Candle's slopes of relu and of the absolute value, both 1,
/// make the right one: 1/2.)
fn softplus(x: &Tensor) -> Result<Tensor> {
    x.relu()? + (x.abs()?.neg()?.exp()? + 1.0)?.log()?
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Var};

    use super::activate;
    use crate::graph::Activation;

    #[test]
    fn kinks_have_pytorchs_slope_and_no_number_shows() {
        for (activation, slope) in
            [(Activation::Relu, 0.0), (Activation::LeakyRelu { slope: 0.1 }, 0.1_f32)]
        {
            let x = Var::new(&[0.0_f32, f32::NAN, 2.0], &Device::Cpu).unwrap();
            let out = activate(&x, activation, &[]).unwrap();
            let values: Vec<f32> = out.to_vec1().unwrap();
            assert!(values[0] == 0.0 && values[1].is_nan() && values[2] == 2.0);
            let gradients = out.sum_all().unwrap().backward().unwrap();
            let gradient: Vec<f32> = gradients.get(&x).unwrap().to_vec1().unwrap();
            assert_eq!([gradient[0], gradient[2]], [slope, 1.0]);
        }
    }
}
