//! What the incumbent's curves say: too small, too large, unstable, unfinished, or enough.

use super::stats::mean;
use super::trial::Curve;
use super::words::figure;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The training loss is far from its floor, and validation follows it: grow.
    Underfit,
    /// The gap opens: regularise before growing.
    Overfit,
    /// Divergence or spikes: lower the rate.
    Unstable,
    /// Both losses are still falling: more epochs.
    Unfinished,
    /// The training loss is at its floor and there is no gap: growing may still help validation,
    /// so the verdicts decide, and what they find counts toward the stop.
    Saturated,
}

/// A finding with the figures behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    pub finding: Finding,
    /// Completes "because …".
    pub because: String,
    pub figures: Vec<(&'static str, f64)>,
}

impl Finding {
    pub fn name(self) -> &'static str {
        match self {
            Finding::Underfit => "underfit",
            Finding::Overfit => "overfit",
            Finding::Unstable => "unstable",
            Finding::Unfinished => "unfinished",
            Finding::Saturated => "saturated",
        }
    }
}

/// The floor of the training loss: this share of what it was after the first epoch.
const FLOOR: f64 = 0.05;
/// Further than this many times the floor is far.
const FAR: f64 = 1.5;
/// A rise of the training loss over its lowest so far, and over the first epoch's, is a spike.
const SPIKE: (f64, f64) = (1.3, 0.02);
/// What both losses must lose over the last third of the epochs to count as falling.
const FALLING: f64 = 0.10;
/// A validation loss so much above its lowest, and above the training loss, is a gap.
const GAP: (f64, f64) = (1.05, 1.2);

/// Diagnoses the curves of one configuration over several seeds, of which `diverged` gave none.
/// `lengthen`: whether more epochs can be had at all.
pub fn diagnose(curves: &[&Curve], diverged: usize, lengthen: bool) -> Diagnosis {
    let train = average(curves, |epoch| epoch.train_loss);
    let validation = average(curves, |epoch| epoch.validation_loss);
    let spiky = curves.iter().filter(|curve| spikes(curve)).count();
    if diverged > 0 || 2 * spiky > curves.len() {
        return unstable(diverged, spiky, curves.len() + diverged);
    }
    let losses = Losses::new(&train, &validation);
    if lengthen && let Some(found) = losses.unfinished() {
        return found;
    }
    losses.overfit().unwrap_or_else(|| losses.fit())
}

/// Whether both losses were still falling at the end: worth telling where the epochs are fixed.
pub fn still_falling(curves: &[&Curve]) -> bool {
    let train = average(curves, |epoch| epoch.train_loss);
    let validation = average(curves, |epoch| epoch.validation_loss);
    Losses::new(&train, &validation).unfinished().is_some()
}

fn unstable(diverged: usize, spiky: usize, seeds: usize) -> Diagnosis {
    let because = match diverged {
        0 => format!("the training loss jumped up on {spiky} of {seeds} seeds"),
        _ => format!("the training diverged on {diverged} of {seeds} seeds"),
    };
    let figures = vec![("diverged", diverged as f64), ("spiky", spiky as f64)];
    Diagnosis { finding: Finding::Unstable, because, figures }
}

/// Means over the seeds, by epoch, as far as all of them go.
fn average(curves: &[&Curve], value: fn(&super::trial::Epoch) -> f64) -> Vec<f64> {
    let length = curves.iter().map(|curve| curve.len()).min().unwrap_or(0);
    let at = |epoch: usize| {
        let values: Vec<f64> =
            curves.iter().filter_map(|curve| curve.get(epoch)).map(value).collect();
        mean(&values)
    };
    (0..length).map(at).collect()
}

fn spikes(curve: &Curve) -> bool {
    let first = curve.first().map_or(0.0, |epoch| epoch.train_loss);
    let mut lowest = f64::INFINITY;
    curve.iter().any(|epoch| {
        let jump = epoch.train_loss > SPIKE.0 * lowest + SPIKE.1 * first;
        lowest = lowest.min(epoch.train_loss);
        jump
    })
}

struct Losses {
    first: f64,
    train: f64,
    validation: f64,
    /// The lowest validation loss, and the training loss at that epoch.
    lowest: f64,
    train_at_lowest: f64,
    /// After two thirds of the epochs.
    earlier: Option<(f64, f64)>,
}

impl Losses {
    fn new(train: &[f64], validation: &[f64]) -> Losses {
        let last = |curve: &[f64]| curve.last().copied().unwrap_or(f64::NAN);
        let pairs = || train.iter().copied().zip(validation.iter().copied());
        let best = pairs().filter(|(_, v)| v.is_finite()).min_by(|a, b| a.1.total_cmp(&b.1));
        let (train_at_lowest, lowest) = best.unwrap_or((f64::NAN, f64::NAN));
        let third = if train.len() >= 3 { (2 * train.len()).div_ceil(3) } else { 0 };
        Losses {
            first: train.first().copied().unwrap_or(f64::NAN),
            train: last(train),
            validation: last(validation),
            lowest,
            train_at_lowest,
            earlier: third.checked_sub(1).and_then(|at| pairs().nth(at)),
        }
    }

