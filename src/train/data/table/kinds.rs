//! What the feature columns of a table are: numbers or categories, as their first rows show.

use super::cell::{CellFault, number, wide};
use super::columns::Columns;
use super::dates::is_date;
use super::rows::{Field, Rows};
use super::scan::Depth;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{coarse_numbers, date_column};
use crate::template::DataSpec;
use crate::train::data::stream::unreadable;

/// Different texts that make a category of a column without being named.
const FEW: usize = 30;
/// The same for columns that `categories` names.
const MANY: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    /// At most so many different texts.
    Category(usize),
}

#[derive(Clone, Debug, Default)]
struct Seen {
    /// The smallest and the largest number, in double precision.
    ends: Option<(f64, f64)>,
    numbers: usize,
    texts: usize,
    dates: usize,
    example: String,
}

/// Judges each feature by the first rows, the same ones for every purpose; `dates` are faults.
///
/// # Errors
/// The file breaks off, or a column holds dates.
pub fn survey(
    rows: &mut dyn Rows,
    columns: &Columns,
    spec: &DataSpec,
    dates: bool,
) -> Result<Survey, Vec<Diagnostic>> {
    let mut seen = vec![Seen::default(); columns.features.len()];
    let mut left = Depth::PROBE.features;
    while left > 0 && rows.bytes_read() <= Depth::PROBE.feature_bytes {
        match rows.next() {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let head = rows.head();
                return Err(vec![unreadable(head.span, &head.shown, &error)]);
            }
        }
        left -= 1;
        if rows.width() == rows.head().columns.len() {
            for (column, seen) in columns.features.iter().zip(&mut seen) {
                seen.see(rows.field(column.at));
            }
        }
    }
    let named = |name: &String| spec.categories.iter().any(|(one, _)| one == name);
    let mut faults = Vec::new();
    let kinds = columns.features.iter().zip(&seen).map(|(column, seen)| {
        if named(&column.name) {
            return Kind::Category(MANY);
        }
        if dates && seen.dates > seen.numbers.max(seen.texts - seen.dates) {
            faults.push(date_column::diagnostic(column.span, &column.name, &seen.example));
        }
        if seen.texts > seen.numbers { Kind::Category(FEW) } else { Kind::Number }
    });
    let kinds: Vec<Kind> = kinds.collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let numbers = columns.features.iter().zip(&seen).zip(&kinds);
    let coarse = numbers.filter(|((_, seen), kind)| **kind == Kind::Number && seen.is_coarse());
    let warnings = coarse
        .filter_map(|((column, seen), _)| {
            Some(coarse_numbers::diagnostic(column.span, &column.name, seen.ends?))
        })
        .collect();
    Ok(Survey { kinds, warnings })
}

/// What the first rows show.
#[derive(Debug)]
pub struct Survey {
    pub kinds: Vec<Kind>,
    pub warnings: Vec<Diagnostic>,
}

/// Single precision tells that many numbers apart between two powers of two.
const STEPS: f64 = 8_388_608.0;
/// With fewer steps between its smallest and its largest number a column has lost its digits.
const ENOUGH: f64 = 256.0;

impl Seen {
    /// Whether the numbers lie so far from 0 that single precision hardly tells them apart.
    fn is_coarse(&self) -> bool {
        let Some((low, high)) = self.ends else { return false };
        let step = low.abs().max(high.abs()) / STEPS;
        high > low && (high - low) < ENOUGH * step
    }

    fn see(&mut self, field: Field<'_>) {
        match number(field) {
            Ok(_) => {
                self.numbers += 1;
                if let Some(value) = wide(field) {
                    let (low, high) = self.ends.unwrap_or((value, value));
                    self.ends = Some((low.min(value), high.max(value)));
                }
            }
            Err(CellFault::NotFinite) => self.numbers += 1,
            Err(CellFault::Missing) => {}
            Err(CellFault::Text) => {
                self.texts += 1;
                if let Field::Text(text) = field
                    && is_date(text)
                {
                    self.dates += 1;
                    if self.example.is_empty() {
                        self.example = super::cell::shown_cell(field);
                    }
                }
            }
        }
    }
}
