//! A whole table in memory.

use super::columns::{Columns, choose};
use super::encode::Encoding;
use super::kinds::{Kind, survey};
use super::open::Opener;
use super::rows::Head;
use super::scan::{Depth, Scan};
use super::target::{TargetReader, facts};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{constant_target, target_not_binary, target_width};
use crate::template::{DataFacts, DataSpec, InputFacts, OutputFacts, OutputSpec};
use crate::train::data::classes::Classes;
use crate::train::data::source::{Pending, Read};
use crate::train::data::{Inputs, Part, SourceForm, Targets};

/// All rows, features not yet encoded.
pub struct Loaded {
    pub head: Head,
    pub values: Vec<f32>,
    pub encoding: Encoding,
    pub targets: Targets,
    pub classes: Option<Classes>,
    pub rows: usize,
}

/// # Errors
/// All that is wrong with the file.
pub fn load(
    spec: &DataSpec,
    opener: Opener<'_>,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let mut rows = opener.open().map_err(one)?;
    let columns = choose(rows.head(), spec)?;
    rows.only(&columns.places());
    let kinds = survey(rows.as_mut(), &columns, spec, true)?.kinds;
    drop(rows);
    let loaded = read_all(spec, opener, &columns, &kinds, output)?;
    let width = columns.targets.len();
    let names = loaded.classes.as_ref().map(|classes| classes.names.as_slice());
    if let Some(fault) = constant(&columns, &loaded.targets, names)
        .or_else(|| not_binary(&columns, &loaded.targets, output))
    {
        return Err(one(fault));
    }
    let known = match &loaded.classes {
        Some(classes) => facts(classes),
        None if matches!(output, OutputSpec::Labels(_)) => Some(OutputFacts::Labels(width)),
        None => Some(OutputFacts::Values(width)),
    };
    let (delimiter, header) = opener.layout();
    let name = |column: &super::Column| column.name.clone();
    Ok(Read {
        facts: DataFacts {
            input: Some(InputFacts::Features(loaded.encoding.width())),
            output: known,
            samples: Some(loaded.rows),
            columns: loaded.head.columns,
        },
        class_names: loaded.classes.map(|classes| classes.names).unwrap_or_default(),
        source: SourceForm::Table {
            delimiter,
            header,
            features: columns.features.iter().map(name).collect(),
            target: columns.targets.iter().map(name).collect(),
            columns: Vec::new(),
            missing: spec.missing,
        },
        pending: Pending::Columns(loaded.encoding),
        ..Read::of(Part {
            inputs: Inputs { values: loaded.values, elements: columns.features.len() },
            targets: loaded.targets,
            samples: loaded.rows,
        })
    })
}

/// One pass over all rows.
///
/// # Errors
/// Every cell that does not fit.
pub fn read_all(
    spec: &DataSpec,
    opener: Opener<'_>,
    columns: &Columns,
    kinds: &[Kind],
    output: OutputSpec,
) -> Result<Loaded, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let mut rows = opener.open().map_err(one)?;
    rows.only(&columns.places());
    let reader = match output {
        OutputSpec::Values(_) | OutputSpec::Labels(_) => TargetReader::Values(Vec::new()),
        _ => one_target(columns, output)?,
    };
    let mut scan = Scan::new(columns, kinds, spec.missing, reader);
    scan.read(rows.as_mut(), Depth::ALL, |_| ()).map_err(one)?;
    let faults = scan.diagnostics(rows.head(), scan.rows, Some(&output.to_string()));
    if !faults.is_empty() {
        return Err(faults);
    }
    let encoding = Encoding { columns: scan.forms(), missing: spec.missing };
    let (targets, classes) = scan.targets.finish(columns.targets.len());
    let head = rows.head().clone();
    Ok(Loaded { head, values: scan.values, encoding, targets, classes, rows: scan.rows })
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

/// A target that never changes.
pub fn constant(
    columns: &Columns,
    targets: &Targets,
    names: Option<&[String]>,
) -> Option<Diagnostic> {
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

/// The first target that is neither 0 nor 1, where labels are wanted.
fn not_binary(columns: &Columns, targets: &Targets, output: OutputSpec) -> Option<Diagnostic> {
    let (OutputSpec::Labels(_), Targets::Values { values, width }) = (output, targets) else {
        return None;
    };
    let at = values.iter().position(|value| *value != 0.0 && *value != 1.0)?;
    let column = columns.targets.get(at % (*width).max(1))?;
    let value = values.get(at)?.to_string();
    Some(target_not_binary::diagnostic(
        column.span,
        &format!("the target `{}`", column.name),
        &value,
    ))
}
