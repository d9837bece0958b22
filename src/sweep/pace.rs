//! How long training takes on this machine, learned from the stretches that were measured.

/// Least squares of seconds on epochs and FLOPs, both with a factor that is not negative: small
/// networks cost time by the epoch, large ones by the FLOP.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    epochs_squared: f64,
    epochs_flops: f64,
    flops_squared: f64,
    epochs_seconds: f64,
    flops_seconds: f64,
}

impl Pace {
    /// FLOPs are those of the whole stretch.
    pub fn learn(&mut self, epochs: f64, flops: f64, seconds: f64) {
        // In units of 10⁹, which keeps the products within a useful range.
        let flops = flops / 1e9;
        self.epochs_squared += epochs * epochs;
        self.epochs_flops += epochs * flops;
        self.flops_squared += flops * flops;
        self.epochs_seconds += epochs * seconds;
        self.flops_seconds += flops * seconds;
    }

    /// Seconds on one thread; 0 where nothing is known yet.
    pub fn predict(&self, epochs: f64, flops: f64) -> f64 {
        let (per_epoch, per_flop) = self.factors();
        per_epoch * epochs + per_flop * flops / 1e9
    }

    fn factors(&self) -> (f64, f64) {
        let ratio = |over: f64, under: f64| if under > 0.0 { (over / under).max(0.0) } else { 0.0 };
        let product = self.epochs_squared * self.flops_squared;
        let determinant = product - self.epochs_flops.powi(2);
        if determinant > 1e-9 * product {
            let by_epoch = (self.epochs_seconds * self.flops_squared
                - self.flops_seconds * self.epochs_flops)
                / determinant;
            let by_flop = (self.flops_seconds * self.epochs_squared
                - self.epochs_seconds * self.epochs_flops)
                / determinant;
            if by_epoch >= 0.0 && by_flop >= 0.0 {
                return (by_epoch, by_flop);
            }
            if by_flop < 0.0 {
                return (ratio(self.epochs_seconds, self.epochs_squared), 0.0);
            }
        }
        match self.flops_squared > 0.0 {
            true => (0.0, ratio(self.flops_seconds, self.flops_squared)),
            false => (ratio(self.epochs_seconds, self.epochs_squared), 0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;

    #[test]
    fn both_parts_are_found() {
        let mut pace = Pace::default();
        for (epochs, flops) in [(1.0, 1e9), (3.0, 3e9), (9.0, 9e9), (1.0, 8e9), (3.0, 24e9)] {
            pace.learn(epochs, flops, 0.01 * epochs + 0.5 * flops / 1e9);
        }
        assert!((pace.predict(2.0, 10e9) - 5.02).abs() < 1e-9);
    }

    #[test]
    fn one_size_of_network_is_enough_for_a_proportion() {
        let mut pace = Pace::default();
        pace.learn(1.0, 2e9, 0.5);
        pace.learn(3.0, 6e9, 1.5);
        assert!((pace.predict(4.0, 8e9) - 2.0).abs() < 1e-9);
        assert_eq!(Pace::default().predict(4.0, 8e9), 0.0);
    }
}
