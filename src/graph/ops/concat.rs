//! Channels of several inputs one after the other, at equal places: the end of a `parallel`.

use crate::graph::misfit::Misfit;
use crate::graph::shape::Shape;

pub fn output(inputs: &[Shape]) -> Result<Shape, Misfit> {
    let Some((first, rest)) = inputs.split_first() else {
        return Err(Misfit::Inputs { layer: "parallel", expected: 1, found: 0 });
    };
    rest.iter().try_fold(*first, |sum, next| {
        if sum.with_channels(0) == next.with_channels(0) && !matches!(sum, Shape::Tokens { .. }) {
            Ok(sum.with_channels(sum.channels().saturating_add(next.channels())))
        } else {
            Err(Misfit::Branches { left: sum, right: *next })
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::graph::{Misfit, Op, Shape};

    #[test]
    fn figures() {
        let image = |channels| Shape::Image { height: 7, width: 5, channels };
        let joined = Op::Concat.output(&[image(3), image(4), image(1)]);
        assert_eq!(joined, Ok(image(8)));
        assert_eq!(Op::Concat.output(&[image(3)]), Ok(image(3)));
        let other = Shape::Image { height: 5, width: 5, channels: 3 };
        let misfit = Misfit::Branches { left: image(3), right: other };
        assert_eq!(Op::Concat.output(&[image(3), other]), Err(misfit));
        assert_eq!(Op::Concat.flops(image(3), image(8)), 0);
    }
}
