//! The way back through filters, image by image.

use candle_core::Result;

use super::activation::Epilogue;
use super::buffers::{copied, give_back, zeroed};
use super::simd::{self, vectorised};
use super::split;

/// The gradients of weight and bias are summed over this many parts of the batch, whatever the
/// threads.
const PARTS: usize = 8;

/// What the way back is given.
pub struct Images<'a> {
    pub batch: usize,
    pub filters: usize,
    /// Numbers of the weight.
    pub weights: usize,
    /// Numbers of an input image.
    pub input: usize,
    /// Numbers of an output image, and of one filter's part of it.
    pub output: usize,
    pub plane: usize,
    pub epilogue: Epilogue,
    pub x: &'a [f32],
    pub out: &'a [f32],
    pub gradient: &'a [f32],
}

/// The gradients of `x` where it needs one, of the weight and of the bias.
pub struct Pulled {
    pub x: Option<Vec<f32>>,
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

vectorised! {
    /// Adds the sum of each row of `length` numbers.
    fn add_row_sums<'a>(rows: &'a [f32], length: usize, sums: &'a mut [f32]) {
        for (sum, row) in sums.iter_mut().zip(rows.chunks_exact(length.max(1))) {
            *sum += simd::sum(row);
        }
    }
}

/// What happens with one image: its numbers, the gradient of what the filters give, the gradient
/// of its numbers where it is needed, and the gradient of the weight, to which its share is added.
pub trait Work: Fn(&[f32], &[f32], Option<&mut [f32]>, &mut [f32]) -> Result<()> + Sync {}

impl<F> Work for F where F: Fn(&[f32], &[f32], Option<&mut [f32]>, &mut [f32]) -> Result<()> + Sync {}

impl Images<'_> {
    /// # Errors
    /// One of those of `work`.
    pub fn pull(&self, needs_x: bool, work: impl Work) -> Result<Pulled> {
        let part = self.batch.div_ceil(PARTS).max(1);
        let parts = self.batch.div_ceil(part);
        // Per part: the gradient of the weight, then that of the bias.
        let length = self.weights + self.filters;
        let mut sums = zeroed(parts * length);
        let mut to_x = None;
        if needs_x {
            let mut values = zeroed(self.batch * self.input);
            let images = (values.as_mut_slice(), part * self.input);
            split::pairs(images, (&mut sums, length), |index, to_x, sums| {
                self.part(index * part, part, Some(to_x), sums, &work)
            })?;
            to_x = Some(values);
        } else {
            split::chunks(&mut sums, length, |index, sums| {
                self.part(index * part, part, None, sums, &work)
            })?;
        }
        let (first, others) = sums.split_at_mut_checked(length).unwrap_or_default();
        for other in others.chunks_exact(length) {
            first.iter_mut().zip(other).for_each(|(sum, value)| *sum += value);
        }
        let bias = sums.get(self.weights..length).unwrap_or_default().to_vec();
        let weight = copied(sums.get(..self.weights).unwrap_or_default());
        give_back(sums);
        Ok(Pulled { x: to_x, weight, bias })
    }

    /// `count` images from `first` on.
    fn part(
        &self,
        first: usize,
        count: usize,
        mut to_x: Option<&mut [f32]>,
        sums: &mut [f32],
        work: &impl Work,
    ) -> Result<()> {
        let (to_weight, to_bias) = sums.split_at_mut(self.weights);
        let images = self.x.chunks_exact(self.input).zip(self.gradient.chunks_exact(self.output));
        let images = images.zip(self.out.chunks_exact(self.output));
        let mut pulled = Vec::new();
        for (index, ((x, gradient), out)) in images.skip(first).take(count).enumerate() {
            let slopes = if self.epilogue.is_none() {
                gradient
            } else {
                pulled.clear();
                pulled.extend_from_slice(gradient);
                self.epilogue.pull(out, &mut pulled);
                &pulled
            };
            add_row_sums(slopes, self.plane, to_bias);
            let to_x = to_x.as_deref_mut().and_then(|to_x| to_x.chunks_mut(self.input).nth(index));
            work(x, slopes, to_x, to_weight)?;
        }
        Ok(())
    }
}
