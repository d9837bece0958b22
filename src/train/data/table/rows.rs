//! What every table is to its readers: a head, then rows one by one.

use crate::source::Span;
use std::io;

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Field<'a> {
    /// As it is written in a text file.
    Text(&'a [u8]),
    /// From a typed column.
    Number(f64),
    /// A typed column says that there is nothing.
    Missing,
}

/// What is known before the first row.
#[derive(Clone, Debug)]
pub struct Head {
    pub columns: Vec<String>,
    /// The path as people read it.
    pub shown: String,
    pub span: Span,
    /// The header, or the first row where there is none, is all numbers.
    pub numbers_first: bool,
    /// "line" of a text, "row" of a file without lines.
    pub unit: &'static str,
}

impl Head {
    /// `path:line`, or `path, row 7`.
    pub fn place(&self, at: u64) -> String {
        match self.unit {
            "line" => format!("{}:{at}", self.shown),
            unit => format!("{}, {unit} {at}", self.shown),
        }
    }
}

/// A table that is open.
pub trait Rows {
    fn head(&self) -> &Head;

    /// Goes to the next row; false at the end.
    ///
    /// # Errors
    /// Whatever the system says, or what is damaged.
    fn next(&mut self) -> io::Result<bool>;

    /// How many fields the row has.
    fn width(&self) -> usize;

    /// A field of the row; empty outside of it.
    fn field(&self, at: usize) -> Field<'_>;

    /// The line on which the row begins, or its number, from 1.
    fn line(&self) -> u64;

    /// Uncompressed bytes so far.
    fn bytes_read(&self) -> u64;

    /// A field of the row runs over several lines.
    fn spans_lines(&self) -> bool {
        false
    }

    /// Only these columns will be asked for.
    fn only(&mut self, _columns: &[usize]) {}
}
