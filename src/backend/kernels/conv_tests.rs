//! Convolution against its definition, Candle's own, and itself on other numbers of threads.

use candle_core::{Device, Tensor, Var};
use proptest::prelude::*;

use super::super::access::read;
use super::super::activation::Epilogue;
use super::super::check::{Case, check, compare};
use super::super::window::{Axis, Window};
use super::Conv;
use crate::graph::{Activation, Padding};
use crate::random::Stream;

fn conv(window: Window) -> Conv {
    Conv { window, groups: 1, epilogue: Epilogue::NONE, to_x: true }
}

/// The sum that defines a convolution in groups.
fn definition(v: &[Vec<f64>], window: &Window, channels: usize, groups: usize) -> Vec<f64> {
    let (rows, columns) = (&window.rows, &window.columns);
    let depth = channels / groups;
    let filters = v[1].len() / (depth * window.size());
    let mut out = Vec::new();
    for image in v[0].chunks(channels * window.input()) {
        for filter in 0..filters {
            let weights = &v[1][filter * depth * window.size()..][..depth * window.size()];
            let first = filter / (filters / groups) * depth;
            let planes = &image[first * window.input()..][..depth * window.input()];
            for y in 0..rows.output {
                for x in 0..columns.output {
                    let bias = v.get(2).map_or(0.0, |bias| bias[filter]);
                    out.push(bias + under(window, weights, planes, (y, x)));
                }
            }
        }
    }
    out
}

/// The cells under the window at one place, weighted and summed.
fn under(window: &Window, weights: &[f64], planes: &[f64], (y, x): (usize, usize)) -> f64 {
    let place = |axis: &Axis, output: usize, offset: usize| {
        (output * axis.stride + offset * axis.dilation)
            .checked_sub(axis.before)
            .filter(|place| *place < axis.input)
    };
    let mut sum = 0.0;
    let planes = planes.chunks(window.input()).zip(weights.chunks(window.size()));
    for (plane, weights) in planes {
        for (tap, weight) in weights.iter().enumerate() {
            let (down, along) = (tap / window.columns.size, tap % window.columns.size);
            let (i, j) = (place(&window.rows, y, down), place(&window.columns, x, along));
            if let (Some(i), Some(j)) = (i, j) {
                sum += weight * plane[i * window.columns.input + j];
            }
        }
    }
    sum
}

#[test]
fn images_follow_the_definition() {
    for (size, stride, padding) in [
        (3, 1, Padding::Valid),
        (1, 1, Padding::Valid),
        (1, 2, Padding::Same),
        (3, 1, Padding::Same),
        (2, 1, Padding::Same),
        (3, 2, Padding::Same),
        (4, 3, Padding::Cells(2)),
        (5, 1, Padding::Cells(3)),
    ] {
        let rows = Axis::new(5, size, stride, padding).unwrap();
        let columns = Axis::new(6, size, stride, padding).unwrap();
        let window = Window { rows, columns };
        let case = Case::new("conv")
            .input(&[3, 2, 5, 6], 1.0)
            .input(&[4, 2, size, size], 0.5)
            .input(&[4], 0.5);
        check(
            &case,
            |t| t[0].apply_op3(&t[1], &t[2], conv(window)),
            |v| definition(v, &window, 2, 1),
        );
    }
}

#[test]
fn series_follow_the_definition() {
    let columns = Axis::new(9, 3, 2, Padding::Same).unwrap();
    let window = Window { rows: Axis::absent(), columns };
    let case = Case::new("series").input(&[10, 2, 9], 0.7).input(&[3, 2, 3], 0.7);
    check(&case, |t| t[0].apply_op2(&t[1], conv(window)), |v| definition(v, &window, 2, 1));
    let fused = Conv { epilogue: Epilogue::of(Activation::Tanh).unwrap(), ..conv(window) };
    check(
        &case,
        |t| t[0].apply_op2(&t[1], fused),
        |v| definition(v, &window, 2, 1).into_iter().map(f64::tanh).collect(),
    );
}

fn draw(name: &str, shape: &[usize]) -> Var {
    let mut stream = Stream::new(5, name);
    let values: Vec<f32> = (0..shape.iter().product()).map(|_| stream.normal() as f32).collect();
    Var::from_slice(&values, shape, &Device::Cpu).unwrap()
}

