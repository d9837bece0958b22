//! Layer norm: exact with as many copies of each channel. Else new channels at the mean of the old
//! ones make the variance smaller by n / q: the gain takes √(n / q), and only ε stays too large.

use super::super::report::Rule;
use super::super::site::{Filled, Outcome, Site};
use super::super::units::Unit;
use super::group_norm::even;
use crate::graph::Op;

pub fn fill(site: &Site, epsilon: f64) -> Outcome {
    let (small, large) = (site.small_channels(), site.inputs.len());
    let level = small < large && padded(site.inputs);
    let scale = if level { (small as f64 / large as f64).sqrt() } else { 1.0 };
    let mut gain = site.table("weight", site.inputs, site.old_values("weight")?, false)?;
    let mut bias = site.table("bias", site.inputs, site.old_values("bias")?, false)?;
    for ((gain, bias), unit) in gain.values.iter_mut().zip(&mut bias.values).zip(site.inputs) {
        match unit {
            Unit::Old { .. } => *gain *= scale,
            // What was at the mean is 0 behind the norm, which its readers count on.
            Unit::Mean => *bias = 0.0,
            _ => {}
        }
    }
    let rule = if level { Rule::Levelled } else { site.rule() };
    let filled = Filled::new(rule).with("weight", gain).with("bias", bias);
    let same = matches!(site.old, Some((old, _)) if old.op == (Op::LayerNorm { epsilon }));
    let doubt = match () {
        () if !same => Some("the norm's ε is another one"),
        () if level => Some("the norm's ε weighs more beside the smaller variance"),
        () if even(site.inputs, large, small) => None,
        () => Some("new channels enter the norm's mean and variance"),
    };
    Ok(match doubt {
        Some(why) => filled.doubted(why),
        None => filled,
    })
}

/// Every new channel is at the mean of the old ones, each of which is there once.
fn padded(units: &[Unit]) -> bool {
    let once = |unit: &Unit| matches!(unit, Unit::Old { share, .. } if *share == 1.0);
    units.iter().all(|unit| once(unit) || *unit == Unit::Mean)
}
