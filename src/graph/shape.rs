//! The shape of one sample between two layers.

use std::fmt;

/// Without the batch dimension. Tensors in the backend are channels-first: `[batch, channels, height, width]`,
/// `[batch, features, length]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    Features(usize),
    Image {
        height: usize,
        width: usize,
        channels: usize,
    },
    Series {
        length: usize,
        features: usize,
    },
    /// Whole numbers below `vocabulary`, one at each step: `[batch, length]`. Only `embedding` reads them.
    Tokens {
        length: usize,
        vocabulary: usize,
    },
}

impl Shape {
    /// How many numbers a sample has.
    pub fn elements(self) -> usize {
        self.positions().saturating_mul(self.channels())
    }

    /// Places at which the same layer applies: pixels, steps of a series; 1 for features.
    pub fn positions(self) -> usize {
        match self {
            Shape::Features(_) => 1,
            Shape::Image { height, width, .. } => height.saturating_mul(width),
            Shape::Series { length, .. } | Shape::Tokens { length, .. } => length,
        }
    }

    /// The dimensions of a sample's tensor, channels first.
    pub fn dims(self) -> Vec<usize> {
        match self {
            Shape::Features(n) => vec![n],
            Shape::Image { height, width, channels } => vec![channels, height, width],
            Shape::Series { length, features } => vec![features, length],
            Shape::Tokens { length, .. } => vec![length],
        }
    }

    /// Numbers at each place.
    pub fn channels(self) -> usize {
        match self {
            Shape::Features(n) => n,
            Shape::Image { channels, .. } => channels,
            Shape::Series { features, .. } => features,
            Shape::Tokens { .. } => 1,
        }
    }

    /// The same places with another number of channels.
    #[must_use]
    pub fn with_channels(self, channels: usize) -> Shape {
        match self {
            Shape::Features(_) => Shape::Features(channels),
            Shape::Image { height, width, .. } => Shape::Image { height, width, channels },
            Shape::Series { length, .. } => Shape::Series { length, features: channels },
            Shape::Tokens { .. } => self,
        }
    }

    /// Over how many dimensions a window slides: 2 for images, 1 for series.
    pub fn dimensions(self) -> u32 {
        match self {
            Shape::Features(_) | Shape::Tokens { .. } => 0,
            Shape::Image { .. } => 2,
            Shape::Series { .. } => 1,
        }
    }

    /// For sentences: `an image of 28×28×1`, `64 features`, `a series of 100×3`.
    pub fn words(self) -> String {
        match self {
            Shape::Features(1) => "1 feature".to_string(),
            Shape::Features(n) => format!("{n} features"),
            Shape::Image { .. } => format!("an image of {self}"),
            Shape::Series { .. } => format!("a series of {self}"),
            Shape::Tokens { length, vocabulary } => {
                format!("{length} tokens of a vocabulary of {vocabulary}")
            }
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Features(n) => write!(f, "{n}"),
            Shape::Image { height, width, channels } => write!(f, "{height}×{width}×{channels}"),
            Shape::Series { length, features } => write!(f, "{length}×{features}"),
            Shape::Tokens { length, .. } => write!(f, "{length}"),
        }
    }
}
