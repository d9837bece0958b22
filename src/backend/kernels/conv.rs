//! Convolution in one and two dimensions: `act(x ∗ W + b)`.

use std::cell::RefCell;

use candle_core::{CpuStorage, CustomOp2, CustomOp3, Layout, Result, Shape, Tensor, bail};

use super::access::{dense, on_cpu, tensor};
use super::activation::Epilogue;
use super::buffers::stale;
use super::depthwise::{add_filtered, add_pulled};
use super::im2col::{col2im, im2col, stride};
use super::images::{Images, Pulled};
use super::matmul::{Into, Matrix, matmul};
use super::split;
use super::window::{Run, Window};

/// `[batch, channels, height, width]`, weight `[filters, channels / groups, rows, columns]`, bias
/// `[filters]` → `[batch, filters, height', width']`; series with one dimension less.
#[derive(Clone, Copy, Debug)]
pub struct Conv {
    pub window: Window,
    /// The filters of a group read the channels of that group alone.
    pub groups: usize,
    pub epilogue: Epilogue,
    /// Whether the gradient of `x` is needed.
    pub to_x: bool,
}

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

/// The sizes of one convolution.
#[derive(Clone, Copy)]
struct Sizes {
    batch: usize,
    channels: usize,
    filters: usize,
    groups: usize,
    /// Weights of a filter.
    taps: usize,
    /// Numbers of an input and of an output image.
    input: usize,
    output: usize,
}

impl Sizes {
    /// Every channel has filters of its own.
    fn is_depthwise(&self) -> bool {
        self.groups > 1 && self.groups == self.channels
    }

    /// Filters of a group.
    fn filters(&self) -> usize {
        self.filters / self.groups
    }
}

impl Conv {
    fn sizes(&self, x: &Shape, weight: &Shape) -> Result<Sizes> {
        let ([batch, channels, ..], [filters, depth, ..]) = (x.dims(), weight.dims()) else {
            bail!("a convolution needs images or series");
        };
        let (batch, channels, filters, groups) = (*batch, *channels, *filters, self.groups);
        let taps = depth * self.window.size();
        let even = groups > 0 && depth * groups == channels && filters.is_multiple_of(groups);
        if !even || weight.elem_count() != filters * taps {
            bail!("weights of {weight:?} in {groups} groups do not fit {x:?}");
        }
        let (input, output) = (channels * self.window.input(), filters * self.window.output());
        Ok(Sizes { batch, channels, filters, groups, taps, input, output })
    }

    /// Calls `work` with the matrix of an image's cells, the groups' one below the other, and with
    /// how far apart its rows begin.
    fn cells<R>(
        &self,
        sizes: Sizes,
        runs: &[Run],
        image: &[f32],
        work: impl FnOnce(&[f32], usize) -> Result<R>,
    ) -> Result<R> {
        if self.window.is_pointwise() {
            return work(image, self.window.input());
        }
        let stride = stride(&self.window);
        with_matrix(sizes.groups * sizes.taps * stride, |matrix| {
            im2col(&self.window, runs, image, matrix);
            work(matrix, stride)
        })
    }

