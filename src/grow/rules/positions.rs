//! Learned positions, `[features, length]`: each feature goes where its channel goes. New ones are 0
//! and add nothing. Sines and cosines have frequencies by the number of features.

use super::super::site::{Filled, Outcome, Site};
use super::super::tensor::Tensor;
use crate::graph::{Op, Positions};

pub fn fill(site: &Site, kind: Positions) -> Outcome {
    let filled = Filled::new(site.rule());
    let same = matches!(site.old, Some((old, _)) if old.op == Op::Positions(kind));
    match (kind, same) {
        (_, false) if site.old.is_some() => Err("the positions are of another kind".into()),
        (Positions::Learned, false) => {
            let count = site.fresh_values("weight")?.len();
            Ok(filled.with("weight", Tensor::constant(count, 0.0)))
        }
        (Positions::Learned, true) => {
            let tensor = site.table("weight", site.inputs, site.old_values("weight")?, true)?;
            Ok(filled.with("weight", tensor))
        }
        (Positions::Sinusoidal, false) => {
            Err("new sines and cosines change what the network computes".into())
        }
        (Positions::Sinusoidal, true) if site.inputs.len() != site.small_channels() => {
            Ok(filled.doubted("sines and cosines have other frequencies at another width"))
        }
        (Positions::Sinusoidal, true) => Ok(filled),
    }
}
