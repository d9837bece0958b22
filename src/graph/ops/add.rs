//! The sum of two inputs of equal shape: the end of a residual.

use crate::graph::misfit::Misfit;
use crate::graph::shape::Shape;

pub fn output(left: Shape, right: Shape) -> Result<Shape, Misfit> {
    if left == right { Ok(left) } else { Err(Misfit::Unequal { left, right }) }
}

/// 1 for each number.
pub fn flops(output: Shape) -> u64 {
    output.elements() as u64
}

#[cfg(test)]
mod tests {
    use crate::graph::{Misfit, Op, Shape};

    #[test]
    fn figures() {
        let (a, b) = (Shape::Features(8), Shape::Features(9));
        assert_eq!(Op::Add.output(&[a, a]), Ok(a));
        assert_eq!(Op::Add.output(&[a, b]), Err(Misfit::Unequal { left: a, right: b }));
        assert_eq!(
            Op::Add.output(&[a]),
            Err(Misfit::Inputs { layer: "residual", expected: 2, found: 1 })
        );
        assert_eq!(Op::Add.flops(a, a), 8);
    }
}
