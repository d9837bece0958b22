//! New samples for a trained network, read and scaled as its training data was.

use super::classes::find;
use super::csv::{self, Layout, Wanted};
use super::idx;
use super::locate::Base;
use super::{NewData, SourceForm, Targets, Transform};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use std::path::Path;

/// Faults that one message tells.
const TOLD: usize = 3;

/// Reads a csv file (columns by name, in any order, among any others; the target may be missing), or
/// idx images (a file, or a folder of MNIST's names). A network trained on images also takes a csv
/// file with the columns `pixel0`, `pixel1`, … row by row, and perhaps `label`.
///
/// # Errors
/// What is wrong with the file, in words for people.
pub fn read_inputs(path: &Path, transform: &Transform) -> Result<NewData, String> {
    let written = path.to_string_lossy();
    // There is no specification to point into: the words alone are used.
    let base = Base { folder: Path::new(""), span: Span::new(FileId(0), 0, 0) };
    let wanted = Wanted {
        features: &[],
        target: &[],
        class_names: &transform.class_names,
        output: transform.output.into(),
    };
    let read = match &transform.source {
        SourceForm::Table { delimiter, header, features, target } => {
            let layout = Layout { delimiter: *delimiter, header: *header };
            csv::read_new(base, &written, layout, Wanted { features, target, ..wanted })
        }
        SourceForm::Array { .. } if is_table(&written) => {
            let features: Vec<String> =
                (0..transform.elements()).map(|at| format!("pixel{at}")).collect();
            let target = ["label".to_owned()];
            let layout = Layout { delimiter: ',', header: true };
            csv::read_new(
                base,
                &written,
                layout,
                Wanted { features: &features, target: &target, ..wanted },
            )
            .map(|read| arranged(read, transform))
        }
        SourceForm::Array { shape } => idx::read_new(base, &written, shape, transform.input.into())
            .map(|(inputs, samples, labels)| {
                (inputs, samples, labels.and_then(|labels| known(&labels, transform)))
            }),
    };
    let (mut inputs, samples, targets) = read.map_err(|faults| in_words(&faults))?;
    transform.scale.apply(&mut inputs.values);
    Ok(NewData { inputs, samples, targets })
}

type Rows = (super::Inputs, usize, Option<Targets>);

/// Pixels stand row by row, channels last, as in idx files.
fn arranged(mut rows: Rows, transform: &Transform) -> Rows {
    let facts = match &transform.source {
        SourceForm::Array { shape } => idx::sample_facts(shape),
        SourceForm::Table { .. } => None,
    };
    let arrangement =
        facts.and_then(|facts| super::shape::arrangement(facts, transform.input.into()));
    if let Some(arrangement) = arrangement {
        arrangement.apply(&mut rows.0.values, rows.0.elements);
    }
    rows
}

fn is_table(path: &str) -> bool {
    let path = path.strip_suffix(".gz").unwrap_or(path);
    [".csv", ".txt"].iter().any(|ending| path.ends_with(ending))
}

/// The classes of labels, where the network knows them all.
fn known(labels: &[i64], transform: &Transform) -> Option<Targets> {
    let mut class_of = std::collections::BTreeMap::new();
    for label in labels {
        if !class_of.contains_key(label) {
            class_of.insert(*label, find(&transform.class_names, &label.to_string())?);
        }
    }
    Some(Targets::Classes(labels.iter().filter_map(|label| class_of.get(label).copied()).collect()))
}

fn in_words(faults: &[Diagnostic]) -> String {
    let told = faults.iter().take(TOLD).map(|fault| {
        let place = fault.notes.iter().find(|note| note.starts_with("at "));
        let parts = [Some(&fault.message), place, fault.help.as_ref()];
        parts.into_iter().flatten().cloned().collect::<Vec<_>>().join("; ")
    });
    let mut text = told.collect::<Vec<_>>().join("\n");
    if let Some(more) = faults.len().checked_sub(TOLD).filter(|more| *more > 0) {
        text.push_str(&format!("\nand {more} more of the kind"));
    }
    text
}
