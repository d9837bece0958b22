//! One pass over the rows of a table.

use super::cell::number;
use super::columns::Columns;
use super::faults::Faults;
use super::table::Table;
use super::target::TargetReader;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::no_rows;
use crate::train::data::stream::unreadable;

/// What a pass has gathered so far.
#[derive(Debug)]
pub struct Scan<'a> {
    columns: &'a Columns,
    pub faults: Faults,
    /// `rows × features`, where they are kept.
    pub values: Vec<f32>,
    pub targets: TargetReader,
    /// Rows of the right width.
    pub rows: usize,
    /// Rows whose features were read.
    pub looked: usize,
}

/// How far a pass goes.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// Features are read in so many rows, within the first `feature_bytes`.
    pub features: usize,
    pub feature_bytes: u64,
    pub keep: bool,
    /// Rows are counted, and targets read, in about so many bytes.
    pub bytes: u64,
}

impl Depth {
    const ALL: Depth =
        Depth { features: usize::MAX, feature_bytes: u64::MAX, keep: true, bytes: u64::MAX };
    /// Enough for `hpm check`, in a few milliseconds.
    pub const PROBE: Depth =
        Depth { features: 1_000, feature_bytes: 1 << 20, keep: false, bytes: 32 << 20 };
}

impl<'a> Scan<'a> {
    pub fn new(columns: &'a Columns, targets: TargetReader) -> Scan<'a> {
        Scan {
            columns,
            faults: Faults::new(columns),
            values: Vec::new(),
            targets,
            rows: 0,
            looked: 0,
        }
    }

    /// Reads all rows and keeps their features.
    ///
    /// # Errors
    /// The file breaks off, or holds no row.
    pub fn all(&mut self, table: &mut Table) -> Result<(), Diagnostic> {
        self.all_with(table, |_| ())
    }

    /// The same, and hands each row of the right width to `each`.
    ///
    /// # Errors
    /// The file breaks off, or holds no row.
    pub fn all_with(
        &mut self,
        table: &mut Table,
        each: impl FnMut(&Table),
    ) -> Result<(), Diagnostic> {
        self.read(table, Depth::ALL, each).map(|_| ())
    }

    /// Reads as far as `depth` says and keeps no features; true where that was the whole table.
    ///
    /// # Errors
    /// The file breaks off, or holds no row.
    pub fn look(&mut self, table: &mut Table, depth: Depth) -> Result<bool, Diagnostic> {
        self.read(table, depth, |_| ())
    }

    fn read(
        &mut self,
        table: &mut Table,
        depth: Depth,
        mut each: impl FnMut(&Table),
    ) -> Result<bool, Diagnostic> {
        let whole = loop {
            match table.next() {
                Ok(true) if table.bytes_read() > depth.bytes => break false,
                Ok(true) => {
                    if self.row(table, depth) {
                        each(table);
                    }
                }
                Ok(false) => break true,
                Err(error) => return Err(unreadable(table.span, &table.shown, &error)),
            }
        };
        if self.rows == 0 && self.faults.none() {
            let content = "holds only the names of its columns";
            return Err(no_rows::diagnostic(table.span, &table.shown, content));
        }
        Ok(whole)
    }

    /// False where the row has the wrong width.
    fn row(&mut self, table: &Table, depth: Depth) -> bool {
        if table.width() != table.columns.len() {
            self.faults.ragged(table);
            return false;
        }
        self.rows += 1;
        if self.looked < depth.features && table.bytes_read() <= depth.feature_bytes {
            self.looked += 1;
            for (slot, column) in self.columns.features.iter().enumerate() {
                match number(table.cell(column.at)) {
                    Ok(value) if depth.keep => self.values.push(value),
                    Ok(_) => {}
                    Err(fault) => self.faults.feature(table, slot, column.at, fault),
                }
            }
        }
        for (slot, column) in self.columns.targets.iter().enumerate() {
            if let Err(fault) = self.targets.push(table.cell(column.at)) {
                self.faults.target(table, slot, column.at, fault);
            }
        }
        true
    }
}
