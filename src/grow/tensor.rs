//! Numbers of the large network, and where each comes from.

use std::collections::BTreeMap;

/// Tensors by name (`stage[0].conv1.weight`), row-major in PyTorch's layout.
pub type Values = BTreeMap<String, Vec<f64>>;

/// One tensor of the large network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tensor {
    pub values: Vec<f64>,
    /// For each number its place in the small network's tensor of the same name; none where new.
    pub origin: Vec<Option<u32>>,
}

impl Tensor {
    pub fn with_capacity(count: usize) -> Tensor {
        Tensor { values: Vec::with_capacity(count), origin: Vec::with_capacity(count) }
    }

    /// All new.
    pub fn new(values: &[f64]) -> Tensor {
        Tensor { values: values.to_vec(), origin: vec![None; values.len()] }
    }

    pub fn constant(count: usize, value: f64) -> Tensor {
        Tensor { values: vec![value; count], origin: vec![None; count] }
    }

    pub fn push(&mut self, value: f64, origin: Option<usize>) {
        self.values.push(value);
        self.origin.push(origin.and_then(|at| u32::try_from(at).ok()));
    }

    /// One below the other.
    pub fn extend(&mut self, below: Tensor) {
        self.values.extend(below.values);
        self.origin.extend(below.origin);
    }

    /// How many numbers are old.
    pub fn carried(&self) -> usize {
        self.origin.iter().flatten().count()
    }
}
