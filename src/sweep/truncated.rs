//! The normal distribution cut off outside of the unit interval.

use statrs::function::erf::{erf, erfc, erfc_inv};
use std::f64::consts::{LN_2, SQRT_2};

/// ln(2π) / 2
const HALF_LOG_TAU: f64 = 0.918_938_533_204_672_7;

/// A kernel: a normal distribution around `centre`, of which only the unit interval counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truncated {
    pub centre: f64,
    pub spread: f64,
}

impl Truncated {
    /// The logarithm of the density at a place of the unit interval.
    pub fn log_density(&self, at: f64) -> f64 {
        let z = (at - self.centre) / self.spread;
        -0.5 * z * z - HALF_LOG_TAU - self.spread.ln() - self.log_mass(0.0, 1.0)
    }

    /// The logarithm of the probability of a part of the unit interval.
    pub fn log_share(&self, [from, to]: [f64; 2]) -> f64 {
        self.log_mass(from, to) - self.log_mass(0.0, 1.0)
    }

    /// The place below which a share of the probability lies.
    pub fn quantile(&self, share: f64) -> f64 {
        let (a, b) = (self.standard(0.0), self.standard(1.0));
        // In the nearer tail, where the digits are.
        let z = if a > 0.0 {
            let (a, b) = (upper(a), upper(b));
            SQRT_2 * erfc_inv(2.0 * (a + share * (b - a)))
        } else {
            let (a, b) = (upper(-a), upper(-b));
            -SQRT_2 * erfc_inv(2.0 * (a + share * (b - a)))
        };
        (self.centre + self.spread * z).clamp(0.0, 1.0)
    }

    fn standard(&self, at: f64) -> f64 {
        (at - self.centre) / self.spread
    }

    fn log_mass(&self, from: f64, to: f64) -> f64 {
        let (a, b) = (self.standard(from), self.standard(to));
        let mass = if a >= 0.0 {
            upper(a) - upper(b)
        } else if b <= 0.0 {
            upper(-b) - upper(-a)
        } else {
            return ((erf(b / SQRT_2) - erf(a / SQRT_2)).ln() - LN_2).max(f64::MIN);
        };
        mass.ln().max(f64::MIN)
    }
}

/// The probability above `z` of the standard normal distribution.
fn upper(z: f64) -> f64 {
    0.5 * erfc(z / SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::Truncated;

    const KERNELS: [Truncated; 4] = [
        Truncated { centre: 0.5, spread: 1.0 },
        Truncated { centre: 0.02, spread: 0.05 },
        Truncated { centre: 1.0, spread: 0.01 },
        Truncated { centre: 0.9, spread: 0.3 },
    ];

    #[test]
    fn densities_sum_to_one() {
        for kernel in KERNELS {
            let steps = 100_000;
            let place = |i: usize| (i as f64 + 0.5) / steps as f64;
            let sum: f64 = (0..steps).map(|i| kernel.log_density(place(i)).exp()).sum();
            assert!((sum / steps as f64 - 1.0).abs() < 1e-6, "{kernel:?}: {sum}");
        }
    }

    #[test]
    fn shares_are_integrals_of_the_density() {
        for kernel in KERNELS {
            let shares: Vec<f64> = (0..10)
                .map(|i| kernel.log_share([i as f64 / 10.0, (i + 1) as f64 / 10.0]).exp())
                .collect();
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{kernel:?}");
            let steps = 20_000;
            let sum: f64 = (0..steps)
                .map(|i| kernel.log_density(0.7 + 0.1 * (i as f64 + 0.5) / steps as f64).exp())
                .sum();
            assert!((sum * 0.1 / steps as f64 - shares[7]).abs() < 1e-8, "{kernel:?}");
        }
    }

    #[test]
    fn quantiles_turn_shares_around() {
        for kernel in KERNELS {
            for share in [1e-9, 0.01, 0.3, 0.5, 0.77, 0.999] {
                let place = kernel.quantile(share);
                let back = kernel.log_share([0.0, place]).exp();
                assert!((back - share).abs() < 1e-9, "{kernel:?}: {share} gives {back}");
            }
        }
    }
}
