//! Batch normalisation against its definition.

use std::sync::{Arc, Mutex};

use super::super::testing::{Case, check, compare};
use super::{Backward, BatchNorm, Epilogue, Forward, Gradient, Kernel, Mode, Running};
use crate::graph::Activation;
use crate::random::Stream;

/// Mean and biased variance of each channel.
fn statistics(x: &[f64], channels: usize) -> Vec<(f64, f64)> {
    (0..channels)
        .map(|channel| {
            let own = || x.iter().skip(channel).step_by(channels);
            let count = own().count() as f64;
            let mean = own().sum::<f64>() / count;
            (mean, own().map(|x| (x - mean).powi(2)).sum::<f64>() / count)
        })
        .collect()
}

fn definition(x: &[f64], learned: &[f64]) -> Vec<f64> {
    let channels = learned.len() / 2;
    let statistics = statistics(x, channels);
    let normal = |(i, x): (usize, &f64)| {
        let (mean, variance) = statistics[i % channels];
        let (gain, bias) = (learned[i % channels], learned[channels + i % channels]);
        (x - mean) / (variance + 1e-5).sqrt() * gain + bias
    };
    x.iter().enumerate().map(normal).collect()
}

fn op(channels: usize, epilogue: Epilogue) -> (BatchNorm, Arc<Mutex<Running>>) {
    let running = Arc::new(Mutex::new(Running::new(channels)));
    (BatchNorm::new(channels, (0.1, 1e-5), epilogue, running.clone()), running)
}

type Sizes = (&'static str, usize, usize, usize);

fn case<'a>(kernel: &'a BatchNorm, (name, batch, places, channels): Sizes) -> Case<'a> {
    let x = places * channels;
    Case { name, kernel, batch, x, other: 0, y: x, parameters: 2 * channels, spread: 1.5 }
}

#[test]
fn images_and_features_follow_the_definition() {
    for sizes in [("image", 4, 10, 3), ("series", 4, 21, 3), ("features", 9, 1, 70)] {
        let plain = op(sizes.3, Epilogue::NONE).0;
        check(&case(&plain, sizes), |v| definition(&v[0], &v[2]));
        let tanh = op(sizes.3, Epilogue::of(Activation::Tanh).unwrap()).0;
        check(&case(&tanh, sizes), |v| {
            definition(&v[0], &v[2]).into_iter().map(f64::tanh).collect()
        });
    }
}

#[test]
fn another_input_is_added_before_the_activation() {
    for activation in [None, Some(Activation::Sigmoid), Some(Activation::LeakyRelu { slope: 0.1 })]
    {
        let epilogue = activation.and_then(Epilogue::of).unwrap_or_default();
        let kernel = op(5, epilogue).0;
        let sizes = ("residual", 3, 7, 5);
        let case = Case { other: 35, ..case(&kernel, sizes) };
        check(&case, |v| {
            let sums = definition(&v[0], &v[2]).into_iter().zip(&v[1]).map(|(x, other)| x + other);
            let act = |x: f64| match activation {
                None => x,
                Some(Activation::Sigmoid) => 1.0 / (1.0 + (-x).exp()),
                Some(_) => x.max(0.1 * x),
            };
            sums.map(act).collect()
        });
    }
}

fn forward(kernel: &BatchNorm, mode: Mode, x: &[f32], parameters: &[f32]) -> Vec<f32> {
    let (mut y, mut kept) = (vec![f32::NAN; x.len()], vec![f32::NAN; kernel.kept(1)]);
    let kept = if mode == Mode::Evaluate { &mut [] } else { kept.as_mut_slice() };
    kernel.forward(Forward { mode, batch: 6, x, other: &[], parameters, y: &mut y, kept });
    y
}

