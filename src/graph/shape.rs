//! The shape of one sample between two layers.

use std::fmt;

/// Without the batch dimension. Tensors in the backend are channels-first: `[batch, channels, height, width]`,
/// `[batch, features, length]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    Features(usize),
    Image { height: usize, width: usize, channels: usize },
    Series { length: usize, features: usize },
}

impl Shape {
    /// How many numbers a sample has.
    pub fn elements(self) -> usize {
        match self {
            Shape::Features(n) => n,
            Shape::Image { height, width, channels } => {
                height.saturating_mul(width).saturating_mul(channels)
            }
            Shape::Series { length, features } => length.saturating_mul(features),
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::Features(n) => write!(f, "{n}"),
            Shape::Image { height, width, channels } => write!(f, "{height}×{width}×{channels}"),
            Shape::Series { length, features } => write!(f, "{length}×{features}"),
        }
    }
}
