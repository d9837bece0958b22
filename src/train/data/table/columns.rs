//! Which columns of a table are features and which are targets.

use super::rows::Head;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{
    duplicate_column, no_features, no_target, target_among_features, unknown_column,
};
use crate::source::Span;
use crate::template::DataSpec;
use std::collections::BTreeMap;

/// A column that is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub at: usize,
    pub name: String,
    /// Where the specification names it; the source where it does not.
    pub span: Span,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    pub features: Vec<Column>,
    pub targets: Vec<Column>,
    /// Rows follow each other in time.
    pub series: bool,
}

impl Columns {
    /// Where the columns that are used stand.
    pub fn places(&self) -> Vec<usize> {
        self.features.iter().chain(&self.targets).map(|column| column.at).collect()
    }
}

/// # Errors
/// Every name that does not fit the table.
pub fn choose(table: &Head, spec: &DataSpec) -> Result<Columns, Vec<Diagnostic>> {
    choose_with(table, spec, false)
}

/// The same; where features are not named, `all` takes the targets among them.
///
/// # Errors
/// Every name that does not fit the table.
pub fn choose_with(table: &Head, spec: &DataSpec, all: bool) -> Result<Columns, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    faults.extend(duplicate(table));
    let targets = named(table, &spec.target, &mut faults);
    let mut features = named(table, &spec.features, &mut faults);
    if spec.target.is_empty() {
        faults.push(no_target::diagnostic(spec.source_span, &table.columns));
    }
    named(table, &spec.categories, &mut faults);
    for feature in features.iter().filter(|_| !all) {
        if let Some(target) = targets.iter().find(|target| target.at == feature.at) {
            faults.push(target_among_features::diagnostic(
                feature.span,
                target.span,
                &feature.name,
            ));
        }
    }
    if spec.features.is_empty() {
        let is_target = |at: usize| !all && targets.iter().any(|target| target.at == at);
        features = table
            .columns
            .iter()
            .enumerate()
            .filter(|(at, _)| !is_target(*at))
            .map(|(at, name)| Column { at, name: name.clone(), span: spec.source_span })
            .collect();
    }
    if faults.is_empty() && features.is_empty() {
        faults.push(no_features::diagnostic(spec.source_span, &table.shown, hint(table)));
    }
    if faults.is_empty() { Ok(Columns { features, targets, series: all }) } else { Err(faults) }
}

/// How many features there would be, had all names been right, at least one a target, and none a
/// category.
pub fn feature_count(table: &Head, spec: &DataSpec) -> Option<usize> {
    let count = if spec.features.is_empty() {
        table.columns.len().saturating_sub(spec.target.len().max(1))
    } else {
        spec.features.len()
    };
    (count > 0).then_some(count)
}

fn named(table: &Head, names: &[(String, Span)], faults: &mut Vec<Diagnostic>) -> Vec<Column> {
    let mut found = Vec::new();
    for (name, span) in names {
        match table.columns.iter().position(|column| column == name) {
            Some(at) => found.push(Column { at, name: name.clone(), span: *span }),
            None => faults.push(unknown_column::diagnostic(
                *span,
                name,
                &table.shown,
                &table.columns,
                hint(table),
            )),
        }
    }
    found
}

fn duplicate(table: &Head) -> Option<Diagnostic> {
    let mut seen = BTreeMap::new();
    for (at, name) in table.columns.iter().enumerate() {
        if let Some(first) = seen.insert(name, at) {
            let (first, second) = (first + 1, at + 1);
            return Some(duplicate_column::diagnostic(
                table.span,
                name,
                &table.shown,
                first,
                second,
            ));
        }
    }
    None
}

/// What the first line tells about a wrong `delimiter` or `header`.
fn hint(table: &Head) -> Option<String> {
    if let [only] = table.columns.as_slice() {
        let marks =
            [(";", "semicolon"), ("\t", "tab"), ("|", "pipe"), (",", "comma"), (" ", "space")];
        let (_, word) = marks.into_iter().find(|(mark, _)| only.contains(mark))?;
        return Some(format!(
            "its columns seem to be parted otherwise: add delimiter: {word} to csv(…)"
        ));
    }
    let named = !table.columns.iter().all(|name| name.starts_with("column"));
    (table.numbers_first && named)
        .then(|| "its first line holds numbers, not names: add header: false to csv(…)".to_owned())
}
