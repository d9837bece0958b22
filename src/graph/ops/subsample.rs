//! Every `stride`-th place, with channels of zeros (He et al. 2016, option A).

use crate::graph::misfit::Misfit;
use crate::graph::op::Sides;
use crate::graph::shape::Shape;

pub fn output(stride: Sides, channels: usize, input: Shape) -> Result<Shape, Misfit> {
    let layer = "residual";
    if stride.rows == 0 || stride.columns == 0 || channels < input.channels() {
        return Err(Misfit::Zero { layer, what: "stride" });
    }
    let output = match input {
        Shape::Image { height, width, .. } => Shape::Image {
            height: height.div_ceil(stride.rows),
            width: width.div_ceil(stride.columns),
            channels,
        },
        Shape::Series { length, .. } => {
            Shape::Series { length: length.div_ceil(stride.columns), features: channels }
        }
        Shape::Features(_) => Shape::Features(channels),
        Shape::Tokens { .. } => return Err(Misfit::NeedsEmbedding { layer }),
    };
    Ok(output)
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Shape, Sides};

    #[test]
    fn figures() {
        let op = Op::Subsample { stride: Sides::square(2), channels: 32 };
        let input = Shape::Image { height: 7, width: 8, channels: 16 };
        let output = Shape::Image { height: 4, width: 4, channels: 32 };
        assert_eq!(op.output(&[input]), Ok(output));
        assert_eq!((op.params(input), op.flops(input, output)), (0, 0));
        assert!(op.output(&[input.with_channels(33)]).is_err());
    }
}
