//! Metrics against scikit-learn's.

use super::{Metric, OutputSpec, Tally};
use crate::train::batches::Expected;

const VALUES: [Metric; 3] = [Metric::MeanAbsoluteError, Metric::MeanSquaredError, Metric::R2];

/// scikit-learn: accuracy_score and f1_score(average="macro") of
/// [0, 0, 1, 1, 2, 2] and [0, 1, 1, 1, 2, 0].
#[test]
fn classes_are_scikit_learns() {
    let mut tally = Tally::new(OutputSpec::Classes(4), &[], 0);
    let row = |class: usize| (0..4).map(move |c| if c == class { 2.0 } else { 0.5 });
    let outputs: Vec<f32> = [0, 1, 1, 1, 2, 0].into_iter().flat_map(row).collect();
    let expected = |classes: &[u32]| Expected::Classes(classes.to_vec());
    tally.add(1.0, 4.0, &outputs[..16], &expected(&[0, 0, 1, 1]));
    tally.add(4.0, 2.0, &outputs[16..], &expected(&[2, 2]));
    let measured = tally.measured(&[Metric::Accuracy, Metric::F1, Metric::Loss]);
    let values: Vec<f64> = measured.metrics.iter().map(|(_, value)| *value).collect();
    assert_eq!(measured.loss, 2.0);
    assert!((values[0] - 4.0 / 6.0).abs() < 1e-12);
    assert!((values[1] - (0.5 + 0.8 + 2.0 / 3.0) / 3.0).abs() < 1e-12);
    assert_eq!(values[2], 2.0);
}

