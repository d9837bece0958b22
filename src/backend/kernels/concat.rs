//! Several inputs' channels one after the other, and back.

use candle_core::{Result, Shape, Tensor, bail};

use super::access::{channelled, tensor, with_values};
use super::buffers::stale;

/// `[batch, channels, …]` each, of equal places → `[batch, sum of channels, …]`.
///
/// # Errors
/// The inputs differ in more than their channels, or there are none.
pub fn concat(inputs: &[&Tensor]) -> Result<Tensor> {
    let Some(first) = inputs.first() else { bail!("nothing to put together") };
    let (batch, _, positions) = channelled(first.shape())?;
    let mut channels = Vec::with_capacity(inputs.len());
    for input in inputs {
        let places = |tensor: &Tensor| tensor.dims().iter().skip(2).copied().collect::<Vec<_>>();
        if input.dims().first() != first.dims().first() || places(input) != places(first) {
            bail!("{:?} and {:?} have different places", first.shape(), input.shape());
        }
        channels.push(channelled(input.shape())?.1);
    }
    let total: usize = channels.iter().sum();
    let mut out = stale(batch * total * positions);
    let mut start = 0;
    for (input, channels) in inputs.iter().zip(channels) {
        let length = channels * positions;
        with_values(input, |values| {
            let to = (out.as_mut_slice(), total * positions, start);
            copy(length, (values, length, 0), to);
            Ok(())
        })?;
        start += length;
    }
    tensor(out, &with_channels(first.shape(), total))
}

/// The parts of `[batch, sum of channels, …]` with these channels.
///
/// # Errors
/// The channels are not those of the whole.
pub fn parts(whole: &Tensor, channels: &[usize]) -> Result<Vec<Tensor>> {
    let (batch, total, positions) = channelled(whole.shape())?;
    if channels.iter().sum::<usize>() != total {
        bail!("{:?} does not part into {channels:?} channels", whole.shape());
    }
    with_values(whole, |values| {
        let mut start = 0;
        let part = |channels: &usize| {
            let length = channels * positions;
            let mut part = stale(batch * length);
            copy(length, (values, total * positions, start), (&mut part, length, 0));
            start += length;
            tensor(part, &with_channels(whole.shape(), *channels))
        };
        channels.iter().map(part).collect()
    })
}

/// Copies `length` numbers of each sample. Both sides tell the numbers of a sample and where in it
/// the copied ones lie.
fn copy(length: usize, from: (&[f32], usize, usize), to: (&mut [f32], usize, usize)) {
    let samples = from.0.chunks_exact(from.1.max(1)).zip(to.0.chunks_exact_mut(to.1.max(1)));
    for (source, target) in samples {
        let source = source.get(from.2..from.2 + length);
        if let (Some(source), Some(target)) = (source, target.get_mut(to.2..to.2 + length)) {
            target.copy_from_slice(source);
        }
    }
}

fn with_channels(shape: &Shape, channels: usize) -> Shape {
    let mut dims = shape.dims().to_vec();
    if let Some(place) = dims.get_mut(1) {
        *place = channels;
    }
    dims.into()
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Tensor};

    use super::super::access::read;
    use super::{concat, parts};

    fn drawn(channels: usize, first: f32) -> Tensor {
        let values: Vec<f32> = (0..2 * channels * 6).map(|i| first + i as f32).collect();
        Tensor::from_vec(values, (2, channels, 3, 2), &Device::Cpu).unwrap()
    }

    #[test]
    fn equals_candles_own_and_comes_apart_again() {
        let inputs = [drawn(3, 0.0), drawn(1, 100.0), drawn(4, 200.0)];
        let whole = concat(&inputs.iter().collect::<Vec<_>>()).unwrap();
        let theirs = Tensor::cat(&inputs, 1).unwrap();
        assert_eq!(whole.dims(), theirs.dims());
        assert_eq!(read(&whole).unwrap(), read(&theirs).unwrap());
        let apart = parts(&whole, &[3, 1, 4]).unwrap();
        for (part, input) in apart.iter().zip(&inputs) {
            assert_eq!(part.dims(), input.dims());
            assert_eq!(read(part).unwrap(), read(input).unwrap());
        }
    }

    #[test]
    fn other_places_are_refused() {
        let other = Tensor::zeros((2, 3, 2, 3), candle_core::DType::F32, &Device::Cpu).unwrap();
        assert!(concat(&[&drawn(3, 0.0), &other]).is_err());
        assert!(parts(&other, &[2, 2]).is_err());
    }
}
