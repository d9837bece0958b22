//! Dense: rows by the units that come out, columns by those that come in. A new one is the
//! identity.

use super::super::site::{Filled, Outcome, Site};
use crate::graph::Op;

pub fn fill(site: &Site, bias: bool) -> Outcome {
    let had = matches!(site.old, Some((old, _)) if matches!(old.op, Op::Dense { bias: true, .. }));
    let filled = Filled::new(site.rule()).with("weight", site.weight("weight", &[Some(0)])?);
    Ok(match site.bias(bias, had)? {
        Some(tensor) => filled.with("bias", tensor),
        None => filled,
    })
}
