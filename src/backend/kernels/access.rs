//! Reading a Candle tensor as a slice, and making one from a vector.

use candle_core::{CpuStorage, Device, Layout, Result, Shape, Storage, Tensor, bail};

/// The numbers of a dense storage.
pub fn dense<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    let Some((start, end)) = layout.contiguous_offsets() else {
        bail!("the kernels need dense tensors");
    };
    match storage.as_slice::<f32>()?.get(start..end) {
        Some(values) => Ok(values),
        None => bail!("a tensor reaches beyond its storage"),
    }
}

/// The numbers of a tensor's storage on the CPU.
pub fn on_cpu<'a>(storage: &'a Storage, layout: &Layout) -> Result<&'a [f32]> {
    match storage {
        Storage::Cpu(storage) => dense(storage, layout),
        _ => bail!("the kernels work on the CPU"),
    }
}

/// Calls `work` with the numbers of a tensor, without copying them where it is dense.
///
/// # Errors
/// The tensor is not one of `f32` on the CPU, or `work` fails.
pub fn with_values<R>(tensor: &Tensor, work: impl FnOnce(&[f32]) -> Result<R>) -> Result<R> {
    let tensor = tensor.contiguous()?;
    let (storage, layout) = tensor.storage_and_layout();
    work(on_cpu(&storage, layout)?)
}

/// Calls `work` with the numbers of dense tensors.
///
/// # Errors
/// A tensor is not a dense one of `f32` on the CPU, or `work` fails.
pub fn with_all<R>(tensors: &[Tensor], work: impl FnOnce(&[&[f32]]) -> Result<R>) -> Result<R> {
    let guards: Vec<_> = tensors.iter().map(Tensor::storage_and_layout).collect();
    let slices: Result<Vec<&[f32]>> =
        guards.iter().map(|(storage, layout)| on_cpu(storage, layout)).collect();
    work(&slices?)
}

/// A copy of the numbers of a tensor.
///
/// # Errors
/// The tensor is not one of `f32` on the CPU.
pub fn read(tensor: &Tensor) -> Result<Vec<f32>> {
    with_values(tensor, |values| Ok(values.to_vec()))
}

pub fn tensor(values: Vec<f32>, shape: &Shape) -> Result<Tensor> {
    Tensor::from_vec(values, shape, &Device::Cpu)
}

/// `[batch, channels, rest…]` as (batch, channels, numbers per channel).
pub fn channelled(shape: &Shape) -> Result<(usize, usize, usize)> {
    match shape.dims() {
        [batch, channels, rest @ ..] => Ok((*batch, *channels, rest.iter().product())),
        _ => bail!("a tensor with a batch and a channel dimension is needed"),
    }
}
