//! Checks of counts, alike for every source.

use super::split::part_sizes;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{empty_part, fewer_samples, rare_class};
use crate::template::DataSpec;

/// Rare classes that are named one by one.
const NAMED: usize = 3;

/// Samples: enough of them, and some for every part.
pub fn counts(spec: &DataSpec, samples: usize, own_test: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let Some(asked) = spec.samples.filter(|asked| *asked > samples) {
        found.push(fewer_samples::diagnostic(spec.source_span, asked, samples));
    }
    let used = spec.samples.map_or(samples, |asked| asked.min(samples));
    found.extend(empty(spec, used, own_test));
    found
}

/// The first part that would get no sample.
pub fn empty(spec: &DataSpec, samples: usize, own_test: bool) -> Option<Diagnostic> {
    let test = if own_test { 0.0 } else { spec.splits.test };
    let sizes = part_sizes(samples, spec.splits.validation, test);
    let train = 1.0 - spec.splits.validation - test;
    let parts = [
        ("training", train, sizes.train, true),
        ("validation", spec.splits.validation, sizes.validation, spec.splits.validation > 0.0),
        ("test", test, sizes.test, test > 0.0),
    ];
    let (name, share, _, _) =
        parts.into_iter().find(|(_, _, size, wanted)| *wanted && *size == 0)?;
    Some(empty_part::diagnostic(spec.source_span, name, share, samples))
}

/// Classes that cannot be in every part.
pub fn rare(
    spec: &DataSpec,
    names: &[String],
    counts: &[usize],
    own_test: bool,
) -> Vec<Diagnostic> {
    let test = spec.splits.test > 0.0 && !own_test;
    let parts = 1 + usize::from(spec.splits.validation > 0.0) + usize::from(test);
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
