//! Group norm: exact where each group of the large layer has the channels of one old group, all of
//! them equally often, or new ones alone.

use super::super::site::{Filled, Outcome, Site};
use super::super::units::Unit;
use crate::graph::Op;

pub fn fill(site: &Site, groups: usize, epsilon: f64) -> Outcome {
    let Some((old, _)) = site.old else { return Err("a new group norm hands nothing on".into()) };
    let Op::GroupNorm { groups: before, epsilon: was } = old.op else {
        return Err("the smaller network has another layer here".into());
    };
    let mut filled = Filled::new(site.rule());
    for name in ["weight", "bias"] {
        let tensor = site.table(name, site.inputs, site.old_values(name)?, false)?;
        filled = filled.with(name, tensor);
    }
    let [large, small] = [site.inputs.len() / groups.max(1), site.small_channels() / before.max(1)];
    if was != epsilon {
        return Ok(filled.doubted("the norm's ε is another one"));
    }
    if !even(site.inputs, large, small) {
        return Ok(filled.doubted("new channels enter the mean and variance of a group"));
    }
    Ok(filled)
}

/// Whether the mean and the variance of each group, of `large` channels, are those of an old group,
/// of `small` ones.
pub fn even(units: &[Unit], large: usize, small: usize) -> bool {
    units.chunks(large.max(1)).all(|group| {
        let old = group.iter().filter(|unit| matches!(unit, Unit::Old { .. })).count();
        old == 0 || old == group.len() && equally_often(group, small)
    })
}

fn equally_often(group: &[Unit], small: usize) -> bool {
    let mut sources: Vec<usize> = group
        .iter()
        .filter_map(|unit| match unit {
            Unit::Old { from, .. } => Some(*from),
            _ => None,
        })
        .collect();
    sources.sort_unstable();
    let first = sources.first().copied().unwrap_or(0);
    let times = group.len() / small.max(1);
    first.is_multiple_of(small.max(1))
        && group.len() == times * small
        && sources.iter().enumerate().all(|(at, from)| *from == first + at / times.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_copies_of_one_group() {
        let units =
            |sources: &[usize]| -> Vec<Unit> { sources.iter().map(|at| Unit::old(*at)).collect() };
        assert!(even(&units(&[0, 1, 2, 3]), 2, 2));
        assert!(even(&units(&[0, 1, 1, 0, 3, 2, 2, 3]), 4, 2));
        assert!(!even(&units(&[0, 1, 1]), 3, 2));
        assert!(!even(&units(&[0, 2]), 2, 2));
        assert!(!even(&units(&[1, 2]), 2, 2));
        assert!(!even(&[Unit::old(0), Unit::New], 2, 1));
        assert!(even(&[Unit::old(0), Unit::New], 1, 1));
    }
}
