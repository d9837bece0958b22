//! Activations of their own: curves of one number.

use super::kernel::{Backward, Forward, Kernel, Mode, Reads};
use super::{blocks, split, tile};
use crate::backend::kernels::epilogue::{Epilogue, backward, forward, forward_with_slopes};
use crate::graph::Activation;

/// Tensors of any shape; for all activations but prelu and softmax (which it leaves as they are).
#[derive(Clone, Copy, Debug)]
pub struct Activate {
    activation: Activation,
    numbers: usize,
    /// What the slope is told from: the value, or the argument, or else the way there keeps it.
    reads: Reads,
}

impl Activate {
    /// Of so many numbers of a sample.
    pub fn new(activation: Activation, numbers: usize) -> Activate {
        let reads = match activation {
            _ if Epilogue::of(activation).is_some() => Reads::Y,
            // Their slopes take as long as their values, whose powers they share.
            Activation::Gelu | Activation::Silu | Activation::Mish | Activation::Softplus => {
                Reads::NOTHING
            }
            Activation::Elu { .. } => Reads::X_AND_Y,
            _ => Reads::X,
        };
        Activate { activation, numbers, reads }
    }
}

impl Kernel for Activate {
    fn kept(&self, batch: usize) -> usize {
        if self.reads == Reads::NOTHING { batch * self.numbers } else { 0 }
    }

    fn reads(&self) -> Reads {
        self.reads
    }

    fn forward(&self, pass: Forward<'_>) {
        if pass.kept.is_empty() || pass.mode == Mode::Evaluate {
            blocks::map(pass.x, pass.y, |_, values| forward(self.activation, values));
            return;
        }
        let (y, slopes) = ((pass.y, blocks::BLOCK), (pass.kept, blocks::BLOCK));
        split::pairs(y, slopes, |index, y, slopes| {
            let x = pass.x.get(index * blocks::BLOCK..).unwrap_or_default();
            forward_with_slopes(self.activation, x, y, slopes);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let Some(dx) = pass.dx else { return };
        if self.reads == Reads::NOTHING {
            let slopes = &*pass.kept;
            split::chunks(dx.values, blocks::BLOCK, |index, to| {
                let at = index * blocks::BLOCK..index * blocks::BLOCK + to.len();
                let (dy, slopes) = (pass.dy.get(at.clone()), slopes.get(at));
                let (dy, slopes) = (dy.unwrap_or_default(), slopes.unwrap_or_default());
                tile::scale(dy, slopes, to, dx.add);
            });
            return;
        }
        // A curve that needs but one of the two looks at that alone.
        let x = if self.reads.x { pass.x } else { pass.y };
        let y = if self.reads.y { pass.y } else { pass.x };
        blocks::pull(pass.dy, dx, |first, dy| {
            let (x, y) = (x.get(first..), y.get(first..));
            backward(self.activation, x.unwrap_or_default(), y.unwrap_or_default(), dy);
        });
    }
}

#[cfg(test)]
pub mod testing {
    //! What activations are, for tests.

    use crate::graph::Activation;

    /// The published definitions, in double precision.
    pub fn exact(activation: Activation, x: f64) -> f64 {
        let elu = |alpha: f64| if x > 0.0 { x } else { alpha * x.exp_m1() };
        let sigmoid = 1.0 / (1.0 + (-x).exp());
        match activation {
            Activation::Relu => x.max(0.0),
            Activation::LeakyRelu { slope } => x.max(0.0) + slope * x.min(0.0),
            Activation::Elu { alpha } => elu(alpha),
            Activation::Selu => 1.050_700_987_355_480_5 * elu(1.673_263_242_354_377_2),
            Activation::Gelu => 0.5 * x * (1.0 + statrs::function::erf::erf(x / 2_f64.sqrt())),
            Activation::Silu => x * sigmoid,
            Activation::Mish => x * x.exp().ln_1p().tanh(),
            Activation::Tanh => x.tanh(),
            Activation::Sigmoid => sigmoid,
            Activation::Softplus => x.exp().ln_1p(),
            Activation::HardSwish => x * (x + 3.0).clamp(0.0, 6.0) / 6.0,
            Activation::Prelu | Activation::Softmax => x,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::Activate;
    use super::testing::exact;
    use crate::graph::Activation;

    const ALL: [Activation; 13] = [
        Activation::Relu,
        Activation::LeakyRelu { slope: 0.1 },
        // The sign of such a value does not tell that of the argument.
        Activation::LeakyRelu { slope: -0.1 },
        Activation::Elu { alpha: 0.7 },
        Activation::Elu { alpha: -0.7 },
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
    fn each_has_its_value_and_slope() {
        for activation in ALL {
            let (name, kernel, batch) = ("activation", &Activate::new(activation, 41), 7);
            let (x, y, other, parameters, spread) = (41, 41, 0, 0, 3.0);
            let case = Case { name, kernel, batch, x, other, y, parameters, spread };
            check(&case, |v| v[0].iter().map(|x| exact(activation, *x)).collect());
        }
    }
}
