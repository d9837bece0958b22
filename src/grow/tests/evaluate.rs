//! Drawn numbers, and what a network makes of them in double precision.

use super::super::{Grown, Options, Refusal, Values, Widen, grow};
use crate::backend::candle::testing::output;
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
    errors.fold(
        0.0,
        |worst: f64, error| {
            if error.is_nan() { f64::INFINITY } else { worst.max(error) }
        },
    ) / largest
}

pub fn by(widen: Widen) -> Options {
    Options { widen, seed: 3, ..Options::default() }
}

pub const WAYS: [Widen; 3] = [Widen::Fresh, Widen::Duplicate { noise: 0.0 }, Widen::Pair];
