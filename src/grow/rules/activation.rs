//! Activations: nothing where they were there before. A new one hands on what it reads only where it
//! does not bend it.

use super::super::matching::straight_above;
use super::super::site::{Filled, Outcome, Site};
use super::super::tensor::Tensor;
use crate::graph::Activation;

pub fn fill(site: &Site, activation: Activation) -> Outcome {
    let filled = Filled::new(site.rule());
    let learned = activation == Activation::Prelu;
    if site.old.is_none() {
        return Ok(match activation {
            // With a slope of 1 it is the identity.
            Activation::Prelu => filled.with("weight", Tensor::constant(1, 1.0)),
            other if straight_above(other) && site.positive => filled,
            other => filled.doubted(bends(other)),
        });
    }
    if learned {
        let mut tensor = Tensor::default();
        let slopes = site.old_values("weight")?.iter().enumerate();
        slopes.for_each(|(at, slope)| tensor.push(*slope, Some(at)));
        return Ok(filled.with("weight", tensor));
    }
    if activation == Activation::Softmax && site.inputs.len() != site.small_channels() {
        return Ok(filled.doubted("new channels enter the sum of the softmax"));
    }
    Ok(filled)
}

fn bends(activation: Activation) -> String {
    let name = activation.name();
    if straight_above(activation) {
        return format!("the new `{name}` reads negative values, too, and changes them");
    }
    format!("the new `{name}` bends what it reads")
}
