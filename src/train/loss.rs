//! The loss of a batch.

use std::borrow::Cow;
use std::sync::Arc;

use candle_core::{Result, bail};

use super::batches::Expected;
use super::class_weights::Weights;
use super::data::Part;
use super::target_scale::TargetScale;
use crate::backend::candle::Applied;
use crate::backend::kernels::{CrossEntropy, PointwiseKind, PointwiseLoss, WeightedBinary};
use crate::instantiate::{Loss, Settings};
use crate::template::OutputSpec;

/// What is made small, with all that it takes from the training part.
#[derive(Clone, Debug)]
pub struct Criterion {
    loss: Loss,
    smoothing: f64,
    weights: Weights,
    pub targets: TargetScale,
}

impl Criterion {
    pub fn new(settings: &Settings, output: OutputSpec, train: &Part) -> Criterion {
        let scaled = settings.scale_targets
            && settings.loss.measures()
            && matches!(output, OutputSpec::Values(_));
        Criterion {
            loss: settings.loss,
            smoothing: settings.label_smoothing,
            weights: Weights::new(&settings.class_weights, output, train),
            targets: if scaled { TargetScale::standard(train) } else { TargetScale::default() },
        }
    }

    /// The loss of a batch as an op on its logits or values `[batch, outputs]`: their mean loss, a
    /// scalar.
    ///
    /// # Errors
    /// The targets do not fit the loss.
    pub fn op(&self, expected: &Expected) -> Result<Applied> {
        let kind = match self.loss {
            Loss::CrossEntropy => return self.cross_entropy(expected),
            Loss::BinaryCrossEntropy => return Ok(self.binary(expected)),
            Loss::MeanSquaredError => PointwiseKind::MeanSquaredError,
            Loss::MeanAbsoluteError => PointwiseKind::MeanAbsoluteError,
            Loss::Huber { delta } => PointwiseKind::Huber { delta: delta as f32 },
        };
        let mut values = shares(expected);
        if !self.targets.is_plain() {
            self.targets.scale(Arc::make_mut(&mut values).as_mut_slice());
        }
        Ok(Applied::One(Box::new(PointwiseLoss::new(kind, values))))
    }

    fn cross_entropy(&self, expected: &Expected) -> Result<Applied> {
        let (first, mixed) = match expected {
            Expected::Classes(classes) => (classes, None),
            Expected::Mixed { first, second, share } => (first, Some((second, *share))),
            Expected::Values(_) => {
                bail!("cross_entropy needs classes, but the targets are real values")
            }
        };
        let mut op = CrossEntropy::new(first.clone(), self.smoothing);
        if let Some((second, share)) = mixed {
            op = op.mixed(second.clone(), share);
        }
        if let Weights::Classes(weights) = &self.weights {
            op = op.weighted(weights.clone());
        }
        Ok(Applied::One(Box::new(op)))
    }

    fn binary(&self, expected: &Expected) -> Applied {
        let mut targets = shares(expected);
        if self.smoothing > 0.0 {
            let (kept, even) = (1.0 - self.smoothing as f32, 0.5 * self.smoothing as f32);
            Arc::make_mut(&mut targets).iter_mut().for_each(|t| *t = *t * kept + even);
        }
        match &self.weights {
            Weights::Answers(weights) => {
                Applied::One(Box::new(WeightedBinary::new(targets, weights.clone())))
            }
            _ => {
                let kind = PointwiseKind::BinaryCrossEntropy;
                Applied::One(Box::new(PointwiseLoss::new(kind, targets)))
            }
        }
    }

    /// What a batch's mean loss is a mean over: samples, or their weights.
    pub fn mass(&self, expected: &Expected, samples: usize) -> f64 {
        let Weights::Classes(weights) = &self.weights else { return samples as f64 };
        let of = |class: &u32| f64::from(weights.get(*class as usize).copied().unwrap_or(1.0));
        let sum = |classes: &[u32]| classes.iter().map(of).sum::<f64>();
        match expected {
            Expected::Classes(classes) => sum(classes),
            Expected::Mixed { first, second, share } => {
                let share = f64::from(*share);
                share * sum(first) + (1.0 - share) * sum(second)
            }
            Expected::Values(_) => samples as f64,
        }
    }

    /// Outputs in the units of the data.
    pub fn own_units<'a>(&self, outputs: &'a [f32]) -> Cow<'a, [f32]> {
        if self.targets.is_plain() {
            return Cow::Borrowed(outputs);
        }
        let mut values = outputs.to_vec();
        self.targets.unscale(&mut values);
        Cow::Owned(values)
    }
}

/// Targets as numbers; of two classes the share of the second.
fn shares(expected: &Expected) -> Arc<Vec<f32>> {
    match expected {
        Expected::Values(values) => values.clone(),
        Expected::Classes(classes) => Arc::new(classes.iter().map(|c| *c as f32).collect()),
        Expected::Mixed { first, second, share } => {
            let mix = |(a, b): (&u32, &u32)| share * *a as f32 + (1.0 - share) * *b as f32;
            Arc::new(first.iter().zip(second.iter()).map(mix).collect())
        }
    }
}

/// Whether a loss fits what the network predicts.
///
/// # Errors
/// Why not, in words for people.
pub fn fits(loss: Loss, output: OutputSpec) -> std::result::Result<(), String> {
    let (needed, fit) = match loss {
        Loss::CrossEntropy => ("classes", matches!(output, OutputSpec::Classes(_))),
        Loss::BinaryCrossEntropy => {
            ("binary` or `labels", matches!(output, OutputSpec::Binary | OutputSpec::Labels(_)))
        }
        Loss::MeanSquaredError | Loss::MeanAbsoluteError | Loss::Huber { .. } => {
            ("values", matches!(output, OutputSpec::Values(_)))
        }
    };
    if fit {
        return Ok(());
    }
    Err(format!("this loss needs the output `{needed}`, but the output is `{output}`"))
}

#[cfg(test)]
#[path = "loss_tests.rs"]
mod tests;
