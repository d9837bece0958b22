//! Batch norm: gain, bias, mean and variance go where their channel goes. A new one undoes what it
//! does: gain √(var + ε), bias = mean.

use super::super::site::{Filled, Outcome, Site};
use super::super::tensor::Tensor;
use crate::graph::Op;

const NAMES: [&str; 4] = ["weight", "bias", "running_mean", "running_var"];

pub fn fill(site: &Site, epsilon: f64) -> Outcome {
    let mut filled = Filled::new(site.rule());
    let old = match site.old.map(|(old, _)| old.op) {
        Some(Op::BatchNorm { epsilon: before, .. }) => {
            let [gain, bias, mean, variance] = NAMES.map(|name| site.old_values(name));
            let (gain, variance) = (gain?, variance?);
            let same = |(gain, variance): (&f64, &f64)| {
                // Where ε is another one the gain makes up for it.
                let ratio = ((variance + epsilon) / (variance + before)).sqrt();
                if epsilon == before { *gain } else { gain * ratio }
            };
            let gain = gain.iter().zip(variance).map(same).collect();
            [gain, bias?.to_vec(), mean?.to_vec(), variance.to_vec()]
        }
        _ => identity(site, epsilon),
    };
    for (name, values) in NAMES.into_iter().zip(old) {
        let mut tensor: Tensor = site.table(name, site.outputs, &values, false)?;
        if site.old.is_none() {
            tensor.origin.fill(None);
        }
        filled = filled.with(name, tensor);
    }
    Ok(filled)
}

/// Gain, bias, mean and variance of a norm that changes nothing in evaluation.
fn identity(site: &Site, epsilon: f64) -> [Vec<f64>; 4] {
    let width = site.value.shape.channels();
    let known = site.options.statistics.get(&site.value.path);
    let known = known.filter(|known| known.iter().all(|values| values.len() == width));
    let [mean, variance] = known.cloned().unwrap_or([vec![0.0; width], vec![1.0; width]]);
    let gain = variance.iter().map(|variance| (variance + epsilon).sqrt()).collect();
    [gain, mean.clone(), mean, variance]
}
