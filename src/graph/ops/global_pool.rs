//! The mean or the maximum over all positions of each channel: positions × channels → channels.

use crate::graph::misfit::Misfit;
use crate::graph::shape::Shape;

pub fn output(layer: &'static str, input: Shape) -> Result<Shape, Misfit> {
    match input {
        Shape::Features(_) => Err(Misfit::NeedsPositions { layer, found: input }),
        _ => Ok(Shape::Features(input.channels())),
    }
}

/// One addition for each number of the input.
pub fn flops(input: Shape) -> u64 {
    input.elements() as u64
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Shape};

    #[test]
    fn figures() {
        let input = Shape::Image { height: 7, width: 5, channels: 64 };
        let output = Op::GlobalAvgPool.output(&[input]).unwrap();
        assert_eq!(output, Shape::Features(64));
        assert_eq!(Op::GlobalAvgPool.flops(input, output), 7 * 5 * 64);
        assert!(Op::GlobalAvgPool.output(&[output]).is_err());
    }
}
