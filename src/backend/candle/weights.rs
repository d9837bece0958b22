//! Weight files: the safetensors format, to and from bytes.

use std::collections::BTreeMap;

use safetensors::{Dtype, SafeTensors};
use serde_json::{Value, json};

use super::network::Network;
use super::state::Snapshot;
use crate::backend::kernels::Running;

/// The name of the format's own entry.
const METADATA: &str = "__metadata__";

/// A network's numbers as a safetensors file. Equal networks give equal bytes (which the format's
/// own crate does not promise for metadata).
///
/// # Errors
/// The numbers cannot be read.
pub fn to_bytes(
    network: &Network,
    metadata: &BTreeMap<String, String>,
) -> candle_core::Result<Vec<u8>> {
    let snapshot = network.snapshot()?;
    let mut header: BTreeMap<&str, Value> = BTreeMap::new();
    if !metadata.is_empty() {
        header.insert(METADATA, json!(metadata));
    }
    let mut data: Vec<u8> = Vec::new();
    for (name, shape, values) in tensors(network, &snapshot) {
        let start = data.len();
        data.extend(values.iter().flat_map(|value| value.to_le_bytes()));
        let place = json!({"dtype": "F32", "shape": shape, "data_offsets": [start, data.len()]});
        header.insert(name, place);
    }
    let mut header = json!(header).to_string();
    header.extend(std::iter::repeat_n(' ', header.len().next_multiple_of(8) - header.len()));
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.into_bytes());
    bytes.extend(data);
    Ok(bytes)
}

/// Name, shape and numbers of each tensor.
fn tensors<'a>(
    network: &'a Network,
    snapshot: &'a Snapshot,
) -> Vec<(&'a str, Vec<usize>, &'a [f32])> {
    let learned = network.learned.iter().zip(&snapshot.learned).map(|(learned, values)| {
        let parameter = &learned.parameter;
        (parameter.name.as_str(), parameter.shape.clone(), values.as_slice())
    });
    let running = network.buffered.iter().zip(&snapshot.running).flat_map(|(buffered, running)| {
        let [mean, variance] = &buffered.names;
        let shape = vec![running.mean.len()];
        [
            (mean.as_str(), shape.clone(), running.mean.as_slice()),
            (variance.as_str(), shape, running.variance.as_slice()),
        ]
    });
    learned.chain(running).collect()
}

/// Puts the numbers of a safetensors file into a network.
///
/// # Errors
/// What is wrong with the file, for people: not a weight file, or one of another network.
pub fn from_bytes(network: &Network, bytes: &[u8]) -> Result<(), String> {
    let file = SafeTensors::deserialize(bytes)
        .map_err(|fault| format!("this is no safetensors file ({fault})"))?;
    let mut snapshot = network.snapshot().map_err(|fault| fault.to_string())?;
    let expected = tensors(network, &snapshot);
    if let Some(extra) =
        file.names().into_iter().find(|name| expected.iter().all(|(known, ..)| known != name))
    {
        return Err(format!("the file holds `{extra}`, which this network does not have"));
    }
    let values = expected
        .iter()
        .map(|(name, shape, _)| values(&file, name, shape))
        .collect::<Result<Vec<_>, _>>()?;
    let mut values = values.into_iter();
    for learned in &mut snapshot.learned {
        *learned = values.next().unwrap_or_default();
    }
    for running in &mut snapshot.running {
        let mean = values.next().unwrap_or_default();
        *running = Running { mean, variance: values.next().unwrap_or_default() };
    }
    network.restore(&snapshot).map_err(|fault| fault.to_string())
}

fn values(file: &SafeTensors, name: &str, shape: &[usize]) -> Result<Vec<f32>, String> {
    let tensor = file
        .tensor(name)
        .map_err(|_| format!("the file lacks `{name}`, which this network has"))?;
    if tensor.dtype() != Dtype::F32 || tensor.shape() != shape {
        let found = tensor.shape();
        return Err(format!("`{name}` is {found:?} in the file and {shape:?} in this network"));
    }
    let (numbers, _) = tensor.data().as_chunks::<4>();
    Ok(numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
}

/// The metadata of a safetensors file.
///
/// # Errors
/// The bytes are no safetensors file.
pub fn metadata(bytes: &[u8]) -> Result<BTreeMap<String, String>, String> {
    let (_, header) = SafeTensors::read_metadata(bytes)
        .map_err(|fault| format!("this is no safetensors file ({fault})"))?;
    Ok(header.metadata().clone().unwrap_or_default().into_iter().collect())
}

#[cfg(test)]
#[path = "weights_tests.rs"]
mod tests;
