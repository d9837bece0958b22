//! How raw data became inputs: all that is needed to read new data in the same way.

use super::Targets;
use super::table::ColumnForm;
use super::text::TextForm;
use crate::template::{ArrayLayout, InputSpec, Missing, OutputSpec};
use serde::{Deserialize, Serialize};

/// Saved beside the weights, so that `predict` needs neither the training data nor its specification.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transform {
    pub source: SourceForm,
    pub input: InputForm,
    pub output: OutputForm,
    pub scale: Scale,
    /// In order of their index; empty for real targets.
    pub class_names: Vec<String>,
}

/// What the training data was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SourceForm {
    /// A table. Columns are found by name; `features` gives their order.
    Table {
        delimiter: char,
        header: bool,
        features: Vec<String>,
        target: Vec<String>,
        /// One for each feature; none where all are numbers.
        #[serde(default)]
        columns: Vec<ColumnForm>,
        #[serde(default)]
        missing: Missing,
    },
    /// Windows over the rows of such a table.
    Series {
        window: usize,
        rows: Box<SourceForm>,
    },
    /// Samples of that shape, as idx files, arrays and the built-in digits hold them:
    /// `[height, width]`, `[height, width, channels]` or `[features]`.
    Array {
        shape: Vec<usize>,
        #[serde(default)]
        layout: ArrayLayout,
        /// Those of the inputs and the targets in their archive, where the author named them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        names: Vec<String>,
    },
    /// Pictures, resized to that size.
    Images {
        height: usize,
        width: usize,
        channels: usize,
    },
    Text(TextForm),
}

impl Default for SourceForm {
    fn default() -> SourceForm {
        SourceForm::Array {
            shape: Vec::new(),
            layout: ArrayLayout::ChannelsLast,
            names: Vec::new(),
        }
    }
}

/// [`InputSpec`], in a form that can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputForm {
    Features(usize),
    Image { height: usize, width: usize, channels: usize },
    Series { length: usize, features: usize },
    Tokens { length: usize, vocabulary: usize },
}

impl Default for InputForm {
    fn default() -> InputForm {
        InputForm::Features(0)
    }
}

impl From<InputSpec> for InputForm {
    fn from(input: InputSpec) -> InputForm {
        match input {
            InputSpec::Features(n) => InputForm::Features(n),
            InputSpec::Image { height, width, channels } => {
                InputForm::Image { height, width, channels }
            }
            InputSpec::Series { length, features } => InputForm::Series { length, features },
            InputSpec::Tokens { length, vocabulary } => InputForm::Tokens { length, vocabulary },
        }
    }
}

impl From<InputForm> for InputSpec {
    fn from(input: InputForm) -> InputSpec {
        match input {
            InputForm::Features(n) => InputSpec::Features(n),
            InputForm::Image { height, width, channels } => {
                InputSpec::Image { height, width, channels }
            }
            InputForm::Series { length, features } => InputSpec::Series { length, features },
            InputForm::Tokens { length, vocabulary } => InputSpec::Tokens { length, vocabulary },
        }
    }
}

/// [`OutputSpec`], in a form that can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutputForm {
    Classes(usize),
    Binary,
    Labels(usize),
    Values(usize),
}

impl Default for OutputForm {
    fn default() -> OutputForm {
        OutputForm::Values(0)
    }
}

impl From<OutputSpec> for OutputForm {
    fn from(output: OutputSpec) -> OutputForm {
        match output {
            OutputSpec::Classes(n) => OutputForm::Classes(n),
            OutputSpec::Binary => OutputForm::Binary,
            OutputSpec::Labels(n) => OutputForm::Labels(n),
            OutputSpec::Values(n) => OutputForm::Values(n),
        }
    }
}

impl From<OutputForm> for OutputSpec {
    fn from(output: OutputForm) -> OutputSpec {
        match output {
            OutputForm::Classes(n) => OutputSpec::Classes(n),
            OutputForm::Binary => OutputSpec::Binary,
            OutputForm::Labels(n) => OutputSpec::Labels(n),
            OutputForm::Values(n) => OutputSpec::Values(n),
        }
    }
}

/// `scaled = (raw − shift) / divisor`, one pair for each run of `block` consecutive numbers of a
/// sample. Without pairs, nothing is scaled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    pub block: usize,
    pub shift: Vec<f32>,
    pub divisor: Vec<f32>,
}

