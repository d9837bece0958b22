//! Checks of counts, alike for every source.

use super::split::part_sizes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{empty_part, fewer_samples, rare_class};
use crate::template::{DataSpec, Splits};

/// Rare classes that are named one by one.
const NAMED: usize = 3;

/// Parts that the source keeps apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Own {
    pub validation: bool,
    pub test: bool,
}

impl Own {
    pub fn test(test: bool) -> Own {
        Own { validation: false, test }
    }

    /// The shares that are taken from the rest.
    pub fn shares(self, spec: &DataSpec) -> Splits {
        let share = |own: bool, share: f64| if own { 0.0 } else { share };
        Splits {
            validation: share(self.validation, spec.splits.validation),
            test: share(self.test, spec.splits.test),
        }
    }
}

/// Samples: enough of them, and some for every part.
pub fn counts(spec: &DataSpec, samples: usize, own: Own) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(asked) = spec.samples.filter(|asked| *asked > samples) {
        found.push(fewer_samples::diagnostic(spec.source_span, asked, samples));
    }
    let used = spec.samples.map_or(samples, |asked| asked.min(samples));
    found.extend(empty(spec, used, own));
    found
}

/// The first part that would get no sample.
pub fn empty(spec: &DataSpec, samples: usize, own: Own) -> Option<Diagnostic> {
    let Splits { validation, test } = own.shares(spec);
    let sizes = part_sizes(samples, validation, test);
    let train = 1.0 - validation - test;
    let parts = [
        ("training", train, sizes.train, true),
        ("validation", validation, sizes.validation, validation > 0.0),
        ("test", test, sizes.test, test > 0.0),
    ];
    let (name, share, _, _) =
        parts.into_iter().find(|(_, _, size, wanted)| *wanted && *size == 0)?;
    Some(empty_part::diagnostic(spec.source_span, name, share, samples))
}

/// Classes that cannot be in every part.
pub fn rare(spec: &DataSpec, names: &[String], counts: &[usize], own: Own) -> Vec<Diagnostic> {
    let Splits { validation, test } = own.shares(spec);
    let parts = 1 + usize::from(validation > 0.0) + usize::from(test > 0.0);
    if !spec.stratify {
        return Vec::new();
    }
    names
        .iter()
        .zip(counts)
        .filter(|(_, count)| **count < parts)
        .take(NAMED)
        .map(|(name, count)| rare_class::diagnostic(spec.source_span, name, *count, parts))
        .collect()
}
