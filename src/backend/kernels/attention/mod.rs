//! Multi-head self-attention over the steps of a series (Vaswani et al. 2017).
//!
//! Inside, a sample's steps are rows (`[batch, length, features]`), so that each projection is one
//! matrix product for the whole batch; the heads are columns of them.

mod heads;

use std::cell::RefCell;

use candle_core::{Result, Tensor, bail};

use self::heads::{Heads, Sizes};
use super::access::{tensor, with_all, with_values};
use super::buffers::{give_back, stale};
use super::channels::add_sums;
use super::dropout::Dropout;
use super::layer::Layer;
use super::matmul::{Into, Matrix, matmul};
use super::steps::Steps;

/// x `[batch, features, length]`, `in_proj_weight [3 × features, features]` (queries, keys,
/// values), `in_proj_bias`, `out_proj_weight [features, features]`, `out_proj_bias`, as PyTorch →
/// the shape of x. Without biases where there are but two tensors.
#[derive(Debug)]
pub struct Attention {
    heads: Heads,
    /// Whether the gradient of `x` is needed.
    to_x: bool,
    training: bool,
    kept: RefCell<Option<Kept>>,
}

/// What the way back needs.
#[derive(Debug)]
struct Kept {
    /// The input, `[batch, length, features]`.
    rows: Vec<f32>,
    /// `[batch, length, 3 × features]`
    projected: Vec<f32>,
    /// Before dropout, `[batch, heads, length, length]`.
    weights: Vec<f32>,
    /// What the heads gathered, `[batch, length, features]`.
    gathered: Vec<f32>,
}

/// The layer's tensors.
struct Learned<'a> {
    into: &'a [f32],
    into_bias: Option<&'a [f32]>,
    out: &'a [f32],
    out_bias: Option<&'a [f32]>,
}

