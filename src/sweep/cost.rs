//! What a member costs, by the author's measure.

use super::trial::Complexity;
use crate::template::GrowthBy;
use std::cmp::Ordering;

/// The measure that growth is bounded by; at least 1.
pub fn cost(by: GrowthBy, complexity: &Complexity) -> f64 {
    let amount = match by {
        GrowthBy::Params => complexity.params,
        GrowthBy::Flops => complexity.flops,
    };
    amount.max(1) as f64
}

/// Cheaper first: by the measure, then by the other one.
pub fn cheaper(by: GrowthBy, a: &Complexity, b: &Complexity) -> Ordering {
    match by {
        GrowthBy::Params => (a.params, a.flops).cmp(&(b.params, b.flops)),
        GrowthBy::Flops => (a.flops, a.params).cmp(&(b.flops, b.params)),
    }
}

/// `12.4k parameters`, for people.
pub fn text(by: GrowthBy, complexity: &Complexity) -> String {
    let unit = match by {
        GrowthBy::Params => "parameters",
        GrowthBy::Flops => "FLOPs an epoch",
    };
    format!("{} {unit}", super::words::count(cost(by, complexity)))
}
