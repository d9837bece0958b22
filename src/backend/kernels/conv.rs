//! Convolution in one and two dimensions: `act(x ∗ W + b)`.

use std::cell::RefCell;

use candle_core::{CpuStorage, CustomOp2, CustomOp3, Layout, Result, Shape, Tensor, bail};

use super::access::{dense, on_cpu, tensor};
use super::activation::Epilogue;
use super::buffers::{copied, give_back, stale, zeroed};
use super::im2col::{col2im, im2col, stride};
use super::matmul::{Into, Matrix, matmul};
use super::simd::{self, vectorised};
use super::split;
use super::window::{Run, Window};

/// `[batch, channels, height, width]`, weight `[filters, channels, kernel, kernel]`, bias
/// `[filters]` → `[batch, filters, height', width']`; series with one dimension less.
#[derive(Clone, Copy, Debug)]
pub struct Conv {
    pub window: Window,
    pub epilogue: Epilogue,
    /// Whether the gradient of `x` is needed.
    pub to_x: bool,
}

/// The gradient of the weight is summed over this many parts of the batch, whatever the threads.
const PARTS: usize = 8;

thread_local! {
    /// The matrix of an image's cells, kept between calls.
    static MATRIX: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

fn with_matrix<R>(length: usize, work: impl FnOnce(&mut [f32]) -> R) -> R {
    let mut matrix = MATRIX.take();
    if matrix.len() < length {
        matrix.resize(length, 0.0);
    }
    let result = work(matrix.get_mut(..length).unwrap_or_default());
    MATRIX.replace(matrix);
    result
}

vectorised! {
    /// Adds the sum of each row of `length` numbers.
    fn add_row_sums<'a>(rows: &'a [f32], length: usize, sums: &'a mut [f32]) {
        for (sum, row) in sums.iter_mut().zip(rows.chunks_exact(length.max(1))) {
            *sum += simd::sum(row);
        }
    }
}

/// The sizes of one convolution.
#[derive(Clone, Copy)]
struct Sizes {
    batch: usize,
    channels: usize,
    filters: usize,
    /// Weights of a filter.
    taps: usize,
    /// Numbers of an input and of an output image.
    input: usize,
    output: usize,
}

impl Conv {
    fn sizes(&self, x: &Shape, weight: &Shape) -> Result<Sizes> {
        let ([batch, channels, ..], [filters, depth, ..]) = (x.dims(), weight.dims()) else {
            bail!("a convolution needs images or series");
        };
        let (batch, channels, filters) = (*batch, *channels, *filters);
        let taps = channels * self.window.size();
        if *depth != channels || weight.elem_count() != filters * taps {
            bail!("weights of {weight:?} do not fit {x:?}");
        }
        let (input, output) = (channels * self.window.input(), filters * self.window.output());
        Ok(Sizes { batch, channels, filters, taps, input, output })
    }

    /// Calls `work` with the matrix of an image's cells.
    fn cells<R>(
        &self,
        sizes: Sizes,
        runs: &[Run],
        image: &[f32],
        work: impl FnOnce(Matrix) -> Result<R>,
    ) -> Result<R> {
        if self.window.is_pointwise() {
            return work(Matrix::new(image, sizes.channels, self.window.input()));
        }
        let stride = stride(&self.window);
        with_matrix(sizes.taps * stride, |matrix| {
            im2col(&self.window, runs, image, matrix);
            work(Matrix::padded(matrix, sizes.taps, self.window.output(), stride))
        })
    }

    fn forward(&self, x: Given, weight: Given, bias: Option<Given>) -> Result<(CpuStorage, Shape)> {
        let sizes = self.sizes(x.1.shape(), weight.1.shape())?;
        let shape = self.window.shape(x.1.shape(), sizes.filters)?;
        let (x, weight) = (dense(x.0, x.1)?, dense(weight.0, weight.1)?);
        let bias = bias.map(|bias| dense(bias.0, bias.1)).transpose()?;
        let weight = Matrix::new(weight, sizes.filters, sizes.taps);
        let (plane, into) =
            (self.window.output(), if bias.is_some() { Into::Add } else { Into::Replace });
        let runs = self.window.runs();
        let mut out = stale(shape.elem_count());
        split::chunks(&mut out, sizes.output, |image, out| {
            if let Some(bias) = bias {
                for (plane, bias) in out.chunks_mut(plane).zip(bias) {
                    plane.fill(*bias);
                }
            }
            let x = x.chunks_exact(sizes.input).nth(image).unwrap_or_default();
            self.cells(sizes, &runs, x, |cells| matmul(out, plane, weight, cells, into))?;
            self.epilogue.apply(out);
            Ok(())
        })?;
        Ok((CpuStorage::F32(out), shape))
    }

