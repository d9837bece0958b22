//! How good predictions are, where the file holds the true answers.

use crate::report::format;
use crate::train::data::Targets;

/// In words; rows in `gaps` do not count. `class` tells the likeliest class of a row of outputs.
pub fn quality(
    targets: &Targets,
    gaps: &[usize],
    values: &[f32],
    class: impl Fn(&[f32]) -> usize,
) -> Option<String> {
    let counts = |at: &usize| gaps.binary_search(at).is_err();
    match targets {
        Targets::Classes(ids) => {
            let rows = values.chunks((values.len() / ids.len().max(1)).max(1));
            let right = |(_, (row, id)): &(usize, (&[f32], &u32))| class(row) == **id as usize;
            let used = || rows.clone().zip(ids).enumerate().filter(|(at, _)| counts(at));
            let count = used().count();
            let share = used().filter(right).count() as f64 / count as f64;
            (count > 0).then(|| {
                format!("accuracy on the {count} labelled rows: {}", format::percent(share))
            })
        }
        Targets::Values { values: truth, width } => {
            let width = (*width).max(1);
            let used = values.iter().zip(truth).enumerate().filter(|(at, _)| counts(&(at / width)));
            let pairs: Vec<(f64, f64)> =
                used.map(|(_, (said, truth))| (f64::from(*said), f64::from(*truth))).collect();
            regression(&pairs, width)
        }
    }
}

/// Mean absolute error over all values; the coefficient of determination as the mean of the columns.
fn regression(pairs: &[(f64, f64)], width: usize) -> Option<String> {
    let rows = pairs.len() / width;
    if rows == 0 {
        return None;
    }
    let mae = pairs.iter().map(|(said, truth)| (said - truth).abs()).sum::<f64>();
    let mae = format::figure(mae / pairs.len() as f64);
    let r2: Option<Vec<f64>> = (0..width).map(|at| r2(pairs, at, width)).collect();
    let r2 = r2.map(|all| all.iter().sum::<f64>() / width as f64);
    let r2 = r2.map(|r2| format!(", r2 {}", format::figure(r2))).unwrap_or_default();
    Some(format!("on the {rows} rows with answers: mae {mae}{r2}"))
}

/// None for a column that never changes.
fn r2(pairs: &[(f64, f64)], at: usize, width: usize) -> Option<f64> {
    let column = || pairs.iter().skip(at).step_by(width);
    let count = column().count() as f64;
    let mean = column().map(|(_, truth)| truth).sum::<f64>() / count;
    let total: f64 = column().map(|(_, truth)| (truth - mean).powi(2)).sum();
    let left: f64 = column().map(|(said, truth)| (said - truth).powi(2)).sum();
    (total > 0.0).then(|| 1.0 - left / total)
}

/// Labels that are told right, of all; a label is given where its logit is above zero.
pub fn labels(targets: &Targets, gaps: &[usize], logits: &[f32]) -> Option<String> {
    let Targets::Values { values: truth, width } = targets else { return None };
    let width = (*width).max(1);
    let used: Vec<bool> = logits
        .iter()
        .zip(truth)
        .enumerate()
        .filter(|(at, _)| gaps.binary_search(&(at / width)).is_err())
        .map(|(_, (logit, truth))| (*logit > 0.0) == (*truth > 0.5))
        .collect();
    let right = used.iter().filter(|right| **right).count() as f64;
    let rows = used.len() / width;
    (rows > 0).then(|| {
        let share = format::percent(right / used.len() as f64);
        format!("accuracy of the labels on the {rows} labelled rows: {share}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_leave_out_rows_with_gaps() {
        let first = |row: &[f32]| usize::from(row[0] < row[1]);
        let classes = Targets::Classes(vec![0, 1, 1]);
        let said = [1.0, 0.0, 1.0, 0.0, 0.0, 1.0];
        let told = quality(&classes, &[1], &said, first).unwrap();
        assert_eq!(told, format!("accuracy on the 2 labelled rows: {}", format::percent(1.0)));

        let values = Targets::Values { values: vec![1.0, 2.0, 3.0, 9.0], width: 1 };
        let told = quality(&values, &[3], &[1.0, 2.0, 4.5, 0.0], first).unwrap();
        // Errors 0, 0 and 1.5; squares 2.25 of 2.
        let (mae, r2) = (format::figure(0.5), format::figure(-0.125));
        assert_eq!(told, format!("on the 3 rows with answers: mae {mae}, r2 {r2}"));

        let truth = Targets::Values { values: vec![1.0, 0.0, 1.0, 1.0], width: 2 };
        let told = labels(&truth, &[], &[2.0, -1.0, -1.0, 3.0]).unwrap();
        assert!(told.ends_with(&format::percent(0.75)), "{told}");
    }
}
