//! What every source yields, before it is divided and scaled.

use super::{Part, SourceForm};
use crate::template::DataFacts;

/// Samples in the order of their file, with what is known about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub facts: DataFacts,
    /// To be divided.
    pub pool: Part,
    /// A test part that the source itself keeps apart.
    pub own_test: Option<Part>,
    pub class_names: Vec<String>,
    pub source: SourceForm,
}