impl<'a> Learned<'a> {
    fn of(slices: &[&'a [f32]], width: usize) -> Result<Learned<'a>> {
        let learned = match slices {
            [into, out] => Learned { into, into_bias: None, out, out_bias: None },
            [into, into_bias, out, out_bias] => {
                Learned { into, into_bias: Some(into_bias), out, out_bias: Some(out_bias) }
            }
            _ => bail!("attention has two weights, each with or without a bias"),
        };
        let biases = [(learned.into_bias, 3 * width), (learned.out_bias, width)];
        let fit = biases.iter().all(|(bias, count)| bias.is_none_or(|bias| bias.len() == *count));
        if learned.into.len() != 3 * width * width || learned.out.len() != width * width || !fit {
            bail!("the weights of attention do not fit {width} features");
        }
        Ok(learned)
    }
}

impl Attention {
    /// For evaluation. A step sees no later one where it is `causal`.
    pub fn new(heads: usize, causal: bool) -> Attention {
        let heads = Heads { count: heads, causal, dropout: None };
        Attention { heads, to_x: false, training: false, kept: RefCell::new(None) }
    }

    /// For one pass that will be followed back. `dropout` drops attention weights.
    #[must_use]
    pub fn training(mut self, to_x: bool, dropout: Option<Dropout>) -> Attention {
        self.heads.dropout = dropout;
        Attention { to_x, training: true, ..self }
    }

    fn sizes(&self, x: &Tensor) -> Result<Sizes> {
        let (batch, width, length) = x.dims3()?;
        let heads = self.heads.count;
        if heads == 0 || length == 0 || width == 0 || !width.is_multiple_of(heads) {
            bail!("{heads} heads cannot share {width} features at {length} steps");
        }
        Ok(Sizes { batch, width, length, heads })
    }

    fn ahead(&self, sizes: &Sizes, rows: Vec<f32>, learned: &Learned) -> Result<(Kept, Vec<f32>)> {
        let Sizes { batch, width, length, .. } = *sizes;
        let steps = batch * length;
        let mut projected = stale(steps * 3 * width);
        project(&mut projected, (&rows, width), (learned.into, learned.into_bias))?;
        let mut weights = stale(batch * sizes.weights());
        let mut gathered = stale(steps * width);
        self.heads.forward(sizes, &projected, &mut weights, &mut gathered)?;
        let mut out = stale(steps * width);
        project(&mut out, (&gathered, width), (learned.out, learned.out_bias))?;
        Ok((Kept { rows, projected, weights, gathered }, out))
    }

    /// The gradients of the input's rows (where needed) and of the tensors in their order.
    fn behind(
        &self,
        sizes: &Sizes,
        kept: &Kept,
        learned: &Learned,
        slopes: &[f32],
    ) -> Result<(Vec<f32>, Vec<Vec<f32>>)> {
        let Sizes { batch, width, length, .. } = *sizes;
        let steps = batch * length;
        let mut to_gathered = stale(steps * width);
        let weight = Matrix::new(learned.out, width, width);
        matmul(&mut to_gathered, width, Matrix::new(slopes, steps, width), weight, Into::Replace)?;
        let mut to_projected = stale(steps * 3 * width);
        let given = [kept.projected.as_slice(), &kept.weights, &to_gathered];
        self.heads.backward(sizes, given, &mut to_projected)?;
        give_back(to_gathered);
        let mut to_rows = Vec::new();
        if self.to_x {
            to_rows = stale(steps * width);
            let weight = Matrix::new(learned.into, 3 * width, width);
            let through = Matrix::new(&to_projected, steps, 3 * width);
            matmul(&mut to_rows, width, through, weight, Into::Replace)?;
        }
        let mut to_learned = Vec::new();
        for (slopes, units, rows, bias) in [
            (to_projected.as_slice(), 3 * width, &kept.rows, learned.into_bias),
            (slopes, width, &kept.gathered, learned.out_bias),
        ] {
            let mut to_weight = stale(units * width);
            let rows = Matrix::new(rows, steps, width);
            let slopes_of = Matrix::new(slopes, steps, units).transposed();
            matmul(&mut to_weight, width, slopes_of, rows, Into::Replace)?;
            to_learned.push(to_weight);
            if bias.is_some() {
                let mut sums = vec![0.0; units];
                add_sums(slopes, 1, &mut sums);
                to_learned.push(sums);
            }
        }
        give_back(to_projected);
        Ok((to_rows, to_learned))
    }
}

/// `out = rows·Wᵀ + b`.
fn project(
    out: &mut [f32],
    (rows, width): (&[f32], usize),
    (weight, bias): (&[f32], Option<&[f32]>),
) -> Result<()> {
    let (steps, units) = (rows.len() / width, weight.len() / width);
    let mut into = Into::Replace;
    if let Some(bias) = bias {
        out.chunks_exact_mut(units).for_each(|row| row.copy_from_slice(bias));
        into = Into::Add;
    }
    let weight = Matrix::new(weight, units, width).transposed();
    matmul(out, units, Matrix::new(rows, steps, width), weight, into)
}

impl Layer for Attention {
    fn forward(&self, x: &Tensor, learned: &[Tensor]) -> Result<Tensor> {
        let sizes = self.sizes(x)?;
        let series = Steps::by_sample([sizes.batch, sizes.width, sizes.length]);
        let mut rows = stale(series.count());
        with_values(x, |x| series.gather(x, &mut rows))?;
        let (kept, out) = with_all(learned, |slices| {
            self.ahead(&sizes, rows, &Learned::of(slices, sizes.width)?)
        })?;
        let mut values = stale(series.count());
        series.scatter(&out, &mut values)?;
        give_back(out);
        let kept = Some(kept);
        let spent = if self.training { self.kept.replace(kept) } else { kept };
        if let Some(spent) = spent {
            spent.give_back();
        }
        tensor(values, x.shape())
    }

    fn backward(
        &self,
        x: &Tensor,
        learned: &[Tensor],
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Vec<Tensor>)> {
        let sizes = self.sizes(x)?;
        let Some(kept) = self.kept.take() else {
            bail!("attention goes back once after each pass in training");
        };
        let series = Steps::by_sample([sizes.batch, sizes.width, sizes.length]);
        let mut slopes = stale(series.count());
        with_values(gradient, |gradient| series.gather(gradient, &mut slopes))?;
        let (to_rows, to_learned) = with_all(learned, |slices| {
            self.behind(&sizes, &kept, &Learned::of(slices, sizes.width)?, &slopes)
        })?;
        give_back(slopes);
        kept.give_back();
        let mut to_x = None;
        if self.to_x {
            let mut values = stale(series.count());
            series.scatter(&to_rows, &mut values)?;
            to_x = Some(tensor(values, x.shape())?);
        }
        give_back(to_rows);
        let pairs = to_learned.into_iter().zip(learned);
        Ok((to_x, pairs.map(|(values, of)| tensor(values, of.shape())).collect::<Result<_>>()?))
    }
}

impl Kept {
    fn give_back(self) {
        [self.rows, self.projected, self.weights, self.gathered].into_iter().for_each(give_back);
    }
}

#[cfg(test)]
mod tests;
