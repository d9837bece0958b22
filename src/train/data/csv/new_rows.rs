//! New rows for a trained network.

use super::columns::{Column, Columns};
use super::scan::Scan;
use super::table::{Layout, Table};
use super::target::TargetReader;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::unknown_column;
use crate::template::OutputSpec;
use crate::train::data::classes;
use crate::train::data::locate::Base;
use crate::train::data::{Inputs, Targets};

/// The columns that a network was trained on.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub features: &'a [String],
    pub target: &'a [String],
    pub class_names: &'a [String],
    pub output: OutputSpec,
}

/// Finds the features by name, in any order, among any others; the targets where all are there.
///
/// # Errors
/// All that is wrong with the file.
pub fn read_new(
    base: Base<'_>,
    path: &str,
    layout: Layout,
    wanted: Wanted<'_>,
) -> Result<(Inputs, usize, Option<Targets>), Vec<Diagnostic>> {
    let mut table = Table::open(base, path, layout).map_err(|fault| vec![fault])?;
    let find = |name: &String| {
        let at = table.columns.iter().position(|column| column == name)?;
        Some(Column { at, name: name.clone(), span: base.span })
    };
    let absent: Vec<Diagnostic> = wanted
        .features
        .iter()
        .filter(|name| find(name).is_none())
        .map(|name| unknown_column::diagnostic(base.span, name, &table.shown, &table.columns, None))
        .collect();
    if !absent.is_empty() {
        return Err(absent);
    }
    let targets: Option<Vec<Column>> = wanted.target.iter().map(find).collect();
    let columns = Columns {
        features: wanted.features.iter().filter_map(find).collect(),
        targets: Vec::new(),
    };
    let truth = targets.unwrap_or_default();
    let mut scan = Scan::new(&columns, TargetReader::Values(Vec::new()));
    let mut answers = Answers::new(wanted);
    scan.all_with(&mut table, |table| answers.row(table, &truth)).map_err(|fault| vec![fault])?;
    if !scan.faults.none() {
        return Err(scan.faults.diagnostics(&table, &columns, scan.rows, None));
    }
    let inputs = Inputs { values: scan.values, elements: columns.features.len() };
    Ok((inputs, scan.rows, answers.finish(scan.rows)))
}

/// The true answers, as long as every row has one that the network knows.
struct Answers<'a> {
    names: &'a [String],
    targets: Targets,
    known: bool,
}

impl<'a> Answers<'a> {
    fn new(wanted: Wanted<'a>) -> Answers<'a> {
        let targets = match wanted.output {
            OutputSpec::Values(width) | OutputSpec::Labels(width) => {
                Targets::Values { values: Vec::new(), width }
            }
            _ => Targets::Classes(Vec::new()),
        };
        Answers { names: wanted.class_names, targets, known: true }
    }

    fn row(&mut self, table: &Table, truth: &[Column]) {
        self.known = self.known
            && !truth.is_empty()
            && truth.iter().all(|column| self.push(table.cell(column.at)));
    }

    /// False where the answer is not known.
    fn push(&mut self, cell: &[u8]) -> bool {
        match &mut self.targets {
            Targets::Classes(ids) => {
                let text = String::from_utf8_lossy(cell.trim_ascii());
                let class = classes::find(self.names, &text);
                ids.extend(class);
                class.is_some()
            }
            Targets::Values { values, .. } => {
                let value = super::cell::number(cell).ok();
                values.extend(value);
                value.is_some()
            }
        }
    }

    fn finish(self, rows: usize) -> Option<Targets> {
        let complete = match &self.targets {
            Targets::Classes(ids) => ids.len() == rows,
            Targets::Values { values, width } => values.len() == rows.saturating_mul(*width),
        };
        (self.known && complete).then_some(self.targets)
    }
}
