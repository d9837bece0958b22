//! The convolution: 2-D with a square kernel on images, 1-D on series.

use super::product;
use super::window::Window;
use crate::graph::misfit::Misfit;
use crate::graph::op::Padding;
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

/// height×width×channels → height'×width'×filters; length×features → length'×filters.
pub fn output(
    filters: usize,
    kernel: usize,
    stride: usize,
    padding: Padding,
    input: Shape,
) -> Result<Shape, Misfit> {
    let layer = "conv";
    for (size, what) in [(filters, "number of filters"), (kernel, "kernel"), (stride, "stride")] {
        if size == 0 {
            return Err(Misfit::Zero { layer, what });
        }
    }
    let window = Window { layer, side: kernel, stride, padding };
    Ok(window.slide(input)?.with_channels(filters))
}

/// Weight `[filters, channels, kernel, kernel]` (series: `[filters, features, kernel]`), bias
/// `[filters]`.
pub fn slots(filters: usize, kernel: usize, bias: bool, input: Shape) -> Vec<Slot> {
    let image = [filters, input.channels(), kernel, kernel];
    let series = [filters, input.channels(), kernel];
    let shape = if input.dimensions() == 2 { image.as_slice() } else { series.as_slice() };
    let weight = Slot::new("weight", ParameterKind::Weight, shape);
    let bias = bias.then(|| Slot::new("bias", ParameterKind::Bias, &[filters]));
    [weight].into_iter().chain(bias).collect()
}

/// At each place of the output and for each filter 2·channels·kernel² (series: kernel), and 1
/// more with a bias. Windows over padding count like all others.
pub fn flops(kernel: usize, bias: bool, input: Shape, output: Shape) -> u64 {
    let side = if input.dimensions() == 2 { kernel } else { 1 };
    let sums = product(&[output.elements(), 2, input.channels(), kernel, side]);
    sums.saturating_add(if bias { output.elements() as u64 } else { 0 })
}

#[cfg(test)]
mod tests {
    use crate::graph::{Misfit, Op, Padding, Shape};

    fn conv(filters: usize, kernel: usize, stride: usize, padding: Padding) -> Op {
        Op::Conv { filters, kernel, stride, padding, bias: true }
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
