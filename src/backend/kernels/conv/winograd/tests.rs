//! Winograd's tiles against the sums that define a convolution and its gradients.

use proptest::prelude::*;

use super::super::{Conv, Sizes};
use super::Winograd;
use crate::backend::kernels::simd::testing::each;
use crate::backend::kernels::testing::{Case, check, compare};
use crate::backend::kernels::{Axis, Epilogue, Window, team};
use crate::backend::kernels::{Backward, Forward, Gradient, Kernel, Mode};
use crate::graph::{Activation, Padding};
use crate::random::Stream;

#[derive(Clone, Copy, Debug)]
struct Shape {
    window: Window,
    sizes: [usize; 2],
    batch: usize,
    bias: bool,
    tanh: bool,
}

/// Outputs, and the gradients of the input, the weight and the bias.
type Results<T> = [Vec<T>; 4];

fn drawn(name: &str, count: usize, spread: f64) -> Vec<f32> {
    let mut stream = Stream::new(7, name);
    (0..count).map(|_| (spread * stream.normal()) as f32).collect()
}

impl Shape {
    fn weights(&self) -> usize {
        9 * self.sizes[0] * self.sizes[1]
    }

    /// `x`, the learned numbers, and the gradient of the outputs.
    fn given(&self) -> [Vec<f32>; 3] {
        let Shape { window, sizes: [channels, filters], batch, bias, .. } = *self;
        [
            drawn("x", batch * channels * window.input(), 1.0),
            drawn("w", self.weights() + if bias { filters } else { 0 }, 0.2),
            drawn("dy", batch * filters * window.output(), 1.0),
        ]
    }

    /// The definition: every output sums its weights times the cells under them.
    fn definition(&self, given: &[Vec<f32>; 3]) -> Results<f64> {
        let wide = |values: &Vec<f32>| values.iter().copied().map(f64::from).collect::<Vec<_>>();
        let [x, w, mut dy] = [&given[0], &given[1], &given[2]].map(wide);
        let [channels, filters] = self.sizes;
        let mut y = vec![0.0; dy.len()];
        self.products(|[from, to], tap| {
            for (f, c) in (0..filters).flat_map(|f| (0..channels).map(move |c| (f, c))) {
                y[to + f] += w[(f * channels + c) * 9 + tap] * x[from + c];
            }
        });
        for (at, y) in y.iter_mut().enumerate() {
            *y += w.get(self.weights() + at % filters).copied().unwrap_or_default();
            if self.tanh {
                *y = y.tanh();
                dy[at] *= 1.0 - *y * *y;
            }
        }
        let (mut dx, mut dw) = (vec![0.0; x.len()], vec![0.0; self.weights()]);
        self.products(|[from, to], tap| {
            for (f, c) in (0..filters).flat_map(|f| (0..channels).map(move |c| (f, c))) {
                let place = (f * channels + c) * 9 + tap;
                dx[from + c] += w[place] * dy[to + f];
                dw[place] += x[from + c] * dy[to + f];
            }
        });
        let of = |filter: usize| dy.iter().skip(filter).step_by(filters).sum();
        let db = (0..w.len() - self.weights()).map(of).collect();
        [y, dx, dw, db]
    }

    /// Every place of the input with each output above it, and the tap that joins them.
    fn products(&self, mut work: impl FnMut([usize; 2], usize)) {
        let Window { rows, columns } = self.window;
        let places = (0..rows.output).flat_map(|i| (0..columns.output).map(move |j| (i, j)));
        for (image, (i, j)) in (0..self.batch).flat_map(|b| places.clone().map(move |p| (b, p))) {
            for (down, along) in (0..3).flat_map(|down| (0..3).map(move |along| (down, along))) {
                let (r, c) =
                    ((i + down).checked_sub(rows.before), (j + along).checked_sub(columns.before));
                let (Some(r), Some(c)) = (r, c) else { continue };
                if r < rows.input && c < columns.input {
                    let from = (image * rows.input + r) * columns.input + c;
                    let to = (image * rows.output + i) * columns.output + j;
                    work([from * self.sizes[0], to * self.sizes[1]], down * 3 + along);
                }
            }
        }
    }

    fn kernel(&self) -> Conv {
        let tanh = Epilogue::of(Activation::Tanh).unwrap();
        let epilogue = if self.tanh { tanh } else { Epilogue::NONE };
        Conv::new(self.window, self.sizes, 1, self.bias, epilogue).in_tiles()
    }

    /// Both passes, with the gradient of the input added to `start`.
    fn passes(&self, given: &[Vec<f32>; 3], start: Option<f32>) -> Results<f32> {
        let (kernel, batch, [x, parameters, dy]) = (self.kernel(), self.batch, given);
        let (mut y, mut kept) = (vec![f32::NAN; dy.len()], []);
        let (mode, other): (_, &[f32]) = (Mode::Train { pass: 0 }, &[]);
        let (to, keep) = (&mut y, &mut kept);
        kernel.forward(Forward { mode, batch, x, other, parameters, y: to, kept: keep });
        let mut dx = vec![start.unwrap_or(f32::NAN); x.len()];
        let mut dparameters = vec![f32::NAN; parameters.len()];
        kernel.backward(Backward {
            pass: 0,
            batch,
            x,
            other,
            parameters,
            y: if self.tanh { &y } else { &[] },
            kept: &mut kept,
            dy: &mut dy.clone(),
            dx: Some(Gradient { values: &mut dx, add: start.is_some() }),
            dother: None,
            dparameters: &mut dparameters,
        });
        let db = dparameters.split_off(self.weights());
        [y, dx, dparameters, db]
    }

