//! The optimizers' updates, each one pass in place over a range of the flat parameter vector.
//!
//! The formulas and their order are PyTorch's.
#![allow(unsafe_code)] // Reason: threads write different chunks of the same slices.

mod loops;

use loops::{
    Common, ada_grad, adam, amsgrad, centered_rms_prop, lion, plain, rms_prop,
    rms_prop_with_momentum, sgd,
};

use super::split::{self, Chunks};

/// What an optimizer remembers of a range of parameters; empty where its rule has no use for it.
#[derive(Debug, Default)]
pub struct Moments<'a> {
    /// Momentum, or the running mean of the gradient.
    pub first: &'a mut [f32],
    /// The running mean, or the sum, of the squared gradient.
    pub second: &'a mut [f32],
    /// The largest `second` so far (amsgrad), or the mean of the gradient (centred RMSprop).
    pub third: &'a mut [f32],
}

/// One step's numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    Sgd {
        momentum: f32,
        /// 1 − dampening: how much of a gradient enters the momentum.
        entering: f32,
        nesterov: bool,
        /// The momentum starts as the first gradient.
        first_step: bool,
    },
    /// Kingma & Ba 2015, Loshchilov & Hutter 2019, Reddi et al. 2018, Dozat 2016.
    Adam {
        betas: [f32; 2],
        epsilon: f32,
        /// What the gradient and its mean are multiplied with in the step: 0 and
        /// `rate / (1 − beta1ᵗ)`; for NAdam both have a share.
        steps: [f32; 2],
        /// `√(1 − beta2ᵗ)`.
        correction: f32,
        amsgrad: bool,
    },
    /// Hinton 2012, Graves 2013.
    RmsProp { decay: f32, epsilon: f32, momentum: f32, centered: bool },
    /// Duchi et al. 2011. The sum starts from `initial`.
    AdaGrad { epsilon: f32, initial: f32 },
    /// Chen et al. 2023.
    Lion { betas: [f32; 2] },
}

/// An update of a range of parameters by its gradient.
#[derive(Clone, Copy, Debug)]
pub struct Update {
    pub rule: Rule,
    pub learning_rate: f32,
    /// What the gradient is multiplied with first (clipping).
    pub scale: f32,
    /// L2: this times the parameter is added to the gradient.
    pub penalty: f32,
    /// Decoupled decay: the parameter is multiplied with this first.
    pub keep: f32,
}

/// Numbers that a thread takes at a time: whole cache lines.
const RANGE: usize = 1 << 12;

/// The sum of squares, for the global norm of the gradient.
pub fn sum_of_squares(values: &[f32]) -> f64 {
    loops::squares(values)
}

/// Clips each number to within `limit` of 0.
pub fn clamp(values: &mut [f32], limit: f32) {
    split::chunks(values, RANGE, |_, values| loops::clip(values, limit));
}

impl Update {
    /// Moves `weights`; large ranges on all threads of the team.
    pub fn apply(&self, weights: &mut [f32], gradient: &[f32], moments: Moments<'_>) {
        assert_eq!(weights.len(), gradient.len());
        let held = [moments.first.len(), moments.second.len(), moments.third.len()];
        for (start, held) in self.rule.moments().into_iter().zip(held) {
            assert!(start.is_none() || held == weights.len(), "{held} moments");
        }
        let (count, Moments { first, second, third }) = (weights.len(), moments);
        if !split::worth(count) {
            return self.range(weights, gradient, Moments { first, second, third });
        }
        let parts = [weights, first, second, third].map(|values| Chunks::new(values, RANGE));
        let [weights, first, second, third] = &parts;
        split::indices(count.div_ceil(RANGE), count, |index| {
            let from = index * RANGE;
            let gradient = gradient.get(from..count.min(from + RANGE)).unwrap_or_default();
            // SAFETY: each index comes once.
            let (weights, moments) = unsafe {
                let [first, second, third] = [first, second, third].map(|part| part.get(index));
                (weights.get(index), Moments { first, second, third })
            };
            self.range(weights, gradient, moments);
        });
    }

    fn range(&self, weights: &mut [f32], gradient: &[f32], moments: Moments<'_>) {
        let common = Common {
            rate: self.learning_rate,
            scale: self.scale,
            penalty: self.penalty,
            keep: self.keep,
        };
        match self.rule {
            Rule::Sgd { momentum: 0.0, .. } => plain(common, weights, gradient),
            Rule::Sgd { momentum, entering, nesterov, first_step } => {
                let kept = if first_step { [0.0, 1.0] } else { [momentum, entering] };
                let ahead = nesterov.then_some(momentum);
                sgd(common, kept, ahead, weights, gradient, moments.first);
            }
            Rule::Adam { betas, epsilon, steps, correction, amsgrad: large } => {
                let rule = if large { amsgrad } else { adam };
                rule(common, betas, steps, [epsilon, correction], weights, gradient, moments);
            }
            Rule::RmsProp { decay, epsilon, momentum, centered: true } => {
                centered_rms_prop(common, decay, epsilon, momentum, weights, gradient, moments);
            }
            Rule::RmsProp { decay, epsilon, momentum: 0.0, .. } => {
                rms_prop(common, decay, epsilon, weights, gradient, moments.second);
            }
            Rule::RmsProp { decay, epsilon, momentum, .. } => {
                rms_prop_with_momentum(
                    common, decay, epsilon, momentum, weights, gradient, moments,
                );
            }
            Rule::AdaGrad { epsilon, .. } => {
                ada_grad(common, epsilon, weights, gradient, moments.second);
            }
            Rule::Lion { betas } => lion(common, betas, weights, gradient, moments.first),
        }
    }
}

impl Rule {
    /// Which of the three moments it needs, and with what each begins.
    pub fn moments(self) -> [Option<f32>; 3] {
        let needed = |needed: bool| needed.then_some(0.0);
        match self {
            Rule::Sgd { momentum, .. } => [needed(momentum != 0.0), None, None],
            Rule::Adam { amsgrad, .. } => [Some(0.0), Some(0.0), needed(amsgrad)],
            Rule::RmsProp { momentum, centered, .. } => {
                [needed(momentum != 0.0 || centered), Some(0.0), needed(centered)]
            }
            Rule::AdaGrad { initial, .. } => [None, Some(initial), None],
            Rule::Lion { .. } => [Some(0.0), None, None],
        }
    }
}

#[cfg(test)]
mod tests;
