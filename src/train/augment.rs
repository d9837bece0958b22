//! Changing the samples of a training batch.

use std::ops::Range;

use super::batches::Expected;
use crate::instantiate::Augmentation;
use crate::random::Stream;
use crate::template::InputSpec;

/// The augmentations of a training. What happens to a sample depends on the seed, the epoch and the
/// sample alone; what it is mixed with, on its batch.
#[derive(Clone, Debug)]
pub struct Augmenter {
    changes: Vec<Augmentation>,
    input: InputSpec,
    seed: u64,
}

/// The sides of an image.
#[derive(Clone, Copy)]
struct Picture {
    height: usize,
    width: usize,
}

impl Augmenter {
    pub fn new(changes: &[Augmentation], input: InputSpec, seed: u64) -> Augmenter {
        Augmenter { changes: changes.to_vec(), input, seed }
    }

    /// Changes a batch: its numbers, row-major, the samples' places in the training part, and what
    /// is expected of them. `pass` counts the batches since the start.
    pub fn apply(
        &self,
        values: &mut [f32],
        rows: &[usize],
        expected: Expected,
        (epoch, pass): (usize, u64),
    ) -> Expected {
        if self.changes.is_empty() || rows.is_empty() {
            return expected;
        }
        let elements = values.len() / rows.len();
        for (sample, row) in values.chunks_exact_mut(elements.max(1)).zip(rows) {
            let mut stream = Stream::new(self.seed, &format!("augment/{epoch}/{row}"));
            self.changes.iter().for_each(|change| self.change(*change, sample, &mut stream));
        }
        let mixing = self.changes.iter().find_map(|change| match change {
            Augmentation::Mixup { alpha } => Some(*alpha),
            _ => None,
        });
        let Some(alpha) = mixing else { return expected };
        let mut stream = Stream::new(self.seed, &format!("mixup/{pass}"));
        let share = beta(alpha, &mut stream) as f32;
        let mut partners: Vec<usize> = (0..rows.len()).collect();
        stream.shuffle(&mut partners);
        blend(values, &partners, share);
        mixed(expected, &partners, share)
    }

    fn change(&self, change: Augmentation, sample: &mut [f32], stream: &mut Stream) {
        let picture = match self.input {
            InputSpec::Image { height, width, .. } => Some(Picture { height, width }),
            _ => None,
        };
        match (change, picture) {
            (Augmentation::Flip { probability }, Some(picture)) => {
                picture.flip(probability, sample, stream);
            }
            (Augmentation::Crop { padding }, Some(picture)) => {
                picture.crop(padding, sample, stream)
            }
            (Augmentation::Noise { std }, _) => {
                sample.iter_mut().for_each(|value| *value += (std * stream.normal()) as f32);
            }
            _ => {}
        }
    }
}

impl Picture {
    fn flip(self, probability: f64, sample: &mut [f32], stream: &mut Stream) {
        if stream.uniform() < probability {
            sample.chunks_exact_mut(self.width.max(1)).for_each(<[f32]>::reverse);
        }
    }

    /// The image of the old size that begins anywhere in the padded one.
    fn crop(self, padding: usize, sample: &mut [f32], stream: &mut Stream) {
        let places = 2 * padding as u64 + 1;
        let (down, right) = (stream.below(places) as usize, stream.below(places) as usize);
        let rows = shifted(self.height, padding, down);
        let columns = shifted(self.width, padding, right);
        for channel in sample.chunks_exact_mut((self.height * self.width).max(1)) {
            let old = channel.to_vec();
            channel.fill(0.0);
            for (row, from) in rows.clone() {
                let to = row * self.width;
                let from = from * self.width;
                for (column, source) in columns.clone() {
                    let value = old.get(from + source).copied().unwrap_or(0.0);
                    if let Some(cell) = channel.get_mut(to + column) {
                        *cell = value;
                    }
                }
            }
        }
    }
}

/// The places of a line that lie in the image, with those that their numbers come from.
fn shifted(
    length: usize,
    padding: usize,
    start: usize,
) -> impl Iterator<Item = (usize, usize)> + Clone {
    // Place p shows place p + start − padding of the image.
    let inside: Range<usize> =
        padding.saturating_sub(start)..(length + padding).saturating_sub(start).min(length);
    inside.map(move |place| (place, place + start - padding))
}

/// Each sample by its share, with the rest of its partner's.
fn blend(values: &mut [f32], partners: &[usize], share: f32) {
    let old = values.to_vec();
    let width = values.len() / partners.len().max(1);
    for (sample, partner) in values.chunks_exact_mut(width.max(1)).zip(partners) {
        let other = old.get(partner * width..(partner + 1) * width).unwrap_or_default();
        for (value, other) in sample.iter_mut().zip(other) {
            *value = share * *value + (1.0 - share) * other;
        }
    }
}

fn mixed(expected: Expected, partners: &[usize], share: f32) -> Expected {
    match expected {
        Expected::Classes(first) | Expected::Mixed { first, .. } => {
            let class = |partner: &usize| first.get(*partner).copied().unwrap_or(0);
            let second = partners.iter().map(class).collect();
            Expected::Mixed { first, second, share }
        }
        Expected::Values(mut values) => {
            blend(&mut values, partners, share);
            Expected::Values(values)
        }
    }
}

/// Beta(alpha, alpha), as the share of one of two gamma numbers.
fn beta(alpha: f64, stream: &mut Stream) -> f64 {
    let (one, other) = (log_gamma_drawn(alpha, stream), log_gamma_drawn(alpha, stream));
    1.0 / (1.0 + (other - one).exp())
}

/// The logarithm of a number drawn from Gamma(alpha, 1) (Marsaglia & Tsang 2000). For a small alpha
/// the number itself is too small to be held.
fn log_gamma_drawn(alpha: f64, stream: &mut Stream) -> f64 {
    if alpha < 1.0 {
        let power = (1.0 - stream.uniform()).ln() / alpha;
        return log_gamma_drawn(alpha + 1.0, stream) + power;
    }
    let d = alpha - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = stream.normal();
        let v = (1.0 + c * x).powi(3);
        let u = 1.0 - stream.uniform();
        if v > 0.0 && u.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return (d * v).ln();
        }
    }
}

#[cfg(test)]
#[path = "augment_tests.rs"]
mod tests;
