//! Per-channel loops over rows of channels. Short rows are taken several at a time, as one long
//! row of repeated channels, so that loops fill whole vectors whatever the number of channels.

#![allow(clippy::indexing_slicing)] // Reason: rows have all channels.

use super::split;
use crate::backend::kernels::simd::vectorised;

/// As many rows at once as make long vectors.
#[derive(Clone, Copy, Debug)]
pub struct Tile {
    pub channels: usize,
    /// Numbers of the tile: a multiple of the channels.
    pub length: usize,
}

/// Tiles have at least so many numbers.
const LONG: usize = 64;
const LANES: usize = 16;

impl Tile {
    pub fn new(channels: usize) -> Tile {
        let channels = channels.max(1);
        if channels >= LONG {
            return Tile { channels, length: channels };
        }
        // The smallest multiple of both, a power of two of times.
        let common = 1 << channels.trailing_zeros().min(LANES.trailing_zeros());
        let whole = channels * (LANES / common);
        Tile { channels, length: whole * LONG.div_ceil(whole) }
    }

    /// Numbers of the largest number of whole tiles, at least one, below about `numbers`.
    pub fn near(&self, numbers: usize) -> usize {
        self.length * (numbers / self.length).max(1)
    }

    /// Repeats the first row over the whole tile.
    pub fn repeat(&self, tile: &mut [f32]) {
        let (first, rest) = tile.split_at_mut(self.channels);
        rest.chunks_exact_mut(self.channels).for_each(|row| row.copy_from_slice(first));
    }

