//! Predicting with saved weights.

use std::path::Path;

use super::data::Inputs;
use super::error::TrainError;
use super::evaluate::outputs;
use super::weight_file::{read, refused};
use crate::backend::candle::{Network, from_bytes};
use crate::graph::Graph;
use crate::instantiate::Init;
use crate::template::OutputSpec;

/// A trained network.
#[derive(Debug)]
pub struct Predictor {
    network: Network,
    elements: usize,
    output: OutputSpec,
}

impl Predictor {
    /// Builds the network of a graph with the weights of a file.
    ///
    /// # Errors
    /// The file cannot be read, or holds the weights of another network.
    pub fn load(path: &Path, graph: &Graph, output: OutputSpec) -> Result<Predictor, TrainError> {
        let network = Network::new(graph, Init::Zeros, 0)?;
        from_bytes(&network, &read(path)?).map_err(|fault| refused(path, &fault))?;
        Ok(Predictor::new(network, graph, output))
    }

    fn new(network: Network, graph: &Graph, output: OutputSpec) -> Predictor {
        let elements = graph.nodes.first().map_or(0, |input| input.shape.elements());
        Predictor { network, elements, output }
    }

    /// The logits (classes, binary) or values, `samples × outputs`, row-major.
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
        Ok(outputs(&self.network, inputs)?)
    }

    /// Class probabilities from logits: `samples × classes` (softmax); for binary outputs one
    /// number a sample, the probability of class 1. Empty for real outputs.
    pub fn probabilities(&self, logits: &[f32]) -> Vec<f32> {
        match self.output {
            OutputSpec::Classes(classes) => {
                logits.chunks_exact(classes.max(1)).flat_map(softmax).collect()
            }
            OutputSpec::Binary => logits.iter().map(|logit| 1.0 / (1.0 + (-logit).exp())).collect(),
            OutputSpec::Labels(_) | OutputSpec::Values(_) => Vec::new(),
        }
    }
}

fn softmax(row: &[f32]) -> Vec<f32> {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f32> = row.iter().map(|logit| (logit - largest).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.iter().map(|power| power / sum).collect()
}
