//! Real targets in the units that the loss sees.

use serde::{Deserialize, Serialize};

use super::data::{Part, Targets};

/// `scaled = (raw − shift) / divisor`, a pair for each target. Without pairs, nothing is scaled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TargetScale {
    shift: Vec<f32>,
    divisor: Vec<f32>,
}

impl TargetScale {
    /// What brings the targets of a part to mean 0 and variance 1. A target that does not vary is
    /// only shifted.
    pub fn standard(part: &Part) -> TargetScale {
        let Targets::Values { values, width } = &part.targets else {
            return TargetScale::default();
        };
        let column = |column: usize| {
            let column = || values.iter().skip(column).step_by(*width).map(|x| f64::from(*x));
            let count = part.samples.max(1) as f64;
            let mean = column().sum::<f64>() / count;
            let variance = column().map(|x| (x - mean).powi(2)).sum::<f64>() / count;
            let deviation = variance.sqrt() as f32;
            (mean as f32, if deviation > 0.0 && deviation.is_finite() { deviation } else { 1.0 })
        };
        let (shift, divisor) = (0..*width).map(column).unzip();
        TargetScale { shift, divisor }
    }

    pub fn is_plain(&self) -> bool {
        self.shift.is_empty()
    }

    /// Whole rows, in place.
    pub fn scale(&self, values: &mut [f32]) {
        self.each(values, |value, shift, divisor| (value - shift) / divisor);
    }

    /// Back to the data's own units.
    pub fn unscale(&self, values: &mut [f32]) {
        self.each(values, |value, shift, divisor| value * divisor + shift);
    }

    fn each(&self, values: &mut [f32], change: impl Fn(f32, f32, f32) -> f32) {
        for row in values.chunks_mut(self.shift.len().max(1)) {
            let pairs = self.shift.iter().zip(&self.divisor);
            for (value, (shift, divisor)) in row.iter_mut().zip(pairs) {
                *value = change(*value, *shift, *divisor);
            }
        }
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// # Errors
    /// The text is damaged, in words for people.
    pub fn from_json(text: &str, width: usize) -> Result<TargetScale, String> {
        let damaged = "the scale of the targets is damaged";
        let scale: TargetScale =
            serde_json::from_str(text).map_err(|fault| format!("{damaged}: {fault}"))?;
        let fits = scale.shift.len() == width && scale.divisor.len() == width;
        if fits && !scale.divisor.contains(&0.0) { Ok(scale) } else { Err(damaged.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, TargetScale, Targets};
    use crate::train::data::Inputs;

    #[test]
    fn columns_get_mean_0_and_variance_1_and_come_back() {
        let raw = vec![1.0, 500.0, 7.0, 3.0, 700.0, 7.0, 5.0, 600.0, 7.0];
        let inputs = Inputs { values: vec![0.0; 3], elements: 1 };
        let targets = Targets::Values { values: raw.clone(), width: 3 };
        let scale = TargetScale::standard(&Part { inputs, targets, samples: 3 });
        let mut values = raw.clone();
        scale.scale(&mut values);
        let edge = 1.5_f32.sqrt();
        let expected = [-edge, -edge, 0.0, 0.0, edge, 0.0, edge, 0.0, 0.0];
        for (value, expected) in values.iter().zip(expected) {
            assert!((value - expected).abs() < 1e-6, "{values:?}");
        }
        scale.unscale(&mut values);
        for (value, raw) in values.iter().zip(&raw) {
            assert!((value - raw).abs() < 1e-3, "{values:?}");
        }
        assert_eq!(TargetScale::from_json(&scale.to_json(), 3), Ok(scale.clone()));
        assert!(TargetScale::from_json(&scale.to_json(), 2).is_err());
        assert!(TargetScale::from_json("{", 3).is_err());
    }
}
