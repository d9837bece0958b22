//! Where each step stands: a vector added to each step of a series.

use super::{product, series};
use crate::graph::misfit::Misfit;
use crate::graph::op::Positions;
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

pub fn output(input: Shape) -> Result<Shape, Misfit> {
    series::of("positions", input).map(|_| input)
}

/// Weight `[features, length]` where it is learned.
pub fn slots(kind: Positions, input: Shape) -> Vec<Slot> {
    match (kind, input) {
        (Positions::Learned, Shape::Series { length, features }) => {
            vec![Slot::new("weight", ParameterKind::Position, &[features, length])]
        }
        _ => Vec::new(),
    }
}

/// 1 for each number.
pub fn flops(output: Shape) -> u64 {
    product(&[output.elements()])
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Positions, Shape};

    #[test]
    fn figures() {
        let input = Shape::Series { length: 196, features: 768 };
        let learned = Op::Positions(Positions::Learned);
        assert_eq!(learned.output(&[input]), Ok(input));
        assert_eq!((learned.params(input), learned.flops(input, input)), (150_528, 150_528));
        assert_eq!(Op::Positions(Positions::Sinusoidal).params(input), 0);
        assert!(learned.output(&[Shape::Features(3)]).is_err());
    }
}
