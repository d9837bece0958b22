//! Rows cut into tiles: as many as registers allow, then fewer and fewer.

use pulp::Simd;

/// Work that goes tile by tile.
pub trait Tiled {
    /// `R` rows from `row` on, by a panel of `V` vectors.
    fn tile<S: Simd, const R: usize, const V: usize>(&mut self, simd: S, row: usize);
}

/// Covers the rows from `rows[0]` to `rows[1]` of a panel of so many vectors.
#[inline(always)]
pub fn cover<S: Simd>(simd: S, vectors: usize, rows: [usize; 2], work: &mut impl Tiled) {
    match (vectors, S::REGISTER_COUNT >= 32) {
        (3, true) => down::<S, 8, 3>(simd, rows, work),
        (2, true) => down::<S, 12, 2>(simd, rows, work),
        (2, false) => down::<S, 6, 2>(simd, rows, work),
        (_, true) => down::<S, 12, 1>(simd, rows, work),
        _ => down::<S, 8, 1>(simd, rows, work),
    }
}

#[inline(always)]
fn down<S: Simd, const R: usize, const V: usize>(
    simd: S,
    [mut row, end]: [usize; 2],
    work: &mut impl Tiled,
) {
    while row + R <= end {
        work.tile::<S, R, V>(simd, row);
        row += R;
    }
    if R > 8 && row + 8 <= end {
        work.tile::<S, 8, V>(simd, row);
        row += 8;
    }
    if row + 4 <= end {
        work.tile::<S, 4, V>(simd, row);
        row += 4;
    }
    match end - row {
        3 => work.tile::<S, 3, V>(simd, row),
        2 => work.tile::<S, 2, V>(simd, row),
        1 => work.tile::<S, 1, V>(simd, row),
        _ => {}
    }
}
