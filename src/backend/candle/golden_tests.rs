//! Every layer against PyTorch: values and all gradients (`tools/golden-layers`,
//! `tools/golden-sequences`).
//!
//! `cargo test --lib golden -- --nocapture` prints the worst deviation.

use candle_core::Tensor;

use super::Network;
use super::golden::layers_equal_pytorch;
use super::golden_sequences::sequences_equal_pytorch;
use super::testing::{Passed, running};
use crate::backend::kernels::read;

fn way(network: &Network, x: &Tensor, weighting: &[f32]) -> Passed {
    let evaluated = read(&network.forward(x).unwrap()).unwrap();
    let tape = network.record(x.clone(), 0).unwrap();
    let output = tape.output().unwrap().copy().unwrap();
    let weighting = Tensor::from_slice(weighting, output.shape(), output.device()).unwrap();
    let (gradients, to_x) = tape.all_gradients(&weighting).unwrap();
    let gradients = gradients.into_iter().map(|g| read(&g.unwrap()).unwrap()).collect();
    let to_x = to_x.map(|to_x| read(&to_x).unwrap());
    let (output, running) = (read(&output).unwrap(), running(network));
    Passed { evaluated, output, running, gradients, to_x }
}

#[test]
fn layers_are_pytorchs() {
    layers_equal_pytorch(&|network, x, weighting| way(network, x, weighting));
}

#[test]
fn sequences_are_pytorchs() {
    sequences_equal_pytorch(&|network, x, weighting| {
        network.steps.iter_mut().for_each(|step| step.to_x = true);
        way(network, x, weighting)
    });
}
