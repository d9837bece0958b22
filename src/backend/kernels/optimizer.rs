//! The optimizers' updates, each one pass in place over a parameter.
//!
//! The formulas and their order are PyTorch's (compared with it over 50 steps in `train`).

use std::cell::RefCell;

use candle_core::{CpuStorage, InplaceOp2, Layout, Result, bail};

use super::access::dense;
use super::simd::{self, vectorised};

/// What an optimizer remembers of one parameter; its lengths depend on the optimizer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moments {
    /// Momentum, or the running mean of the gradient.
    pub first: Vec<f32>,
    /// The running mean of the squared gradient.
    pub second: Vec<f32>,
}

/// One step's numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    Sgd {
        momentum: f32,
        nesterov: bool,
        /// The momentum starts as the first gradient.
        first_step: bool,
    },
    /// Kingma & Ba 2015, Loshchilov & Hutter 2019.
    Adam {
        beta1: f32,
        beta2: f32,
        epsilon: f32,
        /// `1 − beta1ᵗ` and `√(1 − beta2ᵗ)`.
        correction1: f32,
        correction2: f32,
    },
    /// Hinton 2012.
    RmsProp { decay: f32, epsilon: f32, momentum: f32 },
}

/// An update of one parameter (first operand) by its gradient (second).
pub struct Update<'a> {
    pub rule: Rule,
    pub learning_rate: f32,
    /// What the gradient is multiplied with first (clipping).
    pub scale: f32,
    /// L2: this times the parameter is added to the gradient.
    pub penalty: f32,
    /// Decoupled decay: the parameter is multiplied with this first.
    pub keep: f32,
    pub moments: RefCell<&'a mut Moments>,
}

/// The numbers that all rules share.
#[derive(Clone, Copy)]
struct Common {
    rate: f32,
    scale: f32,
    penalty: f32,
    keep: f32,
}

vectorised! {
    fn plain<'a>(common: Common, weights: &'a mut [f32], gradient: &'a [f32]) {
        let Common { rate, scale, penalty, keep } = common;
        for (weight, gradient) in weights.iter_mut().zip(gradient) {
            let slope = gradient * scale + penalty * *weight;
            *weight = *weight * keep - rate * slope;
        }
    }

    fn sgd<'a>(
        common: Common, momentum: f32, fresh: f32, nesterov: bool, weights: &'a mut [f32],
        gradient: &'a [f32], velocity: &'a mut [f32],
    ) {
        let Common { rate, scale, penalty, keep } = common;
        let ahead = if nesterov { 1.0 } else { 0.0 };
        let along = if nesterov { momentum } else { 1.0 };
        for ((weight, gradient), velocity) in weights.iter_mut().zip(gradient).zip(velocity) {
            let slope = gradient * scale + penalty * *weight;
            *velocity = *velocity * fresh + slope;
            *weight = *weight * keep - rate * (ahead * slope + along * *velocity);
        }
    }

    fn adam<'a>(
        common: Common, betas: [f32; 2], epsilon: f32, corrections: [f32; 2],
        weights: &'a mut [f32], gradient: &'a [f32], moments: &'a mut Moments,
    ) {
        let Common { rate, scale, penalty, keep } = common;
        let ([beta1, beta2], [correction1, correction2]) = (betas, corrections);
        let (step, inverse) = (rate / correction1, 1.0 / correction2);
        let moments = moments.first.iter_mut().zip(&mut moments.second);
        for ((weight, gradient), (first, second)) in weights.iter_mut().zip(gradient).zip(moments) {
            let slope = gradient * scale + penalty * *weight;
            *first += (1.0 - beta1) * (slope - *first);
            *second = beta2 * *second + (1.0 - beta2) * slope * slope;
            *weight = *weight * keep - step * *first / (second.sqrt() * inverse + epsilon);
        }
    }

    fn rms_prop<'a>(
        common: Common, decay: f32, epsilon: f32, weights: &'a mut [f32], gradient: &'a [f32],
        second: &'a mut [f32],
    ) {
        let Common { rate, scale, penalty, keep } = common;
        for ((weight, gradient), second) in weights.iter_mut().zip(gradient).zip(second) {
            let slope = gradient * scale + penalty * *weight;
            *second = decay * *second + (1.0 - decay) * slope * slope;
            *weight = *weight * keep - rate * slope / (second.sqrt() + epsilon);
        }
    }

    fn rms_prop_with_momentum<'a>(
        common: Common, decay: f32, epsilon: f32, momentum: f32, weights: &'a mut [f32],
        gradient: &'a [f32], moments: &'a mut Moments,
    ) {
        let Common { rate, scale, penalty, keep } = common;
        let moments = moments.first.iter_mut().zip(&mut moments.second);
        for ((weight, gradient), (first, second)) in weights.iter_mut().zip(gradient).zip(moments) {
            let slope = gradient * scale + penalty * *weight;
            *second = decay * *second + (1.0 - decay) * slope * slope;
            *first = momentum * *first + slope / (second.sqrt() + epsilon);
            *weight = *weight * keep - rate * *first;
        }
    }

    fn squares<'a>(values: &'a [f32]) -> f64 {
        // Parts, so that a sum of millions keeps its digits.
        values.chunks(4096).map(|part| f64::from(simd::dot(part, 0.0, part, 0.0))).sum()
    }
}

