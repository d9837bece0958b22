//! Against the definition, over geometries.

use proptest::prelude::*;

use super::Depthwise;
use crate::backend::kernels::simd::testing::each;
use crate::backend::kernels::testing::{Case, check};
use crate::backend::kernels::{Axis, Epilogue, Window};
use crate::graph::{Activation, Padding};

fn definition(
    [x, _, parameters]: &[Vec<f64>; 3],
    window: &Window,
    channels: usize,
    multiplier: usize,
) -> Vec<f64> {
    let (filters, taps) = (channels * multiplier, window.size());
    let (weight, bias) = parameters.split_at(filters * taps);
    let place = |axis: &Axis, output: usize, tap: usize| {
        (output * axis.stride + tap * axis.dilation)
            .checked_sub(axis.before)
            .filter(|place| *place < axis.input)
    };
    let mut out = Vec::new();
    for image in x.chunks(channels * window.input()) {
        for at in 0..window.output() {
            let (row, column) = (at / window.columns.output, at % window.columns.output);
            for filter in 0..filters {
                let mut sum = bias.get(filter).copied().unwrap_or(0.0);
                for tap in 0..taps {
                    let (down, along) = (tap / window.columns.size, tap % window.columns.size);
                    let cell =
                        (place(&window.rows, row, down), place(&window.columns, column, along));
                    if let (Some(i), Some(j)) = cell {
                        let cell = (i * window.columns.input + j) * channels + filter / multiplier;
                        sum += weight[filter * taps + tap] * image[cell];
                    }
                }
                out.push(sum);
            }
        }
    }
    out
}

fn compare(window: Window, channels: usize, multiplier: usize, bias: bool, tanh: bool) {
    let epilogue = if tanh { Epilogue::of(Activation::Tanh).unwrap() } else { Epilogue::NONE };
    let kernel = Depthwise::new(window, channels, multiplier, bias, epilogue);
    let filters = channels * multiplier;
    let case = Case {
        name: "depthwise",
        kernel: &kernel,
        batch: 2,
        x: channels * window.input(),
        other: 0,
        y: filters * window.output(),
        parameters: filters * (window.size() + usize::from(bias)),
        spread: 0.7,
    };
    check(&case, |given| {
        let values = definition(given, &window, channels, multiplier);
        if tanh { values.into_iter().map(f64::tanh).collect() } else { values }
    });
}

#[test]
fn every_set_of_instructions_follows_the_definition() {
    each(|_| {
        for (channels, multiplier) in [(3, 1), (16, 1), (18, 1), (2, 3), (9, 2)] {
            let axis = |n| Axis::new(n, 3, 1, Padding::Same).unwrap();
            compare(Window { rows: axis(3), columns: axis(4) }, channels, multiplier, true, true);
        }
    });
}

fn side() -> impl Strategy<Value = Axis> {
    let padding = prop_oneof![Just(Padding::Valid), Just(Padding::Same), Just(Padding::Cells(1))];
    (1_usize..7, 1_usize..4, 1_usize..4, 1_usize..3, padding).prop_filter_map(
        "the window does not fit",
        |(input, size, stride, dilation, padding)| {
            Axis::dilated(input, size, stride, dilation, padding).ok()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn any_geometry_follows_the_definition(
        rows in side(), columns in side(), channels in 1_usize..4, multiplier in 1_usize..3,
        bias: bool,
    ) {
        compare(Window { rows, columns }, channels, multiplier, bias, false);
    }
}
