//! What layers over the steps of a series have in common.

use crate::graph::misfit::Misfit;
use crate::graph::shape::Shape;

/// Length and features of a series.
///
/// # Errors
/// It is none.
pub fn of(layer: &'static str, input: Shape) -> Result<(usize, usize), Misfit> {
    match input {
        Shape::Series { length, features } => Ok((length, features)),
        Shape::Tokens { .. } => Err(Misfit::NeedsEmbedding { layer }),
        found => Err(Misfit::NeedsSeries { layer, found }),
    }
}
