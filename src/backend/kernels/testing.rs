//! For tests: a kernel against its definition in double precision, values and gradients.

use super::kernel::{Backward, Forward, Gradient, Kernel, Mode};
use super::team;
use crate::random::Stream;

/// A kernel with the sizes of its tensors.
pub struct Case<'a> {
    pub name: &'a str,
    pub kernel: &'a dyn Kernel,
    pub batch: usize,
    /// Numbers of a sample.
    pub x: usize,
    pub other: usize,
    pub y: usize,
    /// How many learned numbers.
    pub parameters: usize,
    /// The standard deviation of the drawn numbers.
    pub spread: f64,
}

/// `x`, `other` and the learned numbers, in double precision.
pub type Given = [Vec<f64>; 3];

const STEP: f64 = 1e-5;
const TOLERANCE: f64 = 5e-5;

/// Everything that both passes gave.
#[derive(PartialEq)]
struct Passed {
    y: Vec<f32>,
    /// Of `x`, `other` and the learned numbers.
    gradients: [Vec<f32>; 3],
}

fn draw(name: &str, count: usize, spread: f64) -> Vec<f32> {
    let mut stream = Stream::new(5, name);
    (0..count).map(|_| (spread * stream.normal()) as f32).collect()
}

impl Case<'_> {
    fn given(&self) -> [Vec<f32>; 3] {
        let x = draw(&format!("{}/x", self.name), self.batch * self.x, self.spread);
        let other = draw(&format!("{}/other", self.name), self.batch * self.other, self.spread);
        [x, other, draw(&format!("{}/parameters", self.name), self.parameters, self.spread)]
    }

    /// What the values are weighted with for one number.
    fn weights(&self) -> Vec<f32> {
        draw(&format!("{}/weights", self.name), self.batch * self.y, 1.0)
    }

    /// Both passes; the gradients of the inputs are added to `start` where there is one.
    fn pass(&self, [x, other, parameters]: &[Vec<f32>; 3], start: Option<f32>) -> Passed {
        let stale = |count: usize| vec![f32::NAN; count];
        let mut y = stale(self.batch * self.y);
        let mut kept = stale(self.kernel.kept(self.batch));
        let mode = Mode::Train { pass: 3 };
        let (batch, kernel) = (self.batch, self.kernel);
        kernel.forward(Forward { mode, batch, x, other, parameters, y: &mut y, kept: &mut kept });
        let mut dy = self.weights();
        let blank = start.unwrap_or(f32::NAN);
        let mut gradients =
            [vec![blank; x.len()], vec![blank; other.len()], stale(parameters.len())];
        let reads = kernel.reads();
        let shown = |values: &'static [f32]| values;
        let empty = shown(&[]);
        let [dx, dother, dparameters] = &mut gradients;
        kernel.backward(Backward {
            pass: 3,
            batch,
            x: if reads.x { x } else { empty },
            other: if reads.other { other } else { empty },
            parameters,
            y: if reads.y { &y } else { empty },
            kept: &mut kept,
            dy: &mut dy,
            dx: Some(Gradient { values: dx, add: start.is_some() }),
            dother: (self.other > 0).then_some(Gradient { values: dother, add: start.is_some() }),
            dparameters,
        });
        Passed { y, gradients }
    }
}

/// Compares values, and the gradients of a random weighting of them with central differences of
/// the definition; that gradients are added where they are to be added; and that three threads
/// give the same bits.
pub fn check(case: &Case, definition: impl Fn(&Given) -> Vec<f64>) {
    let given = case.given();
    let wide = given.clone().map(|values| values.into_iter().map(f64::from).collect::<Vec<_>>());
    let passed = case.pass(&given, None);
    compare(case.name, "value", &passed.y, &definition(&wide));
    for (index, what) in ["dx", "dother", "dparameters"].into_iter().enumerate() {
        let expected = differences(case, &wide, index, &definition);
        compare(case.name, what, &passed.gradients[index], &expected);
        if index < 2 {
            let added = &case.pass(&given, Some(1.5)).gradients[index];
            let more: Vec<f64> = expected.iter().map(|x| x + 1.5).collect();
            compare(case.name, what, added, &more);
        }
    }
    let shared = team::lead(3, || case.pass(&given, None)).unwrap();
    assert!(shared == passed, "{}: threads", case.name);
}

/// The gradients of the weighted values for one of the inputs.
fn differences(
    case: &Case,
    wide: &Given,
    index: usize,
    definition: impl Fn(&Given) -> Vec<f64>,
) -> Vec<f64> {
    let (mut wide, weights) = (wide.clone(), case.weights());
    let mut slopes = Vec::with_capacity(wide[index].len());
    for place in 0..wide[index].len() {
        let x = wide[index][place];
        let mut weighted = |x: f64| {
            wide[index][place] = x;
            let out = definition(&wide);
            out.iter().zip(&weights).map(|(y, w)| y * f64::from(*w)).sum::<f64>()
        };
        slopes.push((weighted(x + STEP) - weighted(x - STEP)) / (2.0 * STEP));
        wide[index][place] = x;
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
