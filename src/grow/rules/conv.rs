//! Convolutions: units as in a dense layer, for each tap; a larger kernel has a ring of zeros around
//! the old one; a new layer is the identity at its centre. In groups each group is a layer of its
//! own.

use super::super::matrix::{Matrix, Small};
use super::super::report::Rule;
use super::super::site::{Filled, Outcome, Site};
use super::super::tensor::Tensor;
use super::super::units::Unit;
use super::taps::taps;
use crate::graph::{Op, Reach};

const MIXED: &str = "a group would read channels of several groups of the smaller network: grow `groups` or keep the channels";

pub fn fill(site: &Site, reach: Reach, groups: usize, bias: bool) -> Outcome {
    let old = match site.old.map(|(old, _)| old.op) {
        Some(Op::Conv { reach, groups, bias, .. }) => Some((reach, groups, bias)),
        _ => None,
    };
    let taps = taps(old.map(|(reach, ..)| reach), reach, site.shape)?;
    let before = old.map_or(1, |(_, groups, _)| groups);
    let weight = match (groups, before) {
        (1, 1) => site.weight("weight", &taps)?,
        _ if site.old.is_none() => {
            return Err("a new convolution in groups hands nothing on".into());
        }
        _ => in_groups(site, &taps, [before, groups])?,
    };
    let ring = old.is_some_and(|(was, ..)| was.kernel != reach.kernel);
    let rule = if ring { Rule::Kernel } else { site.rule() };
    let filled = Filled::new(rule).with("weight", weight);
    Ok(match site.bias(bias, old.is_some_and(|(.., bias)| bias))? {
        Some(tensor) => filled.with("bias", tensor),
        None => filled,
    })
}

fn in_groups(
    site: &Site,
    taps: &[Option<usize>],
    [before, groups]: [usize; 2],
) -> Result<Tensor, String> {
    let (values, fresh) = (site.old_values("weight")?, site.fresh_values("weight")?);
    let (filters, channels) = (site.value.shape.channels(), site.small_channels());
    let [rows, columns] = [filters / before.max(1), channels / before.max(1)];
    let count = values.len() / (filters * columns).max(1);
    let size = |units: &[Unit]| (units.len() / groups.max(1)).max(1);
    let wide = (fresh.len() / groups.max(1)).max(1);
    let parts = site.outputs.chunks(size(site.outputs)).zip(site.inputs.chunks(size(site.inputs)));
    let mut tensor = Tensor::default();
    for (group, ((out, read), fresh)) in parts.zip(fresh.chunks(wide)).enumerate() {
        let own = out.iter().find_map(|unit| match unit {
            Unit::Old { from, .. } => Some(from / rows.max(1)),
            _ => None,
        });
        let small = own.unwrap_or(0);
        let start = small * rows * columns * count;
        let weights = Small::Weights { values, start, rows, columns, taps: count };
        let shifts = [group * size(site.outputs), group * size(site.inputs)];
        let out = within(out, [small * rows, rows], shifts[0]).ok_or(MIXED)?;
        let read = match own {
            Some(_) => within(read, [small * columns, columns], shifts[1]).ok_or(MIXED)?,
            // No old unit reads anything here.
            None => vec![Unit::New; read.len()],
        };
        let matrix = Matrix { rows: &out, columns: &read, taps, small: weights, fresh };
        tensor.extend(matrix.fill().map_err(|_| MIXED)?);
    }
    Ok(site.noisy("weight", tensor, site.outputs))
}

/// The units as those of a group alone, which has `count` old ones from `first` on and stands at
/// `shift` of the large layer. None where one is of another group.
fn within(units: &[Unit], [first, count]: [usize; 2], shift: usize) -> Option<Vec<Unit>> {
    let inside = |unit: &Unit| match *unit {
        Unit::Old { from, share, copy } => {
            let from = from.checked_sub(first).filter(|from| *from < count)?;
            Some(Unit::Old { from, share, copy })
        }
        Unit::Twin { first, sign } => Some(Unit::Twin { first: first.checked_sub(shift)?, sign }),
        // The mean of all is not that of the group.
        Unit::Mean => Some(Unit::New),
        other => Some(other),
    };
    units.iter().map(inside).collect()
}
