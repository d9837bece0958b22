//! The covariance of utilities: Matérn 5/2 over weighted squared distances (Rasmussen & Williams
//! 2006, section 4.2), with one weight for each axis.

/// What is learned from the data.
#[derive(Clone, Debug, PartialEq)]
pub struct Kernel {
    /// Inverse squared length scales, one an axis.
    pub weights: Vec<f64>,
    /// The variance of the function itself.
    pub scale: f64,
    /// The variance that repeats of one member show.
    pub noise: f64,
}

/// Less noise than this makes matrices singular.
pub const LEAST_NOISE: f64 = 1e-6;

impl Kernel {
    /// Where nothing is known yet.
    pub fn plain(axes: usize) -> Kernel {
        Kernel { weights: vec![1.0; axes], scale: 1.0, noise: 1.0 }
    }

    /// The distance that counts, from squared distances along each axis.
    pub fn distance(&self, squares: &[f64]) -> f64 {
        self.weights.iter().zip(squares).map(|(weight, square)| weight * square).sum()
    }
}

/// The correlation at a squared distance: `(1 + r + r²/3)·exp(−r)` with `r = √(5·d²)`.
pub fn correlation(distance: f64) -> f64 {
    let r = (5.0 * distance).sqrt();
    (1.0 + r + r * r / 3.0) * (-r).exp()
}

/// The derivative of the correlation by the squared distance; finite at 0.
pub fn slope(distance: f64) -> f64 {
    let r = (5.0 * distance).sqrt();
    -5.0 / 6.0 * (1.0 + r) * (-r).exp()
}

#[cfg(test)]
mod tests {
    use super::{correlation, slope};

    #[test]
    fn figures_by_hand() {
        assert_eq!(correlation(0.0), 1.0);
        // r = √5: (1 + √5 + 5/3)·e^−√5.
        assert!((correlation(1.0) - 0.523_994_108_831_820_3).abs() < 1e-14);
        assert!(correlation(400.0) < 1e-15);
    }

    #[test]
    fn the_slope_is_that_of_the_correlation() {
        for distance in [1e-3, 0.1, 0.7, 3.0, 20.0] {
            let step = 1e-6 * distance;
            let change = correlation(distance + step) - correlation(distance - step);
            let numeric = change / (2.0 * step);
            assert!((numeric - slope(distance)).abs() < 1e-7, "{distance}: {numeric}");
        }
        assert_eq!(slope(0.0), -5.0 / 6.0);
    }
}
