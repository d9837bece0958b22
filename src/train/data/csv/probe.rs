//! The head of a table, for `hpm check`.

use super::columns::{choose, feature_count};
use super::scan::{Depth, Scan};
use super::table::{Layout, Table};
use super::target::{TargetReader, facts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::constant_target;
use crate::template::{DataFacts, DataSpec, InputFacts, OutputFacts};
use crate::train::data::checks;
use crate::train::data::classes::Classes;
use crate::train::data::locate::Base;

/// The shape and the kind of the data, and what is wrong with its first rows.
pub fn probe(
    spec: &DataSpec,
    base: Base<'_>,
    path: &str,
    layout: Layout,
) -> (DataFacts, Vec<Diagnostic>) {
    let mut table = match Table::open(base, path, layout) {
        Ok(table) => table,
        Err(fault) => return (DataFacts::default(), vec![fault]),
    };
    let mut found = DataFacts {
        input: feature_count(&table, spec).map(InputFacts::Features),
        columns: table.columns.clone(),
        ..DataFacts::default()
    };
    let columns = match choose(&table, spec) {
        Ok(columns) => columns,
        Err(faults) => return (found, faults),
    };
    let width = columns.targets.len();
    let reader = if width == 1 { TargetReader::survey() } else { TargetReader::Values(Vec::new()) };
    let mut scan = Scan::new(&columns, reader);
    let whole = match scan.look(&mut table, Depth::PROBE) {
        Ok(whole) => whole,
        Err(fault) => return (found, vec![fault]),
    };
    if !scan.faults.none() {
        return (found, scan.faults.diagnostics(&table, &columns, scan.looked, None));
    }
    if !whole {
        return (found, Vec::new());
    }
    let samples = scan.rows;
    found.samples = Some(samples);
    let (_, classes) = scan.targets.finish(width);
    let Some(classes) = classes else {
        found.output = Some(OutputFacts::Values(width));
        return (found, checks::counts(spec, samples, false));
    };
    if let ([only], Some(column)) = (classes.names.as_slice(), columns.targets.first()) {
        let target = format!("the target `{}`", column.name);
        return (found, vec![constant_target::diagnostic(column.span, &target, only, samples)]);
    }
    found.output = facts(&classes);
    let mut faults = checks::counts(spec, samples, false);
    faults.extend(rare(spec, &classes));
    (found, faults)
}

/// Only texts are surely classes.
fn rare(spec: &DataSpec, classes: &Classes) -> Vec<Diagnostic> {
    if classes.numbers || classes.names.len() > classes.counts.iter().sum::<usize>() / 2 {
        return Vec::new();
    }
    checks::rare(spec, &classes.names, &classes.counts, false)
}
