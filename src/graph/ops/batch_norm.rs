//! Batch normalisation (Ioffe & Szegedy 2015): per channel, or per feature.

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

/// Mean and variance, each `[channels]`.
pub fn running(input: Shape) -> Vec<(&'static str, Vec<usize>)> {
    let channels = input.channels();
    vec![("running_mean", vec![channels]), ("running_var", vec![channels])]
}

/// 2 for each number: in prediction it is one multiplication and one addition.
pub fn flops(output: Shape) -> u64 {
    product(&[2, output.elements()])
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Shape};

    #[test]
    fn figures() {
        let op = Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 };
        let input = Shape::Image { height: 4, width: 4, channels: 3 };
        assert_eq!(op.output(&[input]), Ok(input));
        assert_eq!((op.params(input), op.flops(input, input)), (6, 96));
        assert_eq!(op.running(input).len(), 2);
        assert_eq!(op.params(Shape::Features(10)), 20);
    }
}