    fn backward(&self, given: &Backward) -> Result<(Option<Tensor>, Tensor, Tensor)> {
        let Backward { x, weight, out, gradient } = given;
        let sizes = self.sizes(x.shape(), weight.shape())?;
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        let (xs, xl) = x.storage_and_layout();
        let (ws, wl) = weight.storage_and_layout();
        let (ys, yl) = out.storage_and_layout();
        let pass = Pass {
            conv: *self,
            sizes,
            runs: self.window.runs(),
            part: sizes.batch.div_ceil(PARTS).max(1),
            x: on_cpu(&xs, xl)?,
            weight: Matrix::new(on_cpu(&ws, wl)?, sizes.filters, sizes.taps),
            out: on_cpu(&ys, yl)?,
            gradient: on_cpu(&gs, gl)?,
        };
        let parts = sizes.batch.div_ceil(pass.part);
        // Per part: the gradient of the weight, then that of the bias.
        let length = weight.elem_count() + sizes.filters;
        let mut sums = zeroed(parts * length);
        let mut to_x = None;
        if self.to_x {
            let mut values = zeroed(x.elem_count());
            let images = (values.as_mut_slice(), pass.part * sizes.input);
            split::pairs(images, (&mut sums, length), |part, to_x, sums| {
                pass.part(part, Some(to_x), sums)
            })?;
            to_x = Some(tensor(values, x.shape())?);
        } else {
            split::chunks(&mut sums, length, |part, sums| pass.part(part, None, sums))?;
        }
        let (first, others) = sums.split_at_mut_checked(length).unwrap_or_default();
        for other in others.chunks_exact(length) {
            first.iter_mut().zip(other).for_each(|(sum, value)| *sum += value);
        }
        let to_bias = sums.get(weight.elem_count()..length).unwrap_or_default().to_vec();
        let to_weight = copied(sums.get(..weight.elem_count()).unwrap_or_default());
        give_back(sums);
        Ok((to_x, tensor(to_weight, weight.shape())?, tensor(to_bias, &sizes.filters.into())?))
    }
}

/// The backward pass over parts of the batch.
struct Pass<'a> {
    conv: Conv,
    sizes: Sizes,
    runs: Vec<Run>,
    /// Images of a part.
    part: usize,
    x: &'a [f32],
    weight: Matrix<'a>,
    out: &'a [f32],
    gradient: &'a [f32],
}

impl Pass<'_> {
    fn part(&self, part: usize, mut to_x: Option<&mut [f32]>, sums: &mut [f32]) -> Result<()> {
        let Sizes { input, output, filters, taps, .. } = self.sizes;
        let (to_weight, to_bias) = sums.split_at_mut(filters * taps);
        let images = self.x.chunks_exact(input).zip(self.gradient.chunks_exact(output));
        let images = images.zip(self.out.chunks_exact(output));
        let mut pulled = Vec::new();
        for (index, ((x, gradient), out)) in
            images.skip(part * self.part).take(self.part).enumerate()
        {
            let slopes = if self.conv.epilogue.is_none() {
                gradient
            } else {
                pulled.clear();
                pulled.extend_from_slice(gradient);
                self.conv.epilogue.pull(out, &mut pulled);
                &pulled
            };
            add_row_sums(slopes, self.conv.window.output(), to_bias);
            let to_x = to_x.as_deref_mut().and_then(|to_x| to_x.chunks_mut(input).nth(index));
            self.image(x, slopes, to_x, to_weight)?;
        }
        Ok(())
    }

    fn image(
        &self,
        x: &[f32],
        slopes: &[f32],
        to_x: Option<&mut [f32]>,
        to_weight: &mut [f32],
    ) -> Result<()> {
        let (window, Sizes { filters, taps, .. }) = (&self.conv.window, self.sizes);
        let slopes = Matrix::new(slopes, filters, window.output());
        self.conv.cells(self.sizes, &self.runs, x, |cells| {
            matmul(to_weight, taps, slopes, cells.transposed(), Into::Add)
        })?;
        let Some(to_x) = to_x else { return Ok(()) };
        let weight = self.weight.transposed();
        if window.is_pointwise() {
            return matmul(to_x, window.input(), weight, slopes, Into::Replace);
        }
        let stride = stride(window);
        with_matrix(taps * stride, |matrix| {
            matmul(matrix, stride, weight, slopes, Into::Replace)?;
            col2im(window, &self.runs, matrix, to_x);
            Ok(())
        })
    }
}

/// A tensor's storage and layout in one of Candle's forward passes.
type Given<'a> = (&'a CpuStorage, &'a Layout);

/// What the backward pass is given.
struct Backward<'a> {
    x: &'a Tensor,
    weight: &'a Tensor,
    out: &'a Tensor,
    gradient: &'a Tensor,
}

impl CustomOp2 for Conv {
    fn name(&self) -> &'static str {
        "convolution"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        xl: &Layout,
        weight: &CpuStorage,
        wl: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        self.forward((x, xl), (weight, wl), None)
    }

    fn bwd(
        &self,
        x: &Tensor,
        weight: &Tensor,
        out: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let (x, weight, _) = self.backward(&Backward { x, weight, out, gradient })?;
        Ok((x, Some(weight)))
    }
}

impl CustomOp3 for Conv {
    fn name(&self) -> &'static str {
        "convolution with bias"
    }

    fn cpu_fwd(
        &self,
        x: &CpuStorage,
        xl: &Layout,
        weight: &CpuStorage,
        wl: &Layout,
        bias: &CpuStorage,
        bl: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        self.forward((x, xl), (weight, wl), Some((bias, bl)))
    }

    fn bwd(
        &self,
        x: &Tensor,
        weight: &Tensor,
        _: &Tensor,
        out: &Tensor,
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (x, weight, bias) = self.backward(&Backward { x, weight, out, gradient })?;
        Ok((x, Some(weight), Some(bias)))
    }
}

#[cfg(test)]
#[path = "conv_tests.rs"]
mod tests;
