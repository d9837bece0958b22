//! Attention: new heads, and new features of old heads.
//!
//! Scores are divided by √(features of a head), so the old queries grow by the root of the ratio. A
//! new feature of an old head has a random query and the key 0: it adds nothing to the scores, yet
//! learns. No old row of the way out reads new values.

use super::super::matrix::{Matrix, Small};
use super::super::site::{Filled, Outcome, Site};
use super::super::table::Table;
use super::super::tensor::Tensor;
use super::super::units::Unit;
use crate::graph::{Attention, Op};

/// Heads and the features of each, in the small and in the large layer.
struct Heads {
    small: [usize; 2],
    large: [usize; 2],
}

const HEADS: &str = "it would have fewer heads than before, or heads of fewer features: more heads need a wider layer";

pub fn fill(site: &Site, layer: Attention) -> Outcome {
    let Some((Op::Attention(old), shape)) = site.old.map(|(old, shape)| (old.op, shape)) else {
        return Err("a new attention hands nothing on".into());
    };
    if old.causal != layer.causal {
        return Err("only one of the two networks sees later steps here".into());
    }
    if old.bias && !layer.bias {
        return Err("the smaller network has biases here and the larger one has none".into());
    }
    let of = |heads: usize, width: usize| [heads, width / heads.max(1)];
    let heads = Heads {
        small: of(old.heads, shape.channels()),
        large: of(layer.heads, site.shape.channels()),
    };
    let fewer = heads.large.iter().zip(&heads.small).any(|(large, small)| large < small);
    if fewer {
        return Err(HEADS.into());
    }
    let (weight, out) = (into(site, &heads)?, way_out(site, &heads)?);
    let filled =
        Filled::new(site.rule()).with("in_proj_weight", weight).with("out_proj_weight", out);
    if !layer.bias {
        return Ok(filled);
    }
    let (bias, out) = biases(site, &heads, old.bias)?;
    Ok(filled.with("in_proj_bias", bias).with("out_proj_bias", out))
}

impl Heads {
    fn widths(&self) -> [usize; 2] {
        [self.small, self.large].map(|[heads, features]| heads * features)
    }

    /// Where a feature of the large layer's heads comes from.
    fn units(&self) -> Vec<Unit> {
        let ([heads, features], [_, wide]) = (self.small, self.large);
        let unit = |at: usize| match (at / wide.max(1), at % wide.max(1)) {
            (head, feature) if head < heads && feature < features => {
                Unit::old(head * features + feature)
            }
            _ => Unit::New,
        };
        (0..self.widths()[1]).map(unit).collect()
    }

    /// What the numbers of a row are multiplied with: of queries, keys and values.
    fn factor(&self, part: usize, row: usize) -> f64 {
        let ([heads, features], [_, wide]) = (self.small, self.large);
        let (old_head, old) = (row / wide.max(1) < heads, row % wide.max(1) < features);
        match part {
            0 if old_head && old => (wide as f64 / features as f64).sqrt(),
            1 if old_head && !old => 0.0,
            _ => 1.0,
        }
    }

    fn scale(&self, part: usize, tensor: &mut Tensor) {
        let wide = (tensor.values.len() / self.widths()[1].max(1)).max(1);
        for (row, values) in tensor.values.chunks_mut(wide).enumerate() {
            let factor = self.factor(part, row);
            values.iter_mut().for_each(|value| *value *= factor);
        }
    }
}

/// Queries, keys and values, `[3 × features, features]`.
fn into(site: &Site, heads: &Heads) -> Result<Tensor, String> {
    let name = "in_proj_weight";
    let (values, fresh) = (site.old_values(name)?, site.fresh_values(name)?);
    let (rows, [small, large]) = (heads.units(), heads.widths());
    let mut tensor = Tensor::with_capacity(fresh.len());
    for (part, fresh) in fresh.chunks((large * large).max(1)).enumerate() {
        let start = part * small * small;
        let weights = Small::Weights { values, start, rows: small, columns: small, taps: 1 };
        let (columns, taps) = (site.inputs, &[Some(0)]);
        let mut filled = Matrix { rows: &rows, columns, taps, small: weights, fresh }.fill()?;
        heads.scale(part, &mut filled);
        tensor.extend(filled);
    }
    Ok(tensor)
}

fn way_out(site: &Site, heads: &Heads) -> Result<Tensor, String> {
    let name = "out_proj_weight";
    let (values, fresh) = (site.old_values(name)?, site.fresh_values(name)?);
    let (columns, [width, _]) = (heads.units(), heads.widths());
    let small = Small::Weights { values, start: 0, rows: width, columns: width, taps: 1 };
    let (rows, taps) = (site.outputs, &[Some(0)]);
    let filled = Matrix { rows, columns: &columns, taps, small, fresh }.fill()?;
    Ok(site.noisy(name, filled, site.outputs))
}

fn biases(site: &Site, heads: &Heads, had: bool) -> Result<(Tensor, Tensor), String> {
    let (units, [small, large]) = (heads.units(), heads.widths());
    let none = vec![0.0; 3 * small];
    let values = if had { site.old_values("in_proj_bias")? } else { &none };
    let fresh = site.fresh_values("in_proj_bias")?;
    let mut bias = Tensor::with_capacity(fresh.len());
    let parts = values.chunks(small.max(1)).zip(fresh.chunks(large.max(1)));
    for (part, (small, fresh)) in parts.enumerate() {
        let start = part * small.len();
        let mut filled =
            Table { units: &units, lanes: 1, small, start, fresh, mean: false }.fill()?;
        heads.scale(part, &mut filled);
        bias.extend(filled);
    }
    let values =
        if had { site.old_values("out_proj_bias")? } else { none.get(..small).unwrap_or(&none) };
    let mut out = site.table("out_proj_bias", site.outputs, values, true)?;
    if !had {
        bias.origin.fill(None);
        out.origin.fill(None);
    }
    Ok((bias, out))
}
