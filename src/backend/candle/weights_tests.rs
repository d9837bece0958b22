//! Weight files: there and back, and what is refused.

use std::collections::BTreeMap;

use candle_core::{DType, Device, Tensor};

use super::super::testing::{INIT, draw, everything};
use super::super::{Network, Training};
use super::{from_bytes, metadata, to_bytes};
use crate::graph::Shape;

const INPUT: Shape = Shape::Image { height: 8, width: 8, channels: 1 };

fn network(seed: u64) -> Network {
    let network = Network::new(&everything(INPUT), INIT, seed).unwrap();
    // A step of training moves the running statistics.
    let x = network.batch(draw("x", 4 * 64)).unwrap();
    let keep = |_, dims: &[usize], _| Tensor::ones(dims, DType::F32, &Device::Cpu);
    network.ordinary(&x, Training::Step(&keep)).unwrap();
    network
}

fn notes() -> BTreeMap<String, String> {
    [("spec", "model \"é\""), ("seed", "3")].map(|(k, v)| (k.into(), v.into())).into()
}

#[test]
fn numbers_and_notes_come_back() {
    let (written, read) = (network(1), network(2));
    let bytes = to_bytes(&written, &notes()).unwrap();
    assert_ne!(written.snapshot().unwrap(), read.snapshot().unwrap());
    from_bytes(&read, &bytes).unwrap();
    assert_eq!(written.snapshot().unwrap(), read.snapshot().unwrap());
    assert_eq!(metadata(&bytes).unwrap(), notes());
    assert_eq!(bytes, to_bytes(&read, &notes()).unwrap());
}

#[test]
fn other_readers_understand_the_file() {
    let written = network(1);
    let bytes = to_bytes(&written, &BTreeMap::new()).unwrap();
    let tensors = candle_core::safetensors::load_buffer(&bytes, &candle_core::Device::Cpu).unwrap();
    assert_eq!(tensors.len(), written.learned.len() + 2 * written.buffered.len());
    for learned in &written.learned {
        assert_eq!(tensors[&learned.parameter.name].dims(), learned.tensor.dims());
    }
}

#[test]
fn files_of_other_networks_are_refused() {
    let here = network(1);
    let wider = Shape::Image { height: 8, width: 12, channels: 1 };
    let other = Network::new(&everything(wider), INIT, 1).unwrap();
    let bytes = to_bytes(&other, &BTreeMap::new()).unwrap();
    let message = from_bytes(&here, &bytes).unwrap_err();
    assert!(message.contains("in the file") && message.contains("weight"), "{message}");
    assert!(from_bytes(&here, b"nonsense").unwrap_err().contains("safetensors"));
    assert!(from_bytes(&here, &bytes[..bytes.len() - 4]).is_err());
    let before = here.snapshot().unwrap();
    assert_eq!(before, network(1).snapshot().unwrap());
}
