//! Elementary functions as short polynomials, so that loops over them vectorise.

/// `eˣ`, relative error below 2e-7 (Cody & Waite's reduction, Cephes' polynomial).
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    // Adding 1.5·2²³ rounds to the nearest whole number; the number stands in the low bits.
    const ROUND: f32 = 12_582_912.0;
    let x = if x > 88.3 { 88.3 } else { x };
    let x = if x < -87.3 { -87.3 } else { x };
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let n = rounded - ROUND;
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let mut p = 1.987_569_1e-4_f32;
    for coefficient in [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5] {
        p = p * r + coefficient;
    }
    let bits = rounded.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127) << 23;
    (p * r * r + r + 1.0) * f32::from_bits(bits)
}

#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// A rational approximation (that of Eigen), relative error below 4e-7.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = if x > 7.905_311 { 7.905_311 } else { x };
    let x = if x < -7.905_311 { -7.905_311 } else { x };
    let square = x * x;
    let mut p = -2.760_768_5e-16_f32;
    for coefficient in [
        2.000_188e-13,
        -8.604_672e-11,
        5.122_297e-8,
        1.485_722_4e-5,
        6.372_619_3e-4,
        4.893_524_6e-3,
    ] {
        p = p * square + coefficient;
    }
    let mut q = 1.198_258_4e-6_f32;
    for coefficient in [1.185_347e-4, 2.268_434_7e-3, 4.893_525e-3] {
        q = q * square + coefficient;
    }
    x * p / q
}

/// Absolute error below 4e-7 (Abramowitz & Stegun 1964, 7.1.26).
#[inline(always)]
pub fn erf(x: f32) -> f32 {
    erf_with(x, exp(-x * x))
}

/// The same where `exp(-x²)` is known.
#[inline(always)]
pub fn erf_with(x: f32, power: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let mut p = 1.061_405_4_f32;
    for coefficient in [-1.453_152_1, 1.421_413_8, -0.284_496_72, 0.254_829_6] {
        p = p * t + coefficient;
    }
    let value = 1.0 - p * t * power;
    if x < 0.0 { -value } else { value }
}

/// `ln(1 + x)` for `x` from 0 to 1, relative error below 3e-7: twice the series of the inverse
/// hyperbolic tangent of `x / (2 + x)`, which is at most a third.
#[inline(always)]
pub fn ln_1p(x: f32) -> f32 {
    let s = x / (2.0 + x);
    let square = s * s;
    let mut p = 1.0 / 15.0_f32;
    for denominator in [13.0, 11.0, 9.0, 7.0, 5.0, 3.0_f32] {
        p = p * square + 1.0 / denominator;
    }
    2.0 * (s + s * square * p)
}

/// `ln(1 + eˣ)` without overflow.
#[inline(always)]
pub fn softplus(x: f32) -> f32 {
    let positive = if x > 0.0 { x } else { 0.0 };
    positive + ln_1p(exp(-x.abs()))
}

/// `tanh(ln(1 + eˣ))` without a logarithm: `n / (n + 2)` with `n = eˣ(eˣ + 2)`.
#[inline(always)]
pub fn tanh_softplus(x: f32) -> f32 {
    // Beyond, the value is 1, and the square would leave the range of numbers.
    let e = exp(if x > 40.0 { 40.0 } else { x });
    let n = e * (e + 2.0);
    n / (n + 2.0)
}

#[cfg(test)]
mod tests {
    use super::{erf, exp, ln_1p, sigmoid, softplus, tanh, tanh_softplus};

    fn grid() -> impl Iterator<Item = f32> {
        (-8700..=8800).map(|i| i as f32 / 100.0 + 0.003)
    }

    #[test]
    fn relative_errors_hold() {
        for x in grid() {
            let wide = f64::from(x);
            let near = |value: f32, exact: f64, bound: f64| {
                let error = (f64::from(value) - exact).abs() / exact.abs().max(1e-37);
                assert!(error < bound, "at {x}: {value} for {exact}, {error:e}");
            };
            near(exp(x), wide.exp(), 3e-7);
            near(tanh(x), wide.tanh(), 4e-7);
            near(sigmoid(x), 1.0 / (1.0 + (-wide).exp()), 4e-7);
            near(softplus(x), wide.exp().ln_1p().max(wide), 4e-7);
            near(tanh_softplus(x), wide.exp().ln_1p().tanh(), 5e-7);
        }
        for x in (0..=10_000).map(|i| i as f32 / 10_000.0) {
            let exact = f64::from(x).ln_1p();
            assert!((f64::from(ln_1p(x)) - exact).abs() <= 3e-7 * exact, "at {x}");
        }
    }

    /// Known values (Abramowitz & Stegun 1964, table 7.1).
    #[test]
    fn the_error_function_is_near_its_table() {
        for (x, exact) in [(0.0, 0.0), (0.5, 0.520_499_9), (1.0, 0.842_700_8), (2.0, 0.995_322_3)] {
            assert!((erf(x) - exact).abs() < 4e-7, "{x}");
            assert!((erf(-x) + exact).abs() < 4e-7, "{x}");
        }
    }

    #[test]
    fn what_is_no_number_stays_none() {
        for f in [exp, tanh, sigmoid, erf, ln_1p, softplus, tanh_softplus] {
            assert!(f(f32::NAN).is_nan());
        }
    }
}
