//! A table that is open: the names of its columns, then its rows one by one.

use super::text::{Encoding, text};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{no_rows, wrong_encoding};
use crate::train::data::locate::{Base, shown};
use crate::train::data::stream::{open, unreadable};
use crate::train::data::table::{Field, Head, Rows, number};
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

const ENDINGS: &[&str] = &[".csv", ".csv.gz", ".tsv", ".txt"];

/// How the file is written.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    pub delimiter: char,
    pub header: bool,
}

pub struct Table {
    reader: Reader<Box<dyn Read>>,
    end: Rc<Cell<Option<u64>>>,
    record: ByteRecord,
    /// `record` holds the first row, which told the number of columns.
    pending: bool,
    head: Head,
}

impl Table {
    /// # Errors
    /// The file is missing, a folder, unreadable, no text, or without samples.
    pub fn open(base: Base<'_>, path: &str, layout: Layout) -> Result<Table, Diagnostic> {
        let file = base.file(path, "a csv file", ENDINGS)?;
        let shown = shown(&file);
        let opened = open(&file).map_err(|error| unreadable(base.span, &shown, &error))?;
        let (bytes, end) = match text(opened.bytes) {
            Ok(Encoding::Text(bytes, end)) => (bytes, end),
            Ok(Encoding::Other(found)) => {
                return Err(wrong_encoding::diagnostic(base.span, &shown, found));
            }
            Err(error) => return Err(unreadable(base.span, &shown, &error)),
        };
        let mut table = Table {
            reader: reader(bytes, layout.delimiter),
            end,
            record: ByteRecord::new(),
            pending: false,
            head: Head {
                columns: Vec::new(),
                shown,
                span: base.span,
                numbers_first: false,
                unit: "line",
            },
        };
        table.read_head(layout.header)?;
        Ok(table)
    }

    fn read_head(&mut self, header: bool) -> Result<(), Diagnostic> {
        if !self.advance().map_err(|error| unreadable(self.head.span, &self.head.shown, &error))? {
            return Err(no_rows::diagnostic(self.head.span, &self.head.shown, "is empty"));
        }
        self.head.numbers_first = self.record.iter().all(|cell| number(Field::Text(cell)).is_ok());
        self.head.columns = self
            .record
            .iter()
            .enumerate()
            .map(|(at, cell)| match String::from_utf8_lossy(cell.trim_ascii()) {
                name if header && !name.is_empty() => name.into_owned(),
                _ => format!("column{}", at + 1),
            })
            .collect();
        self.pending = !header;
        Ok(())
    }

    fn advance(&mut self) -> io::Result<bool> {
        self.reader.read_byte_record(&mut self.record).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            _ => io::Error::other("the table cannot be read"),
        })
    }

    fn cell(&self, at: usize) -> &[u8] {
        self.record.get(at).unwrap_or_default()
    }

    fn newlines(&self) -> u64 {
        self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64
    }

    /// A quote in the last field swallows the end of the file.
    fn never_closed(&self) -> bool {
        let at_end = self.end.get() == Some(self.bytes_read());
        at_end && self.record.as_slice().last() == Some(&b'\n')
    }
}

impl Rows for Table {
    fn head(&self) -> &Head {
        &self.head
    }

    fn next(&mut self) -> io::Result<bool> {
        if std::mem::take(&mut self.pending) {
            return Ok(true);
        }
        while self.advance()? {
            let blank = self.record.len() == 1 && self.cell(0).trim_ascii().is_empty();
            if !(blank && self.head.columns.len() > 1) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn width(&self) -> usize {
        self.record.len()
    }

    fn field(&self, at: usize) -> Field<'_> {
        Field::Text(self.cell(at))
    }

    /// The reader stands behind the row's end.
    fn line(&self) -> u64 {
        let terminator = u64::from(!self.never_closed());
        self.reader.position().line().saturating_sub(terminator + self.newlines()).max(1)
    }

    fn bytes_read(&self) -> u64 {
        self.reader.position().byte()
    }

    fn spans_lines(&self) -> bool {
        self.newlines() > 0
    }
}

fn reader(bytes: Box<dyn Read>, delimiter: char) -> Reader<Box<dyn Read>> {
    ReaderBuilder::new()
        // The language knows words for its delimiters, all of one byte.
        .delimiter(u8::try_from(delimiter).unwrap_or(b','))
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(bytes)
}
