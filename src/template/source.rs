//! Where samples come from, as the author wrote it.

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
    Parquet {
        path: String,
    },
    /// A folder with the four files of MNIST's names, or one images file with its labels file.
    /// A second pair, `test_images`, gives the test part.
    Idx {
        path: String,
        labels: Option<String>,
        test_images: Option<String>,
        test_labels: Option<String>,
    },
    /// One sub-folder of png or jpeg files a class. All are resized to `height × width` where both
    /// are given.
    ImageFolder {
        path: String,
        height: Option<usize>,
        width: Option<usize>,
        channels: Option<usize>,
    },
    Arrays(ArraySource),
    Text(TextSource),
    /// Windows over the rows of a csv file.
    Series {
        path: String,
        delimiter: char,
        header: bool,
        window: usize,
        horizon: usize,
        stride: usize,
    },
    Generated(Generated),
    /// No usable `data` section: check works, train and sweep cannot.
    Missing,
}

impl Source {
    /// The files and folders that it is read from, as they are written.
    pub fn paths(&self) -> Vec<&str> {
        match self {
            Source::Csv { path, .. }
            | Source::Parquet { path }
            | Source::ImageFolder { path, .. }
            | Source::Series { path, .. } => vec![path],
            Source::Text(text) => vec![&text.path],
            Source::Idx { path, labels, test_images, test_labels } => {
                let more = [labels, test_images, test_labels].into_iter().flatten();
                std::iter::once(path).chain(more).map(String::as_str).collect()
            }
            Source::Arrays(arrays) => arrays.paths(),
            Source::Digits | Source::Generated(_) | Source::Missing => Vec::new(),
        }
    }
}

impl ArraySource {
    fn paths(&self) -> Vec<&str> {
        let more = [self.test_inputs.as_ref(), self.test_targets.as_ref()].into_iter().flatten();
        match self.format {
            ArrayFormat::Npy => {
                let own = [&self.inputs, &self.targets].into_iter();
                own.chain(more).map(String::as_str).collect()
            }
            ArrayFormat::Npz | ArrayFormat::Safetensors => vec![&self.path],
        }
    }
}

/// Arrays of inputs and targets.
#[derive(Clone, Debug, PartialEq)]
pub struct ArraySource {
    pub format: ArrayFormat,
    pub path: String,
    /// Names of arrays in an archive, paths of files for npy.
    pub inputs: String,
    pub targets: String,
    pub test_inputs: Option<String>,
    pub test_targets: Option<String>,
    pub layout: ArrayLayout,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrayFormat {
    Npy,
    Npz,
    Safetensors,
}

/// Where the channels of an image (or the features of a series) stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrayLayout {
    #[default]
    ChannelsLast,
    ChannelsFirst,
}

/// A csv file with a column of text, a folder with one sub-folder of txt files a class, or one text
/// whose next token is to be predicted.
#[derive(Clone, Debug, PartialEq)]
pub struct TextSource {
    pub path: String,
    pub column: Option<String>,
    pub delimiter: char,
    pub level: Level,
    /// Tokens of a sample.
    pub length: usize,
    /// Different tokens, with 0 for padding and 1 for unknown ones.
    pub vocabulary: usize,
    pub lowercase: bool,
    /// Tokens from one window of a running text to the next.
    pub stride: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Words,
    Characters,
}

/// Sets that are drawn by the data's seed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Generated {
    Blobs { samples: usize, classes: usize, features: usize, noise: f64 },
    Moons { samples: usize, noise: f64 },
    Spirals { samples: usize, classes: usize, noise: f64 },
    Sequences { samples: usize, length: usize, vocabulary: usize, marks: usize, task: Task },
}

/// What is asked about a generated sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Which of the marks comes first.
    First,
    /// Which mark follows the cue.
    Cue,
}

impl Source {
    /// The path as written, or the name of what is built in.
    pub fn label(&self) -> &str {
        match self {
            Source::Digits => "digits",
            Source::Csv { path, .. }
            | Source::Parquet { path }
            | Source::Idx { path, .. }
            | Source::ImageFolder { path, .. }
            | Source::Series { path, .. } => path,
            Source::Arrays(arrays) => &arrays.path,
            Source::Text(text) => &text.path,
            Source::Generated(Generated::Blobs { .. }) => "blobs",
            Source::Generated(Generated::Moons { .. }) => "moons",
            Source::Generated(Generated::Spirals { .. }) => "spirals",
            Source::Generated(Generated::Sequences { .. }) => "sequences",
            Source::Missing => "no data",
        }
    }
}
