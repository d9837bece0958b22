//! Scaling, fitted on the training part alone.

use super::{Part, Scale};
use crate::template::{InputFacts, InputSpec, Scaling};

/// How many consecutive numbers of a sample share one shift and divisor: all pixels of a channel,
/// all steps of a series' feature, else one. What came as images is scaled as images even where
/// the model takes it flat or as a series, so that nearly constant border pixels are not blown up.
pub fn block(facts: Option<InputFacts>, input: InputSpec) -> usize {
    match (facts, input) {
        (Some(InputFacts::Image { height, width, .. }), _) => height.saturating_mul(width),
        (_, InputSpec::Image { height, width, .. }) => height.saturating_mul(width),
        (_, InputSpec::Series { length, .. }) => length,
        (_, InputSpec::Features(_) | InputSpec::Tokens { .. }) => 1,
    }
}

/// Shifts and divisors from the training part; a divisor of 1 where nothing varies.
pub fn fit(train: &Part, scaling: Scaling, block: usize) -> Scale {
    let block = block.max(1);
    let groups = train.inputs.elements / block;
    if scaling == Scaling::None || groups == 0 || train.samples == 0 {
        return Scale::default();
    }
    let pairs = match scaling {
        Scaling::MinMax => extremes(train, block, groups),
        _ => moments(train, block, groups),
    };
    let divisor = |spread: f64| if spread as f32 > 0.0 { spread as f32 } else { 1.0 };
    Scale {
        block,
        shift: pairs.iter().map(|(shift, _)| *shift as f32).collect(),
        divisor: pairs.iter().map(|(_, spread)| divisor(*spread)).collect(),
    }
}

/// Mean and standard deviation (of the population) of each group, in two passes.
fn moments(train: &Part, block: usize, groups: usize) -> Vec<(f64, f64)> {
    let count = (train.samples * block) as f64;
    let mut means = vec![0.0_f64; groups];
    each(train, block, |group, values| {
        if let Some(sum) = means.get_mut(group) {
            *sum += values.iter().map(|value| f64::from(*value)).sum::<f64>();
        }
    });
    means.iter_mut().for_each(|sum| *sum /= count);
    let mut squares = vec![0.0_f64; groups];
    each(train, block, |group, values| {
        if let (Some(sum), Some(mean)) = (squares.get_mut(group), means.get(group)) {
            *sum += values.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum::<f64>();
        }
    });
    let deviation = |(mean, squares): (f64, f64)| {
        let deviation = (squares / count).sqrt();
        // Below the rounding of 32-bit numbers of this size there is no variation.
        let noise = mean.abs() * f64::from(f32::EPSILON);
        (mean, if deviation > noise { deviation } else { 0.0 })
    };
    means.into_iter().zip(squares).map(deviation).collect()
}

/// Least value and range of each group.
fn extremes(train: &Part, block: usize, groups: usize) -> Vec<(f64, f64)> {
    let mut ends = vec![(f32::INFINITY, f32::NEG_INFINITY); groups];
    each(train, block, |group, values| {
        if let Some((low, high)) = ends.get_mut(group) {
            *low = values.iter().copied().fold(*low, f32::min);
            *high = values.iter().copied().fold(*high, f32::max);
        }
    });
    ends.into_iter().map(|(low, high)| (f64::from(low), f64::from(high) - f64::from(low))).collect()
}

fn each(train: &Part, block: usize, mut see: impl FnMut(usize, &[f32])) {
    for sample in train.inputs.values.chunks(train.inputs.elements.max(1)) {
        for (group, values) in sample.chunks(block).enumerate() {
            see(group, values);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::data::{Inputs, Targets};

    fn part(values: &[f32], elements: usize) -> Part {
        let samples = values.len() / elements;
        let inputs = Inputs { values: values.to_vec(), elements };
        Part { inputs, targets: Targets::Classes(vec![0; samples]), samples }
    }

    #[test]
    fn standard_goes_by_column() {
        let train = part(&[1.0, 5.0, 0.1, 3.0, 5.0, 0.1], 3);
        let scale = fit(&train, Scaling::Standard, 1);
        assert_eq!(scale.shift, [2.0, 5.0, 0.1]);
        assert_eq!(scale.divisor, [1.0, 1.0, 1.0]);
        let train = part(&[0.0, 0.0, 3.0, 5.0], 1);
        let scale = fit(&train, Scaling::Standard, 1);
        assert_eq!((scale.shift[0], scale.divisor[0]), (2.0, (18.0_f32 / 4.0).sqrt()));
    }

    #[test]
    fn images_share_one_pair_a_channel() {
        let train = part(&[0.0, 2.0, 10.0, 30.0, 4.0, 6.0, 10.0, 30.0], 4);
        let scale = fit(&train, Scaling::MinMax, 2);
        assert_eq!(
            (scale.shift.clone(), scale.divisor.clone()),
            (vec![0.0, 10.0], vec![6.0, 20.0])
        );
        let scale = fit(&train, Scaling::Standard, 2);
        assert_eq!((scale.shift, scale.divisor), (vec![3.0, 20.0], vec![5.0_f32.sqrt(), 10.0]));
    }

    #[test]
    fn none_is_nothing() {
        assert_eq!(fit(&part(&[1.0, 2.0], 1), Scaling::None, 1), Scale::default());
        let facts = InputFacts::Image { height: 2, width: 3, channels: 1 };
        assert_eq!(block(Some(facts), InputSpec::Features(6)), 6);
        assert_eq!(block(Some(InputFacts::Features(6)), InputSpec::Features(6)), 1);
        assert_eq!(block(None, InputSpec::Series { length: 4, features: 2 }), 4);
    }
}
