//! Pooling over windows of an image or series; channels are kept.

use super::product;
use super::window::Window;
use crate::graph::misfit::Misfit;
use crate::graph::op::{Padding, Pool};
use crate::graph::shape::Shape;

pub fn output(pool: Pool, layer: &'static str, input: Shape) -> Result<Shape, Misfit> {
    for (size, what) in [(pool.size, "size"), (pool.stride, "stride")] {
        if size == 0 {
            return Err(Misfit::Zero { layer, what });
        }
    }
    let window = Window { layer, side: pool.size, stride: pool.stride, padding: pool.padding };
    let output = window.slide(input)?;
    if let Padding::Cells(cells) = pool.padding
        && cells > pool.size / 2
    {
        return Err(Misfit::PoolPadding { layer, cells, size: pool.size });
    }
    Ok(output)
}

/// One comparison or addition for each cell of each window: size² (series: size) per output.
pub fn flops(pool: Pool, output: Shape) -> u64 {
    let side = if output.dimensions() == 2 { pool.size } else { 1 };
    product(&[output.elements(), pool.size, side])
}

#[cfg(test)]
mod tests {
    use crate::graph::{Op, Padding, Pool, PoolKind, Shape};

    fn pool(size: usize, stride: usize, padding: Padding) -> Op {
        Op::Pool(Pool { kind: PoolKind::Max, size, stride, padding })
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
