//! The way back around a residual's body: nothing, or a projection (He et al. 2016, option B).

use crate::graph::{Misfit, Op, Padding, Shape};

/// What turns the residual's input into the shape of its output: nothing where they are equal, a
/// 1×1 convolution with a stride for images and series, a dense layer for features. Without a
/// bias: the body's last layer has one.
///
/// # Errors
/// Where no such op leads from one to the other.
pub fn projection(from: Shape, to: Shape) -> Result<Option<Op>, Misfit> {
    if from == to {
        return Ok(None);
    }
    let none = Misfit::Projection { from, to };
    let op = match (from, to) {
        (Shape::Features(_), Shape::Features(units)) => Op::Dense { units, bias: false },
        _ => {
            let stride = stride(from, to).ok_or_else(|| none.clone())?;
            let filters = to.channels();
            Op::Conv { filters, kernel: 1, stride, padding: Padding::Valid, bias: false }
        }
    };
    if op.output(&[from])? == to { Ok(Some(op)) } else { Err(none) }
}

/// The smallest stride that leaves no more places than wanted along every side. If this one gives
/// another shape, no other gives the right one.
fn stride(from: Shape, to: Shape) -> Option<usize> {
    let along = |n: usize, wanted: usize| (wanted > 0).then(|| n.div_ceil(wanted));
    match (from, to) {
        (Shape::Image { height, width, .. }, Shape::Image { height: h, width: w, .. }) => {
            Some(along(height, h)?.max(along(width, w)?))
        }
        (Shape::Series { length, .. }, Shape::Series { length: l, .. }) => along(length, l),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn image(height: usize, width: usize, channels: usize) -> Shape {
        Shape::Image { height, width, channels }
    }

    #[test]
    fn usual_projections() {
        assert_eq!(projection(image(8, 8, 3), image(8, 8, 3)), Ok(None));
        let conv = |filters, stride| {
            Some(Op::Conv { filters, kernel: 1, stride, padding: Padding::Valid, bias: false })
        };
        assert_eq!(projection(image(8, 8, 3), image(8, 8, 16)), Ok(conv(16, 1)));
        assert_eq!(projection(image(28, 28, 16), image(14, 14, 32)), Ok(conv(32, 2)));
        assert_eq!(projection(image(7, 7, 1), image(4, 4, 1)), Ok(conv(1, 2)));
        let dense = Op::Dense { units: 3, bias: false };
        assert_eq!(projection(Shape::Features(8), Shape::Features(3)), Ok(Some(dense)));
    }

    #[test]
    fn what_cannot_follow() {
        assert!(projection(image(28, 28, 1), image(26, 26, 1)).is_err());
        assert!(projection(image(8, 8, 1), image(9, 9, 1)).is_err());
        assert!(projection(image(8, 8, 1), Shape::Features(64)).is_err());
    }

    proptest! {
        /// If any stride does it, one is found.
        #[test]
        fn no_stride_is_missed(h in 1_usize..20, w in 1_usize..20, s in 1_usize..25) {
            let to = image(h.div_ceil(s), w.div_ceil(s), 2);
            prop_assert!(projection(image(h, w, 1), to).is_ok());
        }
    }
}
