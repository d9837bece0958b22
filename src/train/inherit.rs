//! Numbers of networks by name, to carry them from one to another.

use std::collections::BTreeMap;
use std::path::Path;

use super::error::TrainError;
use super::weight_file::{self, read, refused};
use crate::backend::candle::{Network, from_bytes};
use crate::graph::Graph;
use crate::grow::Values;
use crate::instantiate::Init;

/// What a weight file holds of the network of a graph.
///
/// # Errors
/// The file cannot be read, or holds the weights of another network.
pub fn saved(path: &Path, graph: &Graph) -> Result<Values, TrainError> {
    let network = Network::new(graph, Init::Zeros, 0)?;
    from_bytes(&network, &read(path)?).map_err(|fault| refused(path, &fault))?;
    Ok(network.named()?)
}

/// What the training of a network would begin from.
///
/// # Errors
/// The graph has no input.
pub fn fresh(graph: &Graph, init: Init, seed: u64) -> Result<Values, TrainError> {
    Ok(Network::new(graph, init, seed)?.named()?)
}

/// Writes numbers as the weight file of a graph's network.
///
/// # Errors
/// The file cannot be written.
pub fn save(
    graph: &Graph,
    values: &Values,
    path: &Path,
    metadata: &BTreeMap<String, String>,
) -> Result<(), TrainError> {
    let network = Network::new(graph, Init::Zeros, 0)?;
    network.take_named(values)?;
    weight_file::write(&network, path, metadata)
}
