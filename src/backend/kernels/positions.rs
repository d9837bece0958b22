//! Where each step of a series stands: a vector added to it, learned or of sines and cosines.

use candle_core::{Result, Tensor, bail};

use super::access::{tensor, with_values};
use super::buffers::{copied, zeroed};
use super::layer::Layer;
use super::simd::vectorised;

/// x `[batch, features, length]`, one weight `[features, length]`.
#[derive(Clone, Copy, Debug)]
pub struct Positions {
    /// Whether the weight is learned and needs its gradient.
    pub learned: bool,
}

/// The fixed vectors, `[features, length]`: feature 2i is `sin(step / 10000^(2i / features))`,
/// feature 2i + 1 the cosine of the same (Vaswani et al. 2017, 3.5). Sines and cosines alternate.
pub fn sinusoids(features: usize, length: usize) -> Vec<f32> {
    let value = |feature: usize, step: usize| {
        let power = (feature - feature % 2) as f64 / features as f64;
        let angle = step as f64 / 10_000_f64.powf(power);
        if feature.is_multiple_of(2) { angle.sin() } else { angle.cos() }
    };
    let lines = (0..features).flat_map(|feature| (0..length).map(move |step| (feature, step)));
    lines.map(|(feature, step)| value(feature, step) as f32).collect()
}

vectorised! {
    fn add_to_each<'a>(weight: &'a [f32], values: &'a mut [f32]) {
        for sample in values.chunks_exact_mut(weight.len().max(1)) {
            sample.iter_mut().zip(weight).for_each(|(value, weight)| *value += weight);
        }
    }

    fn add_all<'a>(values: &'a [f32], sums: &'a mut [f32]) {
        for sample in values.chunks_exact(sums.len().max(1)) {
            sums.iter_mut().zip(sample).for_each(|(sum, value)| *sum += value);
        }
    }
}

impl Layer for Positions {
    fn forward(&self, x: &Tensor, learned: &[Tensor]) -> Result<Tensor> {
        let [weight] = learned else { bail!("positions have one weight") };
        let (_, features, length) = x.dims3()?;
        if weight.dims2()? != (features, length) {
            bail!("positions of {:?} do not fit {:?}", weight.dims(), x.dims());
        }
        let mut out = with_values(x, |x| Ok(copied(x)))?;
        with_values(weight, |weight| {
            add_to_each(weight, &mut out);
            Ok(())
        })?;
        tensor(out, x.shape())
    }

    fn backward(
        &self,
        _: &Tensor,
        learned: &[Tensor],
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Vec<Tensor>)> {
        let [weight] = learned else { bail!("positions have one weight") };
        // A copy: the gradient is given back when it was used.
        let to_x = tensor(with_values(gradient, |g| Ok(copied(g)))?, gradient.shape())?;
        if !self.learned {
            return Ok((Some(to_x), Vec::new()));
        }
        let mut to_weight = zeroed(weight.elem_count());
        with_values(gradient, |gradient| {
            add_all(gradient, &mut to_weight);
            Ok(())
        })?;
        Ok((Some(to_x), vec![tensor(to_weight, weight.shape())?]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{Case, check_layer};
    use super::{Positions, sinusoids};

    #[test]
    fn each_sample_gets_the_weight() {
        for (batch, features, length) in [(3, 4, 5), (1, 1, 1), (2, 3, 17)] {
            let case = Case::new("positions")
                .input(&[batch, features, length], 1.0)
                .input(&[features, length], 1.0);
            let definition = |v: &[Vec<f64>]| {
                let weight = v[1].iter().cycle();
                v[0].iter().zip(weight).map(|(x, w)| x + w).collect()
            };
            check_layer(&case, || Positions { learned: true }, definition);
        }
    }

    /// The first steps of four features: sin t, cos t, sin t/100, cos t/100.
    #[test]
    fn sines_and_cosines_alternate() {
        let table = sinusoids(4, 3);
        let rows: [fn(f64) -> f64; 4] =
            [f64::sin, f64::cos, |t| (t / 100.0).sin(), |t| (t / 100.0).cos()];
        for (row, exact) in table.chunks(3).zip(rows) {
            for (step, value) in row.iter().enumerate() {
                assert!((f64::from(*value) - exact(step as f64)).abs() < 1e-7);
            }
        }
        assert_eq!(sinusoids(1, 2), [0.0, 1.0_f64.sin() as f32]);
    }
}
