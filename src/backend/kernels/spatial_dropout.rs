//! Dropout of whole channels (Tompson et al. 2015): neighbouring cells say the same, so that
//! dropping single ones would take little away.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{channelled, dense, on_cpu, tensor};
use super::buffers::copied;
use super::dropout::Dropout;
use crate::random::Stream;

/// `[batch, channels, …]`: one draw of a [`Dropout`] for each sample and channel.
#[derive(Clone, Debug)]
pub struct SpatialDropout(Dropout);

impl SpatialDropout {
    /// `stream` belongs to one layer of one training.
    pub fn new(rate: f64, stream: Stream, step: u64) -> SpatialDropout {
        SpatialDropout(Dropout::new(rate, stream, step))
    }

    fn apply(&self, shape: &Shape, x: &[f32]) -> Result<Vec<f32>> {
        let (batch, channels, positions) = channelled(shape)?;
        let factors = self.0.apply(&vec![1.0; batch * channels]);
        let mut out = copied(x);
        for (plane, factor) in out.chunks_exact_mut(positions.max(1)).zip(factors) {
            plane.iter_mut().for_each(|value| *value *= factor);
        }
        Ok(out)
    }
}

impl CustomOp1 for SpatialDropout {
    fn name(&self) -> &'static str {
        "spatial_dropout"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let shape = layout.shape();
        Ok((CpuStorage::F32(self.apply(shape, dense(x, layout)?)?), shape.clone()))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        Ok(Some(tensor(self.apply(x.shape(), on_cpu(&gs, gl)?)?, x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Var};

    use super::super::access::read;
    use super::SpatialDropout;
    use crate::random::Stream;

    #[test]
    fn whole_channels_go_and_so_do_their_gradients() {
        let (channels, positions) = (4000, 6);
        let ones = vec![1.0_f32; channels * positions];
        let x = Var::from_vec(ones, (2, channels / 2, 2, 3), &Device::Cpu).unwrap();
        let dropout = |step| SpatialDropout::new(0.25, Stream::new(4, "dropout/7"), step);
        let out = x.apply_op1(dropout(3)).unwrap();
        let gradients = out.sum_all().unwrap().backward().unwrap();
        let out = read(&out).unwrap();
        assert_eq!(read(gradients.get(&x).unwrap()).unwrap(), out);
        assert_ne!(read(&x.apply_op1(dropout(4)).unwrap()).unwrap(), out);
        let planes = || out.chunks(positions);
        assert!(planes().all(|plane| plane.iter().all(|value| *value == plane[0])));
        assert!(planes().all(|plane| plane[0] == 0.0 || plane[0] == 4.0_f32 / 3.0));
        let kept = planes().filter(|plane| plane[0] != 0.0).count() as f64 / channels as f64;
        // Five standard deviations of a share of 0.75 among 4000.
        assert!((kept - 0.75).abs() < 5.0 * (0.75 * 0.25 / channels as f64).sqrt(), "{kept}");
    }
}
