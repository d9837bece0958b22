//! Convolution against its definition, over geometries and sets of instructions.

use proptest::prelude::*;

use super::Conv;
use crate::backend::kernels::simd::testing::each;
use crate::backend::kernels::testing::{Case, check};
use crate::backend::kernels::{Axis, Epilogue, Window};
use crate::graph::{Activation, Padding};

/// The sum that defines a convolution in groups, channels last.
fn definition(
    [x, _, parameters]: &[Vec<f64>; 3],
    window: &Window,
    [channels, filters]: [usize; 2],
    groups: usize,
) -> Vec<f64> {
    let (depth, taps) = (channels / groups, window.size());
    let (weight, bias) = parameters.split_at(filters * depth * taps);
    let mut out = Vec::new();
    for image in x.chunks(channels * window.input()) {
        for y in 0..window.rows.output {
            for x in 0..window.columns.output {
                for filter in 0..filters {
                    let first = filter / (filters / groups) * depth;
                    let mut sum = bias.get(filter).copied().unwrap_or(0.0);
                    for (tap, place) in under(window, y, x) {
                        for c in 0..depth {
                            sum += weight[(filter * depth + c) * taps + tap]
                                * image[place * channels + first + c];
                        }
                    }
                    out.push(sum);
                }
            }
        }
    }
    out
}

/// The taps of a window that lie within the image, with their places in it.
fn under(window: &Window, y: usize, x: usize) -> Vec<(usize, usize)> {
    let place = |axis: &Axis, output: usize, tap: usize| {
        (output * axis.stride + tap * axis.dilation)
            .checked_sub(axis.before)
            .filter(|place| *place < axis.input)
    };
    let mut cells = Vec::new();
    for tap in 0..window.size() {
        let (down, along) = (tap / window.columns.size, tap % window.columns.size);
        let places = (place(&window.rows, y, down), place(&window.columns, x, along));
        if let (Some(i), Some(j)) = places {
            cells.push((tap, i * window.columns.input + j));
        }
    }
    cells
}

fn compare(window: Window, sizes: [usize; 2], groups: usize, bias: bool, batch: usize) {
    let [channels, filters] = sizes;
    let kernel = Conv::new(window, sizes, groups, bias, Epilogue::NONE);
    let case = Case {
        name: "conv",
        kernel: &kernel,
        batch,
        x: channels * window.input(),
        other: 0,
        y: filters * window.output(),
        parameters: filters * (channels / groups * window.size() + usize::from(bias)),
        spread: 0.7,
    };
    check(&case, |given| definition(given, &window, sizes, groups));
}

#[test]
fn every_set_of_instructions_follows_the_definition() {
    each(|_| {
        for (size, stride, padding) in [
            (3, 1, Padding::Valid),
            (1, 1, Padding::Valid),
            (1, 2, Padding::Same),
            (3, 1, Padding::Same),
            (3, 2, Padding::Cells(1)),
            (2, 1, Padding::Same),
            (4, 3, Padding::Cells(2)),
        ] {
            let rows = Axis::new(5, size, stride, padding).unwrap();
            let columns = Axis::new(6, size, stride, padding).unwrap();
            compare(Window { rows, columns }, [2, 3], 1, true, 2);
        }
    });
}

#[test]
fn many_filters_fill_several_panels() {
    let axis = |n| Axis::new(n, 3, 1, Padding::Same).unwrap();
    for filters in [16, 32, 37, 50] {
        compare(Window { rows: axis(3), columns: axis(2) }, [2, filters], 1, true, 1);
        compare(Window { rows: Axis::absent(), columns: axis(3) }, [filters, 2], 1, false, 1);
    }
}

#[test]
fn an_activation_at_the_end_is_pulled_back() {
    let axis = |n| Axis::new(n, 2, 1, Padding::Valid).unwrap();
    let window = Window { rows: axis(4), columns: axis(5) };
    let tanh = Epilogue::of(Activation::Tanh).unwrap();
    let kernel = Conv::new(window, [2, 3], 1, true, tanh);
    let (x, y) = (2 * window.input(), 3 * window.output());
    let case = Case {
        name: "tanh",
        kernel: &kernel,
        batch: 11,
        x,
        other: 0,
        y,
        parameters: 27,
        spread: 0.5,
    };
    check(&case, |given| {
        definition(given, &window, [2, 3], 1).into_iter().map(f64::tanh).collect()
    });
}

/// Along one side: length, size, stride, dilation, and which padding.
fn side() -> impl Strategy<Value = Axis> {
    let cells = (0_usize..3, 0_usize..3, 0..4);
    (1_usize..7, 1_usize..4, 1_usize..4, 1_usize..4, cells).prop_filter_map(
        "the window does not fit",
        |(input, size, stride, dilation, (before, after, padding))| {
            let padding = match padding {
                0 => Padding::Valid,
                1 => Padding::Same,
                2 => Padding::Causal,
                _ => Padding::Each([0, 0, before, after]),
            };
            Axis::dilated(input, size, stride, dilation, padding).ok()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn any_geometry_follows_the_definition(
        rows in side(), columns in side(), groups in 1_usize..4, depth in 1_usize..3,
        filters in 1_usize..3, bias: bool,
    ) {
        compare(Window { rows, columns }, [groups * depth, groups * filters], groups, bias, 2);
    }
}
