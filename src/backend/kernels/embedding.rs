//! A learned vector for each token.

use candle_core::{Result, Tensor, bail};

use super::access::{read, tensor, with_values};
use super::buffers::{stale, zeroed};
use super::layer::Layer;

/// Tokens `[batch, length]`, whole numbers below the vocabulary; weight `[vocabulary, units]` →
/// `[batch, units, length]`. Tokens have no gradient.
#[derive(Clone, Copy, Debug)]
pub struct Embedding;

/// The rows of the weight that the tokens choose.
fn rows(tokens: &Tensor, vocabulary: usize) -> Result<Vec<usize>> {
    let row = |token: f32| {
        if token >= 0.0 && token < vocabulary as f32 && token.fract() == 0.0 {
            return Ok(token as usize);
        }
        bail!("token {token} is none of the vocabulary's, which go from 0 to below {vocabulary}")
    };
    read(tokens)?.into_iter().map(row).collect()
}

impl Layer for Embedding {
    fn forward(&self, x: &Tensor, learned: &[Tensor]) -> Result<Tensor> {
        let [weight] = learned else { bail!("an embedding has one weight") };
        let (batch, length) = x.dims2()?;
        let (vocabulary, units) = weight.dims2()?;
        let rows = rows(x, vocabulary)?;
        let mut out = stale(batch * units * length);
        with_values(weight, |weight| {
            let samples = out.chunks_exact_mut((units * length).max(1));
            for (out, rows) in samples.zip(rows.chunks_exact(length.max(1))) {
                for (step, row) in rows.iter().enumerate() {
                    let vector = weight.iter().skip(row * units);
                    let places = out.iter_mut().skip(step).step_by(length);
                    places.zip(vector).for_each(|(place, value)| *place = *value);
                }
            }
            Ok(())
        })?;
        tensor(out, &(batch, units, length).into())
    }

    fn backward(
        &self,
        x: &Tensor,
        learned: &[Tensor],
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Vec<Tensor>)> {
        let [weight] = learned else { bail!("an embedding has one weight") };
        let (_, length) = x.dims2()?;
        let (vocabulary, units) = weight.dims2()?;
        let rows = rows(x, vocabulary)?;
        let mut to_weight = zeroed(vocabulary * units);
        with_values(gradient, |gradient| {
            let samples = gradient.chunks_exact((units * length).max(1));
            for (gradient, rows) in samples.zip(rows.chunks_exact(length.max(1))) {
                for (step, row) in rows.iter().enumerate() {
                    let vector = to_weight.iter_mut().skip(row * units).take(units);
                    let slopes = gradient.iter().skip(step).step_by(length);
                    vector.zip(slopes).for_each(|(sum, slope)| *sum += slope);
                }
            }
            Ok(())
        })?;
        Ok((None, vec![tensor(to_weight, weight.shape())?]))
    }
}

#[cfg(test)]
mod tests {
    use candle_core::{Device, Tensor};

    use super::super::check::{Case, check_layer};
    use super::Embedding;
    use crate::backend::kernels::Layer;

    #[test]
    fn tokens_choose_vectors_and_share_their_gradients() {
        for (batch, length, units) in [(3, 5, 4), (1, 1, 1), (2, 7, 3)] {
            let tokens: Vec<f32> = (0..batch * length).map(|i| ((i * i + 1) % 6) as f32).collect();
            let mut case = Case::new("embedding").input(&[batch, length], 1.0);
            case.inputs[0].1 = tokens;
            let case = case.input(&[6, units], 1.0);
            let definition = |v: &[Vec<f64>]| {
                let place = |i: usize| (i / (units * length), i / length % units, i % length);
                let value = |(sample, unit, step): (usize, usize, usize)| {
                    let token = v[0][sample * length + step] as usize;
                    v[1][token * units + unit]
                };
                (0..batch * units * length).map(|i| value(place(i))).collect()
            };
            check_layer(&case, || Embedding, definition);
        }
    }

    #[test]
    fn strange_tokens_are_refused() {
        let weight = Tensor::zeros((4, 2), candle_core::DType::F32, &Device::Cpu).unwrap();
        for token in [4.0, -1.0, 1.5, f32::NAN, f32::INFINITY, 1e30] {
            let x = Tensor::from_vec(vec![0.0, token], (1, 2), &Device::Cpu).unwrap();
            let fault = Embedding.forward(&x, std::slice::from_ref(&weight)).unwrap_err();
            assert!(fault.to_string().contains("none of the vocabulary's"), "{fault}");
        }
    }
}
