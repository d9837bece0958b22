//! Attention against its definition in double precision, and finite differences.

use super::{Attention, Mask};
use crate::backend::kernels::kernel::{Forward, Kernel, Mode};
use crate::backend::kernels::simd::testing::each;
use crate::backend::kernels::team;
use crate::backend::kernels::testing::{Case, Given, check, compare};
use crate::graph;
use crate::random::Stream;

#[derive(Clone, Copy)]
struct Dims {
    batch: usize,
    width: usize,
    length: usize,
    heads: usize,
    causal: bool,
    bias: bool,
}

impl Dims {
    fn layer(&self) -> graph::Attention {
        let Dims { heads, causal, bias, .. } = *self;
        graph::Attention { heads, causal, dropout: 0.0, bias }
    }

    fn kernel(&self, mask: Option<Mask>) -> Attention {
        Attention::new(self.layer(), self.length, self.width, mask)
    }

    fn parameters(&self) -> usize {
        4 * self.width * (self.width + usize::from(self.bias))
    }

    fn weights(&self) -> usize {
        self.batch * self.heads * self.length * self.length
    }
}

/// `W·x + b` at one step; without a bias where it is empty.
fn project(weight: &[f64], bias: &[f64], row: usize, x: &[f64]) -> f64 {
    let weights = &weight[row * x.len()..(row + 1) * x.len()];
    weights.iter().zip(x).map(|(w, x)| w * x).sum::<f64>() + bias.get(row).unwrap_or(&0.0)
}

/// With a factor for each attention weight, `[batch, heads, length, length]`.
fn definition(dims: Dims, mask: &[f32], [x, _, parameters]: &Given) -> Vec<f64> {
    let Dims { batch, width, length, heads, causal, bias } = dims;
    let biases = usize::from(bias) * width;
    let (into, rest) = parameters.split_at(3 * width * width);
    let (into_bias, rest) = rest.split_at(3 * biases);
    let (out, out_bias) = rest.split_at(width * width);
    let depth = width / heads;
    let mut result = vec![0.0; batch * length * width];
    for sample in 0..batch {
        let step = |t: usize| &x[(sample * length + t) * width..][..width];
        let projected: Vec<Vec<f64>> = (0..length)
            .map(|t| (0..3 * width).map(|row| project(into, into_bias, row, step(t))).collect())
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
                    let factor = mask[((sample * heads + head) * length + t) * length + s];
                    for d in 0..depth {
                        let value = projected[s][2 * width + head * depth + d];
                        gathered[head * depth + d] += score / sum * f64::from(factor) * value;
                    }
                }
            }
            for row in 0..width {
                let place = (sample * length + t) * width + row;
                result[place] = project(out, out_bias, row, &gathered);
            }
        }
    }
    result
}

fn case<'a>(dims: Dims, kernel: &'a Attention) -> Case<'a> {
    let Dims { batch, width, length, .. } = dims;
    let (x, y, parameters) = (length * width, length * width, dims.parameters());
    Case { name: "attention", kernel, batch, x, other: 0, y, parameters, spread: 0.7 }
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
            (1, 2, 35, 1, true),
        ] {
            let dims = Dims { batch, width, length, heads, causal, bias };
            let mask = vec![1.0; dims.weights()];
            let kernel = dims.kernel(None);
            check(&case(dims, &kernel), |given| definition(dims, &mask, given));
        }
    }
}

#[test]
fn other_instructions_give_the_same() {
    let dims = Dims { batch: 2, width: 4, length: 5, heads: 2, causal: true, bias: true };
    let (mask, kernel) = (vec![1.0; dims.weights()], dims.kernel(None));
    let mut stream = Stream::new(3, "attention");
    let mut draw = |n: usize| (0..n).map(|_| stream.normal() as f32).collect::<Vec<f32>>();
    let (x, parameters) = (draw(2 * 5 * 4), draw(dims.parameters()));
    let wide = |values: &[f32]| values.iter().map(|x| f64::from(*x)).collect();
    let expected = definition(dims, &mask, &[wide(&x), Vec::new(), wide(&parameters)]);
    each(|set| {
        let mut y = vec![f32::NAN; x.len()];
        kernel.forward(Forward {
            mode: Mode::Evaluate,
            batch: dims.batch,
            x: &x,
            other: &[],
            parameters: &parameters,
            y: &mut y,
            kept: &mut [],
        });
        compare("evaluation", set, &y, &expected);
    });
}

/// The pass of `check` is the third one. Many samples, so that threads share them.
#[test]
fn dropped_weights_are_dropped_on_the_way_back_too() {
    for (batch, length) in [(3, 3), (2, 9)] {
        let dims = Dims { batch, width: 4, length, heads: 2, causal: false, bias: true };
        let mask = Mask::new(0.4, &Stream::new(5, "attention"));
        let mut factors = vec![1.0; dims.weights()];
        mask.apply(3, 0, &mut factors);
        assert!(factors.contains(&0.0) && factors.iter().any(|factor| *factor > 1.0));
        let kernel = dims.kernel(Some(mask));
        check(&case(dims, &kernel), |given| definition(dims, &factors, given));
    }
}

/// Long and wide enough for several threads.
#[test]
fn threads_change_no_bit() {
    let dims = Dims { batch: 5, width: 24, length: 33, heads: 3, causal: true, bias: true };
    let kernel = dims.kernel(Some(Mask::new(0.3, &Stream::new(5, "attention"))));
    let mut stream = Stream::new(3, "attention");
    let mut draw = |n: usize| (0..n).map(|_| stream.normal() as f32).collect::<Vec<f32>>();
    let (x, parameters) = (draw(5 * 33 * 24), draw(dims.parameters()));
    let run =
        |threads: usize| team::lead(threads, || both(&kernel, dims, &x, &parameters)).unwrap();
    let alone = run(1);
    assert!(alone == run(2) && alone == run(4));
    assert!(alone.iter().flatten().all(|x| x.is_finite()));
}

/// The values and all gradients.
fn both(kernel: &Attention, dims: Dims, x: &[f32], parameters: &[f32]) -> [Vec<f32>; 3] {
    use crate::backend::kernels::kernel::{Backward, Gradient};
    let batch = dims.batch;
    let [mut y, mut dx] = [0; 2].map(|_| vec![f32::NAN; x.len()]);
    let (mut kept, mut dparameters) = (vec![f32::NAN; kernel.kept(batch)], parameters.to_vec());
    let mode = Mode::Train { pass: 1 };
    kernel.forward(Forward { mode, batch, x, other: &[], parameters, y: &mut y, kept: &mut kept });
    kernel.backward(Backward {
        pass: 1,
        batch,
        x,
        other: &[],
        parameters,
        y: &[],
        kept: &mut kept,
        dy: &mut y.clone(),
        dx: Some(Gradient { values: &mut dx, add: false }),
        dother: None,
        dparameters: &mut dparameters,
    });
    [y, dx, dparameters]
}
