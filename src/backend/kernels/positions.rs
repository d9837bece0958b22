//! Where each step of a series stands: a vector added to it, learned or of sines and cosines.

use super::kernel::{Backward, Forward, Kernel, Reads};
use super::split;
use crate::backend::kernels::simd::vectorised;
use crate::graph;

/// x `[batch, length, features]` → the same shape.
///
/// The learned weight is `[features, length]`, as the ordinary network has it.
#[derive(Debug)]
pub struct Positions {
    length: usize,
    features: usize,
    /// `[length, features]`; none where they are learned.
    fixed: Option<Vec<f32>>,
}

/// The fixed vectors, `[length, features]`: feature 2i is `sin(step / 10000^(2i / features))`,
/// feature 2i + 1 the cosine of the same (Vaswani et al. 2017, 3.5). Sines and cosines alternate.
fn sinusoids(length: usize, features: usize) -> Vec<f32> {
    let value = |step: usize, feature: usize| {
        let power = (feature - feature % 2) as f64 / features as f64;
        let angle = step as f64 / 10_000_f64.powf(power);
        if feature.is_multiple_of(2) { angle.sin() } else { angle.cos() }
    };
    let lines = (0..length).flat_map(|step| (0..features).map(move |feature| (step, feature)));
    lines.map(|(step, feature)| value(step, feature) as f32).collect()
}

vectorised! {
    fn sum<'a>(x: &'a [f32], vectors: &'a [f32], y: &'a mut [f32]) {
        y.iter_mut().zip(x.iter().zip(vectors)).for_each(|(y, (x, vector))| *y = x + vector);
    }

    fn add<'a>(values: &'a [f32], sums: &'a mut [f32]) {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
}

/// Rows become columns.
fn turn(values: &[f32], columns: usize, out: &mut [f32]) {
    let rows = values.len() / columns.max(1);
    for (row, line) in values.chunks_exact(columns.max(1)).enumerate() {
        let places = out.iter_mut().skip(row).step_by(rows.max(1));
        places.zip(line).for_each(|(place, value)| *place = *value);
    }
}

impl Positions {
    pub fn new(kind: graph::Positions, length: usize, features: usize) -> Positions {
        let fixed = match kind {
            graph::Positions::Learned => None,
            graph::Positions::Sinusoidal => Some(sinusoids(length, features)),
        };
        Positions { length, features, fixed }
    }

    fn size(&self) -> usize {
        self.length * self.features
    }

    fn sum(&self, x: &[f32], vectors: &[f32], y: &mut [f32]) {
        let size = self.size();
        split::chunks(y, size, |sample, y| {
            sum(x.get(sample * size..).unwrap_or_default(), vectors, y);
        });
    }
}

impl Kernel for Positions {
    fn reads(&self) -> Reads {
        Reads::NOTHING
    }

    fn forward(&self, pass: Forward<'_>) {
        if let Some(fixed) = &self.fixed {
            return self.sum(pass.x, fixed, pass.y);
        }
        super::scratch::with(self.size(), |vectors| {
            turn(pass.parameters, self.length, vectors);
            self.sum(pass.x, vectors, pass.y);
        });
    }

    fn backward(&self, pass: Backward<'_>) {
        if let Some(mut dx) = pass.dx {
            dx.take(pass.dy);
        }
        if self.fixed.is_some() {
            return;
        }
        super::scratch::with(self.size(), |sums| {
            sums.fill(0.0);
            pass.dy.chunks_exact(self.size().max(1)).for_each(|slopes| add(slopes, sums));
            turn(sums, self.features, pass.dparameters);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Case, check};
    use super::{Positions, sinusoids};
    use crate::graph;

    #[test]
    fn each_sample_gets_its_vectors() {
        for (batch, length, features) in [(3, 5, 4), (1, 1, 1), (2, 17, 3)] {
            let size = length * features;
            for kind in [graph::Positions::Learned, graph::Positions::Sinusoidal] {
                let learned = kind == graph::Positions::Learned;
                let kernel = Positions::new(kind, length, features);
                let case = Case {
                    name: "positions",
                    kernel: &kernel,
                    batch,
                    x: size,
                    other: 0,
                    y: size,
                    parameters: if learned { size } else { 0 },
                    spread: 1.0,
                };
                check(&case, |[x, _, weight]| {
                    let table = sinusoids(length, features);
                    let vector = |place: usize| {
                        let (step, feature) = (place / features, place % features);
                        let known = weight.get(feature * length + step).copied();
                        known.unwrap_or(f64::from(table[place]))
                    };
                    x.iter().enumerate().map(|(i, x)| x + vector(i % size)).collect()
                });
            }
        }
    }

    /// Each step of four features: sin t, cos t, sin t/100, cos t/100.
    #[test]
    fn sines_and_cosines_alternate() {
        for (t, row) in sinusoids(3, 4).chunks(4).enumerate() {
            let t = t as f64;
            let exact = [t.sin(), t.cos(), (t / 100.0).sin(), (t / 100.0).cos()];
            for (value, exact) in row.iter().zip(exact) {
                assert!((f64::from(*value) - exact).abs() < 1e-7);
            }
        }
        assert_eq!(sinusoids(2, 1), [0.0, 1.0_f64.sin() as f32]);
    }
}
