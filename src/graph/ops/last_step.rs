//! The last step of a series as features.

use super::series;
use crate::graph::misfit::Misfit;
use crate::graph::shape::Shape;

pub fn output(input: Shape) -> Result<Shape, Misfit> {
    series::of("last_step", input).map(|(_, features)| Shape::Features(features))
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Shape};

    #[test]
    fn figures() {
        let input = Shape::Series { length: 9, features: 4 };
        let output = Shape::Features(4);
        assert_eq!(Op::LastStep.output(&[input]), Ok(output));
        assert_eq!((Op::LastStep.params(input), Op::LastStep.flops(input, output)), (0, 0));
        assert!(Op::LastStep.output(&[output]).is_err());
    }
}
