//! A whole table in memory.

use super::columns::{Columns, choose};
use super::encode::Encoding;
use super::kinds::{Kind, survey};
use super::open::Opener;
use super::rows::Head;
use super::scan::{Depth, Scan};
use super::whole_targets::WholeTargets;
use crate::diagnostic::Diagnostic;
use crate::template::{DataFacts, DataSpec, InputFacts, OutputSpec};
use crate::train::data::source::{Pending, Read};
use crate::train::data::{Inputs, Part, SourceForm};

/// All rows, features not yet encoded.
pub struct Loaded {
    pub head: Head,
    pub values: Vec<f32>,
    pub encoding: Encoding,
    pub targets: WholeTargets,
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
    let (delimiter, header) = opener.layout();
    let name = |column: &super::Column| column.name.clone();
    Ok(Read {
        facts: DataFacts {
            input: Some(InputFacts::Features(loaded.encoding.width())),
            output: loaded.targets.facts,
            samples: Some(loaded.rows),
            columns: loaded.head.columns,
        },
        class_names: loaded.targets.class_names,
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
            targets: loaded.targets.targets,
            samples: loaded.rows,
        })
    })
}

/// One pass over all rows.
///
/// # Errors
/// Every cell that does not fit, or targets that the output cannot be.
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
    let reader = WholeTargets::reader(columns, output)?;
    let mut scan = Scan::new(columns, kinds, spec.missing, reader);
    scan.read(rows.as_mut(), Depth::ALL, |_| ()).map_err(one)?;
    let faults = scan.diagnostics(rows.head(), scan.rows, Some(&output.to_string()));
    if !faults.is_empty() {
        return Err(faults);
    }
    let encoding = Encoding { columns: scan.forms(), missing: spec.missing };
    let targets = WholeTargets::of(scan.targets, columns, output).map_err(one)?;
    let head = rows.head().clone();
    Ok(Loaded { head, values: scan.values, encoding, targets, rows: scan.rows })
}