/// The sum of squares, for the global norm of the gradient.
pub fn sum_of_squares(values: &[f32]) -> f64 {
    squares(values)
}

impl Update<'_> {
    fn apply(&self, weights: &mut [f32], gradient: &[f32]) {
        let mut moments = self.moments.borrow_mut();
        let (moments, count) = (&mut **moments, weights.len());
        let common = Common {
            rate: self.learning_rate,
            scale: self.scale,
            penalty: self.penalty,
            keep: self.keep,
        };
        let (first, second) = self.rule.remembers();
        moments.first.resize(if first { count } else { 0 }, 0.0);
        moments.second.resize(if second { count } else { 0 }, 0.0);
        match self.rule {
            Rule::Sgd { momentum: 0.0, .. } => plain(common, weights, gradient),
            Rule::Sgd { momentum, nesterov, first_step } => {
                let fresh = if first_step { 0.0 } else { momentum };
                sgd(common, momentum, fresh, nesterov, weights, gradient, &mut moments.first);
            }
            Rule::Adam { beta1, beta2, epsilon, correction1, correction2 } => {
                let corrections = [correction1, correction2];
                adam(common, [beta1, beta2], epsilon, corrections, weights, gradient, moments);
            }
            Rule::RmsProp { decay, epsilon, momentum: 0.0 } => {
                rms_prop(common, decay, epsilon, weights, gradient, &mut moments.second);
            }
            Rule::RmsProp { decay, epsilon, momentum } => {
                rms_prop_with_momentum(
                    common, decay, epsilon, momentum, weights, gradient, moments,
                );
            }
        }
    }
}

impl Rule {
    /// Which of the moments it needs.
    fn remembers(self) -> (bool, bool) {
        match self {
            Rule::Sgd { momentum, .. } => (momentum != 0.0, false),
            Rule::Adam { .. } => (true, true),
            Rule::RmsProp { momentum, .. } => (momentum != 0.0, true),
        }
    }
}

impl InplaceOp2 for Update<'_> {
    fn name(&self) -> &'static str {
        "optimizer update"
    }

    fn cpu_fwd(
        &self,
        weights: &mut CpuStorage,
        wl: &Layout,
        gradient: &CpuStorage,
        gl: &Layout,
    ) -> Result<()> {
        let gradient = dense(gradient, gl)?;
        let (CpuStorage::F32(weights), Some((start, end))) = (weights, wl.contiguous_offsets())
        else {
            bail!("only dense parameters of f32 can be trained");
        };
        match weights.get_mut(start..end) {
            Some(weights) if weights.len() == gradient.len() => {
                self.apply(weights, gradient);
                Ok(())
            }
            _ => bail!("a gradient of {} numbers does not fit its parameter", gradient.len()),
        }
    }
}
