//! One pass over the rows of a table.

use super::cell::{CellFault, bytes, is_gap, number};
use super::columns::Columns;
use super::encode::ColumnForm;
use super::faults::Faults;
use super::kinds::Kind;
use super::rows::{Field, Head, Rows};
use super::target::TargetReader;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{no_rows, text_column};
use crate::template::Missing;
use crate::train::data::classes::Interner;
use crate::train::data::stream::unreadable;
use std::collections::HashMap;

/// What a pass has gathered so far.
#[derive(Debug)]
pub struct Scan<'a> {
    columns: &'a Columns,
    features: Vec<Feature>,
    missing: Missing,
    pub faults: Faults,
    /// `rows × feature columns`, where they are kept: a number, NaN for a gap, the index of a
    /// category.
    pub values: Vec<f32>,
    pub targets: TargetReader,
    /// Rows of the right width that were not dropped.
    pub rows: usize,
    /// Rows whose features were read.
    pub looked: usize,
    room: String,
}

/// What is made of the cells of a feature.
#[derive(Debug)]
enum Feature {
    Number,
    /// Categories that are being learnt, up to so many.
    Learns(Interner, usize),
    /// Those that a network knows.
    Knows(HashMap<Vec<u8>, usize>),
}

/// How far a pass goes.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// Numbers are read in so many rows, within the first `feature_bytes`.
    pub features: usize,
    pub feature_bytes: u64,
    pub keep: bool,
    /// Rows are counted, and categories and targets read, in about so many bytes.
    pub bytes: u64,
}

impl Depth {
    pub const ALL: Depth =
        Depth { features: usize::MAX, feature_bytes: u64::MAX, keep: true, bytes: u64::MAX };
    /// Enough for `hpm check`, in a few milliseconds.
    pub const PROBE: Depth =
        Depth { features: 1_000, feature_bytes: 1 << 20, keep: false, bytes: 32 << 20 };
}

