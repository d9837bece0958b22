//! Measuring a network on a part of the data.

use super::batches::{Expected, gather, ranges};
use super::data::{Inputs, Part};
use super::loss::Criterion;
use super::metrics::{Measured, Tally};
use crate::backend::plan::Compiled;
use crate::instantiate::Metric;
use crate::template::OutputSpec;

/// Samples at once: large enough to keep the kernels busy, small enough for memory.
const BATCH: usize = 256;

/// The loss and the metrics on a part, without training.
///
/// # Errors
/// The part does not fit the network.
pub fn evaluate(
    network: &Compiled,
    part: &Part,
    output: OutputSpec,
    criterion: &Criterion,
    metrics: &[Metric],
) -> Result<Measured, String> {
    let mut tally = Tally::new(output, metrics, part.samples);
    let (mut expected, mut slopes, mut room) = (Expected::default(), Vec::new(), Vec::new());
    for range in ranges(part.samples, BATCH, false) {
        expected = expected.refill(part, range.clone());
        let measure = |outputs: &[f32]| {
            slopes.resize(outputs.len(), 0.0);
            let loss = criterion.mean(&expected, outputs, &mut slopes, &mut room)?;
            let mass = criterion.mass(&expected, range.len());
            tally.add(loss, mass, criterion.own_units(outputs, &mut room), &expected);
            Ok(())
        };
        let fill = |room: &mut [f32]| gather(&part.inputs, range.clone(), room);
        let measured = network.evaluate(range.len(), fill, measure);
        measured.map_err(|fault| fault.to_string()).flatten()?;
    }
    Ok(tally.measured(metrics))
}

/// The logits or values of all samples, row-major.
///
/// # Errors
/// The samples do not fit the network.
pub fn outputs(network: &Compiled, inputs: &Inputs) -> Result<Vec<f32>, String> {
    let samples = inputs.values.len() / inputs.elements.max(1);
    let mut all = Vec::new();
    for range in ranges(samples, BATCH, false) {
        let fill = |room: &mut [f32]| gather(inputs, range.clone(), room);
        let seen = network.evaluate(range.len(), fill, |outputs| all.extend_from_slice(outputs));
        seen.map_err(|fault| fault.to_string())?;
    }
    Ok(all)
}
