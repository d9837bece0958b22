//! Is the child better than the incumbent? Paired seeds, a one-sided t-test (Student 1908), and
//! Holm's correction over the children (Holm 1979).

use super::stats::{mean, standard_error};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// The chance of taking one child for better where none is.
pub const LEVEL: f64 = 0.05;

/// Differences child − incumbent over the seeds that both finished.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    pub gain: f64,
    /// Standard error of the gain; NaN for a single pair.
    pub error: f64,
    /// The chance of such a gain, or a larger one, where there is none; NaN for a single pair.
    pub p: f64,
    pub pairs: usize,
}

/// None where not one seed has both values.
pub fn paired(incumbent: &[Option<f64>], child: &[Option<f64>]) -> Option<Paired> {
    let pairs = incumbent.iter().zip(child);
    let differences: Vec<f64> = pairs.filter_map(|(a, b)| Some((*b)? - (*a)?)).collect();
    let gain = mean(&differences);
    match differences.len() {
        0 => None,
        1 => Some(Paired { gain, error: f64::NAN, p: f64::NAN, pairs: 1 }),
        n => {
            let error = standard_error(&differences);
            Some(Paired { gain, error, p: one_sided(gain, error, n), pairs: n })
        }
    }
}

fn one_sided(gain: f64, error: f64, pairs: usize) -> f64 {
    if error <= 0.0 {
        return if gain > 0.0 { 0.0 } else { 1.0 };
    }
    match StudentsT::new(0.0, 1.0, (pairs - 1) as f64) {
        Ok(student) => student.sf(gain / error),
        Err(_) => 1.0,
    }
}

/// Which of the hypotheses fall at this level, all of them taken together.
pub fn holm(p: &[f64], level: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    let at = |index: usize| p.get(index).copied().filter(|p| p.is_finite()).unwrap_or(1.0);
    order.sort_by(|&a, &b| at(a).total_cmp(&at(b)));
    let mut falls = vec![false; p.len()];
    for (rank, &index) in order.iter().enumerate() {
        if at(index) > level / (p.len() - rank) as f64 {
            break;
        }
        if let Some(fall) = falls.get_mut(index) {
            *fall = true;
        }
    }
    falls
}

#[cfg(test)]
mod tests {
    use super::{holm, paired};

    /// R: t.test(c(1.2, 0.8, 1.5, 0.3, 1.0), alternative = "greater"): t = 4.7434, p = 0.0045.
    #[test]
    fn the_paired_test_by_hand() {
        let incumbent = [1.0, 2.0, 3.0, 4.0, 5.0].map(Some);
        let child = [2.2, 2.8, 4.5, 4.3, 6.0].map(Some);
        let paired = paired(&incumbent, &child).unwrap();
        assert!((paired.gain - 0.96).abs() < 1e-12);
        let t = paired.gain / paired.error;
        let squares: f64 = [0.24, -0.16, 0.54, -0.66, 0.04_f64].iter().map(|x| x * x).sum();
        assert!((t - 0.96 / (squares / 4.0 / 5.0).sqrt()).abs() < 1e-9);
        // Student's t with 4 degrees of freedom has a closed form.
        let x = t / (t * t + 4.0).sqrt();
        let tail = 0.5 - 0.75 * (x - x.powi(3) / 3.0);
        assert!((paired.p - tail).abs() < 1e-6, "{} {tail}", paired.p);
    }

    #[test]
    fn failed_seeds_leave_their_pair_out() {
        let paired = paired(&[Some(1.0), None, Some(3.0)], &[Some(2.0), Some(9.0), None]).unwrap();
        assert_eq!((paired.gain, paired.pairs), (1.0, 1));
        assert!(super::paired(&[None], &[Some(1.0)]).is_none());
    }

    #[test]
    fn no_spread_is_sure() {
        let sure = |child: f64| paired(&[Some(1.0); 3], &[Some(child); 3]).unwrap().p;
        assert_eq!([sure(2.0), sure(1.0), sure(0.0)], [0.0, 1.0, 1.0]);
    }

    #[test]
    fn holm_steps_down() {
        assert_eq!(holm(&[0.04, 0.01, 0.03], 0.05), [false, true, false]);
        assert_eq!(holm(&[0.02, 0.01, 0.04], 0.05), [true, true, true]);
        assert_eq!(holm(&[0.02, f64::NAN], 0.05), [true, false]);
        assert_eq!(holm(&[], 0.05), Vec::<bool>::new());
    }
}
