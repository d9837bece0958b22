//! Convolutions of images and series, in groups or each channel alone.

use candle_core::{Result, Tensor};

use super::window::Window;
use super::{affine, per_channel};
use crate::graph::Reach;

/// x `[batch, channels, …]`, weight `[filters, channels / groups, …]`, bias `[filters]` →
/// `[batch, filters, …]`.
pub fn conv(x: &Tensor, learned: &[Tensor], reach: Reach, groups: usize) -> Result<Tensor> {
    let (weight, bias) = affine(learned)?;
    let window = Window::new(x, reach)?;
    // Candle's way back through a convolution needs the same rest of cells in rows and columns.
    let padded = window.reached(&window.padded(x, 0.0)?)?;
    let weight = if x.rank() == 3 { weight.unsqueeze(2)? } else { weight.clone() };
    let out = match window.even() {
        // Candle knows one stride for both sides, and goes through groups one by one.
        Some([stride, dilation]) if groups == 1 => {
            padded.contiguous()?.conv2d(&weight, 0, stride, dilation, 1)?
        }
        _ => products(&window, &padded, &weight, groups)?,
    };
    let out = match bias {
        Some(bias) => out.broadcast_add(&per_channel(bias, &out)?)?,
        None => out,
    };
    Window::like(out, x)
}

/// The cells under all windows as columns, and one matrix product for each group.
fn products(window: &Window, padded: &Tensor, weight: &Tensor, groups: usize) -> Result<Tensor> {
    let (batch, channels, _, _) = padded.dims4()?;
    let filters = weight.dim(0)?;
    let (height, width) = (window.rows.places, window.columns.places);
    let taps = window.taps(padded)?;
    let depth = channels / groups.max(1) * taps.len();
    let columns = Tensor::stack(&taps, 2)?.reshape((batch, groups, depth, height * width))?;
    let columns = columns.permute((1, 2, 0, 3))?.contiguous()?;
    let columns = columns.reshape((groups, depth, batch * height * width))?;
    let weight = weight.reshape((groups, filters / groups.max(1), depth))?;
    let out = weight.matmul(&columns)?;
    let out = out.reshape((filters, batch, height, width))?;
    out.transpose(0, 1)?.contiguous()
}
