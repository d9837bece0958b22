//! The `data` section, resolved, and the facts that a data source tells about itself.

use super::model::InputSpec;
use super::source::Source;
use crate::source::Span;

/// Where samples come from and how they are divided.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSpec {
    pub source: Source,
    pub source_span: Span,
    /// Columns to predict (tables), with the place of each name.
    pub target: Vec<(String, Span)>,
    /// Columns to learn from; empty: all but the target.
    pub features: Vec<(String, Span)>,
    /// Columns that are categories although they may hold numbers.
    pub categories: Vec<(String, Span)>,
    pub missing: Missing,
    pub splits: Splits,
    pub stratify: bool,
    pub scale: Scaling,
    /// Use only that many samples, drawn by the seed.
    pub samples: Option<usize>,
    /// Divides and draws; the same data for every trial.
    pub seed: u64,
}

/// A share of the samples, 0 to 1.
pub type Fraction = f64;

/// What is left of train after validation and test is trained on. Where the source brings a test
/// part of its own, `test` is not taken from the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Splits {
    pub validation: Fraction,
    pub test: Fraction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scaling {
    None,
    Standard,
    MinMax,
}

/// What is done about empty cells among the features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    #[default]
    Error,
    /// The row is left out.
    Drop,
    /// The mean of the column in the training part.
    Mean,
    /// The median of the column in the training part.
    Median,
    Zero,
}

/// What reading a source's head tells. Absent fields are not known.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct DataFacts {
    pub input: Option<InputFacts>,
    pub output: Option<OutputFacts>,
    /// Samples in all, before splitting.
    pub samples: Option<usize>,
    /// Column names (csv).
    pub columns: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum InputFacts {
    Features(usize),
    Image { height: usize, width: usize, channels: usize },
    Series { length: usize, features: usize },
    Tokens { length: usize, vocabulary: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum OutputFacts {
    /// That many distinct classes.
    Classes(usize),
    /// That many columns of 0 and 1, any number of which may be 1 at once.
    Labels(usize),
    /// That many real target columns.
    Values(usize),
    /// One target column of numbers in that many distinct values: classes or one real value, as the
    /// model says.
    Numbers(usize),
}

impl InputFacts {
    /// Whether a sample can be read as `input`. Images flatten into features, and the rows of a grey
    /// one may be the steps of a series; as many columns as pixels make a grey image or a series of
    /// one feature, and as many columns
    /// as tokens may hold their numbers.
    pub fn fits(self, input: InputSpec) -> bool {
        match (self, input) {
            (InputFacts::Features(n), InputSpec::Features(m)) => n == m,
            (InputFacts::Features(n), InputSpec::Image { height, width, channels: 1 }) => {
                height.saturating_mul(width) == n
            }
            (InputFacts::Features(n), InputSpec::Series { length, features: 1 })
            | (InputFacts::Features(n), InputSpec::Tokens { length, .. }) => length == n,
            (InputFacts::Features(_), _) => false,
            (InputFacts::Image { height, width, channels }, InputSpec::Features(m)) => {
                height.saturating_mul(width).saturating_mul(channels) == m
            }
            (
                InputFacts::Image { height, width, channels },
                InputSpec::Image { height: h, width: w, channels: c },
            ) => (height, width, channels) == (h, w, c),
            (
                InputFacts::Image { height, width, channels: 1 },
                InputSpec::Series { length, features },
            ) => {
                (height, width) == (length, features)
                    || (features == 1 && height.saturating_mul(width) == length)
            }
            (
                InputFacts::Series { length, features },
                InputSpec::Series { length: l, features: f },
            ) => (length, features) == (l, f),
            (InputFacts::Series { length, features }, InputSpec::Features(n)) => {
                length.saturating_mul(features) == n
            }
            (
                InputFacts::Tokens { length, vocabulary },
                InputSpec::Tokens { length: l, vocabulary: v },
            ) => (length, vocabulary) == (l, v),
            (InputFacts::Image { .. }, InputSpec::Series { .. } | InputSpec::Tokens { .. })
            | (InputFacts::Series { .. } | InputFacts::Tokens { .. }, _) => false,
        }
    }
}
