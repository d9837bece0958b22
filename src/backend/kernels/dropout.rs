//! Dropout (Srivastava et al. 2014): drops numbers and scales the rest up.

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::access::{dense, on_cpu, tensor};
use super::buffers::copied;
use super::simd::vectorised;
use crate::random::Stream;

/// A mask that depends only on the stream's key and the step: the backward pass, another thread
/// or another run draws the same.
#[derive(Clone, Debug)]
pub struct Dropout {
    threshold: u32,
    scale: f32,
    stream: Stream,
    /// Where the step's words begin.
    start: u64,
}

/// The rate is kept in parts of 2¹⁶, so that a drawn word serves two numbers.
const PARTS: f64 = 65_536.0;

/// Steps are this many words apart in the stream.
const STEP: u32 = 32;

impl Dropout {
    /// `stream` belongs to one layer of one training.
    pub fn new(rate: f64, mut stream: Stream, step: u64) -> Dropout {
        let threshold = (rate * PARTS).round().clamp(0.0, PARTS);
        let kept = PARTS - threshold;
        let start = step << STEP;
        stream.seek(start);
        let scale = if kept > 0.0 { (PARTS / kept) as f32 } else { 0.0 };
        Dropout { threshold: threshold as u32, scale, stream, start }
    }

    pub fn apply(&self, x: &[f32]) -> Vec<f32> {
        let mut stream = self.stream.clone();
        let words: Vec<u32> = (0..x.len().div_ceil(2)).map(|_| stream.next_u32()).collect();
        let mut out = copied(x);
        mask(&words, self.threshold, self.scale, &mut out);
        out
    }
}

impl Dropout {
    /// Drops within one of several parts of equal length; each has words of its own.
    pub fn part(&self, index: usize, values: &mut [f32]) {
        let words = values.len().div_ceil(2);
        let mut stream = self.stream.clone();
        // A stream can jump to multiples of four words.
        stream.seek(self.start + (index * words.next_multiple_of(4)) as u64);
        let words: Vec<u32> = (0..words).map(|_| stream.next_u32()).collect();
        mask(&words, self.threshold, self.scale, values);
    }
}

vectorised! {
    fn mask<'a>(words: &'a [u32], threshold: u32, scale: f32, values: &'a mut [f32]) {
        let (halves, rest) = values.split_at_mut(words.len());
        let keep = |draw: u32| if draw >= threshold { scale } else { 0.0 };
        halves.iter_mut().zip(words).for_each(|(value, word)| *value *= keep(word & 0xFFFF));
        rest.iter_mut().zip(words).for_each(|(value, word)| *value *= keep(word >> 16));
    }
}

impl CustomOp1 for Dropout {
    fn name(&self) -> &'static str {
        "dropout"
    }

    fn cpu_fwd(&self, x: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        Ok((CpuStorage::F32(self.apply(dense(x, layout)?)), layout.shape().clone()))
    }

    fn bwd(&self, x: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        let gradient = gradient.contiguous()?;
        let (gs, gl) = gradient.storage_and_layout();
        Ok(Some(tensor(self.apply(on_cpu(&gs, gl)?), x.shape())?))
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Var};

    use super::super::access::read;
    use super::Dropout;
    use crate::random::Stream;

    fn dropout(step: u64) -> Dropout {
        Dropout::new(0.3, Stream::new(4, "dropout/head"), step)
    }

    #[test]
    fn keeps_the_share_and_the_mean() {
        let n = 100_001;
        let out = dropout(0).apply(&vec![1.0; n]);
        let kept = out.iter().filter(|x| **x != 0.0).count() as f64 / n as f64;
        // Five standard deviations of a share of 0.7 among 100,001.
        assert!((kept - 0.7).abs() < 5.0 * (0.7_f64 * 0.3 / n as f64).sqrt(), "{kept}");
        assert!(out.iter().all(|x| *x == 0.0 || (x - 1.0 / 0.7).abs() < 1e-5));
    }

    #[test]
    fn steps_differ_and_repeat() {
        let x = vec![1.0; 64];
        assert_eq!(dropout(3).apply(&x), dropout(3).apply(&x));
        assert_ne!(dropout(3).apply(&x), dropout(4).apply(&x));
    }

    #[test]
    fn parts_draw_masks_of_their_own() {
        let part = |index| {
            let mut values = vec![1.0; 77];
            dropout(2).part(index, &mut values);
            values
        };
        assert_eq!(part(3), part(3));
        assert_eq!(part(0), dropout(2).apply(&[1.0; 77]));
        assert_ne!(part(0), part(1));
        assert_ne!(part(1), part(2));
    }

    #[test]
    fn the_gradient_has_the_same_mask() {
        let x = Var::from_vec(vec![2.0_f32; 77], 77, &Device::Cpu).unwrap();
        let out = x.apply_op1(dropout(9)).unwrap();
        let gradients = out.sum_all().unwrap().backward().unwrap();
        let gradient = read(gradients.get(&x).unwrap()).unwrap();
        let out = read(&out).unwrap();
        assert!(gradient.iter().zip(&out).all(|(g, y)| (2.0 * g - y).abs() < 1e-6));
    }
}
