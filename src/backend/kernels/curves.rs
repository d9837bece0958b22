//! The activation functions of one number, each with its slope.

use std::f32::consts::FRAC_1_SQRT_2;

use super::math::{erf, erf_with, exp, sigmoid, softplus, tanh, tanh_softplus};

/// A function of one number.
///
/// Mark both methods `#[inline(always)]`: they run inside vectorised loops.
pub trait Curve: Copy + Send + Sync {
    fn value(self, x: f32) -> f32;

    /// The derivative at `x`, where the value is `y`.
    fn slope(self, x: f32, y: f32) -> f32;

    /// Value and derivative.
    #[inline(always)]
    fn both(self, x: f32) -> [f32; 2] {
        let y = self.value(x);
        [y, self.slope(x, y)]
    }
}

/// Its value for -∞ is `-SELU_SCALE·SELU_ALPHA`.
const SELU_ALPHA: f32 = 1.673_263_2;
const SELU_SCALE: f32 = 1.050_701;

/// `max(x, 0)`. What is no number stays none, so that divergence shows.
#[derive(Clone, Copy, Debug)]
pub struct Relu;

impl Curve for Relu {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        if x < 0.0 { 0.0 } else { x }
    }

    #[inline(always)]
    fn slope(self, _: f32, y: f32) -> f32 {
        if y > 0.0 { 1.0 } else { 0.0 }
    }
}

/// `x`, below 0 `slope·x` (Maas et al. 2013).
#[derive(Clone, Copy, Debug)]
pub struct LeakyRelu {
    pub slope: f32,
}

impl Curve for LeakyRelu {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        if x < 0.0 { self.slope * x } else { x }
    }

    #[inline(always)]
    fn slope(self, x: f32, _: f32) -> f32 {
        if x > 0.0 { 1.0 } else { self.slope }
    }
}

/// `x`, below 0 `alpha·(eˣ − 1)` (Clevert et al. 2015).
#[derive(Clone, Copy, Debug)]
pub struct Elu {
    pub alpha: f32,
}

impl Curve for Elu {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        if x < 0.0 { self.alpha * (exp(x) - 1.0) } else { x }
    }

    #[inline(always)]
    fn slope(self, x: f32, y: f32) -> f32 {
        if x > 0.0 { 1.0 } else { y + self.alpha }
    }
}

/// An `elu` scaled so that activations keep mean 0 and variance 1 (Klambauer et al. 2017).
#[derive(Clone, Copy, Debug)]
pub struct Selu;

impl Curve for Selu {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        SELU_SCALE * Elu { alpha: SELU_ALPHA }.value(x)
    }

    #[inline(always)]
    fn slope(self, x: f32, y: f32) -> f32 {
        if x > 0.0 { SELU_SCALE } else { y + SELU_SCALE * SELU_ALPHA }
    }
}

/// `x·Φ(x)` with the exact normal distribution (Hendrycks & Gimpel 2016).
#[derive(Clone, Copy, Debug)]
pub struct Gelu;

impl Curve for Gelu {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        0.5 * x * (1.0 + erf(x * FRAC_1_SQRT_2))
    }

    #[inline(always)]
    fn slope(self, x: f32, _: f32) -> f32 {
        let density = 0.398_942_3 * exp(-0.5 * x * x);
        0.5 * (1.0 + erf(x * FRAC_1_SQRT_2)) + x * density
    }

    /// The density is a power that the distribution needs too.
    #[inline(always)]
    fn both(self, x: f32) -> [f32; 2] {
        let power = exp(-0.5 * x * x);
        let below = 0.5 * (1.0 + erf_with(x * FRAC_1_SQRT_2, power));
        [x * below, below + x * (0.398_942_3 * power)]
    }
}

/// `x·σ(x)` (Elfwing et al. 2018).
#[derive(Clone, Copy, Debug)]
pub struct Silu;

impl Curve for Silu {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        x * sigmoid(x)
    }

    #[inline(always)]
    fn slope(self, x: f32, y: f32) -> f32 {
        let s = sigmoid(x);
        s + y * (1.0 - s)
    }
}

/// `x·tanh(softplus(x))` (Misra 2019).
#[derive(Clone, Copy, Debug)]
pub struct Mish;

impl Curve for Mish {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        x * tanh_softplus(x)
    }

    #[inline(always)]
    fn slope(self, x: f32, _: f32) -> f32 {
        let t = tanh_softplus(x);
        t + x * (1.0 - t * t) * sigmoid(x)
    }
}

/// The hyperbolic tangent.
#[derive(Clone, Copy, Debug)]
pub struct Tanh;

impl Curve for Tanh {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        tanh(x)
    }

    #[inline(always)]
    fn slope(self, _: f32, y: f32) -> f32 {
        1.0 - y * y
    }
}

/// `1 / (1 + e⁻ˣ)`.
#[derive(Clone, Copy, Debug)]
pub struct Sigmoid;

impl Curve for Sigmoid {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        sigmoid(x)
    }

    #[inline(always)]
    fn slope(self, _: f32, y: f32) -> f32 {
        y * (1.0 - y)
    }
}

/// `ln(1 + eˣ)`.
#[derive(Clone, Copy, Debug)]
pub struct Softplus;

impl Curve for Softplus {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        softplus(x)
    }

    #[inline(always)]
    fn slope(self, x: f32, _: f32) -> f32 {
        sigmoid(x)
    }
}

/// `x·min(max(x + 3, 0), 6) / 6` (Howard et al. 2019).
#[derive(Clone, Copy, Debug)]
pub struct HardSwish;

impl Curve for HardSwish {
    #[inline(always)]
    fn value(self, x: f32) -> f32 {
        let gate = if x < -3.0 { 0.0 } else { x + 3.0 };
        x * if gate > 6.0 { 6.0 } else { gate } / 6.0
    }

    #[inline(always)]
    fn slope(self, x: f32, _: f32) -> f32 {
        let inner = if x < -3.0 { 0.0 } else { (2.0 * x + 3.0) / 6.0 };
        if x > 3.0 { 1.0 } else { inner }
    }
}
