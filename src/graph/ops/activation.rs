//! Activations: any shape, one number at a time (softmax: over the last dimension).

use crate::graph::op::Activation;
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

impl Activation {
    /// Its name in the language.
    pub fn name(&self) -> &'static str {
        match self {
            Activation::Relu => "relu",
            Activation::LeakyRelu { .. } => "leaky_relu",
            Activation::Elu { .. } => "elu",
            Activation::Selu => "selu",
            Activation::Gelu => "gelu",
            Activation::Silu => "silu",
            Activation::Mish => "mish",
            Activation::Tanh => "tanh",
            Activation::Sigmoid => "sigmoid",
            Activation::Softplus => "softplus",
            Activation::HardSwish => "hard_swish",
            Activation::Prelu => "prelu",
            Activation::Softmax => "softmax",
        }
    }

    /// Only `prelu` learns: one slope `[1]`.
    pub fn slots(&self) -> Vec<Slot> {
        match self {
            Activation::Prelu => vec![Slot::new("weight", ParameterKind::Slope, &[1])],
            _ => Vec::new(),
        }
    }
}

/// 1 for each number, whatever the function: a convention, as in other counters.
pub fn flops(output: Shape) -> u64 {
    output.elements() as u64
}

#[cfg(test)]
mod tests {
    use crate::graph::{Activation, Op, Shape};

    #[test]
    fn figures() {
        let input = Shape::Image { height: 4, width: 4, channels: 3 };
        let relu = Op::Activation(Activation::Relu);
        assert_eq!(relu.output(&[input]), Ok(input));
        assert_eq!((relu.params(input), relu.flops(input, input)), (0, 48));
        assert_eq!(Op::Activation(Activation::Prelu).params(input), 1);
    }
}
