//! The loss of a batch.

use super::batches::Expected;
use super::class_weights::Weights;
use super::data::Part;
use super::target_scale::TargetScale;
use crate::backend::kernels::loss::{
    self as kernels, CrossEntropy, Mixed, Pointwise, WeightedBinary,
};
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

    /// The mean loss of a batch's logits or values `[batch, outputs]`, the gradient of which goes
    /// into `slopes`. `room` is for targets as the loss sees them.
    ///
    /// # Errors
    /// The targets do not fit the loss.
    pub fn mean(
        &self,
        expected: &Expected,
        outputs: &[f32],
        slopes: &mut [f32],
        room: &mut Vec<f32>,
    ) -> Result<f64, String> {
        let kind = match self.loss {
            Loss::CrossEntropy => {
                return Ok(self.cross_entropy(expected)?.mean(outputs, slopes));
            }
            Loss::BinaryCrossEntropy => Pointwise::BinaryCrossEntropy,
            Loss::MeanSquaredError => Pointwise::MeanSquaredError,
            Loss::MeanAbsoluteError => Pointwise::MeanAbsoluteError,
            Loss::Huber { delta } => Pointwise::Huber { delta: delta as f32 },
        };
        shares(expected, room);
        self.targets.scale(room);
        if self.loss == Loss::BinaryCrossEntropy && self.smoothing > 0.0 {
            let (kept, even) = (1.0 - self.smoothing as f32, 0.5 * self.smoothing as f32);
            room.iter_mut().for_each(|target| *target = *target * kept + even);
        }
        let targets = room.as_slice();
        let loss = match (&self.weights, self.loss) {
            (Weights::Answers(weights), Loss::BinaryCrossEntropy) => {
                kernels::Loss::WeightedBinary(WeightedBinary { targets, weights })
            }
            _ => kernels::Loss::Pointwise { kind, targets },
        };
        Ok(loss.mean(outputs, slopes))
    }

    fn cross_entropy<'a>(&'a self, expected: &'a Expected) -> Result<kernels::Loss<'a>, String> {
        let (targets, mixed) = match expected {
            Expected::Classes(classes) => (classes, None),
            Expected::Mixed { first, second, share } => {
                (first, Some(Mixed { second, share: *share }))
            }
            Expected::Values(_) => {
                return Err("cross_entropy needs classes, but the targets are real values".into());
            }
        };
        let weights: &[f32] = match &self.weights {
            Weights::Classes(weights) => weights,
            _ => &[],
        };
        let smoothing = self.smoothing as f32;
        Ok(kernels::Loss::CrossEntropy(CrossEntropy { targets, smoothing, weights, mixed }))
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

    /// Outputs in the units of the data; `room` is for those that have others.
    pub fn own_units<'a>(&self, outputs: &'a [f32], room: &'a mut Vec<f32>) -> &'a [f32] {
        if self.targets.is_plain() {
            return outputs;
        }
        room.clear();
        room.extend_from_slice(outputs);
        self.targets.unscale(room);
        room
    }
}

/// Targets as numbers; of two classes the share of the second.
fn shares(expected: &Expected, room: &mut Vec<f32>) {
    room.clear();
    match expected {
        Expected::Values(values) => room.extend_from_slice(values),
        Expected::Classes(classes) => room.extend(classes.iter().map(|class| *class as f32)),
        Expected::Mixed { first, second, share } => {
            let mix = |(a, b): (&u32, &u32)| share * *a as f32 + (1.0 - share) * *b as f32;
            room.extend(first.iter().zip(second).map(mix));
        }
    }
}

/// Whether a loss fits what the network predicts.
///
/// # Errors
/// Why not, in words for people.
pub fn fits(loss: Loss, output: OutputSpec) -> Result<(), String> {
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
