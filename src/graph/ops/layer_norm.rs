//! Layer normalisation (Ba et al. 2016): over the features, or over the channels at each position.

use super::product;
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

/// Gain `[channels]`, bias `[channels]`.
pub fn slots(input: Shape) -> Vec<Slot> {
    let channels = [input.channels()];
    vec![
        Slot::new("weight", ParameterKind::NormGain, &channels),
        Slot::new("bias", ParameterKind::NormBias, &channels),
    ]
}

/// 7 for each number: 1 for the mean, 3 for the variance (subtract, square, add), 1 to scale,
/// 2 for gain and bias.
pub fn flops(output: Shape) -> u64 {
    product(&[7, output.elements()])
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Shape};

    #[test]
    fn figures() {
        let op = Op::LayerNorm { epsilon: 1e-5 };
        let input = Shape::Series { length: 10, features: 3 };
        assert_eq!(op.output(&[input]), Ok(input));
        assert_eq!((op.params(input), op.flops(input, input)), (6, 210));
    }
}
