//! The resolver's question about the data, answered from the specification's folder.

use super::modules::{KnownTexts, Shelf};
use crate::diagnostic::Diagnostic;
use crate::resolve::Probe;
use crate::template::{
    DataFacts, DataSpec, Family, InputFacts, InputSpec, OutputFacts, OutputSpec,
};
use crate::train::data;
use std::path::Path;

/// Reads heads of data files below a folder.
pub struct FolderProbe<'a> {
    pub base: &'a Path,
}

impl Probe for FolderProbe<'_> {
    fn facts(&self, spec: &DataSpec) -> (DataFacts, Vec<Diagnostic>) {
        data::probe(spec, self.base)
    }
}

/// What was kept of a network or study: facts about its data, and imported files, which both may be
/// gone.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct KnownFacts {
    #[serde(flatten)]
    pub facts: DataFacts,
    #[serde(default)]
    pub imported: KnownTexts,
}

impl Probe for KnownFacts {
    fn facts(&self, _: &DataSpec) -> (DataFacts, Vec<Diagnostic>) {
        (self.facts.clone(), Vec::new())
    }
}

impl Shelf for KnownFacts {
    fn text(&self, path: &Path) -> Result<String, String> {
        self.imported.text(path)
    }
}

impl KnownFacts {
    /// What the ends of a model say about its data, with the files that it imports.
    pub fn of(family: &Family, imported: &KnownTexts) -> KnownFacts {
        let input = match family.model.input {
            InputSpec::Features(n) => Some(InputFacts::Features(n)),
            InputSpec::Image { height, width, channels } => {
                Some(InputFacts::Image { height, width, channels })
            }
            InputSpec::Series { length, features } => Some(InputFacts::Series { length, features }),
            InputSpec::Tokens { length, vocabulary } => {
                Some(InputFacts::Tokens { length, vocabulary })
            }
        };
        let output = match family.model.output {
            OutputSpec::Classes(n) => OutputFacts::Classes(n),
            OutputSpec::Binary => OutputFacts::Classes(2),
            OutputSpec::Labels(n) => OutputFacts::Labels(n),
            OutputSpec::Values(n) => OutputFacts::Values(n),
        };
        let facts = DataFacts { input, output: Some(output), ..DataFacts::default() };
        KnownFacts { facts, imported: imported.clone() }
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// No facts where the text holds none.
    pub fn from_json(text: &str) -> KnownFacts {
        serde_json::from_str(text).unwrap_or_default()
    }
}
