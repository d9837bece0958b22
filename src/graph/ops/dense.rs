//! The fully connected layer. Features in, features out: n → units.

use super::product;
use crate::graph::misfit::Misfit;
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

pub fn output(units: usize, input: Shape) -> Result<Shape, Misfit> {
    match input {
        _ if units == 0 => Err(Misfit::Zero { layer: "dense", what: "number of units" }),
        Shape::Features(_) => Ok(Shape::Features(units)),
        found => Err(Misfit::NeedsFeatures { layer: "dense", found }),
    }
}

/// Weight `[units, n]`, bias `[units]`.
pub fn slots(units: usize, bias: bool, input: Shape) -> Vec<Slot> {
    let weight = Slot::new("weight", ParameterKind::Weight, &[units, input.channels()]);
    let bias = bias.then(|| Slot::new("bias", ParameterKind::Bias, &[units]));
    [weight].into_iter().chain(bias).collect()
}

/// 2·n·units, and units more with a bias.
pub fn flops(bias: bool, input: Shape, output: Shape) -> u64 {
    let units = output.channels();
    let sums = product(&[2, input.channels(), units]);
    sums.saturating_add(if bias { units as u64 } else { 0 })
}

#[cfg(test)]
mod tests {
    use crate::graph::{Misfit, Op, Shape};

    #[test]
    fn figures() {
        let op = Op::Dense { units: 256, bias: true };
        let input = Shape::Features(784);
        let output = op.output(&[input]).unwrap();
        assert_eq!(output, Shape::Features(256));
        assert_eq!(op.params(input), 784 * 256 + 256);
        assert_eq!(op.flops(input, output), 2 * 784 * 256 + 256);
        let plain = Op::Dense { units: 256, bias: false };
        assert_eq!(plain.params(input), 784 * 256);
        assert_eq!(plain.flops(input, output), 2 * 784 * 256);
    }

    #[test]
    fn refuses_images_and_giants() {
        let image = Shape::Image { height: 8, width: 8, channels: 1 };
        let fault = Op::Dense { units: 2, bias: true }.output(&[image]).unwrap_err();
        assert_eq!(fault, Misfit::NeedsFeatures { layer: "dense", found: image });
        let words = "`dense` needs flat features, and here comes an image of 8×8×1";
        assert_eq!(fault.message(), words);
        let giant = Op::Dense { units: usize::MAX, bias: true }.output(&[Shape::Features(9)]);
        assert!(matches!(giant, Err(Misfit::TooLarge { .. })));
        let wide = Op::Dense { units: 1 << 21, bias: false };
        assert!(wide.output(&[Shape::Features(1 << 19)]).is_ok());
        assert!(matches!(
            wide.output(&[Shape::Features((1 << 19) + 1)]),
            Err(Misfit::TooLarge { what: "parameters", .. })
        ));
    }
}
