//! Augmentations do what they say, by the seed, the epoch and the sample alone.

use super::{Augmenter, beta};
use crate::instantiate::Augmentation;
use crate::random::Stream;
use crate::template::InputSpec;
use crate::train::batches::Expected;

const IMAGE: InputSpec = InputSpec::Image { height: 2, width: 3, channels: 2 };

fn classes(classes: &[u32]) -> Expected {
    Expected::Classes(classes.to_vec())
}

fn changed(changes: &[Augmentation], rows: &[usize], epoch: usize) -> Vec<f32> {
    let mut values: Vec<f32> = rows
        .iter()
        .flat_map(|row| (0..12).map(move |cell| (row * 100 + cell + 1) as f32))
        .collect();
    let expected = classes(&vec![0; rows.len()]);
    Augmenter::new(changes, IMAGE, 5).apply(&mut values, rows, expected, (epoch, 0));
    values
}

#[test]
fn a_flip_mirrors_every_line() {
    let all = changed(&[Augmentation::Flip { probability: 1.0 }], &[0], 0);
    assert_eq!(all, [3.0, 2.0, 1.0, 6.0, 5.0, 4.0, 9.0, 8.0, 7.0, 12.0, 11.0, 10.0]);
    let rows: Vec<usize> = (0..400).collect();
    let some = changed(&[Augmentation::Flip { probability: 0.3 }], &rows, 0);
    let flipped = some.chunks(12).filter(|sample| sample[0] > sample[2]).count();
    // Four deviations of a binomial number around 120.
    assert!((83..=157).contains(&flipped), "{flipped}");
}

/// Every part of the padded image comes, and channels move together.
#[test]
fn a_crop_shifts_and_fills_with_zeros() {
    let rows: Vec<usize> = vec![0; 300];
    let mut seen = std::collections::BTreeSet::new();
    for epoch in 0..300 {
        let sample = changed(&[Augmentation::Crop { padding: 1 }], &rows[..1], epoch);
        let place = |down: i32, right: i32, channel: i32| {
            (0..6).map(move |cell| {
                let (row, column) = (cell / 3 + down, cell % 3 + right);
                let inside = (0..2).contains(&row) && (0..3).contains(&column);
                if inside { (channel * 6 + row * 3 + column + 1) as f32 } else { 0.0 }
            })
        };
        let found = (-1..=1).flat_map(|down| (-1..=1).map(move |right| (down, right))).find(
            |(down, right)| {
                let expected: Vec<f32> =
                    (0..2).flat_map(|channel| place(*down, *right, channel)).collect();
                expected == sample
            },
        );
        seen.insert(found.unwrap());
    }
    assert_eq!(seen.len(), 9);
}

#[test]
fn padding_beyond_the_image_leaves_nothing_or_something() {
    for epoch in 0..50 {
        let sample = changed(&[Augmentation::Crop { padding: 9 }], &[0], epoch);
        assert!(sample.iter().all(|value| (0.0..=12.0).contains(value)));
    }
}

#[test]
fn noise_has_its_deviation() {
    let rows: Vec<usize> = (0..500).collect();
    let noisy = changed(&[Augmentation::Noise { std: 0.5 }], &rows, 0);
    let plain = changed(&[], &rows, 0);
    let errors: Vec<f64> = noisy.iter().zip(&plain).map(|(a, b)| f64::from(a - b)).collect();
    let variance = errors.iter().map(|x| x * x).sum::<f64>() / errors.len() as f64;
    // 6,000 normal numbers: their variance has a relative deviation of √(2 / 6000).
    assert!((variance / 0.25 - 1.0).abs() < 4.0 * (2.0_f64 / 6000.0).sqrt(), "{variance}");
}

#[test]
fn a_sample_changes_by_its_epoch_and_not_by_its_batch() {
    let changes = [
        Augmentation::Flip { probability: 0.5 },
        Augmentation::Crop { padding: 1 },
        Augmentation::Noise { std: 0.1 },
    ];
    let together = changed(&changes, &[3, 8, 1], 2);
    assert_eq!(together[12..24], changed(&changes, &[8], 2));
    assert_ne!(together[12..24], changed(&changes, &[8], 3));
}

#[test]
fn mixup_blends_samples_and_targets_alike() {
    let augmenter = Augmenter::new(&[Augmentation::Mixup { alpha: 1.0 }], IMAGE, 5);
    let mut values: Vec<f32> = (0..4).flat_map(|row| [row as f32; 12]).collect();
    let rows = [0, 1, 2, 3];
    let mixed = augmenter.apply(&mut values, &rows, classes(&[0, 1, 2, 3]), (0, 7));
    let Expected::Mixed { first, second, share } = mixed else { panic!("mixed") };
    assert!(share > 0.0 && share < 1.0);
    for (at, sample) in values.chunks(12).enumerate() {
        let expected = share * first[at] as f32 + (1.0 - share) * second[at] as f32;
        assert!(sample.iter().all(|value| (value - expected).abs() < 1e-6));
    }
    let mut values: Vec<f32> = (0..4).flat_map(|row| [row as f32; 12]).collect();
    let targets = Expected::Values(vec![0.0, 10.0, 20.0, 30.0]);
    let mixed = augmenter.apply(&mut values, &rows, targets, (0, 7));
    let Expected::Values(targets) = mixed else { panic!("values") };
    for (sample, target) in values.chunks(12).zip(targets.iter()) {
        assert!((10.0 * sample[0] - target).abs() < 1e-5);
    }
}

/// Beta(a, a) has mean 1/2 and variance 1 / (4 (2a + 1)).
#[test]
fn shares_are_drawn_from_beta() {
    for alpha in [0.01, 0.2, 1.0, 4.0] {
        let mut stream = Stream::new(1, "beta");
        let drawn: Vec<f64> = (0..20_000).map(|_| beta(alpha, &mut stream)).collect();
        let mean = drawn.iter().sum::<f64>() / 20_000.0;
        let variance = drawn.iter().map(|x| (x - 0.5) * (x - 0.5)).sum::<f64>() / 20_000.0;
        let expected = 1.0 / (4.0 * (2.0 * alpha + 1.0));
        assert!((mean - 0.5).abs() < 4.0 * (expected / 20_000.0_f64).sqrt(), "{alpha}: {mean}");
        assert!((variance / expected - 1.0).abs() < 0.05, "{alpha}: {variance} for {expected}");
    }
}
