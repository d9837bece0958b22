//! For tests: a loss against its definition in double precision.

use super::Loss;
use crate::backend::kernels::testing::compare;
use crate::random::Stream;

/// Compares the loss of random values, and its gradient with central differences.
pub fn check(name: &str, count: usize, spread: f64, loss: Loss, exact: impl Fn(&[f64]) -> f64) {
    let mut stream = Stream::new(5, name);
    let values: Vec<f32> = (0..count).map(|_| (spread * stream.normal()) as f32).collect();
    let mut slopes = vec![f32::NAN; count];
    let mean = loss.mean(&values, &mut slopes);
    let mut wide: Vec<f64> = values.iter().map(|x| f64::from(*x)).collect();
    compare(name, "loss", &[mean as f32], &[exact(&wide)]);
    let mut differences = Vec::with_capacity(count);
    for place in 0..count {
        let x = wide[place];
        let mut at = |x: f64| {
            wide[place] = x;
            exact(&wide)
        };
        differences.push((at(x + 1e-5) - at(x - 1e-5)) / 2e-5);
        wide[place] = x;
    }
    compare(name, "slopes", &slopes, &differences);
}
