//! The target columns of a table, as classes or as numbers.

use super::super::Targets;
use super::super::classes::{Classes, Interner};
use super::cell::{CellFault, bytes, number};
use super::rows::Field;
use crate::template::OutputFacts;

/// More distinct values than this are a measurement, as far as the probe is concerned.
const MOST_CLASSES: usize = 10_000;
/// Fractions in at most so many distinct values may be classes, too.
const FEW: usize = 20;

/// Takes the target cells row by row.
#[derive(Debug)]
pub enum TargetReader {
    /// Every distinct text is a class.
    Classes {
        names: Interner,
        ids: Vec<u32>,
    },
    Values(Vec<f32>),
    /// Only looks: neither is known yet.
    Survey {
        names: Interner,
        full: bool,
    },
}

impl TargetReader {
    pub fn classes() -> TargetReader {
        TargetReader::Classes { names: Interner::default(), ids: Vec::new() }
    }

    /// For the check: one column may be classes or numbers, several are numbers.
    pub fn survey(width: usize) -> TargetReader {
        match width {
            1 => TargetReader::Survey { names: Interner::default(), full: false },
            _ => TargetReader::Values(Vec::new()),
        }
    }

    /// # Errors
    /// The cell is empty, or no number where one is needed.
    pub fn push(&mut self, field: Field<'_>) -> Result<(), CellFault> {
        let mut room = String::new();
        let cell = bytes(field, &mut room);
        if cell.is_empty() {
            return Err(CellFault::Missing);
        }
        if let Field::Number(value) = field
            && !value.is_finite()
        {
            return Err(CellFault::NotFinite);
        }
        match self {
            TargetReader::Classes { names, ids } => ids.push(names.intern(cell)),
            TargetReader::Values(values) => values.push(number(field)?),
            TargetReader::Survey { names, full } => {
                *full = *full || names.len() >= MOST_CLASSES;
                if !*full {
                    names.intern(cell);
                }
            }
        }
        Ok(())
    }

    /// The targets, `width` columns of them, and the classes where there are some.
    pub fn finish(self, width: usize) -> (Targets, Option<Classes>) {
        match self {
            TargetReader::Classes { names, mut ids } => {
                let classes = names.finish();
                for id in &mut ids {
                    *id = classes.index.get(*id as usize).copied().unwrap_or(0);
                }
                (Targets::Classes(ids), Some(classes))
            }
            TargetReader::Values(values) => (Targets::Values { values, width }, None),
            TargetReader::Survey { names, .. } => {
                (Targets::Classes(Vec::new()), Some(names.finish()))
            }
        }
    }
}

/// What a target column with these values can be, where that can be told.
pub fn facts(classes: &Classes) -> Option<OutputFacts> {
    let count = classes.names.len();
    match (classes.numbers, classes.whole || count <= FEW) {
        (true, _) if count >= MOST_CLASSES => Some(OutputFacts::Values(1)),
        (false, _) if count >= MOST_CLASSES => None,
        (true, true) => Some(OutputFacts::Numbers(count)),
        (true, false) => Some(OutputFacts::Values(1)),
        (false, _) => Some(OutputFacts::Classes(count)),
    }
}
