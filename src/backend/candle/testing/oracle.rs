//! The ordinary network in double precision, as what other ways of passing are compared with.

use candle_core::{DType, Tensor, Var};

use super::super::{Network, Snapshot, Training};
use crate::random::Stream;

/// What a pass in evaluation and then one in training gave, tensors as they lie channels first.
pub struct Passed {
    pub evaluated: Vec<f32>,
    pub output: Vec<f32>,
    /// After the pass in training: mean and variance of each batch norm, in the network's order.
    pub running: Vec<Vec<f32>>,
    /// Of the learned tensors, in their order.
    pub gradients: Vec<Vec<f32>>,
    /// Of the input, where the pass gives it.
    pub to_x: Option<Vec<f32>>,
}

/// The tensors of both passes with their names; the gradients come after `outputs` of them.
struct Tensors {
    named: Vec<(String, Vec<f64>)>,
    outputs: usize,
}

/// The exact results, and those of the same operations in single precision: of the network's
/// numbers, and twice of numbers that are off by their last bit.
pub struct Oracle {
    exact: Tensors,
    rounded: [Tensors; 3],
}

/// Of the largest number of a tensor.
const RELATIVE: f64 = 1e-4;

/// A gradient whose parts cancel (of a bias before a batch norm it is 0) keeps their rounding: of
/// the largest number of all gradients.
const CANCELLED: f64 = 1e-5;

/// Two orders of the same sums round differently: in parts of what rounding does to the oracle.
const ROUNDING: f64 = 8.0;

/// The network's learned numbers, each up or down by its last bit.
fn nudged(mut numbers: Snapshot, seed: u64) -> Snapshot {
    let mut stream = Stream::new(seed, "nudged");
    for number in numbers.learned.iter_mut().flatten() {
        let up = stream.next_u32().is_multiple_of(2);
        *number = if up { number.next_up() } else { number.next_down() };
    }
    numbers
}

/// The running statistics of a network, as [`Passed`] has them.
pub fn running(network: &Network) -> Vec<Vec<f32>> {
    let running = network.snapshot().unwrap().running.into_iter();
    running.flat_map(|running| [running.mean, running.variance]).collect()
}

fn wide(tensor: &Tensor) -> Vec<f64> {
    tensor.flatten_all().unwrap().to_dtype(DType::F64).unwrap().to_vec1().unwrap()
}

/// Both passes of the ordinary network. The output in training, weighted and summed, is what has
/// the gradients. A step of training moves the running statistics.
pub fn ordinary(
    network: &Network,
    (x, weighting): (&Tensor, &[f32]),
    training: Training,
    dtype: DType,
) -> Passed {
    let narrow = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
    let (tensors, to_x) = passes(network, (x, weighting), training, dtype);
    let mut named = tensors.named.into_iter().map(|(_, values)| narrow(values));
    let (evaluated, output) = (named.next().unwrap(), named.next().unwrap());
    let running = named.by_ref().take(tensors.outputs - 2).collect();
    Passed { evaluated, output, running, gradients: named.collect(), to_x: to_x.map(narrow) }
}

fn passes(
    network: &Network,
    (x, weighting): (&Tensor, &[f32]),
    training: Training,
    dtype: DType,
) -> (Tensors, Option<Vec<f64>>) {
    let x = Var::from_tensor(&x.to_dtype(dtype).unwrap()).unwrap();
    let evaluated = network.ordinary(&x, Training::Off).unwrap();
    let output = network.ordinary(&x, training).unwrap();
    let weighting = Tensor::from_slice(weighting, output.shape(), output.device()).unwrap();
    let sum = (&output * weighting.to_dtype(dtype).unwrap()).unwrap().sum_all().unwrap();
    let store = sum.backward().unwrap();
    let mut named = vec![("evaluation".to_string(), wide(&evaluated))];
    named.push(("output".to_string(), wide(&output)));
    for values in running(network) {
        named.push(("running statistics".into(), values.into_iter().map(f64::from).collect()));
    }
    let outputs = named.len();
    let flat = store.get(network.flat()).map(wide).unwrap_or_default();
    for learned in network.learned() {
        let gradient = flat.get(learned.range.clone()).unwrap_or_default().to_vec();
        named.push((format!("gradient of {}", learned.parameter.name), gradient));
    }
    (Tensors { named, outputs }, store.get(&x).map(wide))
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest, value| largest.max(value.abs()))
}

/// The largest difference; infinite where one is no number.
fn apart(ours: &[f64], theirs: &[f64]) -> f64 {
    let errors = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs());
    errors.fold(0.0, |worst, error| if error.is_nan() { f64::INFINITY } else { worst.max(error) })
}

impl Oracle {
    /// `training` may be [`Training::On`] or a step; the network is left as it was.
    pub fn new(network: &Network, x: &Tensor, weighting: &[f32], training: Training) -> Oracle {
        let before = network.snapshot().unwrap();
        let of = |numbers: &Snapshot, dtype| {
            network.restore(numbers).unwrap();
            passes(network, (x, weighting), training, dtype).0
        };
        let exact = of(&before, DType::F64);
        let near = [before.clone(), nudged(before.clone(), 0), nudged(before.clone(), 1)];
        let rounded = near.map(|numbers| of(&numbers, DType::F32));
        network.restore(&before).unwrap();
        Oracle { exact, rounded }
    }

    /// Asserts that all tensors are equal to 1e-4 of their largest number, or as near as rounding
    /// lets single precision come. Returns how many there are, and for how many 1e-4 was enough.
    /// Where the output does not depend on a learned tensor its gradient is empty or 0.
    pub fn check(&self, name: &str, passed: Passed) -> [usize; 2] {
        let ours = [passed.evaluated, passed.output].into_iter();
        let ours: Vec<Vec<f32>> = ours.chain(passed.running).chain(passed.gradients).collect();
        let exact = &self.exact.named;
        assert_eq!(ours.len(), exact.len(), "{name}: so many tensors");
        let gradients = exact.iter().skip(self.exact.outputs);
        let all = gradients.fold(0.0_f64, |all, (_, values)| all.max(largest(values)));
        let mut plain = 0;
        for (index, (ours, (what, theirs))) in ours.iter().zip(exact).enumerate() {
            let ours: Vec<f64> = ours.iter().copied().map(f64::from).collect();
            if ours.is_empty() || theirs.is_empty() {
                assert_eq!(largest(&ours) + largest(theirs), 0.0, "{name}: {what}");
                plain += 1;
                continue;
            }
            assert_eq!(ours.len(), theirs.len(), "{name}: {what}");
            let (error, relative) = (apart(&ours, theirs), RELATIVE * largest(theirs));
            let rounded = self.rounded.iter().map(|rounded| apart(&rounded.named[index].1, theirs));
            let rounding = ROUNDING * rounded.fold(0.0, f64::max);
            let cancelled = if index < self.exact.outputs { 0.0 } else { CANCELLED * all };
            let bound = relative.max(rounding).max(cancelled);
            let of = largest(theirs);
            assert!(
                error <= bound,
                "{name}: {what} is off by {error:e} of {of:e}, of all {all:e}; rounding {rounding:e}"
            );
            plain += usize::from(error <= relative);
        }
        [ours.len(), plain]
    }
}
