//! What a study says about itself before any trial.

use super::distribution::Dimension;
use crate::space::Space;
use serde::{Deserialize, Serialize};

/// One objective of the sweep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// A metric's name, `loss`, or a measure (`params`, `flops`).
    pub metric: String,
    pub maximize: bool,
}

/// What a sweep knows of itself when it makes or resumes a study.
#[derive(Clone, Debug)]
pub struct StudyHead<'a> {
    /// Of the specification: the stem of its file.
    pub name: String,
    /// The file's `##` documentation.
    pub doc: Option<String>,
    /// As written on the command line; the report says how to run it again.
    pub spec_path: String,
    pub spec_text: String,
    /// Equal for specifications that mean the same sweep, trial for trial. What may change on the way
    /// (limits, the number of jobs) stays out of it.
    pub spec_fingerprint: String,
    /// The data in words: `digits: 1,797 images 8×8, 10 classes`.
    pub data: String,
    pub data_fingerprint: String,
    /// What the data told about itself, as JSON: the specification is understood without the data.
    pub facts: String,
    /// At least one.
    pub objectives: Vec<Goal>,
    pub seed: u64,
    /// Settings worth telling that do not stand in the text, by name.
    pub settings: Vec<(String, String)>,
    pub space: &'a Space,
}

/// The head as a study keeps it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    pub name: String,
    pub doc: Option<String>,
    pub spec_path: String,
    pub spec_text: String,
    pub spec_fingerprint: String,
    pub data: String,
    pub data_fingerprint: String,
    pub facts: String,
    pub objectives: Vec<Goal>,
    pub seed: u64,
    pub settings: Vec<(String, String)>,
    /// The version that began the study.
    pub hpm_version: String,
    /// Wall-clock time of its beginning: `2026-11-23 12:55:31`.
    pub started: String,
    /// By `HyperId`.
    pub dimensions: Vec<Dimension>,
}

impl StudyHead<'_> {
    pub(super) fn dimensions(&self) -> Vec<Dimension> {
        self.space.hypers.iter().map(Dimension::of).collect()
    }
}
