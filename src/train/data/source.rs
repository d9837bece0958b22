//! What every source yields, before it is divided and scaled.

use super::table::Encoding;
use super::text::Corpus;
use super::{Inputs, Part, SourceForm, Targets};
use crate::template::DataFacts;

/// Samples in the order of their file, with what is known about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    pub facts: DataFacts,
    /// To be divided.
    pub pool: Part,
    /// Parts that the source itself keeps apart.
    pub own_validation: Option<Part>,
    pub own_test: Option<Part>,
    /// Training, validation and test part where order decides; then there is no pool.
    pub divided: Option<[Part; 3]>,
    pub class_names: Vec<String>,
    pub source: SourceForm,
    pub pending: Pending,
    /// Drawn from, and arranged as the model's input, already.
    pub settled: bool,
}

/// What can only be learnt from the training part.
#[derive(Clone, Debug, PartialEq)]
pub enum Pending {
    Nothing,
    /// What empty cells are filled with.
    Columns(Encoding),
    /// Which tokens there are.
    Vocabulary(Corpus),
}

impl Read {
    /// Samples of which nothing else is known yet.
    pub fn of(pool: Part) -> Read {
        Read {
            facts: DataFacts::default(),
            pool,
            own_validation: None,
            own_test: None,
            divided: None,
            class_names: Vec::new(),
            source: SourceForm::default(),
            pending: Pending::Nothing,
            settled: false,
        }
    }

    /// Samples that are divided by their order.
    pub fn in_order(parts: [Part; 3]) -> Read {
        let inputs = Inputs { values: Vec::new(), elements: 0 };
        let none = Part { inputs, targets: Targets::Classes(Vec::new()), samples: 0 };
        Read { divided: Some(parts), settled: true, ..Read::of(none) }
    }
}