    fn figures(&self) -> Vec<(&'static str, f64)> {
        vec![
            ("train_loss", self.train),
            ("validation_loss", self.validation),
            ("floor", self.floor()),
        ]
    }

    fn floor(&self) -> f64 {
        self.first * FLOOR
    }

    fn unfinished(&self) -> Option<Diagnosis> {
        let (train, validation) = self.earlier?;
        let fall = |from: f64, to: f64| (from - to) / from.abs().max(1e-12);
        let falls = (fall(train, self.train), fall(validation, self.validation));
        let far = self.train > FAR * self.floor();
        (far && falls.0 > FALLING && falls.1 > FALLING).then(|| Diagnosis {
            finding: Finding::Unfinished,
            because: format!(
                "both losses were still falling, by {:.0}% and {:.0}% over the last third",
                falls.0 * 100.0,
                falls.1 * 100.0
            ),
            figures: self.figures(),
        })
    }

    fn overfit(&self) -> Option<Diagnosis> {
        let rise = self.validation / self.lowest;
        let open = rise > GAP.0
            && self.validation > GAP.1 * self.train
            && self.train < self.train_at_lowest;
        open.then(|| Diagnosis {
            finding: Finding::Overfit,
            because: format!(
                "the validation loss {} rose {:.0}% above its lowest while the training loss fell to {}",
                figure(self.validation),
                (rise - 1.0) * 100.0,
                figure(self.train)
            ),
            figures: self.figures(),
        })
    }

    fn fit(&self) -> Diagnosis {
        let times = self.train / self.floor();
        // A floor of 0 or an unknown one: far, as nothing says otherwise.
        let near = times <= FAR;
        let (finding, because) = match near {
            true => (
                Finding::Saturated,
                format!(
                    "the training loss {} is at its floor and no gap opens",
                    figure(self.train)
                ),
            ),
            false => (
                Finding::Underfit,
                format!(
                    "the training loss {} was {}× its floor",
                    figure(self.train),
                    figure(times)
                ),
            ),
        };
        Diagnosis { finding, because, figures: self.figures() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, diagnose, still_falling};
    use crate::sweep::{Curve, Epoch};

    fn curve(losses: &[(f64, f64)]) -> Curve {
        let epoch = |(at, &(train_loss, validation_loss)): (usize, &(f64, f64))| Epoch {
            epoch: at + 1,
            train_loss,
            validation_loss,
            ..Epoch::default()
        };
        losses.iter().enumerate().map(epoch).collect()
    }

    fn finding(losses: &[(f64, f64)]) -> Finding {
        diagnose(&[&curve(losses)], 0, true).finding
    }

    #[test]
    fn each_shape_has_its_name() {
        let flat = [(1.0, 1.1), (0.5, 0.6), (0.33, 0.4), (0.32, 0.4), (0.31, 0.4), (0.31, 0.4)];
        assert_eq!(finding(&flat), Finding::Underfit);
        let gap = [(1.0, 1.0), (0.5, 0.6), (0.2, 0.5), (0.1, 0.55), (0.05, 0.6), (0.02, 0.7)];
        assert_eq!(finding(&gap), Finding::Overfit);
        let falling = [(1.0, 1.0), (0.9, 0.9), (0.8, 0.8), (0.7, 0.7), (0.6, 0.6), (0.5, 0.5)];
        assert_eq!(finding(&falling), Finding::Unfinished);
        let spiky = [(1.0, 1.0), (0.4, 0.5), (0.9, 0.9), (0.4, 0.5), (0.4, 0.5), (0.4, 0.5)];
        assert_eq!(finding(&spiky), Finding::Unstable);
        let done = [(1.0, 1.0), (0.2, 0.2), (0.06, 0.06), (0.05, 0.05), (0.05, 0.05), (0.05, 0.05)];
        assert_eq!(finding(&done), Finding::Saturated);
    }

    #[test]
    fn the_figures_are_told() {
        let found = diagnose(&[&curve(&[(1.55, 1.5), (0.31, 0.35), (0.31, 0.35)])], 0, true);
        assert_eq!(found.because, "the training loss 0.31 was 4× its floor");
        let found = diagnose(&[&curve(&[(1.0, 1.0)])], 2, true);
        assert_eq!(found.because, "the training diverged on 2 of 3 seeds");
    }

    #[test]
    fn fixed_epochs_are_not_asked_to_grow() {
        let falling =
            curve(&[(1.0, 1.0), (0.9, 0.9), (0.8, 0.8), (0.7, 0.7), (0.6, 0.6), (0.5, 0.5)]);
        assert_eq!(diagnose(&[&falling], 0, false).finding, Finding::Underfit);
        assert!(still_falling(&[&falling]));
    }

    #[test]
    fn a_missing_validation_loss_is_no_gap() {
        let blind = [(1.0, f64::NAN), (0.3, f64::NAN), (0.3, f64::NAN)];
        assert_eq!(finding(&blind), Finding::Underfit);
        assert_eq!(finding(&[]), Finding::Underfit);
    }
}