/// Along one side: length, size, stride, dilation, and which padding.
fn side() -> impl Strategy<Value = Axis> {
    let cells = (0_usize..3, 0_usize..3, 0..4);
    (1_usize..8, 1_usize..4, 1_usize..4, 1_usize..4, cells).prop_filter_map(
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

/// Groups, channels of a group, filters of a group.
fn depth() -> impl Strategy<Value = (usize, usize, usize)> {
    (1_usize..4, 1_usize..3, 1_usize..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Any kernel, stride, dilation, padding and groups; a group for each channel is depthwise.
    #[test]
    fn any_geometry_follows_the_definition(
        rows in side(), columns in side(), series: bool, (groups, depth, filters) in depth(),
    ) {
        let window = Window { rows: if series { Axis::absent() } else { rows }, columns };
        let (channels, filters) = (groups * depth, groups * filters);
        let (mut x, mut weight) = (vec![2, channels], vec![filters, depth]);
        if !series {
            x.push(rows.input);
            weight.push(rows.size);
        }
        x.push(columns.input);
        weight.push(columns.size);
        let case = Case::new("any").input(&x, 1.0).input(&weight, 0.5).input(&[filters], 0.5);
        let kernel = Conv { groups, ..conv(window) };
        check(
            &case,
            |t| t[0].apply_op3(&t[1], &t[2], kernel),
            |v| definition(v, &window, channels, groups),
        );
    }
}

/// Planes longer than what stays in registers at once.
#[test]
fn large_planes_follow_the_definition_depthwise() {
    for (stride, dilation, padding) in [
        (1, 1, Padding::Same),
        (2, 1, Padding::Same),
        (1, 2, Padding::Valid),
        (1, 1, Padding::Each([2, 0, 1, 3])),
    ] {
        let [down, along] = padding.of_sides();
        let rows = Axis::dilated(9, 3, stride, dilation, down).unwrap();
        let columns = Axis::dilated(14, 3, stride, dilation, along).unwrap();
        let window = Window { rows, columns };
        let case = Case::new("depthwise").input(&[2, 2, 9, 14], 1.0).input(&[4, 1, 3, 3], 0.5);
        let fused =
            Conv { groups: 2, epilogue: Epilogue::of(Activation::Tanh).unwrap(), ..conv(window) };
        check(
            &case,
            |t| t[0].apply_op2(&t[1], fused),
            |v| definition(v, &window, 2, 2).into_iter().map(f64::tanh).collect(),
        );
    }
}

#[test]
fn weights_of_other_groups_are_refused() {
    let axis = Axis::new(5, 3, 1, Padding::Valid).unwrap();
    let window = Window { rows: axis, columns: axis };
    let (x, weight) = (draw("x", &[1, 4, 5, 5]), draw("weight", &[6, 2, 3, 3]));
    for (groups, fits) in [(2, true), (1, false), (4, false), (0, false)] {
        let out = x.apply_op2(&weight, Conv { groups, ..conv(window) });
        assert_eq!(out.is_ok(), fits, "{groups}");
    }
}

#[test]
fn equals_candles_own() {
    let axis = Axis::new(12, 3, 2, Padding::Cells(1)).unwrap();
    let window = Window { rows: axis, columns: axis };
    let (x, weight) = (draw("x", &[4, 3, 12, 12]), draw("weight", &[5, 3, 3, 3]));
    let (x, weight) = (x.as_tensor(), weight.as_tensor());
    let ours = x.apply_op2(weight, conv(window)).unwrap();
    let theirs = x.conv2d(weight, 1, 2, 1, 1).unwrap();
    let wide = |t: &Tensor| read(t).unwrap().into_iter().map(f64::from).collect::<Vec<_>>();
    compare("candle", "value", &read(&ours).unwrap(), &wide(&theirs));
    let ours = ours.sqr().unwrap().sum_all().unwrap().backward().unwrap();
    let theirs = theirs.sqr().unwrap().sum_all().unwrap().backward().unwrap();
    for tensor in [x, weight] {
        let expected = wide(theirs.get(tensor).unwrap());
        compare("candle", "gradient", &read(ours.get(tensor).unwrap()).unwrap(), &expected);
    }
}

#[test]
fn threads_change_no_bit() {
    for groups in [1, 2, 8] {
        threads_change_no_bit_of(groups);
    }
}

fn threads_change_no_bit_of(groups: usize) {
    let axis = Axis::new(14, 3, 1, Padding::Same).unwrap();
    let window = Window { rows: axis, columns: axis };
    let (x, weight) = (draw("x", &[19, 8, 14, 14]), draw("weight", &[16, 8 / groups, 3, 3]));
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let out = x.apply_op2(&weight, Conv { groups, ..conv(window) }).unwrap();
            let gradients = out.sqr().unwrap().sum_all().unwrap().backward().unwrap();
            let read = |t: &Tensor| read(t).unwrap();
            (read(&out), read(gradients.get(&x).unwrap()), read(gradients.get(&weight).unwrap()))
        })
    };
    let alone = run(1);
    assert!(alone == run(2));
    assert!(alone == run(5));
}
