//! Activations over slices, and those that end another kernel.

use super::curves::{
    Curve, Elu, Gelu, HardSwish, LeakyRelu, Mish, Relu, Selu, Sigmoid, Silu, Softplus, Tanh,
};
use super::simd::vectorised;
use crate::graph::Activation;

vectorised! {
    /// Replaces each `x` by its value.
    pub fn map<'a, C: Curve>(curve: C, values: &'a mut [f32]) {
        for value in values {
            *value = curve.value(*value);
        }
    }

    /// The values of `x`, and the slopes there.
    pub fn both<'a, C: Curve>(
        curve: C, x: &'a [f32], y: &'a mut [f32], slopes: &'a mut [f32],
    ) {
        for ((y, slope), x) in y.iter_mut().zip(slopes).zip(x) {
            [*y, *slope] = curve.both(*x);
        }
    }

    /// Multiplies each gradient with the slope.
    pub fn pull<'a, C: Curve>(curve: C, x: &'a [f32], y: &'a [f32], gradient: &'a mut [f32]) {
        for ((gradient, x), y) in gradient.iter_mut().zip(x).zip(y) {
            *gradient *= curve.slope(*x, *y);
        }
    }
}

/// Calls `$work` with the curve of an activation; `$other` where it is no function of one number.
macro_rules! with_curve {
    ($activation:expr, |$curve:ident| $work:expr, $other:expr) => {
        match $activation {
            Activation::Relu => {
                let $curve = Relu;
                $work
            }
            Activation::LeakyRelu { slope } => {
                let $curve = LeakyRelu { slope: slope as f32 };
                $work
            }
            Activation::Elu { alpha } => {
                let $curve = Elu { alpha: alpha as f32 };
                $work
            }
            Activation::Selu => {
                let $curve = Selu;
                $work
            }
            Activation::Gelu => {
                let $curve = Gelu;
                $work
            }
            Activation::Silu => {
                let $curve = Silu;
                $work
            }
            Activation::Mish => {
                let $curve = Mish;
                $work
            }
            Activation::Tanh => {
                let $curve = Tanh;
                $work
            }
            Activation::Sigmoid => {
                let $curve = Sigmoid;
                $work
            }
            Activation::Softplus => {
                let $curve = Softplus;
                $work
            }
            Activation::HardSwish => {
                let $curve = HardSwish;
                $work
            }
            Activation::Prelu | Activation::Softmax => $other,
        }
    };
}

/// Replaces each `x` by its value.
pub(in crate::backend) fn forward(activation: Activation, values: &mut [f32]) {
    with_curve!(activation, |curve| map(curve, values), {});
}

/// The values of `x`, and the slopes there.
pub(in crate::backend) fn forward_with_slopes(
    activation: Activation,
    x: &[f32],
    y: &mut [f32],
    slopes: &mut [f32],
) {
    with_curve!(activation, |curve| both(curve, x, y, slopes), {});
}

/// Multiplies each gradient with the slope.
pub(in crate::backend) fn backward(
    activation: Activation,
    x: &[f32],
    y: &[f32],
    gradient: &mut [f32],
) {
    with_curve!(activation, |curve| pull(curve, x, y, gradient), {});
}

/// An activation that ends another kernel: its slope can be told from its value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Epilogue(Option<Activation>);

impl Epilogue {
    pub const NONE: Epilogue = Epilogue(None);

    /// `None` where the slope needs more than the value.
    pub fn of(activation: Activation) -> Option<Epilogue> {
        match activation {
            Activation::Relu | Activation::Tanh | Activation::Sigmoid | Activation::Selu => {
                Some(Epilogue(Some(activation)))
            }
            // With a positive factor the value has the sign of `x`.
            Activation::LeakyRelu { slope: factor } | Activation::Elu { alpha: factor } => {
                (factor > 0.0).then_some(Epilogue(Some(activation)))
            }
            _ => None,
        }
    }

    pub fn is_none(self) -> bool {
        self.0.is_none()
    }

    pub fn apply(self, values: &mut [f32]) {
        if let Some(activation) = self.0 {
            forward(activation, values);
        }
    }

    /// Turns the gradient of the value into that of the argument.
    pub fn pull(self, y: &[f32], gradient: &mut [f32]) {
        if let Some(activation) = self.0 {
            backward(activation, y, y, gradient);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::activation::testing::exact;
    use super::Epilogue;
    use crate::graph::Activation;

    const ALL: [Activation; 11] = [
        Activation::Relu,
        Activation::LeakyRelu { slope: 0.1 },
        Activation::Elu { alpha: 0.7 },
        Activation::Selu,
        Activation::Gelu,
        Activation::Silu,
        Activation::Mish,
        Activation::Tanh,
        Activation::Sigmoid,
        Activation::Softplus,
        Activation::HardSwish,
    ];

    #[test]
    fn an_epilogue_needs_the_value_alone() {
        for activation in ALL {
            let Some(epilogue) = Epilogue::of(activation) else { continue };
            for x in [-2.5, -0.3, 0.4, 1.7] {
                let mut y = [x];
                epilogue.apply(&mut y);
                let mut gradient = [1.0];
                epilogue.pull(&y, &mut gradient);
                let h = 1e-5;
                let at = |x: f64| exact(activation, x);
                let slope = (at(f64::from(x) + h) - at(f64::from(x) - h)) / (2.0 * h);
                assert!((f64::from(gradient[0]) - slope).abs() < 1e-5, "{activation:?} at {x}");
            }
        }
        assert_eq!(Epilogue::of(Activation::Gelu), None);
        assert_eq!(Epilogue::of(Activation::LeakyRelu { slope: -0.1 }), None);
    }

    #[test]
    fn no_number_stays_none() {
        let mut values = [f32::NAN];
        Epilogue::of(Activation::Relu).unwrap().apply(&mut values);
        assert!(values[0].is_nan());
    }
}
