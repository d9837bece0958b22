//! Group normalisation (Wu & He 2018): over the channels of a group at all positions.

use crate::graph::misfit::Misfit;
use crate::graph::shape::Shape;

pub fn output(groups: usize, input: Shape) -> Result<Shape, Misfit> {
    let layer = "group_norm";
    if groups == 0 {
        return Err(Misfit::Zero { layer, what: "number of groups" });
    }
    let number = input.channels();
    if !number.is_multiple_of(groups) {
        let (what, parts, parts_name) = ("channels", groups, "groups");
        return Err(Misfit::Uneven { layer, number, what, parts, parts_name });
    }
    Ok(input)
}

#[cfg(test)]
mod tests {
    use crate::graph::{Misfit, Op, Shape};

    #[test]
    fn figures() {
        let op = |groups| Op::GroupNorm { groups, epsilon: 1e-5 };
        let input = Shape::Image { height: 4, width: 4, channels: 6 };
        assert_eq!(op(3).output(&[input]), Ok(input));
        assert_eq!((op(3).params(input), op(3).flops(input, input)), (12, 7 * 96));
        assert!(matches!(op(4).output(&[input]), Err(Misfit::Uneven { .. })));
    }
}