    /// Adds the other rows of a tile to its first one.
    pub fn fold(&self, tile: &mut [f32]) {
        let (first, rest) = tile.split_at_mut(self.channels);
        for row in rest.chunks_exact(self.channels) {
            first.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
    }
}

/// Three buffers of `length` numbers.
pub fn three(buffer: &mut [f32], length: usize) -> [&mut [f32]; 3] {
    let (a, rest) = buffer.split_at_mut(length);
    let (b, c) = rest.split_at_mut(length);
    [a, b, c]
}

/// Four tiles, one after the other.
#[inline(always)]
fn four(tiles: &[f32], length: usize) -> [&[f32]; 4] {
    let (front, back) = tiles.split_at(2 * length);
    let ((a, b), (c, d)) = (front.split_at(length), back.split_at(length));
    [a, b, c, d]
}

/// Inlined with slices as arguments, the compiler knows that they do not overlap.
#[inline(always)]
fn add_moments(rows: [&[f32]; 4], centre: &[f32], sums: &mut [f32], squares: &mut [f32]) {
    let [a, b, c, d] = rows;
    let rows = a.iter().zip(b).zip(c.iter().zip(d)).zip(centre);
    for ((sum, square), (((a, b), (c, d)), m)) in sums.iter_mut().zip(squares).zip(rows) {
        let (a, b, c, d) = (a - m, b - m, c - m, d - m);
        *sum += (a + b) + (c + d);
        *square += (a * a + b * b) + (c * c + d * d);
    }
}

#[inline(always)]
fn add_moments_of(row: &[f32], centre: &[f32], sums: &mut [f32], squares: &mut [f32]) {
    for ((sum, square), (x, m)) in sums.iter_mut().zip(squares).zip(row.iter().zip(centre)) {
        let x = x - m;
        *sum += x;
        *square += x * x;
    }
}

#[inline(always)]
fn add_sums_of(row: &[f32], sums: &mut [f32]) {
    sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
}

#[inline(always)]
fn add_sums(rows: [&[f32]; 4], sums: &mut [f32]) {
    let [a, b, c, d] = rows;
    let rows = a.iter().zip(b).zip(c.iter().zip(d));
    for (sum, ((a, b), (c, d))) in sums.iter_mut().zip(rows) {
        *sum += (a + b) + (c + d);
    }
}

#[inline(always)]
fn add_dots_of(g: &[f32], x: &[f32], mean: &[f32], plain: &mut [f32], dotted: &mut [f32]) {
    let cells = g.iter().zip(x.iter().zip(mean));
    for ((plain, dotted), (g, (x, m))) in plain.iter_mut().zip(dotted).zip(cells) {
        *plain += g;
        *dotted += g * (x - m);
    }
}

#[inline(always)]
fn add_dots(g: [&[f32]; 2], x: [&[f32]; 2], mean: &[f32], plain: &mut [f32], dotted: &mut [f32]) {
    let ([g, h], [x, y]) = (g, x);
    let cells = g.iter().zip(h).zip(x.iter().zip(y)).zip(mean);
    for ((plain, dotted), (((g, h), (x, y)), m)) in plain.iter_mut().zip(dotted).zip(cells) {
        *plain += g + h;
        *dotted += g * (x - m) + h * (y - m);
    }
}

#[inline(always)]
fn add_dots_above(
    g: &[f32],
    x: &[f32],
    [mean, scale, shift]: [&[f32]; 3],
    plain: &mut [f32],
    dotted: &mut [f32],
) {
    let maps = mean.iter().zip(scale.iter().zip(shift));
    let cells = g.iter().zip(x).zip(maps);
    for ((plain, dotted), ((g, x), (m, (a, b)))) in plain.iter_mut().zip(dotted).zip(cells) {
        let off = x - m;
        let g = if off * a + b > 0.0 { *g } else { 0.0 };
        *plain += g;
        *dotted += g * off;
    }
}

#[inline(always)]
fn normalised(x: &[f32], [mean, scale, shift]: [&[f32]; 3], y: &mut [f32]) {
    for ((y, x), ((m, a), b)) in y.iter_mut().zip(x).zip(mean.iter().zip(scale).zip(shift)) {
        *y = (x - m) * a + b;
    }
}

#[inline(always)]
fn blended(g: &[f32], x: &[f32], [mean, a, b, c]: [&[f32]; 4], dx: &mut [f32]) {
    let maps = mean.iter().zip(a).zip(b.iter().zip(c));
    for ((dx, (g, x)), ((m, a), (b, c))) in dx.iter_mut().zip(g.iter().zip(x)).zip(maps) {
        *dx = g * a + ((x - m) * b + c);
    }
}

#[inline(always)]
fn blended_on(g: &[f32], x: &[f32], [mean, a, b, c]: [&[f32]; 4], dx: &mut [f32]) {
    let maps = mean.iter().zip(a).zip(b.iter().zip(c));
    for ((dx, (g, x)), ((m, a), (b, c))) in dx.iter_mut().zip(g.iter().zip(x)).zip(maps) {
        *dx += g * a + ((x - m) * b + c);
    }
}

#[inline(always)]
fn blended_above<const ADD: bool>(
    g: &[f32],
    x: &[f32],
    [mean, a, b, c]: [&[f32]; 4],
    shift: &[f32],
    dx: &mut [f32],
) {
    let maps = mean.iter().zip(a).zip(b.iter().zip(c)).zip(shift);
    let cells = g.iter().zip(x).zip(maps);
    for (dx, ((g, x), (((m, a), (b, c)), shift))) in dx.iter_mut().zip(cells) {
        let off = x - m;
        let g = if off * a + shift > 0.0 { *g } else { 0.0 };
        let slope = g * a + (off * b + c);
        *dx = if ADD { *dx + slope } else { slope };
    }
}

#[inline(always)]
fn scaled(x: &[f32], factors: &[f32], y: &mut [f32]) {
    y.iter_mut().zip(x.iter().zip(factors)).for_each(|(y, (x, factor))| *y = x * factor);
}

#[inline(always)]
fn scaled_on(x: &[f32], factors: &[f32], y: &mut [f32]) {
    y.iter_mut().zip(x.iter().zip(factors)).for_each(|(y, (x, factor))| *y += x * factor);
}

vectorised! {
    /// Adds to each channel's sum and sum of squares, of `x − centre`.
    pub fn moments<'a>(
        x: &'a [f32], centre: &'a [f32], sums: &'a mut [f32], squares: &'a mut [f32],
    ) {
        let length = centre.len();
        let quads = x.chunks_exact(4 * length);
        let rest = quads.remainder();
        // Loops, not closures: those would not be compiled for these instructions.
        for rows in quads {
            add_moments(four(rows, length), centre, sums, squares);
        }
        for row in rest.chunks(length) {
            add_moments_of(row, centre, sums, squares);
        }
    }

