//! The logarithm of the expected improvement, exact also where the improvement is next to
//! impossible (Ament and others 2023, "Unexpected Improvements to Expected Improvement").

use super::process::Belief;
use libm::erfc;
use std::f64::consts::{FRAC_1_SQRT_2, TAU};

/// Below this the sum `φ + z·Φ` cancels, and its expansion takes over.
const FAR: f64 = -25.0;

/// With its derivatives by the mean and by the variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Improvement {
    pub value: f64,
    pub by_mean: f64,
    pub by_variance: f64,
}

/// The logarithm of how far, on average, a point of this belief lies above `best`.
pub fn improvement(belief: Belief, best: f64) -> Improvement {
    let deviation = belief.variance.sqrt();
    let z = (belief.mean - best) / deviation;
    let (value, slope) = standard(z);
    Improvement {
        value: value + deviation.ln(),
        by_mean: slope / deviation,
        by_variance: (1.0 - slope * z) / (2.0 * belief.variance),
    }
}

/// `ln(φ(z) + z·Φ(z))` and its derivative.
fn standard(z: f64) -> (f64, f64) {
    if z < FAR {
        return far(z);
    }
    let cumulative = 0.5 * erfc(-FRAC_1_SQRT_2 * z);
    let whole = (-0.5 * z * z).exp() / TAU.sqrt() + z * cumulative;
    (whole.ln(), cumulative / whole)
}

/// By the expansion of Mills' ratio: `Φ/φ = (1 − 1/z² + 3/z⁴ − 15/z⁶ …)/|z|`.
fn far(z: f64) -> (f64, f64) {
    let square = z * z;
    let (mut term, mut ratio, mut left) = (1.0, 1.0, 0.0);
    for odd in [1.0, 3.0, 5.0, 7.0, 9.0, 11.0, 13.0, 15.0] {
        // `left` is z²·(1 − ratio), a term further than the ratio.
        left += term * odd;
        term *= -odd / square;
        ratio += term;
    }
    let value = -0.5 * square - 0.5 * TAU.ln() - 2.0 * z.abs().ln() + left.ln();
    (value, z.abs() * ratio / left)
}

#[cfg(test)]
mod tests {
    use super::super::process::Belief;
    use super::{improvement, standard};

    /// By mpmath with 200 digits: `log(npdf(z) + z*ncdf(z))` and `ncdf(z)/(npdf(z) + z*ncdf(z))`.
    const EXACT: [(f64, f64, f64); 12] = [
        (5.0, 1.609_437_923_126_431_4, 0.199_999_940_531_220_05),
        (1.0, 0.080_026_218_849_306_94, 0.776_638_725_201_739_3),
        (0.0, -0.918_938_533_204_672_7, 1.253_314_137_315_500_3),
        (-0.5, -1.620_516_264_387_319_9, 1.559_873_148_348_079_7),
        (-3.0, -7.869_686_059_603_03, 3.532_337_517_625_160_5),
        (-10.0, -55.553_122_036_122_4, 10.194_383_033_412_553),
        (-24.9, -317.358_485_742_667, 24.979_936_959_471_1),
        (-25.1, -322.374_409_872_464_07, 25.179_305_997_377_543),
        (-40.0, -808.298_568_356_62, 40.049_906_657_648_52),
        (-1000.0, -500_014.734_452_091_16, 1_000.001_999_994),
        (-1e6, -500_000_000_028.55, 1_000_000.000_002),
        (-1e100, -5e199, 1e100),
    ];

    #[test]
    fn values_and_slopes_are_exact_into_the_far_tail() {
        for (z, value, slope) in EXACT {
            let (found, found_slope) = standard(z);
            assert!((found - value).abs() < 1e-12 * value.abs().max(1.0), "{z}: {found} {value}");
            assert!((found_slope / slope - 1.0).abs() < 1e-10, "{z}: {found_slope} {slope}");
        }
    }

    #[test]
    fn derivatives_are_those_of_the_value() {
        for (mean, variance, best) in [(0.3, 0.5, 1.0), (-4.0, 0.02, 1.0), (2.0, 1.5, 0.0)] {
            let value = |mean, variance| improvement(Belief { mean, variance }, best).value;
            let found = improvement(Belief { mean, variance }, best);
            let by_mean = (value(mean + 1e-6, variance) - value(mean - 1e-6, variance)) / 2e-6;
            let by_variance = (value(mean, variance + 1e-7) - value(mean, variance - 1e-7)) / 2e-7;
            assert!((by_mean / found.by_mean - 1.0).abs() < 1e-6, "{found:?} {by_mean}");
            assert!(
                (by_variance / found.by_variance - 1.0).abs() < 1e-5,
                "{found:?} {by_variance}"
            );
        }
    }
}
