//! Points in the plane, and in more dimensions.

use crate::random::Stream;
use std::f64::consts::{PI, TAU};

/// Inputs row by row, and the class of each row.
pub type Drawn = (Vec<f32>, Vec<u32>);

/// Samples of each class: equal shares, the first ones get the rest.
fn shares(samples: usize, classes: usize) -> impl Iterator<Item = (u32, usize)> {
    let (each, rest) = (samples / classes.max(1), samples % classes.max(1));
    (0..classes).map(move |class| (class as u32, each + usize::from(class < rest)))
}

/// Centres are uniform in −10..10, clouds normal with that deviation (scikit-learn's `make_blobs`).
pub fn blobs(
    samples: usize,
    classes: usize,
    features: usize,
    noise: f64,
    stream: &mut Stream,
) -> Drawn {
    let centres: Vec<f64> =
        (0..classes * features).map(|_| stream.uniform() * 20.0 - 10.0).collect();
    let (mut values, mut ids) = (Vec::with_capacity(samples * features), Vec::new());
    for ((class, count), centre) in shares(samples, classes).zip(centres.chunks(features.max(1))) {
        for _ in 0..count {
            values.extend(centre.iter().map(|at| (at + noise * stream.normal()) as f32));
            ids.push(class);
        }
    }
    (values, ids)
}

/// The upper half of a circle of radius 1 about the origin, and the lower half of one about (1, ½)
/// (scikit-learn's `make_moons`).
pub fn moons(samples: usize, noise: f64, stream: &mut Stream) -> Drawn {
    let outer = samples / 2;
    let (mut values, mut ids) = (Vec::with_capacity(samples * 2), Vec::new());
    for (class, count) in [(0, outer), (1, samples - outer)] {
        for at in 0..count {
            let angle = PI * at as f64 / (count.max(2) - 1) as f64;
            let (x, y) = match class {
                0 => (angle.cos(), angle.sin()),
                _ => (1.0 - angle.cos(), 0.5 - angle.sin()),
            };
            values.push((x + noise * stream.normal()) as f32);
            values.push((y + noise * stream.normal()) as f32);
            ids.push(class);
        }
    }
    (values, ids)
}

/// Arms that start in the centre, evenly turned, and turn by 4 radians on their way to radius 1;
/// noise is added to the angle.
pub fn spirals(samples: usize, classes: usize, noise: f64, stream: &mut Stream) -> Drawn {
    let (mut values, mut ids) = (Vec::with_capacity(samples * 2), Vec::new());
    for (class, count) in shares(samples, classes) {
        for at in 0..count {
            let radius = at as f64 / (count.max(2) - 1) as f64;
            let start = TAU * f64::from(class) / classes as f64;
            let angle = start + 4.0 * radius + noise * stream.normal();
            values.push((radius * angle.cos()) as f32);
            values.push((radius * angle.sin()) as f32);
            ids.push(class);
        }
    }
    (values, ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moons_without_noise_are_those_of_scikit_learn() {
        // make_moons(6, shuffle=False), then 5.
        let (values, ids) = moons(6, 0.0, &mut Stream::new(0, "t"));
        let wanted = [1.0, 0.0, 0.0, 1.0, -1.0, 0.0, 0.0, 0.5, 1.0, -0.5, 2.0, 0.5];
        assert!(values.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 1e-6), "{values:?}");
        assert_eq!(ids, [0, 0, 0, 1, 1, 1]);
        assert_eq!(moons(5, 0.0, &mut Stream::new(0, "t")).1, [0, 0, 1, 1, 1]);
    }

    #[test]
    fn blobs_have_their_deviation_about_their_centres() {
        let (values, ids) = blobs(3001, 3, 2, 2.0, &mut Stream::new(1, "t"));
        assert_eq!(ids.iter().filter(|id| **id == 0).count(), 1001);
        let first: Vec<f64> = values
            .chunks(2)
            .zip(&ids)
            .filter(|(_, id)| **id == 1)
            .map(|(x, _)| f64::from(x[0]))
            .collect();
        let mean = first.iter().sum::<f64>() / first.len() as f64;
        let spread =
            (first.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / first.len() as f64).sqrt();
        assert!(mean.abs() < 10.2 && (spread - 2.0).abs() < 0.15, "{mean} {spread}");
    }

    #[test]
    fn spirals_end_at_radius_one() {
        let (values, ids) = spirals(30, 3, 0.0, &mut Stream::new(1, "t"));
        let radius = |row: &[f32]| (row[0].powi(2) + row[1].powi(2)).sqrt();
        let ends: Vec<f32> = values.chunks(2).map(radius).skip(9).step_by(10).collect();
        assert!(ends.iter().all(|end| (end - 1.0).abs() < 1e-6));
        assert_eq!((ids[0], ids[10], ids[29], values.len()), (0, 1, 2, 60));
        assert!((values[18] - 4.0_f32.cos()).abs() < 1e-6);
    }
}
