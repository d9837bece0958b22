//! The loss of a batch.

use std::sync::Arc;

use candle_core::{Result, bail};

use super::batches::Expected;
use crate::backend::candle::Applied;
use crate::backend::kernels::{CrossEntropy, PointwiseKind, PointwiseLoss};
use crate::instantiate::{Loss, Settings};
use crate::template::OutputSpec;

/// The loss of a batch as an op on its logits or values `[batch, outputs]`: their mean loss, a
/// scalar.
///
/// # Errors
/// The targets do not fit the loss.
pub fn of(expected: &Expected, settings: &Settings) -> Result<Applied> {
    let kind = match settings.loss {
        Loss::CrossEntropy => {
            let Expected::Classes(classes) = expected else {
                bail!("cross_entropy needs classes, but the targets are real values");
            };
            let op = CrossEntropy::new(classes.clone(), settings.label_smoothing);
            return Ok(Applied::One(Box::new(op)));
        }
        Loss::BinaryCrossEntropy => PointwiseKind::BinaryCrossEntropy,
        Loss::MeanSquaredError => PointwiseKind::MeanSquaredError,
        Loss::MeanAbsoluteError => PointwiseKind::MeanAbsoluteError,
        Loss::Huber { delta } => PointwiseKind::Huber { delta: delta as f32 },
    };
    let values = match expected {
        Expected::Values(values) => values.clone(),
        Expected::Classes(classes) => Arc::new(classes.iter().map(|c| *c as f32).collect()),
    };
    Ok(Applied::One(Box::new(PointwiseLoss::new(kind, values))))
}

/// Whether a loss fits what the network predicts.
///
/// # Errors
/// Why not, in words for people.
pub fn fits(loss: Loss, output: OutputSpec) -> std::result::Result<(), String> {
    let needed = match loss {
        Loss::CrossEntropy => "classes",
        Loss::BinaryCrossEntropy => "binary",
        Loss::MeanSquaredError | Loss::MeanAbsoluteError | Loss::Huber { .. } => "values",
    };
    let found = match output {
        OutputSpec::Classes(_) => "classes",
        OutputSpec::Binary => "binary",
        OutputSpec::Labels(_) => "binary",
        OutputSpec::Values(_) => "values",
    };
    if needed == found {
        return Ok(());
    }
    Err(format!("this loss needs the output `{needed}`, but the output is `{found}`"))
}
