//! The optimizers against PyTorch's results for the same gradients (`tools/golden-optimizers`).

use serde_json::Value;

use super::super::testing::settings;
use super::Stepper;
use crate::graph::ParameterKind;
use crate::instantiate::{Optimizer, Settings};

fn numbers(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap() as f32).collect()
}

fn optimizer(name: &str, case: &Value) -> Optimizer {
    let number = |key: &str| case[key].as_f64().unwrap_or(0.0);
    let flag = |key: &str| case[key].as_bool().unwrap_or(false);
    let beta = |index: usize| case["betas"][index].as_f64().unwrap();
    let (epsilon, momentum) = (number("eps"), number("momentum"));
    match name.split('_').next().unwrap() {
        "sgd" => {
            Optimizer::Sgd { momentum, dampening: number("dampening"), nesterov: flag("nesterov") }
        }
        "adam" => {
            let (beta1, beta2) = (beta(0), beta(1));
            Optimizer::Adam { beta1, beta2, epsilon, amsgrad: flag("amsgrad") }
        }
        "adamw" => {
            let (beta1, beta2) = (beta(0), beta(1));
            Optimizer::AdamW { beta1, beta2, epsilon, amsgrad: flag("amsgrad") }
        }
        "nadam" => {
            let (beta1, beta2, momentum_decay) = (beta(0), beta(1), number("momentum_decay"));
            Optimizer::NAdam { beta1, beta2, epsilon, momentum_decay }
        }
        "adagrad" => Optimizer::AdaGrad {
            initial_accumulator: number("initial_accumulator_value"),
            learning_rate_decay: number("lr_decay"),
            epsilon,
        },
        "lion" => Optimizer::Lion { beta1: beta(0), beta2: beta(1) },
        "rmsprop" => {
            let (decay, centered) = (number("alpha"), flag("centered"));
            Optimizer::RmsProp { decay, epsilon, momentum, centered }
        }
        other => panic!("{other}"),
    }
}

#[test]
fn fifty_steps_are_pytorchs() {
    let golden: Value =
        serde_json::from_str(include_str!("../../tests/golden/optimizers.json")).unwrap();
    let (weight, bias) = (numbers(&golden["weight"]), numbers(&golden["bias"]));
    let cases = golden["cases"].as_object().unwrap();
    assert_eq!(cases.len(), 21);
    let mut worst = (0.0_f32, String::new());
    for (name, case) in cases {
        let settings = Settings {
            optimizer: optimizer(name, case),
            weight_decay: case["weight_decay"].as_f64().unwrap(),
            clip_norm: case["clip_norm"].as_f64(),
            clip_value: case["clip_value"].as_f64(),
            ..settings()
        };
        let mut now = [weight.as_slice(), &bias].concat();
        let tensors = [
            (ParameterKind::Weight, 0..weight.len()),
            (ParameterKind::Bias, weight.len()..now.len()),
        ];
        let mut stepper = Stepper::new(&settings, tensors.into_iter());
        for (step, gradient) in golden["gradients"].as_array().unwrap().iter().enumerate() {
            stepper.step(&mut now, &mut numbers(gradient), case["lr"].as_f64().unwrap());
            let shown = &case["after"][(step + 1).to_string()];
            if shown.is_null() {
                continue;
            }
            for (value, expected) in now.iter().zip(numbers(shown)) {
                let error = (value - expected).abs() / expected.abs().max(1.0);
                assert!(error <= 1e-6, "{name}, step {}: {value} for {expected}", step + 1);
                if error > worst.0 {
                    worst = (error, format!("{name}, step {}", step + 1));
                }
            }
        }
    }
    println!("worst deviation of an optimizer: {:.1e} ({})", worst.0, worst.1);
}

/// A unit that no longer learns leaves moments that fade for ever: numbers too small for the
/// processor's full speed must not remain.
#[test]
fn moments_that_fade_end_at_0() {
    for optimizer in [
        Optimizer::Sgd { momentum: 0.9, dampening: 0.0, nesterov: false },
        Optimizer::Adam { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, amsgrad: true },
        Optimizer::RmsProp { decay: 0.9, epsilon: 1e-8, momentum: 0.9, centered: true },
        Optimizer::Lion { beta1: 0.9, beta2: 0.9 },
    ] {
        let settings = Settings { optimizer, weight_decay: 0.0, ..settings() };
        let mut stepper = Stepper::new(&settings, [(ParameterKind::Weight, 0..4)].into_iter());
        let mut weights = vec![0.5; 4];
        for step in 0..10_000 {
            let slope = if step < 10 { 1e-3 } else { 0.0 };
            stepper.step(&mut weights, &mut [slope, -slope, 1e-25, 0.0], 1e-3);
        }
        assert!(stepper.moments.iter().flatten().all(|x| !x.is_subnormal()), "{stepper:?}");
    }
}
