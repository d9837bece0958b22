//! A recorded forward pass, and the way back through it.
//!
//! The steps are known before anything runs, so the way back needs no graph of tensors: each
//! step's gradients go where the step read from. (Candle's own backward pass begins every
//! gradient as zeros and adds to them, which moves each one four times.)

use candle_core::{Result, Tensor, bail};

use super::applied::Applied;
use super::network::{Mode, Network};
use crate::backend::kernels::recycle;

/// What a forward pass in training keeps.
pub struct Tape<'a> {
    network: &'a Network,
    applied: Vec<Applied>,
    /// The input, then the result of each step.
    values: Vec<Tensor>,
}

impl Network {
    /// A forward pass in training: drops by the masks of this step, normalises by batch, moves the
    /// running statistics.
    ///
    /// # Errors
    /// The batch has another shape than the network's input.
    pub fn record(&self, x: Tensor, step: u64) -> Result<Tape<'_>> {
        let mode = Mode::Train { step };
        let mut applied = Vec::with_capacity(self.steps.len());
        let mut values = Vec::with_capacity(self.steps.len() + 1);
        values.push(x);
        for step in &self.steps {
            let op = step.kind.applied(mode, step.to_x)?;
            let inputs: Vec<&Tensor> =
                step.inputs.iter().filter_map(|place| values.get(*place)).collect();
            let Some((x, others)) = inputs.split_first() else { bail!("a step reads nothing") };
            let out = op.run(x, others)?;
            values.push(out);
            applied.push(op);
        }
        Ok(Tape { network: self, applied, values })
    }
}

impl Tape<'_> {
    /// The logits or values.
    ///
    /// # Errors
    /// The network has no output.
    pub fn output(&self) -> Result<&Tensor> {
        match self.values.get(self.network.output) {
            Some(output) => Ok(output),
            None => bail!("the network has no output"),
        }
    }

    /// The gradients of the learned tensors, in their order, for the gradient of the output;
    /// `None` for those that the output does not depend on. What [`Tape::output`] gave holds no
    /// numbers afterwards.
    ///
    /// # Errors
    /// The gradient has another shape than the output.
    pub fn gradients(self, gradient: &Tensor) -> Result<Vec<Option<Tensor>>> {
        Ok(self.all_gradients(gradient)?.0)
    }

    /// The same with the gradient of the network's input, where its readers give one.
    pub(super) fn all_gradients(
        self,
        gradient: &Tensor,
    ) -> Result<(Vec<Option<Tensor>>, Option<Tensor>)> {
        let mut learned: Vec<Option<Tensor>> = vec![None; self.network.learned.len()];
        let mut pending: Vec<Option<Tensor>> = vec![None; self.values.len()];
        add(&mut pending, self.network.output, Some(gradient.copy()?))?;
        let steps = self.network.steps.iter().zip(&self.applied).enumerate().rev();
        for (index, (step, applied)) in steps {
            let Some(gradient) = pending.get_mut(index + 1).and_then(Option::take) else {
                continue;
            };
            let x = step.inputs.first().and_then(|place| self.values.get(*place));
            let (Some(x), Some(y)) = (x, self.values.get(index + 1)) else {
                bail!("a step reads nothing");
            };
            let pulled = applied.pull(x, y, &gradient)?;
            if applied.copies() {
                recycle(gradient)?;
            }
            let to_inputs = std::iter::once(pulled.x).chain(pulled.others);
            for (place, gradient) in step.inputs.iter().zip(to_inputs) {
                if step.to_x {
                    add(&mut pending, *place, gradient)?;
                }
            }
            for (place, gradient) in step.kind.learned().into_iter().zip(pulled.learned) {
                if let Some(slot) = learned.get_mut(place) {
                    *slot = gradient;
                }
            }
        }
        self.recycle()?;
        Ok((learned, pending.into_iter().next().flatten()))
    }

    /// The results are needed no more; the input is the caller's, and views share its numbers.
    fn recycle(self) -> Result<()> {
        let results = self.values.into_iter().skip(1).zip(&self.applied);
        results.filter(|(_, applied)| applied.copies()).try_for_each(|(value, _)| recycle(value))
    }
}

/// Adds to what is pending at a place; the network's input (place 0) needs no gradient.
fn add(pending: &mut [Option<Tensor>], place: usize, gradient: Option<Tensor>) -> Result<()> {
    if let (Some(slot), Some(gradient)) = (pending.get_mut(place), gradient) {
        *slot = Some(match slot.take() {
            Some(sum) => {
                let total = (&sum + &gradient)?;
                recycle(sum)?;
                recycle(gradient)?;
                total
            }
            None => gradient,
        });
    }
    Ok(())
}
