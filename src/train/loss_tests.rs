//! The losses against PyTorch's, with their gradients (`tools/golden-losses`).

use serde_json::Value;

use super::{Criterion, Expected};
use crate::instantiate::{ClassWeights, Loss, Settings};
use crate::template::OutputSpec;
use crate::train::data::{Inputs, Part, Targets};

fn numbers(value: &Value) -> Vec<f32> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap() as f32).collect()
}

fn classes(value: &Value) -> Vec<u32> {
    value.as_array().unwrap().iter().map(|x| x.as_u64().unwrap() as u32).collect()
}

fn expected(name: &str, golden: &Value, case: &Value) -> (Loss, OutputSpec, Expected) {
    let width = golden["width"].as_u64().unwrap() as usize;
    let values = |key: &str| Expected::Values(numbers(&golden[key]));
    let first = classes(&golden["classes"]);
    match name {
        _ if case["share"].is_number() => {
            let share = case["share"].as_f64().unwrap() as f32;
            let second = classes(&golden["second"]);
            let mixed = Expected::Mixed { first, second, share };
            (Loss::CrossEntropy, OutputSpec::Classes(width), mixed)
        }
        _ if name.starts_with("cross") => {
            (Loss::CrossEntropy, OutputSpec::Classes(width), Expected::Classes(first))
        }
        _ if name.starts_with("binary") => {
            (Loss::BinaryCrossEntropy, OutputSpec::Labels(width), values("labels"))
        }
        "mse" => (Loss::MeanSquaredError, OutputSpec::Values(width), values("values")),
        "mae" => (Loss::MeanAbsoluteError, OutputSpec::Values(width), values("values")),
        _ => {
            let delta = case["delta"].as_f64().unwrap();
            (Loss::Huber { delta }, OutputSpec::Values(width), values("values"))
        }
    }
}

fn nothing() -> Part {
    let inputs = Inputs { values: Vec::new(), elements: 1 };
    Part { inputs, targets: Targets::Classes(Vec::new()), samples: 0 }
}

#[test]
fn losses_and_gradients_are_pytorchs() {
    let golden: Value =
        serde_json::from_str(include_str!("../../tests/golden/losses.json")).unwrap();
    let outputs = numbers(&golden["outputs"]);
    let mut worst = 0.0_f32;
    let cases = golden["cases"].as_object().unwrap();
    assert_eq!(cases.len(), 14);
    for (name, case) in cases {
        let (loss, output, expected) = expected(name, &golden, case);
        let settings = Settings {
            loss,
            label_smoothing: case["smoothing"].as_f64().unwrap_or(0.0),
            class_weights: case["weights"].as_array().map_or(ClassWeights::None, |given| {
                ClassWeights::Given(given.iter().map(|x| x.as_f64().unwrap()).collect())
            }),
            scale_targets: false,
            ..Settings::default()
        };
        let criterion = Criterion::new(&settings, output, &nothing());
        let mut slopes = vec![f32::NAN; outputs.len()];
        let value = criterion.mean(&expected, &outputs, &mut slopes, &mut Vec::new()).unwrap();
        let found = std::iter::once(value as f32).chain(slopes);
        let mut wanted = vec![case["loss"].as_f64().unwrap() as f32];
        wanted.extend(numbers(&case["gradient"]));
        for (at, (found, wanted)) in found.zip(wanted).enumerate() {
            let error = (found - wanted).abs() / wanted.abs().max(1.0);
            assert!(error < 1e-6, "{name}, {at}: {found} for {wanted}");
            worst = worst.max(error);
        }
    }
    println!("worst deviation of a loss or its gradient: {worst:.1e}");
}

/// Batches whose means count by their mass give the mean of the whole.
#[test]
fn masses_put_batches_together() {
    let settings =
        Settings { class_weights: ClassWeights::Given(vec![1.0, 4.0, 0.5]), ..Settings::default() };
    let criterion = Criterion::new(&settings, OutputSpec::Classes(3), &nothing());
    let logits: Vec<f32> = (0..15).map(|i| (i as f32 * 1.3).sin()).collect();
    let classes = [2, 1, 0, 0, 1];
    let mean = |from: usize, to: usize| {
        let expected = Expected::Classes(classes[from..to].to_vec());
        let (part, mut slopes) = (&logits[3 * from..3 * to], vec![0.0; 3 * (to - from)]);
        let loss = criterion.mean(&expected, part, &mut slopes, &mut Vec::new()).unwrap();
        (loss, criterion.mass(&expected, to - from))
    };
    let ((a, m), (b, n)) = (mean(0, 2), mean(2, 5));
    let (whole, mass) = mean(0, 5);
    assert_eq!((m + n, mass), (10.5, 10.5));
    assert!(((a * m + b * n) / mass - whole).abs() < 1e-6);
}
