//! Products against their definition, with every set of instructions.

use super::{Into, Matrix, matmul, matmul_biased, matmul_packed, pack, packed_length};
use crate::backend::kernels::simd::testing::each;
use crate::backend::kernels::team;
use crate::random::Stream;

fn draw(name: &str, n: usize) -> Vec<f32> {
    let mut stream = Stream::new(1, name);
    (0..n).map(|_| stream.normal() as f32).collect()
}

const SHAPES: [(usize, usize, usize); 10] = [
    (1, 1, 1),
    (3, 5, 7),
    (17, 33, 20),
    (64, 1, 9),
    (1, 40, 300),
    (37, 600, 50),
    (13, 0, 5),
    (25, 7, 33),
    (12, 257, 48),
    (100, 20, 100),
];

#[test]
fn every_layout_equals_the_definition() {
    each(|set| {
        for (m, k, n) in SHAPES {
            let (a, b) = (draw("a", m * k), draw("b", k * n));
            let turn = |values: &[f32], rows: usize, columns: usize| -> Vec<f32> {
                (0..rows * columns).map(|i| values[(i % rows) * columns + i / rows]).collect()
            };
            let (turned_a, turned_b) = (turn(&a, m, k), turn(&b, k, n));
            let lefts = [Matrix::new(&a, m, k), Matrix::new(&turned_a, k, m).transposed()];
            let rights = [Matrix::new(&b, k, n), Matrix::new(&turned_b, n, k).transposed()];
            for (left, right) in lefts.iter().flat_map(|l| rights.iter().map(move |r| (*l, *r))) {
                for into in [Into::Replace, Into::Add] {
                    let stride = n + 3;
                    let mut plain = vec![2.0; m * stride];
                    matmul(&mut plain, stride, left, right, into);
                    let mut room = vec![0.0; packed_length(k, n)];
                    let mut prepared = vec![2.0; m * stride];
                    let packed = pack(right, &mut room);
                    matmul_packed(&mut prepared, stride, left, packed, into);
                    assert!(plain == prepared, "{set} {m} {k} {n}");
                    let start = if into == Into::Add { 2.0 } else { 0.0 };
                    for (place, value) in plain.iter().enumerate() {
                        let (row, column) = (place / stride, place % stride);
                        if column >= n {
                            assert_eq!(*value, 2.0);
                            continue;
                        }
                        let terms = (0..k)
                            .map(|i| f64::from(a[row * k + i]) * f64::from(b[i * n + column]));
                        let exact = start + terms.sum::<f64>();
                        assert!(
                            (f64::from(*value) - exact).abs() < 5e-5,
                            "{set} {m} {k} {n}: {value} {exact}"
                        );
                    }
                }
            }
        }
    });
}

#[test]
fn a_bias_is_added_to_each_row() {
    each(|set| {
        for (m, k, n) in [(5, 0, 40), (13, 9, 70), (3, 300, 10)] {
            let (a, b, bias) = (draw("a", m * k), draw("b", k * n), draw("bias", n));
            let (left, right) = (Matrix::new(&a, m, k), Matrix::new(&b, k, n));
            let mut plain = vec![0.0; m * n];
            matmul(&mut plain, n, left, right, Into::Replace);
            let mut biased = vec![f32::NAN; m * n];
            matmul_biased(&mut biased, n, left, right, &bias);
            for (place, (biased, plain)) in biased.iter().zip(&plain).enumerate() {
                let expected = plain + bias[place % n];
                assert!((biased - expected).abs() < 1e-4, "{set} {m} {k} {n}");
            }
        }
    });
}

#[test]
fn threads_change_no_bit() {
    let shapes =
        [(128, 784, 256), (256, 128, 784), (128, 2000, 128), (1, 3000, 1000), (2500, 500, 1)];
    for (m, k, n) in shapes {
        let (a, b) = (draw("a", m * k), draw("b", k * n));
        let product = |threads: usize| {
            team::lead(threads, || {
                let mut out = vec![0.0; m * n];
                let (a, b) = (Matrix::new(&a, m, k), Matrix::new(&b, k, n));
                matmul(&mut out, n, a, b, Into::Replace);
                out
            })
            .unwrap()
        };
        let alone = product(1);
        for threads in [2, 3, 8] {
            assert!(alone == product(threads), "{m} {k} {n} on {threads}");
        }
    }
}

#[test]
#[should_panic(expected = "the sides of a product")]
fn sides_must_agree() {
    let values = [1.0; 6];
    let a = Matrix::new(&values, 2, 3);
    matmul(&mut [0.0; 9], 3, a, a, Into::Replace);
}

#[test]
#[should_panic(expected = "room for a product")]
fn the_result_needs_room() {
    let values = [1.0; 6];
    let (a, b) = (Matrix::new(&values, 2, 3), Matrix::new(&values, 3, 2));
    matmul(&mut [0.0; 3], 2, a, b, Into::Replace);
}
