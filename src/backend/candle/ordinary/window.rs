//! How a window lies over an image, and the cells under each of its taps.

use candle_core::{Result, Tensor};

use crate::graph::{Padding, Reach};

/// One dimension of a window.
#[derive(Clone, Copy)]
pub struct Axis {
    /// Cells of the input.
    input: usize,
    /// Cells that are added before and after them.
    before: usize,
    after: usize,
    pub taps: usize,
    stride: usize,
    dilation: usize,
    /// How often the window fits.
    pub places: usize,
}

impl Axis {
    fn new(input: usize, [taps, stride, dilation]: [usize; 3], padding: Padding) -> Result<Axis> {
        let span = dilation * taps.saturating_sub(1) + 1;
        let (before, after) = padding.cells(input, span, stride);
        let Some(places) = padding.places(input, span, stride) else {
            candle_core::bail!("a window of {span} does not fit {input} cells")
        };
        Ok(Axis { input, before, after, taps, stride, dilation, places })
    }

    /// The padded cell under a tap, at the first place.
    fn start(&self, tap: usize) -> usize {
        tap * self.dilation
    }

    /// The padded cells up to the last one under the window.
    fn reach(&self) -> usize {
        self.places.saturating_sub(1) * self.stride + self.start(self.taps.saturating_sub(1)) + 1
    }

    /// How many cells that are not padding lie under the window, at each place.
    pub fn counts(&self) -> Vec<usize> {
        let cells = self.before..self.before + self.input;
        let count = |place: usize| {
            let taps = (0..self.taps).map(|tap| place * self.stride + self.start(tap));
            taps.filter(|cell| cells.contains(cell)).count()
        };
        (0..self.places).map(count).collect()
    }
}

/// Rows and columns. A series is an image of one row.
#[derive(Clone, Copy)]
pub struct Window {
    pub rows: Axis,
    pub columns: Axis,
}

impl Window {
    /// Over `[batch, channels, height, width]` or `[batch, features, length]`.
    pub fn new(x: &Tensor, reach: Reach) -> Result<Window> {
        let Reach { kernel, stride, dilation, padding } = reach;
        let [down, along] = padding.of_sides();
        let of_columns = [kernel.columns, stride.columns, dilation.columns];
        if let [_, _, length] = *x.dims() {
            let rows = Axis::new(1, [1; 3], Padding::Valid)?;
            return Ok(Window { rows, columns: Axis::new(length, of_columns, along)? });
        }
        let (_, _, height, width) = x.dims4()?;
        let rows = Axis::new(height, [kernel.rows, stride.rows, dilation.rows], down)?;
        Ok(Window { rows, columns: Axis::new(width, of_columns, along)? })
    }

    /// `x` as images, with cells of `value` around.
    pub fn padded(&self, x: &Tensor, value: f32) -> Result<Tensor> {
        let x = if x.rank() == 3 { x.unsqueeze(2)? } else { x.clone() };
        let x = pad(&x, 2, [self.rows.before, self.rows.after], value)?;
        pad(&x, 3, [self.columns.before, self.columns.after], value)
    }

    /// Without the last cells, which no window reaches.
    pub fn reached(&self, padded: &Tensor) -> Result<Tensor> {
        padded.narrow(2, 0, self.rows.reach())?.narrow(3, 0, self.columns.reach())
    }

    /// The cells under each tap at all places, each `[batch, channels, height', width']`: row by
    /// row.
    pub fn taps(&self, padded: &Tensor) -> Result<Vec<Tensor>> {
        let mut taps = Vec::with_capacity(self.rows.taps * self.columns.taps);
        for row in 0..self.rows.taps {
            let rows = every(padded, 2, self.rows.start(row), &self.rows)?;
            for column in 0..self.columns.taps {
                taps.push(every(&rows, 3, self.columns.start(column), &self.columns)?);
            }
        }
        Ok(taps)
    }

    /// Stride and dilation, where rows and columns have the same. A stride from a single place and
    /// a dilation of a single tap are any.
    pub fn even(&self) -> Option<[usize; 2]> {
        let (rows, columns) = (&self.rows, &self.columns);
        let same = |(a, one_a): (usize, bool), (b, one_b): (usize, bool)| match (one_a, one_b) {
            (true, _) => Some(b),
            (_, true) => Some(a),
            _ => (a == b).then_some(a),
        };
        let stride = |axis: &Axis| (axis.stride, axis.places == 1);
        let dilation = |axis: &Axis| (axis.dilation, axis.taps == 1);
        Some([same(stride(rows), stride(columns))?, same(dilation(rows), dilation(columns))?])
    }

    /// Images as the rank of `x` wants them.
    pub fn like(out: Tensor, x: &Tensor) -> Result<Tensor> {
        if x.rank() == 3 { out.squeeze(2) } else { Ok(out) }
    }
}

/// Every `stride`-th cell from `start`, as often as the window fits.
fn every(x: &Tensor, dim: usize, start: usize, axis: &Axis) -> Result<Tensor> {
    if axis.stride == 1 {
        return x.narrow(dim, start, axis.places);
    }
    strided(x, dim, start, [axis.stride, axis.places])
}

/// `count` cells from `start`, `stride` apart.
pub fn strided(
    x: &Tensor,
    dim: usize,
    start: usize,
    [stride, count]: [usize; 2],
) -> Result<Tensor> {
    let cells: Vec<u32> = (0..count).map(|place| (start + place * stride) as u32).collect();
    x.contiguous()?.index_select(&Tensor::from_vec(cells, count, x.device())?, dim)
}

/// Cells of `value` before and after a dimension.
pub fn pad(x: &Tensor, dim: usize, cells: [usize; 2], value: f32) -> Result<Tensor> {
    let around = |count: usize| {
        let mut dims = x.dims().to_vec();
        if let Some(dim) = dims.get_mut(dim) {
            *dim = count;
        }
        Tensor::full(value, dims, x.device())?.to_dtype(x.dtype())
    };
    match cells {
        [0, 0] => Ok(x.clone()),
        [0, after] => Tensor::cat(&[x, &around(after)?], dim),
        [before, 0] => Tensor::cat(&[&around(before)?, x], dim),
        [before, after] => Tensor::cat(&[&around(before)?, x, &around(after)?], dim),
    }
}
