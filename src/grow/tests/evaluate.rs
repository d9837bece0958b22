//! Drawn numbers, and what a network makes of them in double precision.

use candle_core::{DType, Device, Tensor};

use super::super::{Grown, Options, Refusal, Values, Widen, grow};
use crate::backend::candle::testing::{INIT, samples};
use crate::backend::candle::Network;
use crate::graph::{Graph, ParameterKind};
use crate::random::Stream;

/// Numbers for all tensors of a graph: nothing is 0 or 1 by itself. Statistics have single
/// precision, as networks hold them.
pub fn numbers(graph: &Graph, seed: u64) -> Values {
    let mut values = Values::new();
    for parameter in graph.parameters() {
        let count: usize = parameter.shape.iter().product();
        let mut stream = Stream::new(seed, &parameter.name);
        let fan = count / parameter.shape.first().copied().unwrap_or(1).max(1);
        let around = f64::from(u8::from(parameter.kind == ParameterKind::NormGain));
        let spread = if parameter.shape.len() > 1 { (fan as f64).sqrt().recip() } else { 0.5 };
        let drawn = (0..count).map(|_| around + spread * stream.normal()).collect();
        values.insert(parameter.name, drawn);
    }
    for buffer in graph.buffers() {
        let mut stream = Stream::new(seed, &buffer.name);
        let variance = buffer.name.ends_with("running_var");
        let draw = |normal: f64| if variance { 0.5 + normal.abs() } else { 0.3 * normal };
        let count: usize = buffer.shape.iter().product();
        let drawn = (0..count).map(|_| f64::from(draw(stream.normal()) as f32)).collect();
        values.insert(buffer.name, drawn);
    }
    values
}

/// The output for four drawn samples, in evaluation.
pub fn output(graph: &Graph, values: &Values) -> Vec<f64> {
    let network = Network::new(graph, INIT, 0).unwrap();
    let mut snapshot = network.snapshot().unwrap();
    let buffers = graph.buffers();
    for (running, names) in snapshot.running.iter_mut().zip(buffers.chunks(2)) {
        let single = |name: &str| values[name].iter().map(|value| *value as f32).collect();
        (running.mean, running.variance) = (single(&names[0].name), single(&names[1].name));
    }
    network.restore(&snapshot).unwrap();
    let learned = graph.parameters().into_iter().map(|parameter| {
        let values = values[&parameter.name].as_slice();
        Tensor::from_slice(values, parameter.shape, &Device::Cpu).unwrap()
    });
    let x = network.batch(samples(graph.nodes[0].shape, 4)).unwrap();
    let x = x.to_dtype(DType::F64).unwrap();
    let out = network.ordinary_with(&x, &learned.collect::<Vec<_>>()).unwrap();
    out.flatten_all().unwrap().to_vec1().unwrap()
}

pub fn grown([small, large]: &[Graph; 2], options: &Options) -> Result<Grown, Refusal> {
    let (old, fresh) = (numbers(small, 1), numbers(large, 2));
    grow((small, &old), (large, &fresh), options)
}

/// How far the large network's output is from the small one's, in parts of its largest number.
pub fn apart([small, large]: &[Graph; 2], grown: &Grown) -> f64 {
    let (before, after) = (output(small, &numbers(small, 1)), output(large, &grown.values()));
    assert_eq!(before.len(), after.len());
    let largest = before.iter().fold(1e-3_f64, |largest, value| largest.max(value.abs()));
    let errors = before.iter().zip(&after).map(|(before, after)| (before - after).abs());
    errors.fold(0.0, |worst: f64, error| {
        if error.is_nan() { f64::INFINITY } else { worst.max(error) }
    }) / largest
}

pub fn by(widen: Widen) -> Options {
    Options { widen, seed: 3, ..Options::default() }
}

pub const WAYS: [Widen; 3] = [Widen::Fresh, Widen::Duplicate { noise: 0.0 }, Widen::Pair];
