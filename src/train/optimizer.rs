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
    moments: Vec<Moments>,
    steps: i32,
}

impl Stepper {
    pub fn new(settings: &Settings, parameters: usize) -> Stepper {
        Stepper {
            optimizer: settings.optimizer,
            weight_decay: settings.weight_decay,
            clip_norm: settings.clip_norm,
            moments: vec![Moments::default(); parameters],
            steps: 0,
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
        self.steps = self.steps.saturating_add(1);
        let scale = self.scale(gradients)?;
        let rule = self.rule();
        let parameters = learned.iter().zip(gradients).zip(&mut self.moments);
        for ((learned, gradient), moments) in parameters {
            let Some(gradient) = gradient else { continue };
            let decays = learned.parameter.kind == ParameterKind::Weight;
            let decay = if decays { self.weight_decay } else { 0.0 };
            let decoupled = matches!(self.optimizer, Optimizer::AdamW { .. });
            let update = Update {
                rule,
                learning_rate: rate as f32,
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

    fn rule(&self) -> Rule {
        match self.optimizer {
            Optimizer::Sgd { momentum, nesterov } => {
                Rule::Sgd { momentum: momentum as f32, nesterov, first_step: self.steps == 1 }
            }
            Optimizer::Adam { beta1, beta2, epsilon }
            | Optimizer::AdamW { beta1, beta2, epsilon } => Rule::Adam {
                beta1: beta1 as f32,
                beta2: beta2 as f32,
                epsilon: epsilon as f32,
                correction1: (1.0 - beta1.powi(self.steps)) as f32,
                correction2: (1.0 - beta2.powi(self.steps)).sqrt() as f32,
            },
            Optimizer::RmsProp { decay, epsilon, momentum } => Rule::RmsProp {
                decay: decay as f32,
                epsilon: epsilon as f32,
                momentum: momentum as f32,
            },
        }
    }
}

#[cfg(test)]
#[path = "optimizer_tests.rs"]
mod tests;
