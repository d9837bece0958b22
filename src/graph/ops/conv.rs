//! Convolutions: 2-D on images, 1-D on series; in groups, or each channel alone.

use super::product;
use super::window::Window;
use crate::graph::misfit::Misfit;
use crate::graph::op::{Reach, Sides};
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

/// height×width×channels → height'×width'×filters; length×features → length'×filters.
pub fn output(
    layer: &'static str,
    filters: usize,
    reach: Reach,
    groups: usize,
    input: Shape,
) -> Result<Shape, Misfit> {
    let zero = |sides: Sides| sides.rows == 0 || sides.columns == 0;
    let checked = [
        (filters == 0, "number of filters"),
        (zero(reach.kernel), "kernel"),
        (zero(reach.stride), "stride"),
        (zero(reach.dilation), "dilation"),
        (groups == 0, "number of groups"),
    ];
    if let Some((_, what)) = checked.into_iter().find(|(is_zero, _)| *is_zero) {
        return Err(Misfit::Zero { layer, what });
    }
    let output = Window { layer, reach }.slide(input)?.with_channels(filters);
    for (number, what) in [(input.channels(), "channels"), (filters, "filters")] {
        if !number.is_multiple_of(groups) {
            let parts = groups;
            return Err(Misfit::Uneven { layer, number, what, parts, parts_name: "groups" });
        }
    }
    Ok(output)
}

/// Weight `[filters, channels / groups, rows, columns]` (series: `[filters, features / groups,
/// kernel]`), bias `[filters]`.
pub fn slots(filters: usize, kernel: Sides, groups: usize, bias: bool, input: Shape) -> Vec<Slot> {
    let read = input.channels() / groups.max(1);
    let image = [filters, read, kernel.rows, kernel.columns];
    let series = [filters, read, kernel.columns];
    let shape = if input.dimensions() == 2 { image.as_slice() } else { series.as_slice() };
    let weight = Slot::new("weight", ParameterKind::Weight, shape);
    let bias = bias.then(|| Slot::new("bias", ParameterKind::Bias, &[filters]));
    [weight].into_iter().chain(bias).collect()
}

/// At each place of the output and for each filter 2 · channels / groups · taps, and 1 more with a
/// bias. Windows over padding count like all others.
pub fn flops(kernel: Sides, groups: usize, bias: bool, input: Shape, output: Shape) -> u64 {
    let rows = if input.dimensions() == 2 { kernel.rows } else { 1 };
    let read = input.channels() / groups.max(1);
    let sums = product(&[output.elements(), 2, read, kernel.columns, rows]);
    sums.saturating_add(if bias { output.elements() as u64 } else { 0 })
}

#[cfg(test)]
mod tests {
    use crate::graph::{Misfit, Op, Padding, Reach, Shape, Sides};

    fn conv(filters: usize, kernel: usize, stride: usize, padding: Padding) -> Op {
        Op::conv(filters, kernel, stride, padding, true)
    }

    #[test]
    fn figures_of_an_image() {
        let input = Shape::Image { height: 32, width: 30, channels: 3 };
        let op = conv(16, 5, 2, Padding::Same);
        let output = op.output(&[input]).unwrap();
        assert_eq!(output, Shape::Image { height: 16, width: 15, channels: 16 });
        assert_eq!(op.params(input), 16 * 3 * 25 + 16);
        assert_eq!(op.flops(input, output), 16 * 15 * 16 * (2 * 3 * 25 + 1));
        assert_eq!(op.slots(input)[0].shape(), [16, 3, 5, 5]);
    }

    #[test]
    fn figures_of_a_series() {
        let input = Shape::Series { length: 100, features: 4 };
        let op = conv(8, 3, 1, Padding::Valid);
        let output = op.output(&[input]).unwrap();
        assert_eq!(output, Shape::Series { length: 98, features: 8 });
        assert_eq!(op.params(input), 8 * 4 * 3 + 8);
        assert_eq!(op.flops(input, output), 98 * 8 * (2 * 4 * 3 + 1));
        assert_eq!(op.slots(input)[0].shape(), [8, 4, 3]);
    }

    #[test]
    fn groups_sides_and_single_channels() {
        let input = Shape::Image { height: 17, width: 17, channels: 6 };
        let reach =
            Reach { kernel: Sides { rows: 1, columns: 7 }, ..Reach::square(1, 1, Padding::Same) };
        let op = Op::Conv { filters: 4, reach, groups: 2, bias: false };
        assert_eq!(op.output(&[input]), Ok(input.with_channels(4)));
        assert_eq!(op.slots(input)[0].shape(), [4, 3, 1, 7]);
        assert_eq!(op.flops(input, input.with_channels(4)), 17 * 17 * 4 * 2 * 3 * 7);
        let uneven = Op::Conv { filters: 4, reach, groups: 4, bias: false }.output(&[input]);
        let fault = uneven.unwrap_err().message();
        assert_eq!(fault, "`conv` parts 6 channels into 4 groups, which leaves a rest");
        let reach = Reach::square(3, 2, Padding::Same);
        let alone = Op::DepthwiseConv { multiplier: 2, reach, bias: true };
        let output = alone.output(&[input]).unwrap();
        assert_eq!(output, Shape::Image { height: 9, width: 9, channels: 12 });
        assert_eq!((alone.params(input), alone.slots(input)[0].shape()), (120, &[12, 1, 3, 3][..]));
        assert_eq!(alone.flops(input, output), 81 * 12 * (2 * 9 + 1));
    }

    #[test]
    fn a_series_has_no_second_side() {
        let input = Shape::Series { length: 20, features: 2 };
        let kernel = Sides { rows: 1, columns: 3 };
        let reach = Reach { kernel, ..Reach::square(3, 1, Padding::Causal) };
        let op = Op::Conv { filters: 4, reach, groups: 1, bias: true };
        assert!(matches!(op.output(&[input]), Err(Misfit::PairOnSeries { .. })));
        let causal = conv(4, 3, 1, Padding::Causal);
        assert_eq!(causal.output(&[input]), Ok(input.with_channels(4)));
        let image = Shape::Image { height: 9, width: 9, channels: 1 };
        assert!(matches!(causal.output(&[image]), Err(Misfit::OnlySeries { .. })));
    }

    #[test]
    fn refuses_what_does_not_fit() {
        let input = Shape::Image { height: 3, width: 9, channels: 1 };
        let fault = conv(4, 5, 1, Padding::Valid).output(&[input]).unwrap_err();
        assert_eq!(
            fault.message(),
            "the image is 3×9 before `conv`, smaller than its window of 5×5"
        );
        assert!(conv(4, 5, 1, Padding::Cells(1)).output(&[input]).is_ok());
        let flat = conv(4, 5, 1, Padding::Valid).output(&[Shape::Features(9)]).unwrap_err();
        assert_eq!(flat.message(), "`conv` needs an image or a series, and here comes 9 features");
        let zero = conv(4, 0, 1, Padding::Valid).output(&[input]);
        assert_eq!(zero, Err(Misfit::Zero { layer: "conv", what: "kernel" }));
        let huge = conv(4, 3, 1, Padding::Cells(usize::MAX)).output(&[input]);
        assert!(matches!(huge, Err(Misfit::TooLarge { .. })));
    }
}
