//! Predicting with saved weights.

use std::path::Path;

use super::data::Inputs;
use super::error::TrainError;
use super::evaluate::outputs;
use super::fitting;
use super::target_scale::TargetScale;
use super::weight_file::{TARGET_SCALE, read, refused};
use crate::backend::candle::{self, from_bytes};
use crate::backend::plan::Compiled;
use crate::graph::Graph;
use crate::instantiate::Init;
use crate::template::OutputSpec;

/// A trained network.
#[derive(Debug)]
pub struct Predictor {
    network: Compiled,
    elements: usize,
    output: OutputSpec,
    targets: TargetScale,
}

impl Predictor {
    /// Builds the network of a graph with the weights of a file.
    ///
    /// # Errors
    /// The file cannot be read, or holds the weights of another network.
    pub fn load(path: &Path, graph: &Graph, output: OutputSpec) -> Result<Predictor, TrainError> {
        let network = Compiled::new(graph, Init::Zeros, 0).map_err(TrainError::Failed)?;
        let bytes = read(path)?;
        from_bytes(network.network(), &bytes).map_err(|fault| refused(path, &fault))?;
        let targets = target_scale(&bytes, output).map_err(|fault| refused(path, &fault))?;
        let elements = graph.nodes.first().map_or(0, |input| input.shape.elements());
        Ok(Predictor { network, elements, output, targets })
    }

    /// The logits (classes, binary, labels), or values in the data's own units, `samples × outputs`, row-major.
    ///
    /// # Errors
    /// The samples have another size than the network's input.
    pub fn predict(&self, inputs: &Inputs) -> Result<Vec<f32>, TrainError> {
        if inputs.elements != self.elements {
            return Err(TrainError::Failed(format!(
                "a sample has {} numbers, but the network reads {}",
                inputs.elements, self.elements
            )));
        }
        if let Some(input) = self.network.network().graph().nodes.first() {
            fitting::tokens(input.shape, &inputs.values).map_err(TrainError::Failed)?;
        }
        let mut values = outputs(&self.network, inputs).map_err(TrainError::Failed)?;
        self.targets.unscale(&mut values);
        Ok(values)
    }

    /// Class probabilities from logits: `samples × classes` (softmax); for binary outputs one
    /// number a sample, the probability of class 1; for labels that of each. Empty for real outputs.
    pub fn probabilities(&self, logits: &[f32]) -> Vec<f32> {
        match self.output {
            OutputSpec::Classes(classes) => {
                logits.chunks_exact(classes.max(1)).flat_map(softmax).collect()
            }
            OutputSpec::Binary | OutputSpec::Labels(_) => {
                logits.iter().map(|logit| 1.0 / (1.0 + (-logit).exp())).collect()
            }
            OutputSpec::Values(_) => Vec::new(),
        }
    }
}

/// How the targets were scaled, as the file says.
fn target_scale(bytes: &[u8], output: OutputSpec) -> Result<TargetScale, String> {
    let notes = candle::metadata(bytes)?;
    match (output, notes.get(TARGET_SCALE)) {
        (OutputSpec::Values(width), Some(text)) => TargetScale::from_json(text, width),
        _ => Ok(TargetScale::default()),
    }
}

fn softmax(row: &[f32]) -> Vec<f32> {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = row.iter().map(|logit| (logit - largest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}
