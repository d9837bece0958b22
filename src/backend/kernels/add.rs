//! The sum of two tensors, with the activation that follows (He et al. 2016).

use super::kernel::{Backward, Forward, Gradient, Kernel, Reads};
use super::{blocks, split};
use crate::backend::kernels::epilogue::Epilogue;

/// `y = act(x + other)`, of any one shape.
#[derive(Clone, Copy, Debug)]
pub struct Add {
    epilogue: Epilogue,
}

impl Add {
    pub fn new(epilogue: Epilogue) -> Add {
        Add { epilogue }
    }
}

impl Add {
    /// Turns the gradient of numbers of `y` into that of the sums.
    fn pull(&self, y: &[f32], first: usize, dy: &mut [f32]) {
        if !self.epilogue.is_none() {
            self.epilogue.pull(y.get(first..).unwrap_or_default(), dy);
        }
    }
}

impl Kernel for Add {
    fn reads(&self) -> Reads {
        if self.epilogue.is_none() { Reads::NOTHING } else { Reads::Y }
    }

    fn forward(&self, pass: Forward<'_>) {
        blocks::map(pass.x, pass.y, |first, y| {
            blocks::add_to(pass.other.get(first..).unwrap_or_default(), y);
            self.epilogue.apply(y);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        let (dx, dother) = match (pass.dx, pass.dother) {
            (Some(dx), Some(dother)) => (dx, dother),
            (Some(one), None) | (None, Some(one)) => {
                blocks::pull(pass.dy, one, |first, dy| self.pull(pass.y, first, dy));
                return;
            }
            (None, None) => return,
        };
        let slices = [pass.dy, dx.values, dother.values];
        split::triples(
            slices.map(|slice| (slice, blocks::BLOCK)),
            |index, [dy, to_x, to_other]| {
                self.pull(pass.y, index * blocks::BLOCK, dy);
                Gradient { values: to_x, add: dx.add }.take(dy);
                Gradient { values: to_other, add: dother.add }.take(dy);
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::{Add, Epilogue};
    use crate::graph::Activation;

    #[test]
    fn both_inputs_get_the_gradient_before_the_activation() {
        let (name, batch, x, other, y) = ("add", 3, 13, 13, 13);
        let (tanh, plain) = (Epilogue::of(Activation::Tanh).unwrap(), Epilogue::NONE);
        let (kernel, parameters, spread) = (&Add::new(tanh), 0, 1.0);
        let case = Case { name, kernel, batch, x, other, y, parameters, spread };
        let sums = |v: &[Vec<f64>; 3]| -> Vec<f64> {
            v[0].iter().zip(&v[1]).map(|(x, other)| x + other).collect()
        };
        check(&case, |v| sums(v).into_iter().map(f64::tanh).collect());
        check(&Case { kernel: &Add::new(plain), ..case }, sums);
    }
}
