//! From a `data` section to three parts, ready for training.

use super::checks::Own;
use super::csv::Layout;
use super::locate::Base;
use super::source::{Pending, Read};
use super::table::{self, Opener};
use super::{
    Part, Prepared, SourceForm, Transform, agree, arrays, checks, digits, generated, idx, images,
    parts, scale, series, shape, split, text,
};
use crate::diagnostic::codes::data::{no_data, token_range};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::template::{DataFacts, DataSpec, InputSpec, OutputSpec, Scaling, Source};
use std::path::Path;

/// What the head of the source tells, and what is wrong with it. Reads little: the first rows of a
/// table and its targets up to 32 MiB; the heads and the targets of arrays; the names in folders and
/// the headers of some images.
pub fn probe(spec: &DataSpec, base: &Path) -> (DataFacts, Vec<Diagnostic>) {
    let base = Base { folder: base, span: spec.source_span };
    match &spec.source {
        Source::Digits => (digits::facts(), checks::counts(spec, digits::SAMPLES, Own::default())),
        Source::Csv { .. } | Source::Parquet { .. } => match opener(&spec.source, base) {
            Some(opener) => table::probe(spec, opener),
            None => (DataFacts::default(), Vec::new()),
        },
        Source::Idx { .. } => idx::probe(spec, base),
        Source::ImageFolder { .. } => images::probe(spec, base),
        Source::Arrays(source) => arrays::probe(spec, source, base),
        Source::Text(source) => text::probe(spec, source, base),
        Source::Series { .. } => series::probe(spec, base),
        Source::Generated(set) => {
            let facts = generated::facts(*set);
            let faults = checks::counts(spec, facts.samples.unwrap_or(0), Own::default());
            (facts, faults)
        }
        Source::Missing => (DataFacts::default(), Vec::new()),
    }
}

/// The table that a source means.
fn opener<'a>(source: &'a Source, base: Base<'a>) -> Option<Opener<'a>> {
    match source {
        Source::Csv { path, delimiter, header } => {
            let layout = Layout { delimiter: *delimiter, header: *header };
            Some(Opener::Csv { base, path, layout })
        }
        Source::Parquet { path } => Some(Opener::Parquet { base, path }),
        _ => None,
    }
}

/// Reads, draws, divides and scales. Paths start from the folder `base`.
///
/// - Classes are the distinct targets, sorted by value where all are numbers, else by their
///   characters; real targets stay in their own units.
/// - `samples` are drawn first, each class in proportion. An own test part of the source is kept
///   whole, and then `test` takes nothing from the rest.
/// - What is in time order is divided in this order.
/// - Gaps, vocabulary and scaling are fitted on the training part alone: scaling by column, for
///   images by channel.
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
    if read.divided.is_none() {
        let own = Own { validation: read.own_validation.is_some(), test: read.own_test.is_some() };
        faults.extend(checks::empty(spec, read.pool.samples, own));
    }
    faults.extend(tokens_fault(spec, &read, input));
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
        Source::Csv { .. } | Source::Parquet { .. } => match opener(&spec.source, base) {
            Some(opener) => table::load(spec, opener, output)?,
            None => return Err(Vec::new()),
        },
        Source::Idx { .. } => idx::load(spec, base, input, output)?,
        Source::ImageFolder { .. } => images::load(spec, base, input, output)?,
        Source::Arrays(source) => arrays::load(spec, source, base, input, output)?,
        Source::Text(source) => text::load(spec, source, base, output)?,
        Source::Series { .. } => series::load(spec, base, input, output)?,
        Source::Generated(set) => generated::read(*set, spec.seed),
        Source::Missing => return Err(vec![no_data::diagnostic(spec.source_span)]),
    };
    if read.settled {
        return Ok(read);
    }
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

/// Numbers that are no tokens, where the source holds numbers and the model takes tokens.
fn tokens_fault(spec: &DataSpec, read: &Read, input: InputSpec) -> Option<Diagnostic> {
    let InputSpec::Tokens { vocabulary, .. } = input else { return None };
    if matches!(read.pending, Pending::Vocabulary(_)) {
        return None;
    }
    let parts = [Some(&read.pool), read.own_validation.as_ref(), read.own_test.as_ref()];
    let all = || parts.into_iter().flatten().flat_map(|part| &part.inputs.values).copied();
    let least = || all().filter(|value| *value < 0.0).min_by(f32::total_cmp);
    let largest = || all().filter(|value| *value >= vocabulary as f32).max_by(f32::total_cmp);
    // Fractions are measured numbers, whatever else there is; no vocabulary has room for negatives.
    let bad = all().find(|value| value.fract() != 0.0).or_else(least).or_else(largest)?;
    Some(token_range::diagnostic(spec.source_span, f64::from(bad), vocabulary))
}

/// The three parts of samples that are read.
fn divide(spec: &DataSpec, pool: Part, validation: Option<Part>, test: Option<Part>) -> [Part; 3] {
    let own = Own { validation: validation.is_some(), test: test.is_some() };
    let shares = own.shares(spec);
    let strata = split::strata(&pool.targets, pool.samples, spec.stratify);
    let division = split::divide(&strata, shares.validation, shares.test, spec.seed);
    let [train, drawn_validation, drawn_test] = parts::cut(pool, &division);
    [train, validation.unwrap_or(drawn_validation), test.unwrap_or(drawn_test)]
}

fn prepare(spec: &DataSpec, read: Read, input: InputSpec, output: OutputSpec) -> Prepared {
    let Read {
        facts,
        pool,
        own_validation,
        own_test,
        divided,
        mut class_names,
        source,
        pending,
        ..
    } = read;
    let mut all = match divided {
        Some(parts) => parts,
        None => divide(spec, pool, own_validation, own_test),
    };
    let (source, unscaled) = settle(source, pending, &mut all, &mut class_names, input);
    let tokens = matches!(input, InputSpec::Tokens { .. });
    let scaling = if tokens { Scaling::None } else { spec.scale };
    let [train, ..] = &all;
    let mut scale = scale::fit(train, scaling, scale::block(facts.input, input));
    scale.spare(&unscaled);
    for part in &mut all {
        scale.apply(&mut part.inputs.values);
    }
    let transform = Transform {
        source,
        input: input.into(),
        output: output.into(),
        scale,
        class_names: class_names.clone(),
    };
    let [train, validation, test] = all;
    Prepared { train, validation, test, class_names, transform }
}

/// Learns from the training part what only it may tell; returns what is not to be scaled.
fn settle(
    mut source: SourceForm,
    pending: Pending,
    all: &mut [Part; 3],
    class_names: &mut Vec<String>,
    input: InputSpec,
) -> (SourceForm, Vec<bool>) {
    let mut unscaled = Vec::new();
    match (pending, &mut source) {
        (Pending::Columns(mut encoding), SourceForm::Table { columns, .. }) => {
            encoding.settle(all);
            unscaled = encoding.marks();
            *columns = encoding.columns;
        }
        (Pending::Vocabulary(corpus), SourceForm::Text(form)) => {
            form.words = corpus.settle(all, form.next);
            if let (true, InputSpec::Tokens { vocabulary, .. }) = (form.next, input) {
                *class_names = text::class_names(&form.words, vocabulary);
            }
        }
        _ => {}
    }
    (source, unscaled)
}
