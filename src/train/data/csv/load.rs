//! A whole table in memory.

use super::columns::{Columns, choose};
use super::scan::Scan;
use super::table::{Layout, Table};
use super::target::{TargetReader, facts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{constant_target, target_width};
use crate::template::{DataFacts, DataSpec, InputFacts, OutputFacts, OutputSpec};
use crate::train::data::locate::Base;
use crate::train::data::source::Read;
use crate::train::data::{Inputs, Part, SourceForm, Targets};

/// # Errors
/// All that is wrong with the file.
pub fn load(
    spec: &DataSpec,
    base: Base<'_>,
    path: &str,
    layout: Layout,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    let mut table = Table::open(base, path, layout).map_err(|fault| vec![fault])?;
    let columns = choose(&table, spec)?;
    let width = columns.targets.len();
    let reader = match output {
        OutputSpec::Values(_) | OutputSpec::Labels(_) => TargetReader::Values(Vec::new()),
        _ => one_target(&columns, output)?,
    };
    let mut scan = Scan::new(&columns, reader);
    scan.all(&mut table).map_err(|fault| vec![fault])?;
    if !scan.faults.none() {
        let output = output.to_string();
        return Err(scan.faults.diagnostics(&table, &columns, scan.rows, Some(&output)));
    }
    let samples = scan.rows;
    let (targets, classes) = scan.targets.finish(width);
    if let Some(fault) = constant(&columns, &targets, classes.as_ref().map(|c| c.names.as_slice()))
    {
        return Err(vec![fault]);
    }
    let output = match &classes {
        Some(classes) => facts(classes),
        None => Some(OutputFacts::Values(width)),
    };
    let elements = columns.features.len();
    Ok(Read {
        facts: DataFacts {
            input: Some(InputFacts::Features(elements)),
            output,
            samples: Some(samples),
            columns: table.columns.clone(),
        },
        pool: Part { inputs: Inputs { values: scan.values, elements }, targets, samples },
        own_test: None,
        class_names: classes.map(|classes| classes.names).unwrap_or_default(),
        source: SourceForm::Table {
            delimiter: layout.delimiter,
            header: layout.header,
            features: columns.features.iter().map(|column| column.name.clone()).collect(),
            target: columns.targets.iter().map(|column| column.name.clone()).collect(),
        },
    })
}

/// Classes stand in one column.
fn one_target(columns: &Columns, output: OutputSpec) -> Result<TargetReader, Vec<Diagnostic>> {
    match columns.targets.as_slice() {
        [_] => Ok(TargetReader::classes()),
        many => {
            let span = many.last().map_or_else(Vec::new, |last| {
                let output = output.to_string();
                vec![target_width::diagnostic(last.span, many.len(), &output, 1)]
            });
            Err(span)
        }
    }
}

fn constant(columns: &Columns, targets: &Targets, names: Option<&[String]>) -> Option<Diagnostic> {
    let told = |slot: usize, value: &str, samples| {
        let column = columns.targets.get(slot)?;
        let target = format!("the target `{}`", column.name);
        Some(constant_target::diagnostic(column.span, &target, value, samples))
    };
    match (targets, names) {
        (Targets::Classes(ids), Some([only])) => told(0, only, ids.len()),
        (Targets::Values { values, width }, _) => (0..*width).find_map(|slot| {
            let mut column = values.iter().skip(slot).step_by((*width).max(1));
            let first = column.next()?;
            let same = column.all(|value| value == first);
            same.then(|| told(slot, &first.to_string(), values.len() / (*width).max(1)))?
        }),
        _ => None,
    }
}
