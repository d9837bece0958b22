//! Vectors of the width that the machine has: loads, stores and elementary functions.
//!
//! Unlike the loops of `simd::vectorised!` these may fuse multiplications with additions. All are
//! `#[inline(always)]`, else their instructions would not be those of the caller.

#![allow(clippy::indexing_slicing)] // Reason: the callers' sizes are multiples of a vector.

use pulp::{Simd, WithSimd};

use super::simd::dispatch;

/// The widest vector of all machines, in numbers; rows padded to it suit each of them.
pub const WIDEST: usize = 16;

struct Lanes;

impl WithSimd for Lanes {
    type Output = usize;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> usize {
        S::F32_LANES
    }
}

/// Numbers in a vector of what [`dispatch`] chooses.
pub fn lanes() -> usize {
    dispatch(Lanes)
}

#[inline(always)]
pub fn get<S: Simd>(_: S, values: &[f32], at: usize) -> S::f32s {
    S::as_simd_f32s(&values[at..at + S::F32_LANES]).0[0]
}

#[inline(always)]
pub fn put<S: Simd>(_: S, values: &mut [f32], at: usize, vector: S::f32s) {
    S::as_mut_simd_f32s(&mut values[at..at + S::F32_LANES]).0[0] = vector;
}

/// The smaller and the larger bound; what is no number stays none.
#[inline(always)]
fn clamp<S: Simd>(simd: S, x: S::f32s, bound: f32) -> S::f32s {
    let (low, high) = (simd.splat_f32s(-bound), simd.splat_f32s(bound));
    let x = simd.select_f32s(simd.greater_than_f32s(x, high), high, x);
    simd.select_f32s(simd.less_than_f32s(x, low), low, x)
}

/// A polynomial, the highest power first.
#[inline(always)]
fn polynomial<S: Simd, const N: usize>(simd: S, x: S::f32s, coefficients: [f32; N]) -> S::f32s {
    let mut sum = simd.splat_f32s(0.0);
    for (index, coefficient) in coefficients.into_iter().enumerate() {
        let coefficient = simd.splat_f32s(coefficient);
        sum = if index == 0 { coefficient } else { simd.mul_add_e_f32s(sum, x, coefficient) };
    }
    sum
}

/// `eˣ` for |x| < 87, relative error below 2e-7 (Cody & Waite's reduction, Cephes' polynomial).
#[inline(always)]
fn exp_inside<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    // Adding 1.5·2²³ rounds to the nearest whole number, which then stands in the low bits; with
    // 127 more it is the exponent of a float.
    let round = simd.splat_f32s(12_582_912.0 + 127.0);
    let rounded = simd.mul_add_e_f32s(x, simd.splat_f32s(std::f32::consts::LOG2_E), round);
    let n = simd.sub_f32s(rounded, round);
    let r = simd.mul_add_e_f32s(n, simd.splat_f32s(-0.693_359_4), x);
    let r = simd.mul_add_e_f32s(n, simd.splat_f32s(2.121_944_4e-4), r);
    let high = [1.987_569_1e-4, 1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];
    let p = polynomial(simd, r, high);
    let one = simd.splat_f32s(1.0);
    let p = simd.mul_add_e_f32s(simd.mul_add_e_f32s(p, r, one), r, one);
    let bits = simd.wrapping_dyn_shl_u32s(simd.transmute_u32s_f32s(rounded), simd.splat_u32s(23));
    simd.mul_f32s(p, simd.transmute_f32s_u32s(bits))
}

/// `eˣ` for x < 87; at least the smallest normal number.
#[inline(always)]
pub fn exp_below<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let low = simd.splat_f32s(-87.0);
    exp_inside(simd, simd.select_f32s(simd.less_than_f32s(x, low), low, x))
}

/// `1 / (1 + e⁻ˣ)`, absolute error below 2e-7.
#[inline(always)]
pub fn sigmoid<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let one = simd.splat_f32s(1.0);
    let e = exp_inside(simd, simd.neg_f32s(clamp(simd, x, 40.0)));
    simd.div_f32s(one, simd.add_f32s(one, e))
}

/// A rational approximation (that of Eigen), relative error below 4e-7.
#[inline(always)]
pub fn tanh<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let x = clamp(simd, x, 7.905_311);
    let square = simd.mul_f32s(x, x);
    let over = [
        -2.760_768_5e-16,
        2.000_188e-13,
        -8.604_672e-11,
        5.122_297e-8,
        1.485_722_4e-5,
        6.372_619_3e-4,
        4.893_524_6e-3,
    ];
    let under = [1.198_258_4e-6, 1.185_347e-4, 2.268_434_7e-3, 4.893_525e-3];
    let over = simd.mul_f32s(x, polynomial(simd, square, over));
    simd.div_f32s(over, polynomial(simd, square, under))
}

/// The derivative where the sigmoid is `y`.
#[inline(always)]
pub fn sigmoid_slope<S: Simd>(simd: S, y: S::f32s) -> S::f32s {
    simd.mul_f32s(y, simd.sub_f32s(simd.splat_f32s(1.0), y))
}

/// The derivative where the hyperbolic tangent is `y`.
#[inline(always)]
pub fn tanh_slope<S: Simd>(simd: S, y: S::f32s) -> S::f32s {
    simd.sub_f32s(simd.splat_f32s(1.0), simd.mul_f32s(y, y))
}

#[cfg(test)]
mod tests {
    use pulp::{Simd, WithSimd};

    use super::super::simd::{dispatch, testing};
    use super::{exp_below, get, put, sigmoid, tanh};

    struct All<'a>(&'a [f32], [&'a mut [f32]; 3]);

    impl WithSimd for All<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            let All(x, [e, s, t]) = self;
            for at in (0..x.len()).step_by(S::F32_LANES) {
                let value = get(simd, x, at);
                put(simd, e, at, exp_below(simd, value));
                put(simd, s, at, sigmoid(simd, value));
                put(simd, t, at, tanh(simd, value));
            }
        }
    }

    fn near(what: &str, x: f32, value: f32, exact: f64, bound: f64) {
        let error = (f64::from(value) - exact).abs();
        assert!(error < bound, "{what} of {x}: {value} for {exact}, {error:e}");
    }

    #[test]
    fn functions_are_near_theirs() {
        let x: Vec<f32> = (-8704..8688).map(|i| i as f32 / 100.1 + 0.003).collect();
        testing::each(|_| {
            let [mut e, mut s, mut t] = [0; 3].map(|_| vec![0.0; x.len()]);
            dispatch(All(&x, [&mut e, &mut s, &mut t]));
            for (index, x) in x.iter().enumerate() {
                let wide = f64::from(*x);
                near("exp", *x, e[index], wide.exp(), 3e-7 * wide.exp());
                near("sigmoid", *x, s[index], 1.0 / (1.0 + (-wide).exp()), 2e-7);
                near("tanh", *x, t[index], wide.tanh(), 4e-7 * wide.tanh().abs());
            }
        });
    }

    #[test]
    fn what_is_no_number_stays_none() {
        testing::each(|set| {
            let [mut e, mut s, mut t] = [[0.0; 16]; 3];
            dispatch(All(&[f32::NAN; 16], [&mut e, &mut s, &mut t]));
            assert!(e.iter().chain(&s).chain(&t).all(|x| x.is_nan()), "{set}");
        });
    }
}
