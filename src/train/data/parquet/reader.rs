//! A parquet file that is open.

use super::cells::Cells;
use super::forms::{Form, form};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{no_rows, not_supported_inside, wrong_format};
use crate::train::data::locate::{Base, shown};
use crate::train::data::stream::unreadable;
use crate::train::data::table::{Field, Head, Rows};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

const ENDINGS: &[&str] = &[".parquet", ".pq"];
/// Rows that are decoded at a time.
const BATCH: usize = 4_096;

/// Whether a file begins as parquet files do.
pub fn is(path: &Path) -> bool {
    let mut magic = [0; 4];
    File::open(path).and_then(|mut file| file.read_exact(&mut magic)).is_ok() && &magic == b"PAR1"
}

pub struct Table {
    reader: SerializedFileReader<File>,
    head: Head,
    /// The place, level and meaning of each column.
    leaves: Vec<(usize, i16, Form)>,
    /// Columns that are asked for.
    wanted: Vec<bool>,
    /// The next row group.
    group: usize,
    cells: Vec<Option<Cells>>,
    /// Rows left in the group, rows of the batch, and which of them is the present one.
    left: usize,
    batch: usize,
    at: usize,
    row: u64,
    bytes: u64,
}

impl Table {
    /// # Errors
    /// The file is missing, no parquet file, damaged, or compressed in a way that is not supported.
    pub fn open(base: Base<'_>, path: &str) -> Result<Table, Diagnostic> {
        let file = base.file(path, "a parquet file", ENDINGS)?;
        let shown = shown(&file);
        let system = |error: io::Error| unreadable(base.span, &shown, &error);
        if !is(&file) {
            let mut found = Vec::new();
            let opened = File::open(&file).map_err(system)?;
            opened.take(8).read_to_end(&mut found).map_err(system)?;
            return Err(wrong_format::diagnostic(base.span, &shown, "a parquet file", &found));
        }
        let opened = File::open(&file).map_err(system)?;
        let reader = SerializedFileReader::new(opened)
            .map_err(|error| unreadable(base.span, &shown, &reason(&error)))?;
        supported(&reader, base, &shown)?;
        let leaves = leaves(&reader);
        let schema = reader.metadata().file_metadata().schema_descr();
        let name = |(at, ..): &(usize, i16, Form)| schema.column(*at).path().string();
        let columns: Vec<String> = leaves.iter().map(name).collect();
        if reader.metadata().file_metadata().num_rows() <= 0 || columns.is_empty() {
            return Err(no_rows::diagnostic(base.span, &shown, "holds no rows"));
        }
        let head = Head { columns, shown, span: base.span, numbers_first: false, unit: "row" };
        let wanted = vec![true; leaves.len()];
        Ok(Table {
            reader,
            head,
            leaves,
            wanted,
            group: 0,
            cells: Vec::new(),
            left: 0,
            batch: 0,
            at: 0,
            row: 0,
            bytes: 0,
        })
    }

    /// Opens the columns of the next row group; false where there is none.
    fn next_group(&mut self) -> Result<bool, ParquetError> {
        if self.group >= self.reader.num_row_groups() {
            return Ok(false);
        }
        let group = self.reader.get_row_group(self.group)?;
        self.left = usize::try_from(group.metadata().num_rows()).unwrap_or(0);
        let cells = self.leaves.iter().zip(&self.wanted).map(|((at, present, form), wanted)| {
            let open = || Ok(Cells::new(group.get_column_reader(*at)?, *present, *form));
            wanted.then(open).transpose()
        });
        self.cells = cells.collect::<Result<_, ParquetError>>()?;
        self.group += 1;
        Ok(true)
    }

    fn next_batch(&mut self) -> Result<bool, ParquetError> {
        while self.left == 0 {
            if !self.next_group()? {
                return Ok(false);
            }
        }
        let rows = self.left.min(BATCH);
        for cells in self.cells.iter_mut().flatten() {
            if cells.read(rows)? < rows {
                return Err(ParquetError::General("a column ends before the others".into()));
            }
            self.bytes += cells.size();
        }
        self.left -= rows;
        (self.batch, self.at) = (rows, 0);
        Ok(true)
    }
}

impl Rows for Table {
    fn head(&self) -> &Head {
        &self.head
    }

    fn next(&mut self) -> io::Result<bool> {
        self.at += 1;
        if self.at >= self.batch && !self.next_batch().map_err(|error| reason(&error))? {
            return Ok(false);
        }
        self.row += 1;
        Ok(true)
    }

    fn width(&self) -> usize {
        self.leaves.len()
    }

    fn field(&self, at: usize) -> Field<'_> {
        self.cells.get(at).and_then(Option::as_ref).map_or(Field::Missing, |c| c.field(self.at))
    }

    fn line(&self) -> u64 {
        self.row
    }

    fn bytes_read(&self) -> u64 {
        self.bytes
    }

    fn only(&mut self, columns: &[usize]) {
        for (at, wanted) in self.wanted.iter_mut().enumerate() {
            *wanted = columns.contains(&at);
        }
    }
}

/// Columns with one value a row; lists and maps are left out.
fn leaves(reader: &SerializedFileReader<File>) -> Vec<(usize, i16, Form)> {
    let schema = reader.metadata().file_metadata().schema_descr();
    let leaf = |at: usize| {
        let column = schema.column(at);
        (column.max_rep_level() == 0).then(|| (at, column.max_def_level(), form(&column)))
    };
    (0..schema.num_columns()).filter_map(leaf).collect()
}

fn supported(
    reader: &SerializedFileReader<File>,
    base: Base<'_>,
    shown: &str,
) -> Result<(), Diagnostic> {
    let known = |kind: Compression| {
        matches!(kind, Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_))
    };
    let columns = reader.metadata().row_groups().iter().flat_map(|group| group.columns());
    match columns.map(|column| column.compression()).find(|kind| !known(*kind)) {
        None => Ok(()),
        Some(kind) => {
            let name = format!("{kind:?}").split('(').next().unwrap_or_default().to_lowercase();
            let what = format!("is compressed by {name}");
            let help = "write it with snappy or gzip: compression=\"snappy\" in pandas, polars and \
                        pyarrow";
            Err(not_supported_inside::diagnostic(base.span, shown, &what, help))
        }
    }
}

/// The library's words, without its own names.
fn reason(error: &ParquetError) -> io::Error {
    let text = error.to_string();
    let text = text.split_once(": ").map_or(text.as_str(), |(_, rest)| rest);
    io::Error::other(format!("the file is damaged: {}", text.to_lowercase()))
}
