//! Convolution against its definition, Candle's own, and itself on other numbers of threads.

use candle_core::{Device, Tensor, Var};

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

/// The sum that defines a convolution.
fn definition(v: &[Vec<f64>], window: &Window, channels: usize, filters: usize) -> Vec<f64> {
    let (rows, columns) = (&window.rows, &window.columns);
    let mut out = Vec::new();
    for image in v[0].chunks(channels * window.input()) {
        for filter in 0..filters {
            for y in 0..rows.output {
                for x in 0..columns.output {
                    let mut sum = v.get(2).map_or(0.0, |bias| bias[filter]);
                    for channel in 0..channels {
                        for down in 0..rows.size {
                            for along in 0..columns.size {
                                let i = (y * rows.stride + down) as isize - rows.before as isize;
                                let j =
                                    (x * columns.stride + along) as isize - columns.before as isize;
                                let (h, w) = (rows.input as isize, columns.input as isize);
                                if (0..h).contains(&i) && (0..w).contains(&j) {
                                    let tap = ((filter * channels + channel) * rows.size + down)
                                        * columns.size
                                        + along;
                                    let cell = (channel as isize * h + i) * w + j;
                                    sum += v[1][tap] * image[cell as usize];
                                }
                            }
                        }
                    }
                    out.push(sum);
                }
            }
        }
    }
    out
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
            |v| definition(v, &window, 2, 4),
        );
    }
}

#[test]
fn series_follow_the_definition() {
    let columns = Axis::new(9, 3, 2, Padding::Same).unwrap();
    let window = Window { rows: Axis::absent(), columns };
    let case = Case::new("series").input(&[10, 2, 9], 0.7).input(&[3, 2, 3], 0.7);
    check(&case, |t| t[0].apply_op2(&t[1], conv(window)), |v| definition(v, &window, 2, 3));
    let fused = Conv { epilogue: Epilogue::of(Activation::Tanh).unwrap(), ..conv(window) };
    check(
        &case,
        |t| t[0].apply_op2(&t[1], fused),
        |v| definition(v, &window, 2, 3).into_iter().map(f64::tanh).collect(),
    );
}

fn draw(name: &str, shape: &[usize]) -> Var {
    let mut stream = Stream::new(5, name);
    let values: Vec<f32> = (0..shape.iter().product()).map(|_| stream.normal() as f32).collect();
    Var::from_slice(&values, shape, &Device::Cpu).unwrap()
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
    let axis = Axis::new(14, 3, 1, Padding::Same).unwrap();
    let window = Window { rows: axis, columns: axis };
    let (x, weight) = (draw("x", &[19, 8, 14, 14]), draw("weight", &[16, 8, 3, 3]));
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let out = x.apply_op2(&weight, conv(window)).unwrap();
            let gradients = out.sqr().unwrap().sum_all().unwrap().backward().unwrap();
            let read = |t: &Tensor| read(t).unwrap();
            (read(&out), read(gradients.get(&x).unwrap()), read(gradients.get(&weight).unwrap()))
        })
    };
    let alone = run(1);
    assert!(alone == run(2));
    assert!(alone == run(5));
}
