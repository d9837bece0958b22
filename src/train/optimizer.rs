//! One optimizer step over all parameters of a network.

use std::cell::RefCell;

use candle_core::{Result, Tensor};

use crate::backend::candle::Learned;
use crate::backend::kernels::{Moments, Rule, Update, sum_of_squares, with_values};
use crate::graph::ParameterKind;
use crate::instantiate::{Optimizer, Settings};

/// An optimizer with what it remembers.
#[derive(Clone, Debug)]
pub struct Stepper {
    optimizer: Optimizer,
    weight_decay: f64,
    clip_norm: Option<f64>,
    clip_value: Option<f64>,
    moments: Vec<Moments>,
    steps: i32,
    /// The product of NAdam's momenta so far.
    momenta: f64,
}

impl Stepper {
    pub fn new(settings: &Settings, parameters: usize) -> Stepper {
        Stepper {
            optimizer: settings.optimizer,
            weight_decay: settings.weight_decay,
            clip_norm: settings.clip_norm,
            clip_value: settings.clip_value,
            moments: vec![Moments::default(); parameters],
            steps: 0,
            momenta: 1.0,
        }
    }

    /// Updates every parameter that has a gradient; they come in the parameters' order.
    ///
    /// # Errors
    /// A gradient does not fit its parameter.
    pub fn step(
        &mut self,
        learned: &[Learned],
        gradients: &[Option<Tensor>],
        rate: f64,
    ) -> Result<()> {
        let Some(limit) = self.clip_value else { return self.update(learned, gradients, rate) };
        let clipped = |gradient: &Option<Tensor>| {
            gradient.as_ref().map(|gradient| gradient.clamp(-limit, limit)).transpose()
        };
        let clipped = gradients.iter().map(clipped).collect::<Result<Vec<_>>>()?;
        self.update(learned, &clipped, rate)
    }

    fn update(
        &mut self,
        learned: &[Learned],
        gradients: &[Option<Tensor>],
        rate: f64,
    ) -> Result<()> {
        self.steps = self.steps.saturating_add(1);
        let scale = self.scale(gradients)?;
        let rule = self.rule(rate);
        let (decoupled, learning_rate) = (self.optimizer.decays_directly(), self.effective(rate));
        let parameters = learned.iter().zip(gradients).zip(&mut self.moments);
        for ((learned, gradient), moments) in parameters {
            let Some(gradient) = gradient else { continue };
            let decays = matches!(
                learned.parameter.kind,
                ParameterKind::Weight
                    | ParameterKind::Recurrent
                    | ParameterKind::Embedding
                    | ParameterKind::Position
            );
            let decay = if decays { self.weight_decay } else { 0.0 };
            let update = Update {
                rule,
                learning_rate,
                scale,
                penalty: if decoupled { 0.0 } else { decay as f32 },
                keep: if decoupled { (1.0 - rate * decay) as f32 } else { 1.0 },
                moments: RefCell::new(moments),
            };
            learned.var.inplace_op2(&gradient.contiguous()?, &update)?;
        }
        Ok(())
    }

    /// What brings the gradient's global norm down to the limit (as PyTorch's
    /// `clip_grad_norm_`).
    fn scale(&self, gradients: &[Option<Tensor>]) -> Result<f32> {
        let Some(limit) = self.clip_norm else { return Ok(1.0) };
        let squares = |gradient: &Tensor| with_values(gradient, |g| Ok(sum_of_squares(g)));
        let norm = gradients.iter().flatten().map(squares).sum::<Result<f64>>()?.sqrt();
        Ok((limit / (norm + 1e-6)).min(1.0) as f32)
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

#[cfg(test)]
#[path = "optimizer_tests.rs"]
mod tests;
