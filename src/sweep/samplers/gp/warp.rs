//! Utilities on a scale that suits a Gaussian process.
//!
//! Utilities have a long lower tail: a rate too high, a network that computes nothing, a loss that
//! runs away. How bad the bad ones are does not matter for finding better ones, but it would take
//! up the kernel. (Cowen-Rivers and others 2022, "HEBO", warp targets for the same reason.)

/// Differences from here on below the middle, in its own unit, are told apart no more.
const DEEPEST: f64 = 3.0;
/// How small a spread counts as none.
const LEAST_SPREAD: f64 = 1e-10;

/// What lies below the median by `d` comes to lie below it by `u·ln(1 + d/u)`, and by `3·u` at
/// most, where `u` is half of how far the best lies above it. The upper half stays, and so does
/// the order.
pub fn squeeze(values: &mut [f64]) {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: usize| sorted.get(share * sorted.len().saturating_sub(1) / 4).copied();
    let (Some(low), Some(middle), Some(best)) = (at(1), at(2), at(4)) else { return };
    // Where half of all are equal to the best, the lower quartile tells the unit.
    let unit = 0.5 * if best > middle { best - middle } else { middle - low };
    if !(unit > 0.0 && unit.is_finite()) {
        return;
    }
    for value in values.iter_mut().filter(|value| **value < middle) {
        *value = middle - unit * ((middle - *value) / unit).ln_1p().min(DEEPEST);
    }
}

/// To mean 0 and variance 1; all to 0 where they are equal.
pub fn standardize(values: &mut [f64]) {
    let count = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|it| (it - mean).powi(2)).sum::<f64>() / count;
    let spread = variance.sqrt().max(LEAST_SPREAD);
    values.iter_mut().for_each(|it| *it = (*it - mean) / spread);
}

#[cfg(test)]
mod tests {
    use super::{squeeze, standardize};

    #[test]
    fn the_lower_half_is_squeezed_in_its_order() {
        let mut values = [10.0, 8.0, 6.0, 9.0, -1e300];
        squeeze(&mut values);
        // The median is 8, the best 2 above it: the unit is 1.
        let wanted = [10.0, 8.0, 8.0 - 3_f64.ln(), 9.0, 5.0];
        for (found, wanted) in values.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12, "{values:?}");
        }
    }

    #[test]
    fn many_at_the_top_and_equal_ones() {
        let mut values = [1.0, 1.0, 1.0, 1.0, 0.5, 0.0, -1e9];
        squeeze(&mut values);
        // The median and the best are 1, the lower quartile is 0: the unit is a half.
        let wanted = [1.0 - 0.5 * 2_f64.ln(), 1.0 - 0.5 * 3_f64.ln(), -0.5];
        assert_eq!(values[..4], [1.0; 4]);
        for (found, wanted) in values[4..].iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12, "{values:?}");
        }
        let mut equal = [0.3; 4];
        squeeze(&mut equal);
        assert_eq!(equal, [0.3; 4]);
        squeeze(&mut []);
    }

    #[test]
    fn standardized_values_by_hand() {
        // Mean 3.75, variance 0.6875.
        let mut values = [3.0, 5.0, 3.0, 4.0];
        standardize(&mut values);
        let wanted = [3.0, 5.0, 3.0, 4.0].map(|it: f64| (it - 3.75) / 0.6875_f64.sqrt());
        for (found, wanted) in values.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12);
        }
        let mut equal = [0.5; 3];
        standardize(&mut equal);
        assert_eq!(equal, [0.0; 3]);
    }
}
