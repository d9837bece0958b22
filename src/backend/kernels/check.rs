//! For tests: a kernel against its definition in double precision, values and gradients.

use candle_core::{Device, Result, Tensor, Var};

use super::access::read;
use crate::random::Stream;

/// Drawn inputs, each with its shape.
pub struct Case {
    pub name: &'static str,
    pub inputs: Vec<(Vec<usize>, Vec<f32>)>,
}

impl Case {
    pub fn new(name: &'static str) -> Case {
        Case { name, inputs: Vec::new() }
    }

    /// Adds an input of normal numbers with that standard deviation.
    pub fn input(mut self, shape: &[usize], deviation: f64) -> Case {
        let mut stream = Stream::new(self.inputs.len() as u64, self.name);
        let count = shape.iter().product();
        let values = (0..count).map(|_| (deviation * stream.normal()) as f32).collect();
        self.inputs.push((shape.to_vec(), values));
        self
    }
}

const STEP: f64 = 1e-5;
const TOLERANCE: f64 = 3e-5;

/// Compares values, and the gradients of a random weighting of them with central differences of
/// the definition.
pub fn check(
    case: &Case,
    kernel: impl Fn(&[Tensor]) -> Result<Tensor>,
    definition: impl Fn(&[Vec<f64>]) -> Vec<f64>,
) {
    let vars: Vec<Var> = case
        .inputs
        .iter()
        .map(|(shape, values)| Var::from_slice(values, shape.as_slice(), &Device::Cpu).unwrap())
        .collect();
    let tensors: Vec<Tensor> = vars.iter().map(|var| var.as_tensor().clone()).collect();
    let mut wide: Vec<Vec<f64>> = case
        .inputs
        .iter()
        .map(|(_, values)| values.iter().map(|x| f64::from(*x)).collect())
        .collect();

    let out = kernel(&tensors).unwrap();
    let expected = definition(&wide);
    compare(case.name, "value", &read(&out).unwrap(), &expected);

    let mut stream = Stream::new(99, case.name);
    let weights: Vec<f32> = (0..expected.len()).map(|_| stream.normal() as f32).collect();
    let cotangent = Tensor::from_slice(&weights, out.shape(), &Device::Cpu).unwrap();
    let gradients = (out * cotangent).unwrap().sum_all().unwrap().backward().unwrap();
    for (index, var) in vars.iter().enumerate() {
        let mut differences = Vec::with_capacity(wide[index].len());
        for position in 0..wide[index].len() {
            let x = wide[index][position];
            let mut weighted = |x: f64| {
                wide[index][position] = x;
                let out = definition(&wide);
                out.iter().zip(&weights).map(|(y, w)| y * f64::from(*w)).sum::<f64>()
            };
            differences.push((weighted(x + STEP) - weighted(x - STEP)) / (2.0 * STEP));
            wide[index][position] = x;
        }
        let gradient = read(gradients.get(var).unwrap()).unwrap();
        compare(case.name, "gradient", &gradient, &differences);
    }
}

/// Equal up to the tolerance times the largest expected number.
pub fn compare(name: &str, what: &str, values: &[f32], expected: &[f64]) {
    assert_eq!(values.len(), expected.len(), "{name}: {what}");
    let scale = expected.iter().fold(1.0_f64, |scale, x| scale.max(x.abs()));
    for (index, (value, expected)) in values.iter().zip(expected).enumerate() {
        let error = (f64::from(*value) - expected).abs() / scale;
        assert!(error < TOLERANCE, "{name}: {what} {index}: {value} for {expected}");
    }
}
