//! One recurrent layer over whole series: rnn, lstm and gru, one way or both.
//!
//! All steps' products with the input are one matrix product, and so are all weight gradients; only
//! the products with the state go step by step. Inside, a series lies step after step
//! (`[length, batch, features]`).

mod back;
mod cell;
mod gru;
mod lstm;
mod pass;
mod rnn;

use std::cell::RefCell;

use candle_core::{Result, Tensor, bail};

use self::back::{Back, Slopes};
use self::pass::{Pass, Sizes, Weights};
use super::access::{tensor, with_all, with_values};
use super::buffers::{give_back, stale};
use super::layer::Layer;
use super::steps::Steps;
use crate::graph::{self, Returns};

/// x `[batch, features, length]`; for each direction `weight_ih [gates × units, features]`,
/// `weight_hh [gates × units, units]`, `bias_ih` and `bias_hh [gates × units]`, as PyTorch →
/// `[batch, directions × units]`, or with that many channels `[batch, …, length]`.
#[derive(Debug)]
pub struct Recurrent {
    layer: graph::Recurrent,
    /// Whether the gradient of `x` is needed.
    to_x: bool,
    training: bool,
    kept: RefCell<Option<Kept>>,
}

/// What the way back needs.
#[derive(Debug)]
struct Kept {
    /// The input, step after step.
    rows: Vec<f32>,
    passes: Vec<Pass>,
}

/// How many learned tensors a direction has.
const TENSORS: usize = 4;

impl Recurrent {
    /// A layer for one pass; only one in `training` can be followed back.
    pub fn new(layer: graph::Recurrent, to_x: bool, training: bool) -> Recurrent {
        Recurrent { layer, to_x, training, kept: RefCell::new(None) }
    }

    fn sizes(&self, x: &Tensor) -> Result<Sizes> {
        let (batch, features, length) = x.dims3()?;
        let graph::Recurrent { cell, units, .. } = self.layer;
        if length == 0 || units == 0 {
            bail!("a recurrent layer needs at least one step and one unit");
        }
        Ok(Sizes { cell, batch, features, length, units })
    }

    /// Which rows of the result a direction makes: all steps', or the last state as one step.
    fn place(&self, sizes: &Sizes, direction: usize) -> Steps {
        let length = match self.layer.returns {
            Returns::Last => 1,
            Returns::Sequence => sizes.length,
        };
        let channels = self.directions() * sizes.units;
        let all = Steps::by_time([sizes.batch, channels, length]);
        all.part(direction * sizes.units, sizes.units)
    }

    fn directions(&self) -> usize {
        1 + usize::from(self.layer.bidirectional)
    }

    fn fits(&self, sizes: &Sizes, learned: &[Tensor]) -> Result<()> {
        let (wide, units) = (sizes.wide(), sizes.units);
        let shapes: [&[usize]; TENSORS] =
            [&[wide, sizes.features], &[wide, units], &[wide], &[wide]];
        let expected = shapes.iter().cycle().take(self.directions() * TENSORS);
        if learned.len() == self.directions() * TENSORS
            && learned.iter().zip(expected).all(|(tensor, shape)| tensor.dims() == *shape)
        {
            return Ok(());
        }
        bail!("the weights of a recurrent layer do not fit {} features", sizes.features)
    }
}

impl Layer for Recurrent {
    fn forward(&self, x: &Tensor, learned: &[Tensor]) -> Result<Tensor> {
        let sizes = self.sizes(x)?;
        self.fits(&sizes, learned)?;
        let series = Steps::by_time([sizes.batch, sizes.features, sizes.length]);
        let mut rows = stale(series.count());
        with_values(x, |x| series.gather(x, &mut rows))?;
        let length = self.place(&sizes, 0).length;
        let channels = self.directions() * sizes.units;
        let mut out = stale(sizes.batch * channels * length);
        let mut passes = Vec::new();
        for (direction, tensors) in learned.chunks_exact(TENSORS).enumerate() {
            let reverse = direction == 1;
            let pass =
                with_all(tensors, |slices| Pass::new(sizes, Weights::of(slices)?, &rows, reverse))?;
            self.place(&sizes, direction).scatter(pass.shown(length), &mut out)?;
            passes.push(pass);
        }
        let kept = Some(Kept { rows, passes });
        let spent = if self.training { self.kept.replace(kept) } else { kept };
        if let Some(spent) = spent {
            spent.give_back();
        }
        match self.layer.returns {
            Returns::Last => tensor(out, &(sizes.batch, channels).into()),
            Returns::Sequence => tensor(out, &(sizes.batch, channels, length).into()),
        }
    }

    fn backward(
        &self,
        x: &Tensor,
        learned: &[Tensor],
        gradient: &Tensor,
    ) -> Result<(Option<Tensor>, Vec<Tensor>)> {
        let sizes = self.sizes(x)?;
        self.fits(&sizes, learned)?;
        let Some(mut kept) = self.kept.take() else {
            bail!("a recurrent layer goes back once after each pass in training");
        };
        let series = Steps::by_time([sizes.batch, sizes.features, sizes.length]);
        let mut to_rows = if self.to_x { stale(series.count()) } else { Vec::new() };
        let mut to_learned = Vec::new();
        let directions = learned.chunks_exact(TENSORS).zip(&mut kept.passes);
        for (direction, (tensors, pass)) in directions.enumerate() {
            let place = self.place(&sizes, direction);
            let mut upstream = stale(place.count());
            with_values(gradient, |gradient| place.gather(gradient, &mut upstream))?;
            let back = Back { rows: &kept.rows, upstream: &upstream, first: direction == 0 };
            let Slopes(slopes) =
                with_all(tensors, |slices| back.run(pass, Weights::of(slices)?, &mut to_rows))?;
            for (slopes, tensors) in slopes.into_iter().zip(tensors) {
                to_learned.push(tensor(slopes, tensors.shape())?);
            }
            give_back(upstream);
        }
        kept.give_back();
        let mut to_x = None;
        if self.to_x {
            let mut values = stale(series.count());
            series.scatter(&to_rows, &mut values)?;
            to_x = Some(tensor(values, x.shape())?);
        }
        give_back(to_rows);
        Ok((to_x, to_learned))
    }
}

impl Kept {
    fn give_back(self) {
        give_back(self.rows);
        self.passes.into_iter().for_each(Pass::give_back);
    }
}

#[cfg(test)]
mod tests;