impl Scale {
    /// Leaves alone the numbers of a sample that are marked.
    pub fn spare(&mut self, marks: &[bool]) {
        let pairs = self.shift.iter_mut().zip(&mut self.divisor);
        for ((shift, divisor), _) in pairs.zip(marks).filter(|(_, mark)| **mark) {
            (*shift, *divisor) = (0.0, 1.0);
        }
    }

    /// Scales whole samples in place.
    pub fn apply(&self, values: &mut [f32]) {
        let sample = self.block.saturating_mul(self.shift.len());
        if sample == 0 {
            return;
        }
        for row in values.chunks_mut(sample) {
            let pairs = self.shift.iter().zip(&self.divisor);
            for (block, (shift, divisor)) in row.chunks_mut(self.block).zip(pairs) {
                block.iter_mut().for_each(|value| *value = (*value - shift) / divisor);
            }
        }
    }
}

impl Transform {
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// # Errors
    /// What is wrong with the text, in words for people.
    pub fn from_json(text: &str) -> Result<Transform, String> {
        let read: Transform = serde_json::from_str(text)
            .map_err(|error| format!("the description of the data cannot be read: {error}"))?;
        let scale = &read.scale;
        let whole = scale.block.checked_mul(scale.shift.len());
        let fits = scale.shift.is_empty() || whole == Some(read.elements());
        if scale.shift.len() != scale.divisor.len() || !fits || scale.divisor.contains(&0.0) {
            return Err("the description of the data is damaged: its scaling does not fit".into());
        }
        Ok(read)
    }

    /// The names of the target columns, where the source has some.
    pub fn target_names(&self) -> &[String] {
        match &self.source {
            SourceForm::Table { target, .. } => target,
            _ => &[],
        }
    }

    /// Numbers per sample.
    pub fn elements(&self) -> usize {
        super::shape::elements(self.input.into())
    }
}

/// New samples, ready for the network.
#[derive(Clone, Debug, PartialEq)]
pub struct NewData {
    pub inputs: super::Inputs,
    pub samples: usize,
    /// The true answers, where the file holds them and all of them are known.
    pub targets: Option<Targets>,
    /// Rows with an empty cell, in order, where the network was trained on none of those.
    pub gaps: Vec<usize>,
    /// The first class in the file that the network does not know.
    pub unknown: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Transform {
        Transform {
            source: SourceForm::Table {
                delimiter: ';',
                header: true,
                features: vec!["größe".into(), "b".into()],
                target: vec!["y".into()],
                columns: vec![
                    ColumnForm { categories: vec!["x".into(), String::new()], fill: None },
                    ColumnForm { categories: Vec::new(), fill: Some(0.1) },
                ],
                missing: Missing::Median,
            },
            input: InputForm::Features(2),
            output: OutputForm::Classes(3),
            scale: Scale {
                block: 1,
                shift: vec![0.1, 1e-7],
                divisor: vec![3.4e38, 1.175_494_4e-38],
            },
            class_names: vec!["a".into(), "\"b\"".into(), "c".into()],
        }
    }

    #[test]
    fn json_gives_back_every_bit() {
        assert_eq!(Transform::from_json(&sample().to_json()), Ok(sample()));
        let empty = Transform::default();
        assert_eq!(Transform::from_json(&empty.to_json()), Ok(empty));
    }

    #[test]
    fn damage_is_told() {
        let mut short = sample();
        short.scale.divisor.pop();
        assert!(Transform::from_json(&short.to_json()).unwrap_err().contains("damaged"));
        let mut wide = sample();
        wide.input = InputForm::Features(3);
        assert!(Transform::from_json(&wide.to_json()).unwrap_err().contains("damaged"));
        assert!(Transform::from_json("{").is_err());
    }

    #[test]
    fn scaling_goes_by_blocks() {
        let scale = Scale { block: 2, shift: vec![1.0, 10.0], divisor: vec![2.0, 5.0] };
        let mut values = vec![1.0, 3.0, 10.0, 20.0, 5.0, 7.0, 0.0, 15.0];
        scale.apply(&mut values);
        assert_eq!(values, [0.0, 1.0, 0.0, 2.0, 2.0, 3.0, -2.0, 1.0]);
    }
}
