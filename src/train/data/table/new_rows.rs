//! New rows for a trained network.

use super::cell::is_gap;
use super::columns::{Column, Columns};
use super::encode::{ColumnForm, Encoding};
use super::open::Opener;
use super::rows::{Field, Rows};
use super::scan::{Depth, Scan};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::unknown_column;
use crate::template::{Missing, OutputSpec};
use crate::train::data::classes;
use crate::train::data::{Inputs, Targets};

/// The columns that a network was trained on.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub features: &'a [String],
    pub target: &'a [String],
    pub columns: &'a [ColumnForm],
    pub missing: Missing,
    pub class_names: &'a [String],
    pub output: OutputSpec,
}

/// What is to be told of the rows.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Rows with an empty cell, in order, where the network was trained without such rows.
    pub gaps: Vec<usize>,
    /// The first class that the network does not know.
    pub unknown: Option<String>,
}

/// Finds the features by name, in any order, among any others; the targets where all are there.
///
/// # Errors
/// All that is wrong with the file.
pub fn read_new(
    opener: Opener<'_>,
    wanted: Wanted<'_>,
    notes: &mut Notes,
) -> Result<(Inputs, usize, Option<Targets>), Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let mut table = opener.open().map_err(one)?;
    let head = table.head().clone();
    let find = |name: &String| {
        let at = head.columns.iter().position(|column| column == name)?;
        Some(Column { at, name: name.clone(), span: head.span })
    };
    let absent: Vec<Diagnostic> = wanted
        .features
        .iter()
        .filter(|name| find(name).is_none())
        .map(|name| unknown_column::diagnostic(head.span, name, &head.shown, &head.columns, None))
        .collect();
    if !absent.is_empty() {
        return Err(absent);
    }
    let truth: Vec<Column> =
        wanted.target.iter().map(find).collect::<Option<_>>().unwrap_or_default();
    let columns = Columns {
        features: wanted.features.iter().filter_map(find).collect(),
        ..Columns::default()
    };
    let used = Columns { targets: truth.clone(), ..columns.clone() };
    table.only(&used.places());
    let forms = wanted.encoding().columns;
    // Rows are not dropped: every one has its place among the predictions.
    let drops = wanted.missing == Missing::Drop;
    let missing = if drops { Missing::Zero } else { wanted.missing };
    let mut scan = Scan::known(&columns, &forms, missing);
    let mut answers = Answers::new(wanted);
    let mut row = 0;
    let each = |table: &dyn Rows| {
        if drops && columns.features.iter().any(|column| is_gap(table.field(column.at))) {
            notes.gaps.push(row);
        }
        row += 1;
        answers.row(table, &truth);
    };
    scan.read(table.as_mut(), Depth::ALL, each).map_err(one)?;
    let faults = scan.diagnostics(&head, scan.rows, None);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut values = std::mem::take(&mut scan.values);
    let encoding = wanted.encoding();
    encoding.apply(&mut values);
    if drops {
        // Their predictions mean nothing and are not shown.
        values.iter_mut().filter(|value| value.is_nan()).for_each(|value| *value = 0.0);
    }
    notes.unknown = answers.unknown.take();
    let inputs = Inputs { values, elements: encoding.width() };
    Ok((inputs, scan.rows, answers.finish(scan.rows)))
}

/// Hands the cell of one column to `each`, row by row, and gives back the answers that every row
/// has.
///
/// # Errors
/// All that is wrong with the file.
pub fn read_text(
    opener: Opener<'_>,
    wanted: Wanted<'_>,
    column: &str,
    mut each: impl FnMut(Field<'_>),
) -> Result<Option<Targets>, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let mut table = opener.open().map_err(one)?;
    let head = table.head().clone();
    let find = |name: &str| {
        let at = head.columns.iter().position(|column| column == name)?;
        Some(Column { at, name: name.to_owned(), span: head.span })
    };
    let Some(text) = find(column) else {
        let (shown, columns) = (&head.shown, &head.columns);
        return Err(one(unknown_column::diagnostic(head.span, column, shown, columns, None)));
    };
    let truth: Vec<Column> =
        wanted.target.iter().map(|name| find(name)).collect::<Option<_>>().unwrap_or_default();
    let columns = Columns::default();
    let mut scan = Scan::known(&columns, &[], Missing::Error);
    let mut answers = Answers::new(wanted);
    let row = |table: &dyn Rows| {
        each(table.field(text.at));
        answers.row(table, &truth);
    };
    scan.read(table.as_mut(), Depth::ALL, row).map_err(one)?;
    let faults = scan.diagnostics(&head, scan.rows, None);
    if faults.is_empty() { Ok(answers.finish(scan.rows)) } else { Err(faults) }
}

impl Wanted<'_> {
    /// Columns of numbers where nothing else was saved.
    fn encoding(&self) -> Encoding {
        let mut columns = self.columns.to_vec();
        columns.resize(self.features.len(), ColumnForm::default());
        Encoding { columns, missing: self.missing }
    }
}

/// The true answers, as long as every row has one that the network knows.
struct Answers<'a> {
    names: &'a [String],
    targets: Targets,
    known: bool,
    /// The first class that the network does not know.
    unknown: Option<String>,
}

impl<'a> Answers<'a> {
    fn new(wanted: Wanted<'a>) -> Answers<'a> {
        let targets = match wanted.output {
            OutputSpec::Values(width) | OutputSpec::Labels(width) => {
                Targets::Values { values: Vec::new(), width }
            }
            _ => Targets::Classes(Vec::new()),
        };
        Answers { names: wanted.class_names, targets, known: true, unknown: None }
    }

    fn row(&mut self, table: &dyn Rows, truth: &[Column]) {
        self.known = self.known
            && !truth.is_empty()
            && truth.iter().all(|column| self.push(table.field(column.at)));
    }

    /// False where the answer is not known.
    fn push(&mut self, field: Field<'_>) -> bool {
        match &mut self.targets {
            Targets::Classes(ids) => {
                let mut room = String::new();
                let text = String::from_utf8_lossy(super::cell::bytes(field, &mut room));
                let class = classes::find(self.names, &text);
                ids.extend(class);
                if class.is_none() && !text.is_empty() {
                    self.unknown.get_or_insert_with(|| text.into_owned());
                }
                class.is_some()
            }
            Targets::Values { values, .. } => {
                let value = super::cell::number(field).ok();
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