impl<'a> Scan<'a> {
    /// `kinds` as surveyed, one for each feature.
    pub fn new(
        columns: &'a Columns,
        kinds: &[Kind],
        missing: Missing,
        targets: TargetReader,
    ) -> Scan<'a> {
        let feature = |kind: &Kind| match kind {
            Kind::Number => Feature::Number,
            Kind::Category(most) => Feature::Learns(Interner::default(), *most),
        };
        Scan::with(columns, kinds.iter().map(feature).collect(), missing, targets)
    }

    /// For new rows: the categories are known.
    pub fn known(columns: &'a Columns, forms: &[ColumnForm], missing: Missing) -> Scan<'a> {
        let feature = |form: &ColumnForm| match form.kind() {
            Kind::Number => Feature::Number,
            Kind::Category(_) => Feature::Knows(
                form.categories.iter().map(|name| name.as_bytes().to_vec()).zip(0..).collect(),
            ),
        };
        let features = forms.iter().map(feature).collect();
        Scan::with(columns, features, missing, TargetReader::Values(Vec::new()))
    }

    fn with(
        columns: &'a Columns,
        features: Vec<Feature>,
        missing: Missing,
        targets: TargetReader,
    ) -> Scan<'a> {
        Scan {
            columns,
            features,
            missing,
            faults: Faults::new(columns),
            values: Vec::new(),
            targets,
            rows: 0,
            looked: 0,
            room: String::new(),
        }
    }

    /// Reads as far as `depth` says, and hands each row that counts to `each`; true where that was
    /// the whole table.
    ///
    /// # Errors
    /// The file breaks off, or holds no row.
    pub fn read(
        &mut self,
        rows: &mut dyn Rows,
        depth: Depth,
        mut each: impl FnMut(&dyn Rows),
    ) -> Result<bool, Diagnostic> {
        let whole = loop {
            match rows.next() {
                Ok(true) if rows.bytes_read() > depth.bytes => break false,
                Ok(true) => {
                    if self.row(rows, depth) {
                        each(rows);
                    }
                }
                Ok(false) => break true,
                Err(error) => {
                    let head = rows.head();
                    return Err(unreadable(head.span, &head.shown, &error));
                }
            }
        };
        if self.rows == 0 && self.faults.none() {
            let content = match self.missing {
                Missing::Drop => "holds no row without an empty cell",
                _ => "holds only the names of its columns",
            };
            let head = rows.head();
            return Err(no_rows::diagnostic(head.span, &head.shown, content));
        }
        Ok(whole)
    }

    /// False where the row has the wrong width, or is dropped.
    fn row(&mut self, rows: &dyn Rows, depth: Depth) -> bool {
        if rows.width() != rows.head().columns.len() {
            self.faults.ragged(rows);
            return false;
        }
        if self.missing == Missing::Drop && self.has_gap(rows) {
            return false;
        }
        self.rows += 1;
        let numbers = self.looked < depth.features && rows.bytes_read() <= depth.feature_bytes;
        self.looked += usize::from(numbers);
        let pairs = self.columns.features.iter().zip(&mut self.features);
        for (slot, (column, feature)) in pairs.enumerate() {
            if matches!(feature, Feature::Number) && !numbers {
                continue;
            }
            match feature.take(rows.field(column.at), self.missing, &mut self.room) {
                Ok(value) if depth.keep => self.values.push(value),
                Ok(_) => {}
                Err(fault) => self.faults.feature(rows, slot, column.at, fault),
            }
        }
        for (slot, column) in self.columns.targets.iter().enumerate() {
            if let Err(fault) = self.targets.push(rows.field(column.at)) {
                self.faults.target(rows, slot, column.at, fault);
            }
        }
        true
    }

    fn has_gap(&self, rows: &dyn Rows) -> bool {
        let all = self.columns.features.iter().chain(&self.columns.targets);
        all.into_iter().any(|column| is_gap(rows.field(column.at)))
    }

    /// Every fault of the cells, and columns of too many categories.
    pub fn diagnostics(&self, head: &Head, rows: usize, output: Option<&str>) -> Vec<Diagnostic> {
        let mut found = self.faults.diagnostics(head, self.columns, rows, output);
        for (column, feature) in self.columns.features.iter().zip(&self.features) {
            if let Feature::Learns(names, most) = feature
                && names.len() > *most
            {
                let examples = names.first(3);
                found.push(text_column::diagnostic(column.span, &column.name, *most, &examples));
            }
        }
        found
    }

    /// The columns as they were found; the categories in `values` are put into their final order.
    pub fn forms(&mut self) -> Vec<ColumnForm> {
        let width = self.features.len().max(1);
        let mut forms = Vec::new();
        for (slot, feature) in std::mem::take(&mut self.features).into_iter().enumerate() {
            let mut form = ColumnForm::default();
            if let Feature::Learns(names, _) = feature {
                let classes = names.finish();
                for value in self.values.iter_mut().skip(slot).step_by(width) {
                    *value = classes.index.get(*value as usize).map_or(0.0, |index| *index as f32);
                }
                form.categories = classes.names;
            }
            forms.push(form);
        }
        forms
    }
}

impl Feature {
    fn take(
        &mut self,
        field: Field<'_>,
        missing: Missing,
        room: &mut String,
    ) -> Result<f32, CellFault> {
        if matches!(self, Feature::Number) {
            let filled = missing != Missing::Error && is_gap(field);
            return if filled { Ok(f32::NAN) } else { number(field) };
        }
        if missing == Missing::Error && is_gap(field) {
            return Err(CellFault::Missing);
        }
        // Otherwise, all gaps are one category of their own, without a name.
        let name: &[u8] = if is_gap(field) { b"" } else { bytes(field, room) };
        Ok(match self {
            Feature::Number => f32::NAN,
            Feature::Learns(names, most) if names.len() > *most => 0.0,
            Feature::Learns(names, _) => names.intern(name) as f32,
            Feature::Knows(names) => names.get(name).copied().unwrap_or(names.len()) as f32,
        })
    }
}