#[test]
fn running_statistics_are_pytorchs() {
    let mut stream = Stream::new(5, "running");
    let x: Vec<f32> = (0..48).map(|_| 2.0 * stream.normal() as f32).collect();
    let parameters = [0.7, -1.2, 0.1, 3.0];
    let (kernel, running) = op(2, Epilogue::NONE);
    forward(&kernel, Mode::Train { pass: 1 }, &x, &parameters);
    forward(&kernel, Mode::Train { pass: 2 }, &x, &parameters);
    let wide: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
    let expected = statistics(&wide, 2);
    // Twice a tenth of the way: 0.19 of the way from 0 and from 1; 24 numbers a channel.
    let mean: Vec<f64> = expected.iter().map(|(mean, _)| 0.19 * mean).collect();
    let variance: Vec<f64> = expected.iter().map(|(_, v)| 0.81 + 0.19 * v * 24.0 / 23.0).collect();
    let now = running.lock().unwrap().clone();
    compare("running", "mean", &now.mean, &mean);
    compare("running", "variance", &now.variance, &variance);

    let out = forward(&kernel, Mode::Evaluate, &x, &parameters);
    let normal = |(i, x): (usize, &f64)| {
        let c = i % 2;
        let (gain, bias) = (f64::from(parameters[c]), f64::from(parameters[2 + c]));
        (x - mean[c]) / (variance[c] + 1e-5).sqrt() * gain + bias
    };
    let expected: Vec<f64> = wide.iter().enumerate().map(normal).collect();
    compare("evaluation", "value", &out, &expected);
    assert_eq!(*running.lock().unwrap(), now);
}

/// Several blocks, a mean of a thousand deviations: values keep four digits.
#[test]
fn far_means_keep_their_digits() {
    let mut stream = Stream::new(5, "far");
    let x: Vec<f32> = (0..20 * 3000).map(|_| 1000.0 + stream.normal() as f32).collect();
    let parameters = [vec![1.0; 20], vec![0.0; 20]].concat();
    let out = forward(&op(20, Epilogue::NONE).0, Mode::Train { pass: 1 }, &x, &parameters);
    let wide: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
    let learned: Vec<f64> = parameters.iter().map(|x| f64::from(*x)).collect();
    for (y, expected) in out.iter().zip(definition(&wide, &learned)) {
        assert!((f64::from(*y) - expected).abs() < 5e-5, "{y} for {expected}");
    }
}

/// The gradients of several blocks against the known formula.
#[test]
fn blocks_of_a_large_batch_are_put_together() {
    let (channels, rows) = (5, 9000);
    let mut stream = Stream::new(5, "large");
    let mut draw = |count: usize| (0..count).map(|_| stream.normal() as f32).collect::<Vec<f32>>();
    let (x, parameters, mut dy) = (draw(rows * channels), draw(10), draw(rows * channels));
    let (kernel, slopes) = (op(channels, Epilogue::NONE).0, dy.clone());
    let (mut y, mut kept) = (vec![f32::NAN; x.len()], vec![f32::NAN; kernel.kept(rows)]);
    let (mut dx, mut dparameters) = (vec![f32::NAN; x.len()], vec![f32::NAN; 10]);
    let (mode, other): (_, &[f32]) = (Mode::Train { pass: 1 }, &[]);
    let (y, kept, parameters) = (&mut y, &mut kept, &parameters);
    kernel.forward(Forward { mode, batch: rows, x: &x, other, parameters, y, kept });
    kernel.backward(Backward {
        pass: 1,
        batch: rows,
        x: &x,
        other,
        parameters,
        y: &[],
        kept,
        dy: &mut dy,
        dx: Some(Gradient { values: &mut dx, add: false }),
        dother: None,
        dparameters: &mut dparameters,
    });
    let wide = |values: &[f32]| values.iter().map(|x| f64::from(*x)).collect::<Vec<f64>>();
    let (x, slopes, count) = (wide(&x), wide(&slopes), rows as f64);
    let (mut to_x, mut learned) = (vec![0.0; x.len()], vec![0.0; 10]);
    for (channel, (mean, variance)) in statistics(&x, channels).into_iter().enumerate() {
        let own = || (channel..x.len()).step_by(channels);
        let inverse = 1.0 / (variance + 1e-5).sqrt();
        let normal = |at: usize| (x[at] - mean) * inverse;
        let plain = own().map(|at| slopes[at]).sum::<f64>();
        let dotted = own().map(|at| slopes[at] * normal(at)).sum::<f64>();
        (learned[channel], learned[channels + channel]) = (dotted, plain);
        for at in own() {
            let slope = slopes[at] - plain / count - normal(at) * dotted / count;
            to_x[at] = f64::from(parameters[channel]) * inverse * slope;
        }
    }
    compare("large", "dx", &dx, &to_x);
    compare("large", "dparameters", &dparameters, &learned);
}
