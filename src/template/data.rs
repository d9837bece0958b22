//! The `data` section, resolved, and the facts that a data source tells about itself.

use super::model::InputSpec;
use crate::source::Span;

/// Where samples come from and how they are divided.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSpec {
    pub source: Source,
    pub source_span: Span,
    /// Columns to predict (csv), with the place of each name.
    pub target: Vec<(String, Span)>,
    /// Columns to learn from; empty: all but the target.
    pub features: Vec<(String, Span)>,
    pub splits: Splits,
    pub stratify: bool,
    pub scale: Scaling,
    /// Use only that many samples, drawn by the seed.
    pub samples: Option<usize>,
    /// Divides and draws; the same data for every trial.
    pub seed: u64,
}

/// Paths are as written, relative to the specification's folder.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The 1,797 handwritten digits 8×8 built into the binary.
    Digits,
    Csv {
        path: String,
        delimiter: char,
        header: bool,
    },
    /// A folder with the four files of MNIST's names, or one images file with its labels file.
    /// A second pair, `test_images`, gives the test part.
    Idx {
        path: String,
        labels: Option<String>,
        test_images: Option<String>,
        test_labels: Option<String>,
    },
    /// No usable `data` section: check works, train and sweep cannot.
    Missing,
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
    /// one feature.
    pub fn fits(self, input: InputSpec) -> bool {
        match (self, input) {
            (InputFacts::Features(n), InputSpec::Features(m)) => n == m,
            (InputFacts::Features(n), InputSpec::Image { height, width, channels: 1 }) => {
                height.saturating_mul(width) == n
            }
            (InputFacts::Features(n), InputSpec::Series { length, features: 1 }) => length == n,
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
