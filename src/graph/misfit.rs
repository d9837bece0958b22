//! Why a shape does not fit an op, as data, and in words.

use super::shape::Shape;

/// A tensor or a weight with more numbers than this is refused: 4 TiB in single precision.
pub const LARGEST: u64 = 1 << 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The window is larger than the padded input that it slides over.
    Window {
        layer: &'static str,
        window: usize,
        input: Shape,
        /// Cells of padding on each side.
        cells: usize,
    },
    /// An image or a series is needed.
    NeedsPositions { layer: &'static str, found: Shape },
    /// Flat features are needed.
    NeedsFeatures { layer: &'static str, found: Shape },
    /// Tokens must go through an embedding first.
    NeedsEmbedding { layer: &'static str },
    /// Tokens are needed.
    NeedsTokens { layer: &'static str, found: Shape },
    /// The two sides of a sum differ.
    Unequal { left: Shape, right: Shape },
    /// No 1×1 convolution or dense layer leads from one to the other.
    Projection { from: Shape, to: Shape },
    /// More padding than half of a pooling window: a window could hold padding only.
    PoolPadding { layer: &'static str, cells: usize, size: usize },
    /// Filters, units, kernel, size or stride of 0, or an input with a side of 0.
    Zero { layer: &'static str, what: &'static str },
    /// More than 2^40 numbers.
    TooLarge { layer: &'static str, what: &'static str, count: u64 },
    /// More layers than a network may have.
    TooDeep { limit: usize },
    /// Another number of inputs than the op takes. Graphs that hpm builds never have it.
    Inputs { layer: &'static str, expected: usize, found: usize },
}

impl Misfit {
    /// What is wrong, in one sentence without a full stop.
    pub fn message(&self) -> String {
        match self {
            Misfit::Window { layer, window, input, cells } => {
                window_message(layer, *window, *input, *cells)
            }
            Misfit::NeedsPositions { layer, found } => {
                format!("`{layer}` needs an image or a series, and here comes {}", found.words())
            }
            Misfit::NeedsFeatures { layer, found } => {
                format!("`{layer}` needs flat features, and here comes {}", found.words())
            }
            Misfit::NeedsEmbedding { layer } => {
                format!("`{layer}` reads numbers, and here come tokens")
            }
            Misfit::NeedsTokens { layer, found } => {
                format!("`{layer}` reads tokens, and here comes {}", found.words())
            }
            Misfit::Unequal { left, right } => {
                format!("a sum needs equal shapes, and here come {left} and {right}")
            }
            Misfit::Projection { from, to } => format!(
                "the residual turns {} into {}, and no projection of its input can follow that",
                from.words(),
                to.words()
            ),
            Misfit::PoolPadding { layer, cells, size } => format!(
                "`{layer}` pads {cells} cells around a window of {size}; at most half a window ({}) \
                 makes sense",
                size / 2
            ),
            Misfit::Zero { layer, what } => format!("the {what} of `{layer}` is 0"),
            Misfit::TooLarge { layer, what, count } => {
                format!("`{layer}` would have {} {what}; the limit is 2^40", rough(*count))
            }
            Misfit::TooDeep { limit } => {
                format!("the network would have more than {limit} layers")
            }
            Misfit::Inputs { layer, expected, found } => {
                format!("`{layer}` takes {expected} inputs and got {found}")
            }
        }
    }
}

fn window_message(layer: &str, window: usize, input: Shape, cells: usize) -> String {
    let (size, place) = match input {
        Shape::Image { height, width, .. } => {
            (format!("{window}×{window}"), format!("image is {height}×{width}"))
        }
        Shape::Series { length, .. } => (window.to_string(), format!("series has length {length}")),
        Shape::Tokens { length, .. } => (window.to_string(), format!("text has {length} tokens")),
        Shape::Features(n) => (window.to_string(), format!("input has {n} features")),
    };
    let padded = if cells == 0 {
        String::new()
    } else {
        format!(" (with {cells} cells of padding on each side)")
    };
    format!("the {place} before `{layer}`{padded}, smaller than its window of {size}")
}

fn rough(count: u64) -> String {
    if count == u64::MAX { "an endless number of".to_string() } else { format!("{count}") }
}
