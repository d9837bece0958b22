//! What is wrong with the rows of a table, gathered into one diagnostic a kind.

use super::cell::{CellFault, shown_cell};
use super::columns::{Column, Columns};
use super::rows::{Head, Rows};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{
    missing_value, not_a_number, not_finite, ragged_rows, target_kind,
};

/// Counts with the first example of each kind.
#[derive(Debug)]
pub struct Faults {
    ragged: Option<Ragged>,
    features: Vec<Bad>,
    targets: Vec<Bad>,
    any: bool,
}

#[derive(Debug)]
struct Ragged {
    line: u64,
    found: usize,
    open_quote: bool,
    others: usize,
}

/// The bad cells of one column.
#[derive(Clone, Debug, Default)]
struct Bad {
    texts: usize,
    first: Option<(u64, String, CellFault)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    TextTarget,
    MissingTarget,
    Cell(CellFault),
}

impl Faults {
    pub fn new(columns: &Columns) -> Faults {
        Faults {
            ragged: None,
            features: vec![Bad::default(); columns.features.len()],
            targets: vec![Bad::default(); columns.targets.len()],
            any: false,
        }
    }

    pub fn none(&self) -> bool {
        !self.any
    }

    pub fn ragged(&mut self, table: &dyn Rows) {
        self.any = true;
        match &mut self.ragged {
            Some(ragged) => ragged.others += 1,
            empty => {
                *empty = Some(Ragged {
                    line: table.line(),
                    found: table.width(),
                    open_quote: table.spans_lines(),
                    others: 0,
                });
            }
        }
    }

    pub fn feature(&mut self, table: &dyn Rows, slot: usize, at: usize, fault: CellFault) {
        self.any = true;
        note(self.features.get_mut(slot), table, at, fault);
    }

    pub fn target(&mut self, table: &dyn Rows, slot: usize, at: usize, fault: CellFault) {
        self.any = true;
        note(self.targets.get_mut(slot), table, at, fault);
    }

    /// `rows` were read; `output` is the model's as written, where it is known.
    pub fn diagnostics(
        &self,
        table: &Head,
        columns: &Columns,
        rows: usize,
        output: Option<&str>,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if let Some(Ragged { line, found: width, open_quote, others }) = &self.ragged {
            found.push(ragged_rows::diagnostic(
                table.span,
                &table.place(*line),
                *width,
                table.columns.len(),
                *others,
                *open_quote,
            ));
        }
        let features = columns.features.iter().zip(&self.features).map(|pair| (pair, false));
        let targets = columns.targets.iter().zip(&self.targets).map(|pair| (pair, true));
        let bad: Vec<Told> = features
            .chain(targets)
            .filter_map(|((column, bad), target)| Told::new(column, bad, target, rows))
            .collect();
        let bad = once_each(bad);
        let mut kinds: Vec<Kind> = Vec::new();
        for one in &bad {
            if !kinds.contains(&one.kind) {
                kinds.push(one.kind);
            }
        }
        found.extend(kinds.iter().filter_map(|kind| {
            let same: Vec<&Told> = bad.iter().filter(|one| one.kind == *kind).collect();
            told(&same, table, columns.series, output)
        }));
        found
    }
}

fn note(bad: Option<&mut Bad>, table: &dyn Rows, at: usize, fault: CellFault) {
    if let Some(bad) = bad {
        bad.texts += usize::from(fault == CellFault::Text);
        if bad.first.is_none() {
            bad.first = Some((table.line(), shown_cell(table.field(at)), fault));
        }
    }
}

/// A column with bad cells.
struct Told<'a> {
    column: &'a Column,
    line: u64,
    value: &'a str,
    kind: Kind,
}

impl<'a> Told<'a> {
    fn new(column: &'a Column, bad: &'a Bad, target: bool, rows: usize) -> Option<Told<'a>> {
        let (line, value, fault) = bad.first.as_ref()?;
        let mostly = *fault == CellFault::Text && bad.texts.saturating_mul(2) > rows;
        let kind = match (mostly, target) {
            (true, true) => Kind::TextTarget,
            (_, true) if *fault == CellFault::Missing => Kind::MissingTarget,
            _ => Kind::Cell(*fault),
        };
        Some(Told { column, line: *line, value, kind })
    }
}

/// A column of answers that is a feature, too, as in a series, is told as answers alone.
fn once_each(mut bad: Vec<Told<'_>>) -> Vec<Told<'_>> {
    let answers: Vec<usize> =
        bad.iter().filter(|one| one.kind == Kind::MissingTarget).map(|one| one.column.at).collect();
    bad.retain(|one| {
        one.kind != Kind::Cell(CellFault::Missing) || !answers.contains(&one.column.at)
    });
    bad
}

/// One diagnostic for all columns with the same kind of fault.
fn told(same: &[&Told], table: &Head, series: bool, output: Option<&str>) -> Option<Diagnostic> {
    let (first, rest) = same.split_first()?;
    let (span, name, value) = (first.column.span, first.column.name.as_str(), first.value);
    let place = table.place(first.line);
    let others: Vec<String> = rest
        .iter()
        .map(|one| format!("`{}` ({} {})", one.column.name, table.unit, one.line))
        .collect();
    Some(match first.kind {
        Kind::TextTarget => {
            target_kind::diagnostic(span, "text", output.unwrap_or("values"), "classes(n)")
                .note(format!("at {place}: `{value}`"))
        }
        Kind::Cell(CellFault::Text) => not_a_number::diagnostic(span, value, name, &place, &others),
        Kind::MissingTarget => missing_value::target(span, value, name, &place, &others, series),
        Kind::Cell(CellFault::Missing) => {
            missing_value::diagnostic(span, value, name, &place, &others)
        }
        Kind::Cell(CellFault::NotFinite) => {
            not_finite::diagnostic(span, value, name, &place, &others)
        }
    })
}
