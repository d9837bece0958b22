//! Why a shape does not fit an op, as data, and in words.

use super::op::{Padding, Sides};
use super::shape::Shape;

/// A tensor or a weight with more numbers than this is refused: 4 TiB in single precision.
pub const LARGEST: u64 = 1 << 40;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The window is larger than the padded input that it slides over.
    Window {
        layer: &'static str,
        /// Its reach, gaps included.
        window: Sides,
        input: Shape,
        /// Cells or each side's; `Valid` for all else.
        padding: Padding,
    },
    /// An image or a series is needed.
    NeedsPositions { layer: &'static str, found: Shape },
    /// A series is needed.
    NeedsSeries { layer: &'static str, found: Shape },
    /// `padding: causal` on an image.
    OnlySeries { layer: &'static str, what: &'static str },
    /// Two different sides for the one dimension of a series.
    PairOnSeries { layer: &'static str, what: &'static str },
    /// A number of channels, features or filters that does not part evenly.
    Uneven {
        layer: &'static str,
        number: usize,
        what: &'static str,
        parts: usize,
        parts_name: &'static str,
    },
    /// Other numbers of cells before and after.
    Reshape { from: Shape, to: Shape },
    /// The branches of a `parallel` end at different places.
    Branches { left: Shape, right: Shape },
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
        self.wrong_kind().unwrap_or_else(|| self.wrong_size())
    }

    /// The same where the sum is that of branches.
    #[must_use]
    pub fn of_branches(self) -> Misfit {
        match self {
            Misfit::Unequal { left, right } => Misfit::Branches { left, right },
            other => other,
        }
    }

    /// Where a layer reads another kind of thing than what comes.
    fn wrong_kind(&self) -> Option<String> {
        let text = match self {
            Misfit::NeedsSeries { layer, found } => {
                format!("`{layer}` reads a series step by step, and here comes {}", found.words())
            }
            Misfit::OnlySeries { layer, what } => {
                format!("`{what}` of `{layer}` is for series, and here comes an image")
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
            _ => return None,
        };
        Some(text)
    }

    /// All else.
    fn wrong_size(&self) -> String {
        match self {
            Misfit::Window { layer, window, input, padding } => {
                window_message(layer, *window, *input, *padding)
            }
            Misfit::PairOnSeries { layer, what } => {
                format!("the {what} of `{layer}` has two sides, and a series has one dimension")
            }
            Misfit::Uneven { layer, number, what, parts, parts_name } => format!(
                "`{layer}` parts {number} {what} into {parts} {parts_name}, which leaves a rest"
            ),
            Misfit::Reshape { from, to } => format!(
                "{} has {} numbers, and {} has {}",
                from.words(),
                from.elements(),
                to.words(),
                to.elements()
            ),
            Misfit::Branches { left, right } => {
                format!("the branches of `parallel` end in {left} and {right}")
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
            Misfit::NeedsSeries { .. }
            | Misfit::OnlySeries { .. }
            | Misfit::NeedsPositions { .. }
            | Misfit::NeedsFeatures { .. }
            | Misfit::NeedsEmbedding { .. }
            | Misfit::NeedsTokens { .. } => String::new(),
        }
    }
}

fn window_message(layer: &str, window: Sides, input: Shape, padding: Padding) -> String {
    let Sides { rows, columns } = window;
    let (size, place) = match input {
        Shape::Image { height, width, .. } => {
            (format!("{rows}×{columns}"), format!("image is {height}×{width}"))
        }
        Shape::Series { length, .. } => {
            (columns.to_string(), format!("series has length {length}"))
        }
        Shape::Tokens { length, .. } => (columns.to_string(), format!("text has {length} tokens")),
        Shape::Features(n) => (columns.to_string(), format!("input has {n} features")),
    };
    let padded = match padding {
        Padding::Cells(cells) if cells > 0 => {
            format!(" (with {cells} cells of padding on each side)")
        }
        Padding::Each(_) => " (with its padding)".to_string(),
        _ => String::new(),
    };
    format!("the {place} before `{layer}`{padded}, smaller than its window of {size}")
}

fn rough(count: u64) -> String {
    if count == u64::MAX { "an endless number of".to_string() } else { format!("{count}") }
}
