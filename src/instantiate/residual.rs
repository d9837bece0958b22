//! The way back around a residual's body: nothing, or what makes its input fit (He et al. 2016).

use crate::graph::{Misfit, Op, Padding, Shape, Sides};
use crate::template::Shortcut;

/// An op of the way back, with the name that it has below the residual's.
pub type Step = (&'static str, Op);

/// As PyTorch's defaults.
const NORM: Op = Op::BatchNorm { momentum: 0.1, epsilon: 1e-5 };

/// What turns the residual's input into the shape of its output: nothing where they are equal;
/// else a 1×1 convolution with a stride for images and series and a dense layer for features,
/// without a bias as the body's last layer has one, and a norm after it where that is wanted; or
/// an op without parameters.
///
/// # Errors
/// Where nothing leads from one to the other.
pub fn projection(from: Shape, to: Shape, shortcut: Shortcut) -> Result<Vec<Step>, Misfit> {
    if from == to {
        return Ok(Vec::new());
    }
    let none = Misfit::Projection { from, to };
    let op = match (shortcut, stride(from, to)) {
        (_, None) => return Err(none),
        (Shortcut::Pad, _) if to.channels() < from.channels() => return Err(none),
        (Shortcut::Pad, Some(stride)) => {
            Op::Subsample { stride: Sides::square(stride), channels: to.channels() }
        }
        (_, Some(stride)) => widening(from, to, stride),
    };
    if op.output(&[from])? != to {
        return Err(none);
    }
    Ok(named(op, shortcut))
}

fn named(op: Op, shortcut: Shortcut) -> Vec<Step> {
    match shortcut {
        Shortcut::Conv => vec![("projection", op)],
        Shortcut::ConvNorm => vec![("projection", op), ("projection_norm", NORM)],
        Shortcut::Pad => vec![("shortcut", op)],
    }
}

/// The way between equal places whose channels differ.
pub fn widened(from: Shape, to: Shape, shortcut: Shortcut) -> Vec<Step> {
    named(widening(from, to, 1), shortcut)
}

/// The layer from the channels of one to those of the other.
fn widening(from: Shape, to: Shape, stride: usize) -> Op {
    match from {
        Shape::Features(_) => Op::Dense { units: to.channels(), bias: false },
        _ => Op::conv(to.channels(), 1, stride, Padding::Valid, false),
    }
}

/// The smallest stride that leaves no more places than wanted along every side. If this one gives
/// another shape, no other gives the right one.
fn stride(from: Shape, to: Shape) -> Option<usize> {
    let along = |n: usize, wanted: usize| (wanted > 0).then(|| n.div_ceil(wanted));
    match (from, to) {
        (Shape::Features(_), Shape::Features(_)) => Some(1),
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

    fn conv(from: Shape, to: Shape) -> Result<Vec<Step>, Misfit> {
        projection(from, to, Shortcut::Conv)
    }

    #[test]
    fn usual_projections() {
        assert_eq!(conv(image(8, 8, 3), image(8, 8, 3)), Ok(vec![]));
        let by = |filters, stride| {
            Ok(vec![("projection", Op::conv(filters, 1, stride, Padding::Valid, false))])
        };
        assert_eq!(conv(image(8, 8, 3), image(8, 8, 16)), by(16, 1));
        assert_eq!(conv(image(28, 28, 16), image(14, 14, 32)), by(32, 2));
        assert_eq!(conv(image(7, 7, 1), image(4, 4, 1)), by(1, 2));
        let dense = Op::Dense { units: 3, bias: false };
        assert_eq!(conv(Shape::Features(8), Shape::Features(3)), Ok(vec![("projection", dense)]));
    }

    #[test]
    fn with_a_norm_and_without_parameters() {
        let (from, to) = (image(28, 28, 16), image(14, 14, 32));
        let normed = projection(from, to, Shortcut::ConvNorm).unwrap();
        let params: u64 = normed.iter().map(|(_, op)| op.params(from.with_channels(16))).sum();
        assert_eq!((normed.len(), params), (2, 16 * 32 + 32));
        let pad = Op::Subsample { stride: Sides::square(2), channels: 32 };
        assert_eq!(projection(from, to, Shortcut::Pad), Ok(vec![("shortcut", pad)]));
        assert!(projection(image(8, 8, 4), image(8, 8, 2), Shortcut::Pad).is_err());
    }

    #[test]
    fn what_cannot_follow() {
        assert!(conv(image(28, 28, 1), image(26, 26, 1)).is_err());
        assert!(conv(image(8, 8, 1), image(9, 9, 1)).is_err());
        assert!(conv(image(8, 8, 1), Shape::Features(64)).is_err());
    }

    proptest! {
        /// If any stride does it, one is found.
        #[test]
        fn no_stride_is_missed(h in 1_usize..20, w in 1_usize..20, s in 1_usize..25, pad: bool) {
            let to = image(h.div_ceil(s), w.div_ceil(s), 2);
            let shortcut = if pad { Shortcut::Pad } else { Shortcut::Conv };
            prop_assert!(projection(image(h, w, 1), to, shortcut).is_ok());
        }
    }
}
