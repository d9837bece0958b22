//! Winograd's transforms of one line: polynomials of degree 3 and 2 are multiplied through their
//! values at six points, 0, ±a, ±b and infinity (Lavin & Gray 2016; the points after Barabasz,
//! Anderson, Soodhalter & Gregg 2020).
//!
//! With `d` six cells, `g` three weights and `y` four outputs, `y = Aᵀ[(G g) ⊙ (Bᵀ d)]`. The
//! gradients go through the transposed matrices.

use pulp::Simd;

/// The points; nearer to 1 the powers spread less, and so do the errors.
const A: f32 = std::f32::consts::FRAC_1_SQRT_2;
const B: f32 = std::f32::consts::SQRT_2;
const A2: f32 = 0.5;
const B2: f32 = 2.0;
/// Of the polynomial (x² − a²)(x² − b²).
const SUM: f32 = A2 + B2;
const PRODUCT: f32 = A2 * B2;
/// What the weights are divided by, at ±a and at ±b.
const AT_A: f32 = 1.0 / (2.0 * A2 * (A2 - B2));
const AT_B: f32 = 1.0 / (2.0 * B2 * (B2 - A2));

/// A matrix from `I` numbers to `O`.
pub trait Transform<const I: usize, const O: usize> {
    /// The matrix times a vector of numbers, lane by lane. Mark it `#[inline(always)]`.
    fn line<S: Simd>(simd: S, from: [S::f32s; I]) -> [S::f32s; O];
}

/// `Bᵀ`: cells to points.
#[derive(Debug)]
pub struct Cells;

/// `B`: the gradient at the points to that of the cells.
#[derive(Debug)]
pub struct CellsBack;

/// `Aᵀ`: points to outputs.
#[derive(Debug)]
pub struct Outputs;

/// `A`: the gradient of the outputs to that at the points.
#[derive(Debug)]
pub struct OutputsBack;

/// `G`: weights to points.
#[derive(Debug)]
pub struct Weights;

/// `Gᵀ`: the gradient at the points to that of the weights.
#[derive(Debug)]
pub struct WeightsBack;

/// `x·number + y`.
#[inline(always)]
fn times<S: Simd>(simd: S, x: S::f32s, number: f32, y: S::f32s) -> S::f32s {
    simd.mul_add_e_f32s(x, simd.splat_f32s(number), y)
}

/// `x·number`.
#[inline(always)]
fn scaled<S: Simd>(simd: S, x: S::f32s, number: f32) -> S::f32s {
    simd.mul_f32s(x, simd.splat_f32s(number))
}

impl Transform<6, 6> for Cells {
    #[inline(always)]
    fn line<S: Simd>(simd: S, d: [S::f32s; 6]) -> [S::f32s; 6] {
        let (even_a, odd_a) = (times(simd, d[2], -B2, d[4]), times(simd, d[1], -B2, d[3]));
        let (even_b, odd_b) = (times(simd, d[2], -A2, d[4]), times(simd, d[1], -A2, d[3]));
        [
            times(simd, d[2], -SUM, times(simd, d[0], PRODUCT, d[4])),
            times(simd, odd_a, A, even_a),
            times(simd, odd_a, -A, even_a),
            times(simd, odd_b, B, even_b),
            times(simd, odd_b, -B, even_b),
            times(simd, d[3], -SUM, times(simd, d[1], PRODUCT, d[5])),
        ]
    }
}

impl Transform<6, 6> for CellsBack {
    #[inline(always)]
    fn line<S: Simd>(simd: S, m: [S::f32s; 6]) -> [S::f32s; 6] {
        let (even_a, even_b) = (simd.add_f32s(m[1], m[2]), simd.add_f32s(m[3], m[4]));
        let odd_a = scaled(simd, simd.sub_f32s(m[1], m[2]), A);
        let odd_b = scaled(simd, simd.sub_f32s(m[3], m[4]), B);
        let evens = times(simd, even_b, -A2, scaled(simd, even_a, -B2));
        let odds = times(simd, odd_b, -A2, scaled(simd, odd_a, -B2));
        [
            scaled(simd, m[0], PRODUCT),
            times(simd, m[5], PRODUCT, odds),
            times(simd, m[0], -SUM, evens),
            times(simd, m[5], -SUM, simd.add_f32s(odd_a, odd_b)),
            simd.add_f32s(m[0], simd.add_f32s(even_a, even_b)),
            m[5],
        ]
    }
}

impl Transform<6, 4> for Outputs {
    #[inline(always)]
    fn line<S: Simd>(simd: S, m: [S::f32s; 6]) -> [S::f32s; 4] {
        let (even_a, even_b) = (simd.add_f32s(m[1], m[2]), simd.add_f32s(m[3], m[4]));
        let (odd_a, odd_b) = (simd.sub_f32s(m[1], m[2]), simd.sub_f32s(m[3], m[4]));
        [
            simd.add_f32s(m[0], simd.add_f32s(even_a, even_b)),
            times(simd, odd_a, A, scaled(simd, odd_b, B)),
            times(simd, even_a, A2, scaled(simd, even_b, B2)),
            times(simd, odd_a, A * A2, times(simd, odd_b, B * B2, m[5])),
        ]
    }
}

impl Transform<4, 6> for OutputsBack {
    #[inline(always)]
    fn line<S: Simd>(simd: S, y: [S::f32s; 4]) -> [S::f32s; 6] {
        let (even_a, odd_a) = (times(simd, y[2], A2, y[0]), times(simd, y[3], A2, y[1]));
        let (even_b, odd_b) = (times(simd, y[2], B2, y[0]), times(simd, y[3], B2, y[1]));
        [
            y[0],
            times(simd, odd_a, A, even_a),
            times(simd, odd_a, -A, even_a),
            times(simd, odd_b, B, even_b),
            times(simd, odd_b, -B, even_b),
            y[3],
        ]
    }
}

impl Transform<3, 6> for Weights {
    #[inline(always)]
    fn line<S: Simd>(simd: S, g: [S::f32s; 3]) -> [S::f32s; 6] {
        let even_a = scaled(simd, times(simd, g[2], A2, g[0]), AT_A);
        let even_b = scaled(simd, times(simd, g[2], B2, g[0]), AT_B);
        [
            scaled(simd, g[0], 1.0 / PRODUCT),
            times(simd, g[1], A * AT_A, even_a),
            times(simd, g[1], -A * AT_A, even_a),
            times(simd, g[1], B * AT_B, even_b),
            times(simd, g[1], -B * AT_B, even_b),
            g[2],
        ]
    }
}

impl Transform<6, 3> for WeightsBack {
    #[inline(always)]
    fn line<S: Simd>(simd: S, m: [S::f32s; 6]) -> [S::f32s; 3] {
        let even_a = scaled(simd, simd.add_f32s(m[1], m[2]), AT_A);
        let even_b = scaled(simd, simd.add_f32s(m[3], m[4]), AT_B);
        let odd_a = scaled(simd, simd.sub_f32s(m[1], m[2]), A * AT_A);
        let odd_b = scaled(simd, simd.sub_f32s(m[3], m[4]), B * AT_B);
        [
            times(simd, m[0], 1.0 / PRODUCT, simd.add_f32s(even_a, even_b)),
            simd.add_f32s(odd_a, odd_b),
            times(simd, even_a, A2, times(simd, even_b, B2, m[5])),
        ]
    }
}
