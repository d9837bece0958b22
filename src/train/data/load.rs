//! From a `data` section to three parts, ready for training.

use super::locate::Base;
use super::source::Read;
use super::{
    Part, Prepared, Transform, agree, checks, csv, digits, idx, parts, scale, shape, split,
};
use crate::diagnostic::codes::data::no_data;
use crate::diagnostic::{Diagnostic, has_errors};
use crate::template::{DataFacts, DataSpec, InputSpec, OutputSpec, Source};
use std::path::Path;

/// What the head of the source tells, and what is wrong with it. Reads little: the first rows of a
/// table and its targets up to 32 MiB; the heads and the labels of idx files.
pub fn probe(spec: &DataSpec, base: &Path) -> (DataFacts, Vec<Diagnostic>) {
    let base = Base { folder: base, span: spec.source_span };
    match &spec.source {
        Source::Digits => (digits::facts(), checks::counts(spec, digits::SAMPLES, false)),
        Source::Csv { path, delimiter, header } => {
            let layout = csv::Layout { delimiter: *delimiter, header: *header };
            csv::probe(spec, base, path, layout)
        }
        Source::Idx { .. } => idx::probe(spec, base),
        Source::Missing => (DataFacts::default(), Vec::new()),
    }
}

/// Reads, draws, divides and scales. Paths start from the folder `base`.
///
/// - Classes are the distinct targets, sorted by value where all are numbers, else by their
///   characters; real targets stay in their own units.
/// - `samples` are drawn first, each class in proportion. An own test part of the source is kept
///   whole, and then `test` takes nothing from the rest.
/// - Scaling is fitted on the training part alone: by column, for images by channel.
///
/// # Errors
/// Everything that is wrong with the source, or with the source and the model together.
pub fn load(
    spec: &DataSpec,
    base: &Path,
    input: InputSpec,
    output: OutputSpec,
) -> Result<Prepared, Vec<Diagnostic>> {
    let read = read(spec, base, input, output)?;
    let mut faults = agree::agree(&read.facts, spec, &read.class_names, input, output);
    faults.extend(checks::empty(spec, read.pool.samples, read.own_test.is_some()));
    if has_errors(&faults) {
        return Err(faults);
    }
    Ok(prepare(spec, read, input, output))
}

fn read(
    spec: &DataSpec,
    folder: &Path,
    input: InputSpec,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    let base = Base { folder, span: spec.source_span };
    let mut read = match &spec.source {
        Source::Digits => digits::read(),
        Source::Csv { path, delimiter, header } => {
            let layout = csv::Layout { delimiter: *delimiter, header: *header };
            csv::load(spec, base, path, layout, output)?
        }
        Source::Idx { .. } => return idx::load(spec, base, input, output),
        Source::Missing => return Err(vec![no_data::diagnostic(spec.source_span)]),
    };
    if let Some(count) = spec.samples.filter(|count| *count < read.pool.samples) {
        let strata = split::strata(&read.pool.targets, read.pool.samples, spec.stratify);
        let marks = split::draw(&strata, count, spec.seed);
        read.pool = parts::keep(read.pool, &marks);
    }
    let arrangement = read.facts.input.and_then(|facts| shape::arrangement(facts, input));
    if let Some(arrangement) = arrangement {
        arrangement.apply(&mut read.pool.inputs.values, read.pool.inputs.elements);
    }
    Ok(read)
}

fn prepare(spec: &DataSpec, read: Read, input: InputSpec, output: OutputSpec) -> Prepared {
    let strata = split::strata(&read.pool.targets, read.pool.samples, spec.stratify);
    let test_share = if read.own_test.is_some() { 0.0 } else { spec.splits.test };
    let division = split::divide(&strata, spec.splits.validation, test_share, spec.seed);
    let [mut train, mut validation, drawn_test] = parts::cut(read.pool, &division);
    let mut test = read.own_test.unwrap_or(drawn_test);
    let scale = scale::fit(&train, spec.scale, scale::block(read.facts.input, input));
    for part in [&mut train, &mut validation, &mut test] {
        let Part { inputs, .. } = part;
        scale.apply(&mut inputs.values);
    }
    let class_names = read.class_names;
    let transform = Transform {
        source: read.source,
        input: input.into(),
        output: output.into(),
        scale,
        class_names: class_names.clone(),
    };
    Prepared { train, validation, test, class_names, transform }
}
