//! For tests: a kernel against its definition in double precision, values and gradients.

use candle_core::{Device, Result, Tensor, Var};

use super::access::read;
use super::layer::Layer;
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

    fn vars(&self) -> Vec<Var> {
        let var = |(shape, values): &(Vec<usize>, Vec<f32>)| {
            Var::from_slice(values, shape.as_slice(), &Device::Cpu).unwrap()
        };
        self.inputs.iter().map(var).collect()
    }

    fn wide(&self) -> Vec<Vec<f64>> {
        let wide = |values: &Vec<f32>| values.iter().map(|x| f64::from(*x)).collect();
        self.inputs.iter().map(|(_, values)| wide(values)).collect()
    }

    /// What the values are weighted with for one number.
    fn weights(&self, count: usize) -> Vec<f32> {
        let mut stream = Stream::new(99, self.name);
        (0..count).map(|_| stream.normal() as f32).collect()
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
    let vars = case.vars();
    let tensors: Vec<Tensor> = vars.iter().map(|var| var.as_tensor().clone()).collect();
    let out = kernel(&tensors).unwrap();
    let expected = definition(&case.wide());
    compare(case.name, "value", &read(&out).unwrap(), &expected);

    let weights = case.weights(expected.len());
    let cotangent = Tensor::from_slice(&weights, out.shape(), &Device::Cpu).unwrap();
    let gradients = (out * cotangent).unwrap().sum_all().unwrap().backward().unwrap();
    for (index, var) in vars.iter().enumerate() {
        let gradient = read(gradients.get(var).unwrap()).unwrap();
        compare(case.name, "gradient", &gradient, &differences(case, index, &definition));
    }
}

/// The same for a layer: the first input is `x`, the others are learned. Where the layer gives no
/// gradient of `x`, none is compared.
pub fn check_layer<L: Layer>(
    case: &Case,
    layer: impl Fn() -> L,
    definition: impl Fn(&[Vec<f64>]) -> Vec<f64>,
) {
    let vars = case.vars();
    let tensors: Vec<Tensor> = vars.iter().map(|var| var.as_detached_tensor()).collect();
    let (x, learned) = tensors.split_first().unwrap();
    let layer = layer();
    let out = layer.forward(x, learned).unwrap();
    let expected = definition(&case.wide());
    compare(case.name, "value", &read(&out).unwrap(), &expected);

    let weights = case.weights(expected.len());
    let cotangent = Tensor::from_slice(&weights, out.shape(), &Device::Cpu).unwrap();
    let (to_x, to_learned) = layer.backward(x, learned, &cotangent).unwrap();
    assert_eq!(to_learned.len(), learned.len(), "{}", case.name);
    for (index, gradient) in
        std::iter::once(to_x).chain(to_learned.into_iter().map(Some)).enumerate()
    {
        let Some(gradient) = gradient else { continue };
        assert_eq!(gradient.shape(), tensors[index].shape());
        let what = format!("gradient {index},");
        compare(
            case.name,
            &what,
            &read(&gradient).unwrap(),
            &differences(case, index, &definition),
        );
    }
}

/// The gradient of the weighted values for one input, by central differences.
fn differences(
    case: &Case,
    index: usize,
    definition: impl Fn(&[Vec<f64>]) -> Vec<f64>,
) -> Vec<f64> {
    let mut wide = case.wide();
    let mut slopes = Vec::with_capacity(wide[index].len());
    for position in 0..wide[index].len() {
        let x = wide[index][position];
        let mut weighted = |x: f64| {
            wide[index][position] = x;
            let out = definition(&wide);
            let weights = case.weights(out.len());
            out.iter().zip(&weights).map(|(y, w)| y * f64::from(*w)).sum::<f64>()
        };
        slopes.push((weighted(x + STEP) - weighted(x - STEP)) / (2.0 * STEP));
        wide[index][position] = x;
    }
    slopes
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