    fn forward(&self, x: Given, weight: Given, bias: Option<Given>) -> Result<(CpuStorage, Shape)> {
        let sizes = self.sizes(x.1.shape(), weight.1.shape())?;
        let shape = self.window.shape(x.1.shape(), sizes.filters)?;
        let (x, weight) = (dense(x.0, x.1)?, dense(weight.0, weight.1)?);
        let bias = bias.map(|bias| dense(bias.0, bias.1)).transpose()?;
        let pass = Pass { conv: *self, sizes, runs: self.window.runs(), weight };
        let mut out = stale(shape.elem_count());
        split::chunks(&mut out, sizes.output, |image, out| {
            if let Some(bias) = bias {
                for (plane, bias) in out.chunks_mut(self.window.output()).zip(bias) {
                    plane.fill(*bias);
                }
            }
            let x = x.chunks_exact(sizes.input).nth(image).unwrap_or_default();
            pass.forward(x, out, if bias.is_some() { Into::Add } else { Into::Replace })?;
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
        let images = Images {
            batch: sizes.batch,
            filters: sizes.filters,
            weights: weight.elem_count(),
            input: sizes.input,
            output: sizes.output,
            plane: self.window.output(),
            epilogue: self.epilogue,
            x: on_cpu(&xs, xl)?,
            out: on_cpu(&ys, yl)?,
            gradient: on_cpu(&gs, gl)?,
        };
        let runs = self.window.runs();
        let pass = Pass { conv: *self, sizes, runs, weight: on_cpu(&ws, wl)? };
        let Pulled { x: to_x, weight: to_weight, bias } = images
            .pull(self.to_x, |x, slopes, to_x, to_weight| {
                pass.backward(x, slopes, to_x, to_weight)
            })?;
        let to_x = to_x.map(|to_x| tensor(to_x, x.shape())).transpose()?;
        Ok((to_x, tensor(to_weight, weight.shape())?, tensor(bias, &sizes.filters.into())?))
    }
}

/// One pass, over one image at a time.
struct Pass<'a> {
    conv: Conv,
    sizes: Sizes,
    runs: Vec<Run>,
    weight: &'a [f32],
}

impl Pass<'_> {
    fn forward(&self, x: &[f32], out: &mut [f32], into: Into) -> Result<()> {
        let (window, sizes) = (&self.conv.window, self.sizes);
        if sizes.is_depthwise() {
            if into == Into::Replace {
                out.fill(0.0);
            }
            add_filtered(window, x, self.weight, out);
            return Ok(());
        }
        let (filters, taps, plane) = (sizes.filters(), sizes.taps, window.output());
        self.conv.cells(sizes, &self.runs, x, |cells, stride| {
            let groups = out.chunks_mut(filters * plane).zip(self.weight.chunks(filters * taps));
            for ((out, weight), cells) in groups.zip(cells.chunks(taps * stride)) {
                let weight = Matrix::new(weight, filters, taps);
                matmul(out, plane, weight, Matrix::padded(cells, taps, plane, stride), into)?;
            }
            Ok(())
        })
    }

    fn backward(
        &self,
        x: &[f32],
        slopes: &[f32],
        to_x: Option<&mut [f32]>,
        to_weight: &mut [f32],
    ) -> Result<()> {
        let (window, sizes) = (&self.conv.window, self.sizes);
        if sizes.is_depthwise() {
            add_pulled(window, x, self.weight, slopes, to_x, to_weight);
            return Ok(());
        }
        let (filters, taps, plane) = (sizes.filters(), sizes.taps, window.output());
        let of_groups = || slopes.chunks(filters * plane);
        self.conv.cells(sizes, &self.runs, x, |cells, stride| {
            let groups = of_groups().zip(to_weight.chunks_mut(filters * taps));
            for ((slopes, to_weight), cells) in groups.zip(cells.chunks(taps * stride)) {
                let cells = Matrix::padded(cells, taps, plane, stride).transposed();
                matmul(to_weight, taps, Matrix::new(slopes, filters, plane), cells, Into::Add)?;
            }
            Ok(())
        })?;
        let Some(to_x) = to_x else { return Ok(()) };
        let to_cells = |to_cells: &mut [f32], stride: usize| {
            let groups = of_groups().zip(self.weight.chunks(filters * taps));
            for ((slopes, weight), to_cells) in groups.zip(to_cells.chunks_mut(taps * stride)) {
                let weight = Matrix::new(weight, filters, taps).transposed();
                let slopes = Matrix::new(slopes, filters, plane);
                matmul(to_cells, stride, weight, slopes, Into::Replace)?;
            }
            Ok(())
        };
        if window.is_pointwise() {
            return to_cells(to_x, window.input());
        }
        let stride = stride(window);
        with_matrix(sizes.groups * taps * stride, |matrix| {
            to_cells(matrix, stride)?;
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
