//! Which taps of a larger kernel lie on those of the smaller one.

use crate::graph::{Reach, Shape, Sides};

const ELSEWHERE: &str = "the larger kernel does not lie around the smaller one: `padding: same` in both keeps its place";

/// One dimension: length, kernel, stride, gaps and cells before the first number.
#[derive(Clone, Copy)]
struct Side {
    kernel: usize,
    stride: usize,
    dilation: usize,
    before: usize,
}

fn sides(reach: Reach, shape: Shape) -> [Side; 2] {
    let (height, width) = match shape {
        Shape::Image { height, width, .. } => (height, width),
        other => (1, other.positions()),
    };
    let flat = !matches!(shape, Shape::Image { .. });
    let spans = reach.spans();
    let [rows, columns] = reach.padding.of_sides();
    let side = |length, span, padding: crate::graph::Padding, at: fn(Sides) -> usize| Side {
        kernel: at(reach.kernel),
        stride: at(reach.stride),
        dilation: at(reach.dilation),
        before: padding.cells(length, span, at(reach.stride)).0,
    };
    let rows = side(height, spans.rows, rows, |sides| sides.rows);
    let columns = side(width, spans.columns, columns, |sides| sides.columns);
    let one = Side { kernel: 1, stride: 1, dilation: 1, before: 0 };
    [if flat { one } else { rows }, columns]
}

/// For each tap of the large kernel, row by row, the small one that reads the same cell. Without a
/// small kernel: the tap that reads the cell of the output.
///
/// # Errors
/// A small tap has no place, or the strides differ.
pub fn taps(
    small: Option<Reach>,
    large: Reach,
    shape: Shape,
) -> Result<Vec<Option<usize>>, String> {
    let one = Side { kernel: 1, stride: 1, dilation: 1, before: 0 };
    let before = small.map_or([one; 2], |reach| sides(reach, shape));
    let after = sides(large, shape);
    let [small_rows, large_rows] = [before[0], after[0]];
    let [small_columns, large_columns] = [before[1], after[1]];
    let (rows, columns) = (along(small_rows, large_rows)?, along(small_columns, large_columns)?);
    let both = |row: &Option<usize>, column: &Option<usize>| {
        row.zip(*column).map(|(row, column)| row * small_columns.kernel + column)
    };
    Ok(rows.iter().flat_map(|row| columns.iter().map(move |column| both(row, column))).collect())
}

fn along(small: Side, large: Side) -> Result<Vec<Option<usize>>, String> {
    if small.stride != large.stride {
        return Err(format!(
            "the stride is {} and was {}: other places are read",
            large.stride, small.stride
        ));
    }
    let mut taps = vec![None; large.kernel];
    for tap in 0..small.kernel {
        // Cells from the first one that the large kernel reads.
        let cell = (tap * small.dilation + large.before).checked_sub(small.before);
        let cell = cell.filter(|cell| cell.is_multiple_of(large.dilation.max(1)));
        let place = cell.and_then(|cell| taps.get_mut(cell / large.dilation.max(1)));
        *place.ok_or(ELSEWHERE)? = Some(tap);
    }
    Ok(taps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Padding;

    #[test]
    fn a_ring_around_three() {
        let series = Shape::Series { length: 9, features: 1 };
        let same = |kernel| Reach::square(kernel, 1, Padding::Same);
        let ring = taps(Some(same(3)), same(5), series).unwrap();
        assert_eq!(ring, [None, Some(0), Some(1), Some(2), None]);
        assert_eq!(taps(None, same(3), series).unwrap(), [None, Some(0), None]);
        let valid = |kernel| Reach::square(kernel, 1, Padding::Valid);
        assert_eq!(taps(Some(valid(3)), valid(3), series).unwrap(), [0, 1, 2].map(Some));
        let causal = Reach::square(5, 1, Padding::Causal);
        let before = taps(Some(Reach::square(3, 1, Padding::Causal)), causal, series).unwrap();
        assert_eq!(before, [None, None, Some(0), Some(1), Some(2)]);
        let around = Reach::square(5, 1, Padding::Cells(1));
        assert!(taps(Some(same(3)), around, series).is_ok());
        assert!(taps(Some(same(5)), same(3), series).is_err());
        assert!(taps(Some(same(3)), Reach::square(3, 2, Padding::Same), series).is_err());
    }

    #[test]
    fn an_image_has_two_sides() {
        let image = Shape::Image { height: 6, width: 7, channels: 2 };
        let same = |rows, columns| Reach {
            kernel: Sides { rows, columns },
            ..Reach::square(1, 1, Padding::Same)
        };
        let found = taps(Some(same(1, 3)), same(3, 3), image).unwrap();
        let row = [Some(0), Some(1), Some(2)];
        assert_eq!(found, [[None; 3], row, [None; 3]].concat());
    }
}
