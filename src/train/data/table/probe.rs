//! The head of a table, for `hpm check`.

use super::columns::{Columns, choose, feature_count};
use super::encode::Encoding;
use super::kinds::{Survey, survey};
use super::open::Opener;
use super::rows::{Field, Rows};
use super::scan::{Depth, Scan};
use super::target::{TargetReader, facts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::constant_target;
use crate::template::{DataFacts, DataSpec, InputFacts, OutputFacts};
use crate::train::data::checks::{self, Own};
use crate::train::data::classes::Classes;

/// The shape and the kind of the data, and what is wrong with its first rows.
pub fn probe(spec: &DataSpec, opener: Opener<'_>) -> (DataFacts, Vec<Diagnostic>) {
    let mut found = DataFacts::default();
    let faults = match look(spec, opener, &mut found) {
        Ok(faults) | Err(faults) => faults,
    };
    (found, faults)
}

/// Fills in what is found; faults of the file are errors, those of its counts the result.
fn look(
    spec: &DataSpec,
    opener: Opener<'_>,
    found: &mut DataFacts,
) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let mut rows = opener.open().map_err(one)?;
    found.columns.clone_from(&rows.head().columns);
    let columns = choose(rows.head(), spec).inspect_err(|_| {
        found.input = unnamed(rows.as_mut(), spec).map(InputFacts::Features);
    })?;
    rows.only(&columns.places());
    let Survey { kinds, warnings } = survey(rows.as_mut(), &columns, spec, true)?;
    let mut rows = opener.open().map_err(one)?;
    rows.only(&columns.places());
    let reader = TargetReader::survey(columns.targets.len());
    let mut scan = Scan::new(&columns, &kinds, spec.missing, reader);
    let whole = scan.read(rows.as_mut(), Depth::PROBE, |_| ()).map_err(one)?;
    let told = scan.diagnostics(rows.head(), scan.looked, None);
    let forms = scan.forms();
    let numbers = forms.iter().all(|form| form.categories.is_empty());
    if numbers || (whole && told.is_empty()) {
        let encoding = Encoding { columns: forms, missing: spec.missing };
        found.input = Some(InputFacts::Features(encoding.width()));
    }
    if !told.is_empty() {
        return Err(told);
    }
    if !whole {
        return Ok(warnings);
    }
    found.samples = Some(scan.rows);
    let samples = scan.rows;
    let (output, mut faults) = target_facts(spec, &columns, scan.targets, samples)?;
    found.output = output;
    faults.splice(0..0, checks::counts(spec, samples, Own::default()));
    faults.extend(warnings);
    Ok(faults)
}

/// What the targets can be, and the classes among them that are rare.
///
/// # Errors
/// There is one class only.
pub fn target_facts(
    spec: &DataSpec,
    columns: &Columns,
    targets: TargetReader,
    samples: usize,
) -> Result<(Option<OutputFacts>, Vec<Diagnostic>), Vec<Diagnostic>> {
    let width = columns.targets.len();
    if let TargetReader::Values(values) = &targets {
        let binary = values.iter().all(|value| *value == 0.0 || *value == 1.0);
        let found = if binary { OutputFacts::Labels(width) } else { OutputFacts::Values(width) };
        return Ok((Some(found), Vec::new()));
    }
    let Some(classes) = targets.finish(width).1 else { return Ok((None, Vec::new())) };
    if let ([only], Some(column)) = (classes.names.as_slice(), columns.targets.first()) {
        let target = format!("the target `{}`", column.name);
        return Err(vec![constant_target::diagnostic(column.span, &target, only, samples)]);
    }
    Ok((facts(&classes), rare(spec, &classes)))
}

/// How many features there would be without the names that are wrong; unknown where some of them
/// seem to be categories.
fn unnamed(rows: &mut dyn Rows, spec: &DataSpec) -> Option<usize> {
    let count = feature_count(rows.head(), spec)?;
    rows.next().ok().filter(|more| *more)?;
    let text = |at: &usize| {
        let field = rows.field(*at);
        matches!(field, Field::Text(_)) && super::number(field).is_err()
    };
    let texts = (0..rows.width()).filter(text).count();
    (texts <= spec.target.len().max(1)).then_some(count)
}

/// Only texts are surely classes.
fn rare(spec: &DataSpec, classes: &Classes) -> Vec<Diagnostic> {
    if classes.numbers || classes.names.len() > classes.counts.iter().sum::<usize>() / 2 {
        return Vec::new();
    }
    checks::rare(spec, &classes.names, &classes.counts, Own::default())
}
