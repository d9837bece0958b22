//! A learned vector for each token: length tokens → length × units.

use crate::graph::misfit::Misfit;
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

pub fn output(units: usize, input: Shape) -> Result<Shape, Misfit> {
    let layer = "embedding";
    match input {
        _ if units == 0 => Err(Misfit::Zero { layer, what: "number of units" }),
        Shape::Tokens { length, .. } => Ok(Shape::Series { length, features: units }),
        found => Err(Misfit::NeedsTokens { layer, found }),
    }
}

/// Weight `[vocabulary, units]`.
pub fn slots(units: usize, input: Shape) -> Vec<Slot> {
    let vocabulary = match input {
        Shape::Tokens { vocabulary, .. } => vocabulary,
        _ => 0,
    };
    vec![Slot::new("weight", ParameterKind::Embedding, &[vocabulary, units])]
}

#[cfg(test)]
mod tests {
    use crate::graph::{Misfit, Op, Shape};

    #[test]
    fn figures() {
        let op = Op::Embedding { units: 16 };
        let input = Shape::Tokens { length: 40, vocabulary: 1000 };
        let output = Shape::Series { length: 40, features: 16 };
        assert_eq!(op.output(&[input]), Ok(output));
        assert_eq!((op.params(input), op.flops(input, output)), (16_000, 0));
        let found = Shape::Features(40);
        let misfit = Misfit::NeedsTokens { layer: "embedding", found };
        assert_eq!(op.output(&[found]), Err(misfit));
        let dense = Op::Dense { units: 2, bias: true }.output(&[input]);
        assert_eq!(dense, Err(Misfit::NeedsEmbedding { layer: "dense" }));
    }
}
