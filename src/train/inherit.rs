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

    use super::super::optimizer::Stepper;
    use super::super::testing::{RELU, blobs, dense, member, mlp, settings};
    use super::super::{Flow, Trainer};
    use super::fresh;
    use crate::graph::ParameterKind;
    use crate::grow::{Options, grow};
    use crate::instantiate::{Optimizer, Settings};
    use crate::template::{InputSpec, OutputSpec};

    /// A trained network goes on from where it was after it has grown.
    #[test]
    fn a_grown_network_begins_with_the_same_figures() {
        let (input, output) = (InputSpec::Features(2), OutputSpec::Classes(3));
        let [small, large] =
            [8, 20].map(|units| member(input, output, &[dense(units), RELU, dense(3)]));
        let data = blobs(3);
        let mut trainer = Trainer::new(&small, Arc::clone(&data), 1).unwrap();
        trainer.epoch(&mut |_, _| Flow::Continue).unwrap();
        let before = trainer.evaluate(&data.validation).unwrap();
        let old = trainer.network().named().unwrap();
        let first = fresh(&large.graph, large.settings.init, 2).unwrap();
        let grown =
            grow((&small.graph, &old), (&large.graph, &first), &Options::default()).unwrap();
        let mut trainer = Trainer::new(&large, Arc::clone(&data), 2).unwrap();
        assert!((trainer.evaluate(&data.validation).unwrap().loss - before.loss).abs() > 1e-3);
        trainer.begin_grown(&grown, None).unwrap();
        let after = trainer.evaluate(&data.validation).unwrap();
        assert!((after.loss - before.loss).abs() < 1e-6, "{} {}", before.loss, after.loss);
        assert_eq!(after.metrics, before.metrics);
    }

    /// Where nothing has grown, the training goes on as if it had not been moved: weights, moments
    /// and their steps are all there.
    #[test]
    fn a_moved_training_goes_on_bit_for_bit() {
        for optimizer in optimizers() {
            let mut member = mlp(3);
            member.settings.optimizer = optimizer;
            member.settings.shuffle = false;
            let data = blobs(3);
            let mut stayed = Trainer::new(&member, Arc::clone(&data), 1).unwrap();
            stayed.epoch(&mut |_, _| Flow::Continue).unwrap();
            let (old, remembered) = (stayed.network().named().unwrap(), stayed.remembered());
            let first = fresh(&member.graph, member.settings.init, 2).unwrap();
            let graph = &member.graph;
            let grown = grow((graph, &old), (graph, &first), &Options::default()).unwrap();
            let mut moved = Trainer::new(&member, Arc::clone(&data), 2).unwrap();
            moved.begin_grown(&grown, Some(&remembered)).unwrap();
            let reports = [&mut stayed, &mut moved]
                .map(|trainer| trainer.epoch(&mut |_, _| Flow::Continue).unwrap().validation);
            assert_eq!(reports[0], reports[1], "{optimizer:?}");
            assert_eq!(stayed.network().named().unwrap(), moved.network().named().unwrap());
        }
    }

    /// The first step of new numbers is that of a new training, whatever the old ones remember.
    #[test]
    fn new_numbers_count_their_own_steps() {
        for optimizer in optimizers() {
            let settings = Settings { optimizer, ..settings() };
            let stepper =
                |count| Stepper::new(&settings, [(ParameterKind::Weight, 0..count)].into_iter());
            let (mut old, mut numbers) = (stepper(2), [1.0, 2.0]);
            for step in 0..5 {
                old.step(&mut numbers, &mut [0.5 + step as f32, -1.0], 0.01);
            }
            let mut memory = old.memory();
            for moments in memory.moments.iter_mut().filter(|moments| !moments.is_empty()) {
                *moments = vec![moments[0], 0.0, moments[1], 0.0];
            }
            let mut grown = stepper(4);
            grown.recall(memory, &[false, true, false, true]);
            let mut all = [numbers[0], 7.0, numbers[1], 8.0];
            let (mut alone, mut two) = (stepper(2), [7.0, 8.0]);
            for _ in 0..3 {
                grown.step(&mut all, &mut [0.3, 0.4, -0.2, 5.0], 0.01);
                old.step(&mut numbers, &mut [0.3, -0.2], 0.01);
                alone.step(&mut two, &mut [0.4, 5.0], 0.01);
            }
            assert_eq!(all, [numbers[0], two[0], numbers[1], two[1]], "{optimizer:?}");
        }
    }

    #[test]
    fn the_rate_rises_again() {
        let mut trainer = Trainer::new(&mlp(3), blobs(3), 1).unwrap();
        trainer.warm_again(1000);
        let steps = trainer.epoch(&mut |_, _| Flow::Continue).unwrap().learning_rate / 1e-2;
        let expected = 201_usize.div_ceil(settings().batch_size) as f64 / 1000.0;
        assert!((steps - expected).abs() < 1e-12, "{steps} {expected}");
    }

    fn optimizers() -> [Optimizer; 6] {
        let (beta1, beta2, epsilon) = (0.9, 0.99, 1e-8);
        [
            Optimizer::Sgd { momentum: 0.9, dampening: 0.1, nesterov: false },
            Optimizer::Adam { beta1, beta2, epsilon, amsgrad: true },
            Optimizer::NAdam { beta1, beta2, epsilon, momentum_decay: 4e-3 },
            Optimizer::RmsProp { decay: 0.9, epsilon, momentum: 0.5, centered: true },
            Optimizer::AdaGrad { initial_accumulator: 0.1, learning_rate_decay: 0.01, epsilon },
            Optimizer::Lion { beta1, beta2 },
        ]
    }
}
