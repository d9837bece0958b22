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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::Trainer;
    use super::super::testing::{RELU, blobs, dense, member};
    use super::fresh;
    use crate::grow::{Options, grow};
    use crate::template::{InputSpec, OutputSpec};

    /// A trained network goes on from where it was after it has grown.
    #[test]
    fn a_grown_network_begins_with_the_same_figures() {
        let (input, output) = (InputSpec::Features(2), OutputSpec::Classes(3));
        let [small, large] =
            [8, 20].map(|units| member(input, output, &[dense(units), RELU, dense(3)]));
        let data = blobs(3);
        let mut trainer = Trainer::new(&small, Arc::clone(&data), 1).unwrap();
        trainer.epoch(&mut |_, _| super::super::Flow::Continue).unwrap();
        let before = trainer.evaluate(&data.validation).unwrap();
        let old = trainer.network().named().unwrap();
        let first = fresh(&large.graph, large.settings.init, 2).unwrap();
        let grown =
            grow((&small.graph, &old), (&large.graph, &first), &Options::default()).unwrap();
        let trainer = Trainer::new(&large, Arc::clone(&data), 2).unwrap();
        assert!((trainer.evaluate(&data.validation).unwrap().loss - before.loss).abs() > 1e-3);
        trainer.begin_from(&grown.values()).unwrap();
        let after = trainer.evaluate(&data.validation).unwrap();
        assert!((after.loss - before.loss).abs() < 1e-6, "{} {}", before.loss, after.loss);
        assert_eq!(after.metrics, before.metrics);
    }
}