#[test]
fn the_sign_decides_a_single_logit() {
    let mut tally = Tally::new(OutputSpec::Binary, &[], 0);
    let expected = Expected::Classes(vec![0, 1, 1, 0]);
    tally.add(0.0, 4.0, &[-1.0, 3.0, -2.0, -0.1], &expected);
    let measured = tally.measured(&[Metric::Accuracy, Metric::F1]);
    assert_eq!(measured.metrics[0].1, 0.75);
    assert!((measured.metrics[1].1 - (0.8 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
}

/// scikit-learn: r2_score([[0.5, 1], [-1, 1], [7, -6]], [[0, 2], [-1, 2], [8, -5]]) is
/// 0.9368…; shifted by a million it stays.
#[test]
fn values_are_scikit_learns() {
    for shift in [0.0, 1e6_f32] {
        let targets = [0.5, 1.0, -1.0, 1.0, 7.0, -6.0].map(|x| x + shift);
        let outputs = [0.0, 2.0, -1.0, 2.0, 8.0, -5.0].map(|x| x + shift);
        let mut tally = Tally::new(OutputSpec::Values(2), &[], 0);
        let expected = |t: &[f32]| Expected::Values(t.to_vec());
        tally.add(0.0, 1.0, &outputs[..2], &expected(&targets[..2]));
        tally.add(0.0, 2.0, &outputs[2..], &expected(&targets[2..]));
        let measured = tally.measured(&VALUES).metrics;
        assert!((measured[0].1 - 0.75).abs() < 1e-9);
        assert!((measured[1].1 - 4.25 / 6.0).abs() < 1e-9);
        assert!((measured[2].1 - 0.936_800_526_662).abs() < 1e-9, "{}", measured[2].1);
    }
}

#[test]
fn a_constant_target_is_explained_or_not() {
    let expected = Expected::Values(vec![3.0, 3.0]);
    for (outputs, r2) in [([3.0, 3.0], 1.0), ([3.0, 3.5], 0.0)] {
        let mut tally = Tally::new(OutputSpec::Values(1), &[], 0);
        tally.add(0.0, 2.0, &outputs, &expected);
        assert_eq!(tally.measured(&[Metric::R2]).metrics[0].1, r2);
    }
}

/// scikit-learn: precision_score and recall_score(average="macro") of
/// [0, 0, 1, 1, 2, 2] and [0, 1, 1, 1, 2, 0].
#[test]
fn precision_and_recall_are_scikit_learns() {
    let metrics = [Metric::Precision, Metric::Recall, Metric::Top5];
    let mut tally = Tally::new(OutputSpec::Classes(3), &metrics, 0);
    let row = |class: usize| (0..3).map(move |c| if c == class { 2.0 } else { 0.5 });
    let outputs: Vec<f32> = [0, 1, 1, 1, 2, 0].into_iter().flat_map(row).collect();
    tally.add(0.0, 6.0, &outputs, &Expected::Classes(vec![0, 0, 1, 1, 2, 2]));
    let values: Vec<f64> = tally.measured(&metrics).metrics.iter().map(|m| m.1).collect();
    assert!((values[0] - (0.5 + 2.0 / 3.0 + 1.0) / 3.0).abs() < 1e-12);
    assert!((values[1] - (0.5 + 1.0 + 0.5) / 3.0).abs() < 1e-12);
    assert_eq!(values[2], 1.0);
}

#[test]
fn the_five_likeliest_count() {
    let mut tally = Tally::new(OutputSpec::Classes(7), &[Metric::Top5], 0);
    let row = [7.0, 6.0, 5.0, 4.0, 3.0, 3.0, 1.0];
    let outputs: Vec<f32> = std::iter::repeat_n(row, 4).flatten().collect();
    tally.add(0.0, 4.0, &outputs, &Expected::Classes(vec![0, 4, 5, 6]));
    assert_eq!(tally.measured(&[Metric::Top5]).metrics[0].1, 0.5);
}

/// scikit-learn: roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) is 0.75; a tie counts half.
#[test]
fn the_area_under_the_curve_is_scikit_learns() {
    let area = |scores: &[f32], classes: &[u32]| {
        let mut tally = Tally::new(OutputSpec::Binary, &[Metric::Auc], 0);
        for (score, class) in scores.iter().zip(classes) {
            tally.add(0.0, 1.0, &[*score], &Expected::Classes(vec![*class]));
        }
        tally.measured(&[Metric::Auc]).metrics[0].1
    };
    assert_eq!(area(&[0.1, 0.4, 0.35, 0.8], &[0, 0, 1, 1]), 0.75);
    assert_eq!(area(&[-3.0, -1.0, 0.5, 2.0], &[0, 0, 1, 1]), 1.0);
    assert_eq!(area(&[1.0, 1.0, 1.0], &[0, 1, 0]), 0.5);
    assert_eq!(area(&[0.2, 0.2, 0.9, 0.1], &[0, 1, 1, 0]), 0.875);
    assert!(area(&[0.2, 0.3], &[1, 1]).is_nan());
}

/// scikit-learn: of [[1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 0, 0]] and
/// [[1, 0, 0], [1, 0, 0], [1, 1, 0], [0, 0, 0]]: accuracy_score 0.5 (all labels of a sample right),
/// f1_score(average="macro", zero_division=0) 0.4889, precision 0.5556, recall 0.5.
#[test]
fn labels_are_scikit_learns() {
    let metrics = [
        Metric::Accuracy,
        Metric::ExactMatch,
        Metric::F1,
        Metric::Precision,
        Metric::Recall,
        Metric::Auc,
    ];
    let mut tally = Tally::new(OutputSpec::Labels(3), &metrics, 0);
    let logits = [1.0, -1.0, -1.0, 1.0, -1.0, -2.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0];
    let truth = vec![1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    tally.add(0.0, 4.0, &logits, &Expected::Values(truth));
    let values: Vec<f64> = tally.measured(&metrics).metrics.iter().map(|m| m.1).collect();
    let expected = [
        10.0 / 12.0,
        0.5,
        (0.8 + 2.0 / 3.0) / 3.0,
        (2.0 / 3.0 + 1.0) / 3.0,
        0.5,
        // The third label never occurs and is left out.
        (0.75 + 0.75) / 2.0,
    ];
    for (value, expected) in values.iter().zip(expected) {
        assert!((value - expected).abs() < 1e-12, "{values:?}");
    }
}

#[test]
fn the_root_is_taken_column_by_column() {
    let mut tally = Tally::new(OutputSpec::Values(2), &[], 0);
    let expected = Expected::Values(vec![0.0, 0.0, 0.0, 0.0]);
    tally.add(0.0, 2.0, &[3.0, 1.0, 3.0, 1.0], &expected);
    assert_eq!(tally.measured(&[Metric::RootMeanSquaredError]).metrics[0].1, 2.0);
}
