//! One optimizer step over all learned numbers of a network.

use std::ops::Range;

use crate::backend::kernels::optimizer::{Moments, Rule, Update, clamp, sum_of_squares};
use crate::graph::ParameterKind;
use crate::instantiate::{Optimizer, Settings};

/// An optimizer with what it remembers of the flat vector of all learned numbers.
#[derive(Clone, Debug)]
pub struct Stepper {
    optimizer: Optimizer,
    weight_decay: f64,
    clip_norm: Option<f64>,
    clip_value: Option<f64>,
    /// Stretches of the vector, each with whether it decays.
    stretches: Vec<(Range<usize>, bool)>,
    moments: [Vec<f32>; 3],
    steps: i32,
    /// The product of NAdam's momenta so far.
    momenta: f64,
}

impl Stepper {
    /// For the learned tensors with those kinds, which lie one after the other.
    pub fn new(
        settings: &Settings,
        tensors: impl Iterator<Item = (ParameterKind, Range<usize>)>,
    ) -> Stepper {
        Stepper {
            optimizer: settings.optimizer,
            weight_decay: settings.weight_decay,
            clip_norm: settings.clip_norm,
            clip_value: settings.clip_value,
            stretches: stretches(tensors, settings.weight_decay),
            moments: [Vec::new(), Vec::new(), Vec::new()],
            steps: 0,
            momenta: 1.0,
        }
    }

    /// Moves all numbers along their gradients.
    pub fn step(&mut self, numbers: &mut [f32], gradients: &mut [f32], rate: f64) {
        self.steps = self.steps.saturating_add(1);
        if let Some(limit) = self.clip_value {
            clamp(gradients, limit as f32);
        }
        let scale = self.scale(gradients);
        let rule = self.rule(rate);
        self.make_room(rule, numbers.len());
        let (decoupled, learning_rate) = (self.optimizer.decays_directly(), self.effective(rate));
        for (stretch, decays) in &self.stretches {
            let decay = if *decays { self.weight_decay } else { 0.0 };
            let update = Update {
                rule,
                learning_rate,
                scale,
                penalty: if decoupled { 0.0 } else { decay as f32 },
                keep: if decoupled { (1.0 - rate * decay) as f32 } else { 1.0 },
            };
            let own = stretch.clone();
            let [first, second, third] =
                self.moments.each_mut().map(|held| held.get_mut(own.clone()).unwrap_or_default());
            let moments = Moments { first, second, third };
            let places = (numbers.get_mut(own.clone()), gradients.get(own));
            if let (Some(numbers), Some(gradients)) = places {
                update.apply(numbers, gradients, moments);
            }
        }
    }

    fn make_room(&mut self, rule: Rule, count: usize) {
        for (held, start) in self.moments.iter_mut().zip(rule.moments()) {
            if let Some(start) = start {
                held.resize(count, start);
            }
        }
    }

    /// What brings the gradient's global norm down to the limit (as PyTorch's
    /// `clip_grad_norm_`).
    fn scale(&self, gradients: &[f32]) -> f32 {
        let Some(limit) = self.clip_norm else { return 1.0 };
        let norm = sum_of_squares(gradients).sqrt();
        (limit / (norm + 1e-6)).min(1.0) as f32
    }

    fn effective(&self, rate: f64) -> f32 {
        let Optimizer::AdaGrad { learning_rate_decay, .. } = self.optimizer else {
            return rate as f32;
        };
        (rate / (1.0 + f64::from(self.steps - 1) * learning_rate_decay)) as f32
    }

    fn rule(&mut self, rate: f64) -> Rule {
        match self.optimizer {
            Optimizer::Sgd { momentum, dampening, nesterov } => Rule::Sgd {
                momentum: momentum as f32,
                entering: (1.0 - dampening) as f32,
                nesterov,
                first_step: self.steps == 1,
            },
            Optimizer::Adam { beta1, beta2, epsilon, amsgrad }
            | Optimizer::AdamW { beta1, beta2, epsilon, amsgrad } => {
                let correction = (1.0 - beta1.powi(self.steps)) as f32;
                self.adam([beta1, beta2], epsilon, [0.0, rate as f32 / correction], amsgrad)
            }
            Optimizer::NAdam { beta1, beta2, epsilon, momentum_decay } => {
                let steps = self.look_ahead(beta1, momentum_decay, rate);
                self.adam([beta1, beta2], epsilon, steps, false)
            }
            Optimizer::RmsProp { decay, epsilon, momentum, centered } => Rule::RmsProp {
                decay: decay as f32,
                epsilon: epsilon as f32,
                momentum: momentum as f32,
                centered,
            },
            Optimizer::AdaGrad { initial_accumulator, epsilon, .. } => {
                Rule::AdaGrad { epsilon: epsilon as f32, initial: initial_accumulator as f32 }
            }
            Optimizer::Lion { beta1, beta2 } => Rule::Lion { betas: [beta1 as f32, beta2 as f32] },
        }
    }

    fn adam(&self, betas: [f64; 2], epsilon: f64, steps: [f32; 2], amsgrad: bool) -> Rule {
        let [_, beta2] = betas;
        Rule::Adam {
            betas: betas.map(|beta| beta as f32),
            epsilon: epsilon as f32,
            steps,
            correction: (1.0 - beta2.powi(self.steps)).sqrt() as f32,
            amsgrad,
        }
    }

    /// The shares of the gradient and of its mean in NAdam's step (Dozat 2016, with PyTorch's
    /// warming momentum).
    fn look_ahead(&mut self, beta1: f64, decay: f64, rate: f64) -> [f32; 2] {
        let momentum = |step: i32| beta1 * (1.0 - 0.5 * 0.96_f64.powf(f64::from(step) * decay));
        let (now, next) = (momentum(self.steps), momentum(self.steps.saturating_add(1)));
        self.momenta *= now;
        let to_gradient = rate * (1.0 - now) / (1.0 - self.momenta);
        let to_mean = rate * next / (1.0 - self.momenta * next);
        [to_gradient as f32, to_mean as f32]
    }
}

/// Only weights decay; without decay all is one stretch.
fn stretches(
    tensors: impl Iterator<Item = (ParameterKind, Range<usize>)>,
    decay: f64,
) -> Vec<(Range<usize>, bool)> {
    let mut stretches: Vec<(Range<usize>, bool)> = Vec::new();
    for (kind, range) in tensors {
        let decays = decay != 0.0
            && matches!(
                kind,
                ParameterKind::Weight
                    | ParameterKind::Recurrent
                    | ParameterKind::Embedding
                    | ParameterKind::Position
            );
        match stretches.last_mut() {
            Some((last, same)) if *same == decays => last.end = range.end,
            _ => stretches.push((range, decays)),
        }
    }
    stretches
}

#[cfg(test)]
#[path = "optimizer_tests.rs"]
mod tests;
