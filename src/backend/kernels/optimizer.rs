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
    /// The running mean, or the sum, of the squared gradient.
    pub second: Vec<f32>,
    /// The largest `second` so far (amsgrad), or the mean of the gradient (centred RMSprop).
    pub third: Vec<f32>,
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
        common: Common, momentum: [f32; 2], nesterov: Option<f32>, weights: &'a mut [f32],
        gradient: &'a [f32], velocity: &'a mut [f32],
    ) {
        let (Common { rate, scale, penalty, keep }, [kept, entering]) = (common, momentum);
        let (ahead, along) = nesterov.map_or((0.0, 1.0), |momentum| (1.0, momentum));
        for ((weight, gradient), velocity) in weights.iter_mut().zip(gradient).zip(velocity) {
            let slope = gradient * scale + penalty * *weight;
            *velocity = *velocity * kept + entering * slope;
            *weight = *weight * keep - rate * (ahead * slope + along * *velocity);
        }
    }

    fn adam<'a>(
        common: Common, betas: [f32; 2], steps: [f32; 2], divisor: [f32; 2],
        weights: &'a mut [f32], gradient: &'a [f32], moments: &'a mut Moments,
    ) {
        let Common { scale, penalty, keep, .. } = common;
        let ([beta1, beta2], [now, before]) = (betas, steps);
        let [epsilon, correction] = divisor;
        let inverse = 1.0 / correction;
        let moments = moments.first.iter_mut().zip(&mut moments.second);
        for ((weight, gradient), (first, second)) in weights.iter_mut().zip(gradient).zip(moments) {
            let slope = gradient * scale + penalty * *weight;
            *first += (1.0 - beta1) * (slope - *first);
            *second = beta2 * *second + (1.0 - beta2) * slope * slope;
            let step = now * slope + before * *first;
            *weight = *weight * keep - step / (second.sqrt() * inverse + epsilon);
        }
    }

    fn amsgrad<'a>(
        common: Common, betas: [f32; 2], steps: [f32; 2], divisor: [f32; 2],
        weights: &'a mut [f32], gradient: &'a [f32], moments: &'a mut Moments,
    ) {
        let Common { scale, penalty, keep, .. } = common;
        let ([beta1, beta2], [now, before]) = (betas, steps);
        let [epsilon, correction] = divisor;
        let inverse = 1.0 / correction;
        let largest = moments.second.iter_mut().zip(&mut moments.third);
        let moments = moments.first.iter_mut().zip(largest);
        for ((weight, gradient), (first, (second, most))) in
            weights.iter_mut().zip(gradient).zip(moments)
        {
            let slope = gradient * scale + penalty * *weight;
            *first += (1.0 - beta1) * (slope - *first);
            *second = beta2 * *second + (1.0 - beta2) * slope * slope;
            *most = if *second > *most { *second } else { *most };
            let step = now * slope + before * *first;
            *weight = *weight * keep - step / (most.sqrt() * inverse + epsilon);
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

    fn centered_rms_prop<'a>(
        common: Common, decay: f32, epsilon: f32, momentum: f32, weights: &'a mut [f32],
        gradient: &'a [f32], moments: &'a mut Moments,
    ) {
        let Common { rate, scale, penalty, keep } = common;
        let means = moments.second.iter_mut().zip(&mut moments.third);
        let moments = moments.first.iter_mut().zip(means);
        for ((weight, gradient), (first, (second, mean))) in
            weights.iter_mut().zip(gradient).zip(moments)
        {
            let slope = gradient * scale + penalty * *weight;
            *second = decay * *second + (1.0 - decay) * slope * slope;
            *mean += (1.0 - decay) * (slope - *mean);
            // Rounding may take the difference below 0 where the gradient hardly changes.
            let variance = *second - *mean * *mean;
            let variance = if variance > 0.0 { variance } else { 0.0 };
            *first = momentum * *first + slope / (variance.sqrt() + epsilon);
            *weight = *weight * keep - rate * *first;
        }
    }

    fn ada_grad<'a>(
        common: Common, epsilon: f32, weights: &'a mut [f32], gradient: &'a [f32],
        sum: &'a mut [f32],
    ) {
        let Common { rate, scale, penalty, keep } = common;
        for ((weight, gradient), sum) in weights.iter_mut().zip(gradient).zip(sum) {
            let slope = gradient * scale + penalty * *weight;
            *sum += slope * slope;
            *weight = *weight * keep - rate * slope / (sum.sqrt() + epsilon);
        }
    }

    fn lion<'a>(
        common: Common, betas: [f32; 2], weights: &'a mut [f32], gradient: &'a [f32],
        mean: &'a mut [f32],
    ) {
        let (Common { rate, scale, penalty, keep }, [beta1, beta2]) = (common, betas);
        for ((weight, gradient), mean) in weights.iter_mut().zip(gradient).zip(mean) {
            let slope = gradient * scale + penalty * *weight;
            let way = beta1 * *mean + (1.0 - beta1) * slope;
            // The sign of 0 is 0.
            let up = if way > 0.0 { rate } else { 0.0 };
            let down = if way < 0.0 { rate } else { 0.0 };
            *weight = *weight * keep - (up - down);
            *mean = beta2 * *mean + (1.0 - beta2) * slope;
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
        self.rule.prepare(moments, count);
        match self.rule {
            Rule::Sgd { momentum: 0.0, .. } => plain(common, weights, gradient),
            Rule::Sgd { momentum, entering, nesterov, first_step } => {
                let kept = if first_step { [0.0, 1.0] } else { [momentum, entering] };
                let ahead = nesterov.then_some(momentum);
                sgd(common, kept, ahead, weights, gradient, &mut moments.first);
            }
            Rule::Adam { betas, epsilon, steps, correction, amsgrad: large } => {
                let rule = if large { amsgrad } else { adam };
                rule(common, betas, steps, [epsilon, correction], weights, gradient, moments);
            }
            Rule::RmsProp { decay, epsilon, momentum, centered: true } => {
                centered_rms_prop(common, decay, epsilon, momentum, weights, gradient, moments);
            }
            Rule::RmsProp { decay, epsilon, momentum: 0.0, .. } => {
                rms_prop(common, decay, epsilon, weights, gradient, &mut moments.second);
            }
            Rule::RmsProp { decay, epsilon, momentum, .. } => {
                rms_prop_with_momentum(
                    common, decay, epsilon, momentum, weights, gradient, moments,
                );
            }
            Rule::AdaGrad { epsilon, .. } => {
                ada_grad(common, epsilon, weights, gradient, &mut moments.second);
            }
            Rule::Lion { betas } => lion(common, betas, weights, gradient, &mut moments.first),
        }
    }
}

impl Rule {
    /// Makes room for the moments that it needs.
    fn prepare(self, moments: &mut Moments, count: usize) {
        let (first, second, third) = match self {
            Rule::Sgd { momentum, .. } => (momentum != 0.0, false, false),
            Rule::Adam { amsgrad, .. } => (true, true, amsgrad),
            Rule::RmsProp { momentum, centered, .. } => {
                (momentum != 0.0 || centered, true, centered)
            }
            Rule::AdaGrad { .. } => (false, true, false),
            Rule::Lion { .. } => (true, false, false),
        };
        let start = if let Rule::AdaGrad { initial, .. } = self { initial } else { 0.0 };
        moments.first.resize(if first { count } else { 0 }, 0.0);
        moments.second.resize(if second { count } else { 0 }, start);
        moments.third.resize(if third { count } else { 0 }, 0.0);
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
