//! The optimizers against PyTorch's results for the same gradients (`tools/golden-optimizers`).

use serde_json::Value;

use super::{Moments, Rule, Update, clamp, sum_of_squares};
use crate::backend::kernels::team;

fn numbers(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap() as f32).collect()
}

/// The rule of a step, from 1, and how fast it learns.
fn rule(name: &str, case: &Value, step: i32, momenta: &mut f64) -> (Rule, f32) {
    let number = |key: &str| case[key].as_f64().unwrap_or(0.0);
    let flag = |key: &str| case[key].as_bool().unwrap_or(false);
    let beta = |index: usize| case["betas"][index].as_f64().unwrap();
    let (rate, epsilon) = (number("lr"), number("eps") as f32);
    let adam = |steps: [f32; 2]| Rule::Adam {
        betas: [beta(0) as f32, beta(1) as f32],
        epsilon,
        steps,
        correction: (1.0 - beta(1).powi(step)).sqrt() as f32,
        amsgrad: flag("amsgrad"),
    };
    let rule = match name.split('_').next().unwrap() {
        "sgd" => Rule::Sgd {
            momentum: number("momentum") as f32,
            entering: (1.0 - number("dampening")) as f32,
            nesterov: flag("nesterov"),
            first_step: step == 1,
        },
        "adam" | "adamw" => adam([0.0, rate as f32 / (1.0 - beta(0).powi(step)) as f32]),
        "nadam" => {
            let decay = number("momentum_decay");
            let momentum =
                |step: i32| beta(0) * (1.0 - 0.5 * 0.96_f64.powf(f64::from(step) * decay));
            let (now, next) = (momentum(step), momentum(step + 1));
            *momenta *= now;
            let to_gradient = rate * (1.0 - now) / (1.0 - *momenta);
            adam([to_gradient as f32, (rate * next / (1.0 - *momenta * next)) as f32])
        }
        "adagrad" => Rule::AdaGrad { epsilon, initial: number("initial_accumulator_value") as f32 },
        "lion" => Rule::Lion { betas: [beta(0) as f32, beta(1) as f32] },
        "rmsprop" => {
            let (decay, momentum) = (number("alpha") as f32, number("momentum") as f32);
            Rule::RmsProp { decay, epsilon, momentum, centered: flag("centered") }
        }
        other => panic!("{other}"),
    };
    (rule, (rate / (1.0 + f64::from(step - 1) * number("lr_decay"))) as f32)
}

/// The flat parameters and moments of a network with one weight and one bias.
struct Flat {
    values: Vec<f32>,
    /// Where the bias begins, which does not decay.
    bias: usize,
    moments: Option<[Vec<f32>; 3]>,
    momenta: f64,
}

impl Flat {
    fn step(&mut self, name: &str, case: &Value, step: i32, gradient: &mut [f32]) {
        if let Some(limit) = case["clip_value"].as_f64() {
            clamp(gradient, limit as f32);
        }
        let norm = sum_of_squares(gradient).sqrt();
        let scale =
            case["clip_norm"].as_f64().map_or(1.0, |limit| (limit / (norm + 1e-6)).min(1.0));
        let (rule, learning_rate) = rule(name, case, step, &mut self.momenta);
        let count = self.values.len();
        let start = || rule.moments().map(|start| start.map_or(vec![], |start| vec![start; count]));
        let moments = self.moments.get_or_insert_with(start).each_mut();
        let decay = case["weight_decay"].as_f64().unwrap();
        let direct = ["adamw", "lion"].contains(&name.split('_').next().unwrap());
        let rate = case["lr"].as_f64().unwrap();
        let cut = |values: &'_ mut Vec<f32>| -> [(usize, usize); 2] {
            let at = self.bias.min(values.len());
            [(0, at), (at, values.len())]
        };
        let [first, second, third] = moments;
        let ranges = [cut(first), cut(second), cut(third)];
        for (part, (from, to)) in [(0, self.bias), (self.bias, count)].into_iter().enumerate() {
            let decay = if part == 0 { decay } else { 0.0 };
            let own = |index: usize| ranges[index][part].0..ranges[index][part].1;
            let update = Update {
                rule,
                learning_rate,
                scale: scale as f32,
                penalty: if direct { 0.0 } else { decay as f32 },
                keep: if direct { (1.0 - rate * decay) as f32 } else { 1.0 },
            };
            let moments = Moments {
                first: &mut first[own(0)],
                second: &mut second[own(1)],
                third: &mut third[own(2)],
            };
            update.apply(&mut self.values[from..to], &gradient[from..to], moments);
        }
    }
}

#[test]
fn fifty_steps_are_pytorchs() {
    let golden = include_str!("../../../../tests/golden/optimizers.json");
    let golden: Value = serde_json::from_str(golden).unwrap();
    let (weight, bias) = (numbers(&golden["weight"]), numbers(&golden["bias"]));
    let cases = golden["cases"].as_object().unwrap();
    assert_eq!(cases.len(), 21);
    for (name, case) in cases {
        let values = [weight.clone(), bias.clone()].concat();
        let mut flat = Flat { values, bias: weight.len(), moments: None, momenta: 1.0 };
        for (step, gradient) in golden["gradients"].as_array().unwrap().iter().enumerate() {
            flat.step(name, case, step as i32 + 1, &mut numbers(gradient));
            let shown = &case["after"][(step + 1).to_string()];
            if shown.is_null() {
                continue;
            }
            for (value, expected) in flat.values.iter().zip(numbers(shown)) {
                let error = (value - expected).abs() / expected.abs().max(1.0);
                assert!(error <= 1e-6, "{name}, step {}: {value} for {expected}", step + 1);
            }
        }
    }
}

/// Ranges for several threads are moved as one.
#[test]
fn threads_change_no_bit() {
    let count = 100_003;
    let rule = Rule::Adam {
        betas: [0.9, 0.999],
        epsilon: 1e-8,
        steps: [0.0, 0.01],
        correction: 0.5,
        amsgrad: false,
    };
    let update = Update { rule, learning_rate: 0.01, scale: 0.5, penalty: 0.1, keep: 0.9 };
    let gradient: Vec<f32> = (0..count).map(|i| (i as f32).sin()).collect();
    let moved = |threads: usize| {
        let mut buffers = [vec![0.5_f32; count], vec![0.0; count], vec![0.1; count]];
        let [weights, first, second] = &mut buffers;
        let moments = Moments { first, second, third: &mut [] };
        team::lead(threads, || update.apply(weights, &gradient, moments)).unwrap();
        buffers
    };
    assert_eq!(moved(1), moved(3));
}

#[test]
fn what_is_no_number_stays_none_when_clipped() {
    let mut values = [f32::NAN, 2.0, -3.0, 0.5];
    clamp(&mut values, 1.0);
    assert!(values[0].is_nan());
    assert_eq!(values[1..], [1.0, -1.0, 0.5]);
}