    /// Adds to the sums of channels from `at` on, of rows of `length` channels.
    fn sums_from<'a>(x: &'a [f32], length: usize, at: usize, sums: &'a mut [f32]) {
        let (quads, end) = (x.chunks_exact(4 * length), at + sums.len());
        let rest = quads.remainder();
        for rows in quads {
            let [a, b, c, d] = four(rows, length);
            add_sums([&a[at..end], &b[at..end], &c[at..end], &d[at..end]], sums);
        }
        for row in rest.chunks(length) {
            // The last row may be a part of one.
            add_sums_of(&row[at.min(row.len())..end.min(row.len())], sums);
        }
    }

    /// Adds to each channel's sums of `g` and of `g·(x − mean)`.
    pub fn dots<'a>(
        g: &'a [f32], x: &'a [f32], mean: &'a [f32], plain: &'a mut [f32],
        dotted: &'a mut [f32],
    ) {
        let length = mean.len();
        let (gs, xs) = (g.chunks_exact(2 * length), x.chunks_exact(2 * length));
        let (rest_g, rest_x) = (gs.remainder(), xs.remainder());
        for (g, x) in gs.zip(xs) {
            let ((g, h), (x, y)) = (g.split_at(length), x.split_at(length));
            add_dots([g, h], [x, y], mean, plain, dotted);
        }
        for (g, x) in rest_g.chunks(length).zip(rest_x.chunks(length)) {
            add_dots_of(g, x, mean, plain, dotted);
        }
    }

    /// `y = (x − mean)·scale + shift`, by channel.
    pub fn normalise<'a>(x: &'a [f32], maps: [&'a [f32]; 3], y: &'a mut [f32]) {
        let length = maps[0].len();
        for (y, x) in y.chunks_mut(length).zip(x.chunks(length)) {
            normalised(x, maps, y);
        }
    }

    /// As [`dots`], of those gradients alone whose value of [`normalise`] is above 0.
    pub fn dots_above<'a>(
        g: &'a [f32], x: &'a [f32], maps: [&'a [f32]; 3], plain: &'a mut [f32],
        dotted: &'a mut [f32],
    ) {
        let length = maps[0].len();
        for (g, x) in g.chunks(length).zip(x.chunks(length)) {
            add_dots_above(g, x, maps, plain, dotted);
        }
    }

    /// `dx = g·a + (x − mean)·b + c`, by channel, of maps that hold the mean, a, b and c; or is
    /// added to it.
    pub fn blend<'a>(
        g: &'a [f32], x: &'a [f32], maps: [&'a [f32]; 4], dx: &'a mut [f32], add: bool,
    ) {
        let length = maps[0].len();
        for (dx, (g, x)) in dx.chunks_mut(length).zip(g.chunks(length).zip(x.chunks(length))) {
            if add {
                blended_on(g, x, maps, dx);
            } else {
                blended(g, x, maps, dx);
            }
        }
    }

    /// As [`blend`], where a gradient counts as 0 unless `(x − mean)·a + shift` is above 0.
    pub fn blend_above<'a>(
        g: &'a [f32], x: &'a [f32], maps: [&'a [f32]; 4], shift: &'a [f32], dx: &'a mut [f32],
        add: bool,
    ) {
        let length = shift.len();
        for (dx, (g, x)) in dx.chunks_mut(length).zip(g.chunks(length).zip(x.chunks(length))) {
            if add {
                blended_above::<true>(g, x, maps, shift, dx);
            } else {
                blended_above::<false>(g, x, maps, shift, dx);
            }
        }
    }

    /// Sets every row to `row`, or adds it to them.
    pub fn repeat<'a>(row: &'a [f32], y: &'a mut [f32], add: bool) {
        for y in y.chunks_mut(row.len().max(1)) {
            if add {
                add_sums_of(row, y);
            } else {
                y.iter_mut().zip(row).for_each(|(y, x)| *y = *x);
            }
        }
    }

    /// `y = x·factor`, by channel; or is added to it.
    pub fn scale<'a>(x: &'a [f32], factors: &'a [f32], y: &'a mut [f32], add: bool) {
        let length = factors.len().max(1);
        for (y, x) in y.chunks_mut(length).zip(x.chunks(length)) {
            if add {
                scaled_on(x, factors, y);
            } else {
                scaled(x, factors, y);
            }
        }
    }
}

/// Adds to each channel's sum.
pub fn sums(x: &[f32], sums: &mut [f32]) {
    sums_from(x, sums.len().max(1), 0, sums);
}

/// Channels whose sums one thread makes.
const CHANNELS: usize = 32;

/// Each channel's sum. Threads share the channels.
pub fn totals(x: &[f32], totals: &mut [f32]) {
    let length = totals.len();
    split::shares(x.len(), totals, CHANNELS, |index, totals| {
        totals.fill(0.0);
        sums_from(x, length, index * CHANNELS, totals);
    });
}

#[cfg(test)]
mod tests {
    use super::Tile;

    #[test]
    fn tiles_hold_whole_rows_and_whole_vectors() {
        for channels in 1..200 {
            let tile = Tile::new(channels);
            assert!(tile.length.is_multiple_of(channels), "{channels}");
            assert!(tile.length >= 64, "{channels}");
            assert!(channels >= 64 || tile.length.is_multiple_of(16), "{channels}");
        }
        assert_eq!(Tile::new(10).length, 80);
        assert_eq!(Tile::new(16).length, 64);
    }
}
