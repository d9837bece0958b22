//! Depthwise convolutions: each channel has its own kernels and goes where the channel goes.

use super::super::report::Rule;
use super::super::site::{Filled, Outcome, Site};
use super::super::tensor::Tensor;
use super::super::units::Unit;
use super::taps::taps;
use crate::graph::{Op, Reach};

pub fn fill(site: &Site, reach: Reach, bias: bool) -> Outcome {
    let old = match site.old.map(|(old, _)| old.op) {
        Some(Op::DepthwiseConv { reach, bias, .. }) => Some((reach, bias)),
        _ => None,
    };
    let taps = taps(old.map(|(reach, _)| reach), reach, site.shape)?;
    let ring = old.is_some_and(|(was, _)| was.kernel != reach.kernel);
    let rule = if ring { Rule::Kernel } else { site.rule() };
    let filled = Filled::new(rule).with("weight", weight(site, &taps)?);
    Ok(match site.bias(bias, old.is_some_and(|(_, bias)| bias))? {
        Some(tensor) => filled.with("bias", tensor),
        None => filled,
    })
}

fn weight(site: &Site, taps: &[Option<usize>]) -> Result<Tensor, String> {
    let values = site.old.map(|_| site.old_values("weight")).transpose()?;
    let fresh = site.fresh_values("weight")?;
    let channels = site.value.shape.channels().max(1);
    let mut tensor = Tensor::with_capacity(fresh.len());
    for (at, unit) in site.outputs.iter().enumerate() {
        for (place, tap) in taps.iter().enumerate() {
            let new = |at: usize| fresh.get(at * taps.len() + place).copied().unwrap_or(0.0);
            let (value, origin) = match (*unit, tap, values) {
                (Unit::Old { from, .. }, Some(tap), Some(values)) => {
                    let at = from * (values.len() / channels) + tap;
                    (values.get(at).copied().unwrap_or(0.0), Some(at))
                }
                (Unit::Old { .. }, Some(_), None) => (1.0, None),
                (Unit::Old { .. }, None, _) => (0.0, None),
                (Unit::Twin { first, .. }, ..) => (new(first), None),
                (Unit::New | Unit::Null | Unit::Mean, ..) => (new(at), None),
            };
            tensor.push(value, origin);
        }
    }
    Ok(site.noisy("weight", tensor, site.outputs))
}
