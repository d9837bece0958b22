//! The same numbers in another shape.

use crate::graph::misfit::Misfit;
use crate::graph::op::Reshape;
use crate::graph::shape::Shape;

pub fn output(to: Reshape, input: Shape) -> Result<Shape, Misfit> {
    let to = match (to, input) {
        (Reshape::To(to), _) => to,
        (Reshape::Series, Shape::Image { channels, .. }) => {
            return Ok(Shape::Series { length: input.positions(), features: channels });
        }
        (Reshape::Series, Shape::Series { .. }) => return Ok(input),
        (Reshape::Series, found) => {
            return Err(Misfit::NeedsPositions { layer: "reshape", found });
        }
    };
    if to.elements() == input.elements() {
        Ok(to)
    } else {
        Err(Misfit::Reshape { from: input, to })
    }
}

#[cfg(test)]
mod tests {
    use crate::graph::{Misfit, Op, Reshape, Shape};

    #[test]
    fn figures() {
        let image = Shape::Image { height: 4, width: 6, channels: 8 };
        let series = Shape::Series { length: 24, features: 8 };
        assert_eq!(Op::Reshape(Reshape::Series).output(&[image]), Ok(series));
        let to = Op::Reshape(Reshape::To(image));
        assert_eq!(to.output(&[Shape::Features(192)]), Ok(image));
        let from = Shape::Features(191);
        assert_eq!(to.output(&[from]), Err(Misfit::Reshape { from, to: image }));
        assert_eq!((to.params(from), to.flops(from, image)), (0, 0));
    }
}
