//! Attention against its definition in double precision, and finite differences.

use candle_core::{Device, Tensor};

use super::super::check::{Case, check_layer};
use super::{Attention, Dropout};
use crate::backend::kernels::{Layer, read};
use crate::random::Stream;

#[derive(Clone, Copy)]
struct Dims {
    batch: usize,
    width: usize,
    length: usize,
    heads: usize,
    causal: bool,
}

/// `W·x + b` at one step.
fn project(weight: &[f64], bias: Option<&[f64]>, row: usize, x: &[f64]) -> f64 {
    let weights = &weight[row * x.len()..(row + 1) * x.len()];
    weights.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + bias.map_or(0.0, |bias| bias[row])
}

/// With a factor for each attention weight, `[batch, heads, length, length]`.
fn definition(dims: Dims, mask: &[f64], v: &[Vec<f64>]) -> Vec<f64> {
    let Dims { batch, width, length, heads, causal } = dims;
    let (into, into_bias, out, out_bias) = match &v[1..] {
        [into, out] => (into, None, out, None),
        [into, into_bias, out, out_bias] => {
            (into, Some(into_bias.as_slice()), out, Some(out_bias.as_slice()))
        }
        _ => unreachable!(),
    };
    let depth = width / heads;
    let mut result = vec![0.0; batch * width * length];
    for sample in 0..batch {
        let column = |t: usize| -> Vec<f64> {
            (0..width).map(|f| v[0][(sample * width + f) * length + t]).collect()
        };
        let projected: Vec<Vec<f64>> = (0..length)
            .map(|t| (0..3 * width).map(|row| project(into, into_bias, row, &column(t))).collect())
            .collect();
        for t in 0..length {
            let mut gathered = vec![0.0; width];
            for head in 0..heads {
                let seen = if causal { t + 1 } else { length };
                let score = |s: usize| -> f64 {
                    let q = &projected[t][head * depth..(head + 1) * depth];
                    let k = &projected[s][width + head * depth..width + (head + 1) * depth];
                    q.iter().zip(k).map(|(q, k)| q * k).sum::<f64>() / (depth as f64).sqrt()
                };
                let scores: Vec<f64> = (0..seen).map(|s| score(s).exp()).collect();
                let sum: f64 = scores.iter().sum();
                for (s, score) in scores.iter().enumerate() {
                    let place = ((sample * heads + head) * length + t) * length + s;
                    for d in 0..depth {
                        let value = projected[s][2 * width + head * depth + d];
                        gathered[head * depth + d] += score / sum * mask[place] * value;
                    }
                }
            }
            for row in 0..width {
                result[(sample * width + row) * length + t] =
                    project(out, out_bias, row, &gathered);
            }
        }
    }
    result
}

fn case(dims: Dims, bias: bool) -> Case {
    let Dims { batch, width, length, .. } = dims;
    let mut case = Case::new("attention").input(&[batch, width, length], 1.0);
    for rows in [3 * width, width] {
        case = case.input(&[rows, width], 0.5);
        if bias {
            case = case.input(&[rows], 0.5);
        }
    }
    case
}

#[test]
fn heads_follow_the_definition() {
    for causal in [false, true] {
        for (batch, width, length, heads, bias) in [
            (2, 4, 3, 1, true),
            (1, 4, 5, 2, false),
            (2, 6, 1, 3, true),
            (2, 4, 4, 4, true),
            (1, 1, 2, 1, false),
        ] {
            let dims = Dims { batch, width, length, heads, causal };
            let mask = vec![1.0; batch * heads * length * length];
            check_layer(
                &case(dims, bias),
                || Attention::new(heads, causal).training(true, None),
                |v| definition(dims, &mask, v),
            );
        }
    }
}

#[test]
fn dropped_weights_are_dropped_on_the_way_back_too() {
    let dims = Dims { batch: 3, width: 4, length: 3, heads: 2, causal: false };
    let dropout = Dropout::new(0.4, Stream::new(5, "attention"), 7);
    let size = dims.heads * dims.length * dims.length;
    let mut mask = Vec::new();
    for sample in 0..dims.batch {
        let mut part = vec![1.0; size];
        dropout.part(sample, &mut part);
        mask.extend(part.into_iter().map(f64::from));
    }
    assert!(mask.contains(&0.0) && mask.iter().any(|factor| *factor > 1.0));
    check_layer(
        &case(dims, true),
        || Attention::new(dims.heads, false).training(true, Some(dropout.clone())),
        |v| definition(dims, &mask, v),
    );
}

fn tensors(case: &Case) -> Vec<Tensor> {
    let tensor = |(shape, values): &(Vec<usize>, Vec<f32>)| {
        Tensor::from_slice(values, shape.as_slice(), &Device::Cpu).unwrap()
    };
    case.inputs.iter().map(tensor).collect()
}

/// Long and wide enough for the tails of vector loops and for several threads.
#[test]
fn threads_change_no_bit() {
    let dims = Dims { batch: 5, width: 24, length: 33, heads: 3, causal: true };
    let tensors = tensors(&case(dims, true));
    let (x, learned) = (&tensors[0], &tensors[1..]);
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let dropout = Dropout::new(0.3, Stream::new(5, "attention"), 1);
            let layer = Attention::new(dims.heads, true).training(true, Some(dropout));
            let out = layer.forward(x, learned).unwrap();
            let (to_x, to_learned) = layer.backward(x, learned, &out).unwrap();
            let all = [out, to_x.unwrap()].into_iter().chain(to_learned);
            all.map(|tensor| read(&tensor).unwrap()).collect::<Vec<_>>()
        })
    };
    let alone = run(1);
    assert!(alone == run(2) && alone == run(4));
}

#[test]
fn what_does_not_fit_is_refused() {
    let dims = Dims { batch: 1, width: 4, length: 2, heads: 2, causal: false };
    let tensors = tensors(&case(dims, true));
    let (x, learned) = (&tensors[0], &tensors[1..]);
    assert!(Attention::new(3, false).forward(x, learned).is_err());
    assert!(Attention::new(2, false).forward(x, &learned[1..]).is_err());
    let evaluating = Attention::new(2, false);
    let out = evaluating.forward(x, learned).unwrap();
    assert!(evaluating.backward(x, learned, &out).is_err());
}
