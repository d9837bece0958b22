//! One optimizer step over all learned numbers of a network.

use std::mem::discriminant;
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
    stretches: Vec<Stretch>,
    moments: [Vec<f32>; 3],
    /// More than one where some numbers began to learn later.
    clocks: Vec<Clock>,
}

/// A stretch of the vector.
#[derive(Clone, Debug)]
struct Stretch {
    range: Range<usize>,
    decays: bool,
    /// Which clock counts its steps.
    clock: usize,
}

/// Steps since numbers began to learn.
#[derive(Clone, Copy, Debug)]
struct Clock {
    steps: i32,
    /// The product of NAdam's momenta so far.
    momenta: f64,
}

const START: Clock = Clock { steps: 0, momenta: 1.0 };

/// What an optimizer remembers of a flat vector of numbers, and since when.
#[derive(Clone, Debug)]
pub struct Memory {
    /// Each of the vector's length, or empty where the optimizer has none.
    pub moments: [Vec<f32>; 3],
    clock: Clock,
    optimizer: Optimizer,
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
            clocks: vec![START],
        }
    }

    pub fn memory(&self) -> Memory {
        let clock = self.clocks.first().copied().unwrap_or(START);
        Memory { moments: self.moments.clone(), clock, optimizer: self.optimizer }
    }

    /// Goes on from the memory of another vector, brought into the order of this one. Numbers that
    /// are `new` have no memory, and their steps are counted from here. The memory of another kind
    /// of optimizer means nothing to this one.
    pub fn recall(&mut self, memory: Memory, new: &[bool]) {
        if discriminant(&memory.optimizer) != discriminant(&self.optimizer) {
            return;
        }
        let mut probe = Clock { steps: 1, ..memory.clock };
        let starts = rule(self.optimizer, &mut probe, 0.0).moments();
        for ((held, old), start) in self.moments.iter_mut().zip(memory.moments).zip(starts) {
            let Some(start) = start else { continue };
            *held = vec![start; new.len()];
            for ((held, old), new) in held.iter_mut().zip(old).zip(new) {
                *held = if *new { start } else { old };
            }
        }
        self.clocks = vec![memory.clock, START];
        self.stretches = split(&self.stretches, new);
    }

    /// Moves all numbers along their gradients.
    pub fn step(&mut self, numbers: &mut [f32], gradients: &mut [f32], rate: f64) {
        if let Some(limit) = self.clip_value {
            clamp(gradients, limit as f32);
        }
        let scale = self.scale(gradients);
        for at in 0..self.clocks.len() {
            let Some(clock) = self.clocks.get_mut(at) else { continue };
            clock.steps = clock.steps.saturating_add(1);
            let learning_rate = effective(self.optimizer, clock, rate);
            let rule = rule(self.optimizer, clock, rate);
            self.make_room(rule, numbers.len());
            let (weight_decay, decoupled) = (self.weight_decay, self.optimizer.decays_directly());
            for stretch in self.stretches.iter().filter(|stretch| stretch.clock == at) {
                let decay = if stretch.decays { weight_decay } else { 0.0 };
                let update = Update {
                    rule,
                    learning_rate,
                    scale,
                    penalty: if decoupled { 0.0 } else { decay as f32 },
                    keep: if decoupled { (1.0 - rate * decay) as f32 } else { 1.0 },
                };
                let own = stretch.range.clone();
                let [first, second, third] = self
                    .moments
                    .each_mut()
                    .map(|held| held.get_mut(own.clone()).unwrap_or_default());
                let moments = Moments { first, second, third };
                let places = (numbers.get_mut(own.clone()), gradients.get(own));
                if let (Some(numbers), Some(gradients)) = places {
                    update.apply(numbers, gradients, moments);
                }
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
}

fn effective(optimizer: Optimizer, clock: &Clock, rate: f64) -> f32 {
    let Optimizer::AdaGrad { learning_rate_decay, .. } = optimizer else {
        return rate as f32;
    };
    (rate / (1.0 + f64::from(clock.steps - 1) * learning_rate_decay)) as f32
}

fn rule(optimizer: Optimizer, clock: &mut Clock, rate: f64) -> Rule {
    match optimizer {
        Optimizer::Sgd { momentum, dampening, nesterov } => Rule::Sgd {
            momentum: momentum as f32,
            entering: (1.0 - dampening) as f32,
            nesterov,
            first_step: clock.steps == 1,
        },
        Optimizer::Adam { beta1, beta2, epsilon, amsgrad }
        | Optimizer::AdamW { beta1, beta2, epsilon, amsgrad } => {
            let correction = (1.0 - beta1.powi(clock.steps)) as f32;
            adam(clock, [beta1, beta2], epsilon, [0.0, rate as f32 / correction], amsgrad)
        }
        Optimizer::NAdam { beta1, beta2, epsilon, momentum_decay } => {
            let steps = look_ahead(clock, beta1, momentum_decay, rate);
            adam(clock, [beta1, beta2], epsilon, steps, false)
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

fn adam(clock: &Clock, betas: [f64; 2], epsilon: f64, steps: [f32; 2], amsgrad: bool) -> Rule {
    let [_, beta2] = betas;
    Rule::Adam {
        betas: betas.map(|beta| beta as f32),
        epsilon: epsilon as f32,
        steps,
        correction: (1.0 - beta2.powi(clock.steps)).sqrt() as f32,
        amsgrad,
    }
}

/// The shares of the gradient and of its mean in NAdam's step (Dozat 2016, with PyTorch's
/// warming momentum).
fn look_ahead(clock: &mut Clock, beta1: f64, decay: f64, rate: f64) -> [f32; 2] {
    let momentum = |step: i32| beta1 * (1.0 - 0.5 * 0.96_f64.powf(f64::from(step) * decay));
    let (now, next) = (momentum(clock.steps), momentum(clock.steps.saturating_add(1)));
    clock.momenta *= now;
    let to_gradient = rate * (1.0 - now) / (1.0 - clock.momenta);
    let to_mean = rate * next / (1.0 - clock.momenta * next);
    [to_gradient as f32, to_mean as f32]
}

/// The same stretches cut where new numbers begin and end; those count by the second clock.
fn split(stretches: &[Stretch], new: &[bool]) -> Vec<Stretch> {
    let mut cut: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        let own = new.get(stretch.range.clone()).unwrap_or_default();
        let mut start = stretch.range.start;
        for run in own.chunk_by(|one, next| one == next) {
            let range = start..start + run.len();
            start = range.end;
            let clock = usize::from(run.first() == Some(&true));
            cut.push(Stretch { range, decays: stretch.decays, clock });
        }
    }
    cut
}

/// Only weights decay; without decay all is one stretch.
fn stretches(
    tensors: impl Iterator<Item = (ParameterKind, Range<usize>)>,
    decay: f64,
) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
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
            Some(last) if last.decays == decays => last.range.end = range.end,
            _ => stretches.push(Stretch { range, decays, clock: 0 }),
        }
    }
    stretches
}

#[cfg(test)]
#[path = "optimizer_tests.rs"]
mod tests;
