//! Measuring a network on a part of the data.

use candle_core::{Result, Tensor};

use super::batches::{self, Expected, ranges};
use super::data::{Inputs, Part};
use super::loss::Criterion;
use super::metrics::{Measured, Tally};
use crate::backend::candle::Network;
use crate::backend::kernels::{read, release, with_values};
use crate::instantiate::Metric;
use crate::template::OutputSpec;

/// Samples at once: large enough to keep the kernels busy, small enough for memory.
const BATCH: usize = 256;

/// The loss and the metrics on a part, without training.
///
/// # Errors
/// The part does not fit the network.
pub fn evaluate(
    network: &Network,
    part: &Part,
    output: OutputSpec,
    criterion: &Criterion,
    metrics: &[Metric],
) -> Result<Measured> {
    let mut tally = Tally::new(output, metrics);
    for range in ranges(part.samples, BATCH, false) {
        let expected = batches::targets(part, range.clone());
        let x = network.batch(batches::inputs(&part.inputs, range.clone()))?;
        let outputs = network.forward(&x)?;
        let loss = criterion.op(&expected)?.run(&outputs, &[])?;
        add(&mut tally, criterion, &outputs, &loss, &expected, range.len())?;
    }
    release();
    Ok(tally.measured(metrics))
}

/// Adds a batch to a tally; returns its mean loss.
///
/// # Errors
/// The numbers cannot be read.
pub fn add(
    tally: &mut Tally,
    criterion: &Criterion,
    outputs: &Tensor,
    loss: &Tensor,
    expected: &Expected,
    samples: usize,
) -> Result<f64> {
    let loss = f64::from(loss.to_scalar::<f32>()?);
    let mass = criterion.mass(expected, samples);
    with_values(outputs, |outputs| {
        tally.add(loss, mass, &criterion.own_units(outputs), expected);
        Ok(())
    })?;
    Ok(loss)
}

/// The logits or values of all samples, row-major.
///
/// # Errors
/// The samples do not fit the network.
pub fn outputs(network: &Network, inputs: &Inputs) -> Result<Vec<f32>> {
    let samples = inputs.values.len() / inputs.elements.max(1);
    let mut all = Vec::new();
    for range in ranges(samples, BATCH, false) {
        let x = network.batch(batches::inputs(inputs, range))?;
        all.extend(read(&network.forward(&x)?)?);
    }
    release();
    Ok(all)
}
