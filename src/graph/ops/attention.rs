//! Multi-head self-attention: length × features, as it came.

use super::{product, series};
use crate::graph::misfit::Misfit;
use crate::graph::op::Attention;
use crate::graph::parameter::{ParameterKind, Slot};
use crate::graph::shape::Shape;

pub fn output(attention: Attention, input: Shape) -> Result<Shape, Misfit> {
    let layer = "attention";
    if attention.heads == 0 {
        return Err(Misfit::Zero { layer, what: "number of heads" });
    }
    let (_, number) = series::of(layer, input)?;
    if !number.is_multiple_of(attention.heads) {
        let (what, parts, parts_name) = ("features", attention.heads, "heads");
        return Err(Misfit::Uneven { layer, number, what, parts, parts_name });
    }
    Ok(input)
}

/// As PyTorch's `MultiheadAttention`: `in_proj_weight [3 × features, features]` (queries, keys,
/// values), `in_proj_bias`, `out_proj_weight [features, features]`, `out_proj_bias`.
pub fn slots(bias: bool, input: Shape) -> Vec<Slot> {
    let width = input.channels();
    let rows = width.saturating_mul(3);
    let mut slots = vec![Slot::new("in_proj_weight", ParameterKind::Weight, &[rows, width])];
    slots.extend(bias.then(|| Slot::new("in_proj_bias", ParameterKind::Bias, &[rows])));
    slots.push(Slot::new("out_proj_weight", ParameterKind::Weight, &[width, width]));
    slots.extend(bias.then(|| Slot::new("out_proj_bias", ParameterKind::Bias, &[width])));
    slots
}

/// Four projections (2·width² a step each), the weights and their use (2·length·width a step each),
/// and 5 for each weight's softmax.
pub fn flops(attention: Attention, input: Shape) -> u64 {
    let (length, width) = (input.positions(), input.channels());
    let projections = product(&[8, length, width, width]);
    let biases = if attention.bias { product(&[4, length, width]) } else { 0 };
    let weighing = product(&[4, length, length, width]);
    let softmax = product(&[5, attention.heads, length, length]);
    projections.saturating_add(biases).saturating_add(weighing).saturating_add(softmax)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Op;

    fn attention(heads: usize) -> Op {
        Op::Attention(Attention { heads, causal: false, dropout: 0.0, bias: true })
    }

    #[test]
    fn figures() {
        let input = Shape::Series { length: 10, features: 64 };
        assert_eq!(attention(8).output(&[input]), Ok(input));
        // torch.nn.MultiheadAttention(64, 8): 192·64 + 192 + 64·64 + 64.
        assert_eq!(attention(8).params(input), 16_640);
        let expected = 8 * 10 * 64 * 64 + 4 * 10 * 64 + 4 * 100 * 64 + 5 * 8 * 100;
        assert_eq!(attention(8).flops(input, input), expected);
        let uneven = attention(5).output(&[input]).unwrap_err();
        let words = "`attention` parts 64 features into 5 heads, which leaves a rest";
        assert_eq!(uneven.message(), words);
    }
}