    fn compare(&self) {
        let given = self.given();
        let expected = self.definition(&given);
        let passed = self.passes(&given, None);
        for (index, what) in ["y", "dx", "dw", "db"].into_iter().enumerate() {
            compare(&format!("{self:?}"), what, &passed[index], &expected[index]);
        }
        let more: Vec<f64> = expected[1].iter().map(|x| x + 1.5).collect();
        compare("added", "dx", &self.passes(&given, Some(1.5))[1], &more);
    }
}

fn same([rows, columns]: [usize; 2]) -> Window {
    let [rows, columns] =
        [rows, columns].map(|length| Axis::new(length, 3, 1, Padding::Same).unwrap());
    Window { rows, columns }
}

#[test]
fn every_set_of_instructions_follows_the_definition() {
    each(|_| {
        for (size, sizes) in [
            ([8, 8], [16, 16]),
            ([5, 7], [8, 9]),
            ([6, 3], [17, 40]),
            ([4, 9], [40, 24]),
            ([1, 1], [9, 33]),
        ] {
            let window = same(size);
            Shape { window, sizes, batch: 2, bias: true, tanh: false }.compare();
        }
    });
}

#[test]
fn the_gradients_are_the_slopes_of_the_definition() {
    let shape = Shape { window: same([3, 5]), sizes: [3, 4], batch: 2, bias: true, tanh: true };
    let case = Case {
        name: "winograd",
        kernel: &shape.kernel(),
        batch: 2,
        x: 45,
        other: 0,
        y: 60,
        parameters: shape.weights() + 4,
        spread: 0.4,
    };
    check(&case, |[x, _, w]| {
        let mut y = vec![0.0; 120];
        shape.products(|[from, to], tap| {
            for (f, c) in (0..4).flat_map(|f| (0..3).map(move |c| (f, c))) {
                y[to + f] += w[(f * 3 + c) * 9 + tap] * x[from + c];
            }
        });
        y.iter().enumerate().map(|(at, y)| (y + w[shape.weights() + at % 4]).tanh()).collect()
    });
}

/// Blocks then begin and end within images, and parts have several of them.
#[test]
fn threads_and_other_samples_change_no_bit() {
    let shape =
        Shape { window: same([21, 22]), sizes: [24, 16], batch: 19, bias: true, tanh: true };
    let given = shape.given();
    let one = shape.passes(&given, None);
    assert!(team::lead(3, || shape.passes(&given, None)).unwrap() == one);
    let alone = Shape { batch: 1, ..shape };
    for image in [0, 7, 18] {
        let [x, w, dy] = &given;
        let of = |values: &[f32]| {
            let length = values.len() / 19;
            values[image * length..(image + 1) * length].to_vec()
        };
        let own = alone.passes(&[of(x), w.clone(), of(dy)], None);
        assert!(own[0] == of(&one[0]) && own[1] == of(&one[1]), "{image}");
    }
}

#[test]
fn a_long_sum_stays_exact() {
    let shape =
        Shape { window: same([12, 10]), sizes: [128, 8], batch: 6, bias: false, tanh: false };
    shape.compare();
}

#[test]
fn tiles_are_for_large_plain_convolutions() {
    let pays = |window: Window, [channels, filters]: [usize; 2], groups: usize, batch: usize| {
        let sizes = Sizes { channels, filters, groups, taps: window.size() };
        Winograd::of(&window, sizes).is_some_and(|tiles| tiles.pays(batch))
    };
    assert!(pays(same([32, 32]), [16, 16], 1, 1));
    assert!(pays(same([8, 8]), [64, 64], 1, 4));
    assert!(!pays(same([8, 8]), [64, 64], 1, 3));
    assert!(!pays(same([32, 32]), [3, 16], 1, 64));
    assert!(!pays(same([32, 32]), [16, 16], 2, 64));
    assert!(!pays(same([32, 32]), [512, 512], 1, 64));
    assert!(!pays(same([32, 1]), [16, 16], 1, 64));
    assert!(!pays(same([5, 5]), [16, 16], 1, 64));
    let strided = Axis::new(32, 3, 2, Padding::Same).unwrap();
    assert!(!pays(Window { rows: strided, columns: strided }, [16, 16], 1, 64));
    let wide = Axis::new(32, 5, 1, Padding::Same).unwrap();
    assert!(!pays(Window { rows: wide, columns: wide }, [16, 16], 1, 64));
}

/// Along one side.
fn side() -> impl Strategy<Value = Axis> {
    (1_usize..12, 0_usize..4, 0_usize..4).prop_filter_map("too short", |(input, before, after)| {
        Axis::new(input, 3, 1, Padding::Each([0, 0, before, after])).ok()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_geometry_follows_the_definition(
        rows in side(), columns in side(), channels in 8_usize..40, filters in 8_usize..40,
        batch in 1_usize..4, bias: bool, tanh: bool,
    ) {
        let window = Window { rows, columns };
        Shape { window, sizes: [channels, filters], batch, bias, tanh }.compare();
    }
}
