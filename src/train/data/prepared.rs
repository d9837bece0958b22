//! Data that is ready for training: three parts, scaled, in memory once and shared by all trials.

use super::transform::Transform;

/// One part of the data, row-major.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// `samples × elements` numbers; images channels-first (`channels, height, width`), series
    /// features-first (`features, length`).
    pub values: Vec<f32>,
    /// Numbers per sample.
    pub elements: usize,
}

/// In the source's own units: neither classes nor real values are scaled.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// Class index of each sample (binary: 0 or 1).
    Classes(Vec<u32>),
    /// `samples × width` real values.
    Values { values: Vec<f32>, width: usize },
}

#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub inputs: Inputs,
    pub targets: Targets,
    pub samples: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    pub train: Part,
    pub validation: Part,
    pub test: Part,
    /// Names of the classes in order of their index; empty for real targets.
    pub class_names: Vec<String>,
    /// How the inputs were made of the source.
    pub transform: Transform,
}
