//! Batch normalisation against its definition.

use std::sync::{Arc, Mutex};

use candle_core::{Device, Tensor};

use super::super::access::read;
use super::super::activation::Epilogue;
use super::super::check::{Case, check, compare};
use super::{BatchNormEval, BatchNormTrain, Running};
use crate::graph::Activation;

/// Mean and biased variance of each channel.
fn statistics(x: &[f64], channels: usize, positions: usize) -> Vec<(f64, f64)> {
    (0..channels)
        .map(|channel| {
            let numbers: Vec<f64> = x
                .chunks(channels * positions)
                .flat_map(|image| &image[channel * positions..(channel + 1) * positions])
                .copied()
                .collect();
            let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
            let squares = numbers.iter().map(|x| (x - mean).powi(2));
            (mean, squares.sum::<f64>() / numbers.len() as f64)
        })
        .collect()
}

fn definition(v: &[Vec<f64>], positions: usize) -> Vec<f64> {
    let channels = v[1].len();
    let statistics = statistics(&v[0], channels, positions);
    let channel = |i: usize| i / positions % channels;
    let normal = |(i, x): (usize, &f64)| {
        let (mean, variance) = statistics[channel(i)];
        (x - mean) / (variance + 1e-5).sqrt() * v[1][channel(i)] + v[2][channel(i)]
    };
    v[0].iter().enumerate().map(normal).collect()
}

fn op(channels: usize, epilogue: Epilogue) -> (BatchNormTrain, Arc<Mutex<Running>>) {
    let running = Arc::new(Mutex::new(Running::new(channels)));
    (BatchNormTrain::new((0.1, 1e-5), epilogue, running.clone()), running)
}

#[test]
fn images_and_features_follow_the_definition() {
    for (shape, positions) in [(vec![4, 3, 5, 2], 10), (vec![4, 3, 21], 21), (vec![9, 3], 1)] {
        let case = Case::new("batch_norm").input(&shape, 2.0).input(&[3], 1.0).input(&[3], 1.0);
        check(
            &case,
            |t| t[0].apply_op3(&t[1], &t[2], op(3, Epilogue::NONE).0),
            |v| definition(v, positions),
        );
        let tanh = Epilogue::of(Activation::Tanh).unwrap();
        check(
            &case,
            |t| t[0].apply_op3(&t[1], &t[2], op(3, tanh).0),
            |v| definition(v, positions).into_iter().map(f64::tanh).collect(),
        );
    }
}

#[test]
fn running_statistics_are_pytorchs() {
    let case = Case::new("running").input(&[6, 2, 4], 2.0).input(&[2], 1.0).input(&[2], 1.0);
    let tensor = |index: usize| {
        let (shape, values) = &case.inputs[index];
        Tensor::from_slice(values, shape.as_slice(), &Device::Cpu).unwrap()
    };
    let (op, running) = op(2, Epilogue::NONE);
    tensor(0).apply_op3_no_bwd(&tensor(1), &tensor(2), &op).unwrap();
    tensor(0).apply_op3_no_bwd(&tensor(1), &tensor(2), &op).unwrap();
    let x: Vec<f64> = case.inputs[0].1.iter().map(|x| f64::from(*x)).collect();
    let expected = statistics(&x, 2, 4);
    // Twice a tenth of the way: 0.19 of the way from 0 and from 1; 24 numbers a channel.
    let mean: Vec<f64> = expected.iter().map(|(mean, _)| 0.19 * mean).collect();
    let variance: Vec<f64> = expected.iter().map(|(_, v)| 0.81 + 0.19 * v * 24.0 / 23.0).collect();
    let running_now = running.lock().unwrap().clone();
    compare("running", "mean", &running_now.mean, &mean);
    compare("running", "variance", &running_now.variance, &variance);

    let eval = BatchNormEval { epsilon: 1e-5, epilogue: Epilogue::NONE, running };
    let out = tensor(0).apply_op3_no_bwd(&tensor(1), &tensor(2), &eval).unwrap();
    let wide = |index: usize| case.inputs[index].1.iter().map(|x| f64::from(*x));
    let (gain, bias): (Vec<f64>, Vec<f64>) = (wide(1).collect(), wide(2).collect());
    let normal = |(i, x): (usize, &f64)| {
        let c = i / 4 % 2;
        (x - mean[c]) / (variance[c] + 1e-5).sqrt() * gain[c] + bias[c]
    };
    let expected: Vec<f64> = x.iter().enumerate().map(normal).collect();
    compare("eval", "value", &read(&out).unwrap(), &expected);
}
