//! Pooling over windows of an image or series; channels are kept.

use super::product;
use super::window::Window;
use crate::graph::misfit::Misfit;
use crate::graph::op::{Padding, Pool, Reach, Sides};
use crate::graph::shape::Shape;

pub fn output(pool: Pool, layer: &'static str, input: Shape) -> Result<Shape, Misfit> {
    let zero = |sides: Sides| sides.rows == 0 || sides.columns == 0;
    for (size, what) in [(pool.size, "size"), (pool.stride, "stride")] {
        if zero(size) {
            return Err(Misfit::Zero { layer, what });
        }
    }
    let reach = Reach {
        kernel: pool.size,
        stride: pool.stride,
        dilation: Sides::square(1),
        padding: pool.padding,
    };
    let output = Window { layer, reach }.slide(input)?;
    let most = match pool.padding {
        Padding::Cells(cells) => [cells; 2],
        Padding::Each([above, below, left, right]) => [above.max(below), left.max(right)],
        _ => [0; 2],
    };
    for (cells, size) in most.into_iter().zip([pool.size.rows, pool.size.columns]) {
        if cells > size / 2 {
            return Err(Misfit::PoolPadding { layer, cells, size });
        }
    }
    Ok(output)
}

/// One comparison or addition for each cell of each window.
pub fn flops(pool: Pool, output: Shape) -> u64 {
    let rows = if output.dimensions() == 2 { pool.size.rows } else { 1 };
    product(&[output.elements(), pool.size.columns, rows])
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Padding, Pool, PoolKind, Shape};

    fn pool(size: usize, stride: usize, padding: Padding) -> Op {
        Op::Pool(Pool::square(PoolKind::Max, size, stride, padding))
    }

    #[test]
    fn figures() {
        let input = Shape::Image { height: 28, width: 27, channels: 6 };
        let op = pool(2, 2, Padding::Valid);
        let output = op.output(&[input]).unwrap();
        assert_eq!(output, Shape::Image { height: 14, width: 13, channels: 6 });
        assert_eq!(op.params(input), 0);
        assert_eq!(op.flops(input, output), 14 * 13 * 6 * 4);
        let series = Shape::Series { length: 10, features: 3 };
        let op = pool(3, 2, Padding::Same);
        let output = op.output(&[series]).unwrap();
        assert_eq!(output, Shape::Series { length: 5, features: 3 });
        assert_eq!(op.flops(series, output), 5 * 3 * 3);
    }

    #[test]
    fn refuses_windows_that_do_not_fit() {
        let one = Shape::Image { height: 1, width: 1, channels: 6 };
        let fault = pool(2, 2, Padding::Valid).output(&[one]).unwrap_err();
        assert_eq!(
            fault.message(),
            "the image is 1×1 before `max_pool`, smaller than its window of 2×2"
        );
        assert!(pool(2, 2, Padding::Same).output(&[one]).is_ok());
        let fault = pool(2, 2, Padding::Cells(2)).output(&[one]).unwrap_err();
        assert!(fault.message().contains("at most half a window (1)"), "{}", fault.message());
    }
}
