//! New samples for a trained network, read and scaled as its training data was.

use super::classes::find;
use super::csv::Layout;
use super::locate::Base;
use super::table::{self, Notes, Opener, Wanted};
use super::{NewData, SourceForm, Targets, Transform, arrays, idx, images, series, text};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::template::{ArrayLayout, Missing, OutputSpec};
use std::path::Path;

/// Faults that one message tells.
const TOLD: usize = 3;

/// Reads new data of the kind that the network was trained on: a table (columns by name, in any
/// order, among any others; the target may be missing), arrays, idx images, pictures, text. A network
/// trained on arrays of images also takes a csv file with the columns `pixel0`, `pixel1`, … row by
/// row, and perhaps `label`.
///
/// # Errors
/// What is wrong with the file, in words for people.
pub fn read_inputs(path: &Path, transform: &Transform) -> Result<NewData, String> {
    let written = path.to_string_lossy();
    // There is no specification to point into: the words alone are used.
    let base = Base { folder: Path::new(""), span: Span::new(FileId(0), 0, 0) };
    let mut notes = Notes::default();
    let read = match &transform.source {
        SourceForm::Table { .. } => read_table(base, &written, transform, &mut notes),
        SourceForm::Series { window, rows } => {
            read_series(base, &written, *window, rows, transform)
        }
        SourceForm::Text(form) => {
            let wanted = Wanted { target: &form.target, ..nothing(transform) };
            text::read_new(base, &written, form, wanted)
        }
        SourceForm::Images { height, width, channels } => {
            read_images(base, &written, (*height, *width, *channels), transform)
        }
        SourceForm::Array { .. } if is_table(&written) => read_pixels(base, &written, transform),
        SourceForm::Array { shape, layout, names } => {
            read_array(base, &written, (shape, *layout, names), transform)
        }
    };
    let (mut inputs, samples, targets) = read.map_err(|faults| in_words(&faults))?;
    transform.scale.apply(&mut inputs.values);
    Ok(NewData { inputs, samples, targets, gaps: notes.gaps, unknown: notes.unknown })
}

/// No columns.
fn nothing(transform: &Transform) -> Wanted<'_> {
    Wanted {
        features: &[],
        target: &[],
        columns: &[],
        missing: Missing::Error,
        class_names: &transform.class_names,
        output: transform.output.into(),
    }
}

/// The columns of a table and how its file is parted.
fn columns_of<'a>(form: &'a SourceForm, transform: &'a Transform) -> (Layout, Wanted<'a>) {
    match form {
        SourceForm::Table { delimiter, header, features, target, columns, missing } => {
            let layout = Layout { delimiter: *delimiter, header: *header };
            let wanted =
                Wanted { features, target, columns, missing: *missing, ..nothing(transform) };
            (layout, wanted)
        }
        _ => (Layout { delimiter: ',', header: true }, nothing(transform)),
    }
}

fn read_table(
    base: Base<'_>,
    path: &str,
    transform: &Transform,
    notes: &mut Notes,
) -> Result<Rows, Vec<Diagnostic>> {
    let (layout, wanted) = columns_of(&transform.source, transform);
    table::read_new(Opener::by_content(base, path, layout), wanted, notes)
}

fn read_series(
    base: Base<'_>,
    path: &str,
    window: usize,
    rows: &SourceForm,
    transform: &Transform,
) -> Result<Rows, Vec<Diagnostic>> {
    let (layout, wanted) = columns_of(rows, transform);
    let opener = Opener::by_content(base, path, layout);
    let input = transform.input.into();
    let (inputs, samples) = series::read_new(base, path, opener, wanted, window, input)?;
    Ok((inputs, samples, None))
}

fn read_images(
    base: Base<'_>,
    path: &str,
    size: (usize, usize, usize),
    transform: &Transform,
) -> Result<Rows, Vec<Diagnostic>> {
    let (inputs, samples, classes) = images::read_new(base, path, size, transform.input.into())?;
    let find = |name: &String| find(&transform.class_names, name);
    let ids = classes.and_then(|names| names.iter().map(find).collect::<Option<Vec<u32>>>());
    Ok((inputs, samples, ids.map(Targets::Classes)))
}

/// Pixels as the columns of a csv file.
fn read_pixels(base: Base<'_>, path: &str, transform: &Transform) -> Result<Rows, Vec<Diagnostic>> {
    let features: Vec<String> = (0..transform.elements()).map(|at| format!("pixel{at}")).collect();
    let target = ["label".to_owned()];
    let layout = Layout { delimiter: ',', header: true };
    let wanted = Wanted { features: &features, target: &target, ..nothing(transform) };
    let read = table::read_new(Opener::Csv { base, path, layout }, wanted, &mut Notes::default())?;
    Ok(arranged(read, transform))
}

fn read_array(
    base: Base<'_>,
    path: &str,
    form: (&[usize], ArrayLayout, &[String]),
    transform: &Transform,
) -> Result<Rows, Vec<Diagnostic>> {
    let input = transform.input.into();
    let Some(format) = arrays::is(path) else {
        let (inputs, samples, labels) = idx::read_new(base, path, form.0, input)?;
        return Ok((inputs, samples, labels.and_then(|labels| known(&labels, transform))));
    };
    let (inputs, samples, answers) = arrays::read_new(base, path, format, form, input)?;
    Ok((inputs, samples, answers.and_then(|all| truth(all, samples, transform))))
}

type Rows = (super::Inputs, usize, Option<Targets>);

/// Numbers as answers: of classes, where the network knows them all.
fn truth(numbers: Vec<f32>, samples: usize, transform: &Transform) -> Option<Targets> {
    match transform.output.into() {
        OutputSpec::Values(width) | OutputSpec::Labels(width) => {
            let fits = numbers.len() == samples.saturating_mul(width);
            fits.then_some(Targets::Values { values: numbers, width })
        }
        OutputSpec::Classes(_) | OutputSpec::Binary => {
            let class = |value: &f32| find(&transform.class_names, &value.to_string());
            numbers.iter().map(class).collect::<Option<Vec<u32>>>().map(Targets::Classes)
        }
    }
}

/// Pixels stand row by row, channels last, as in idx files.
fn arranged(mut rows: Rows, transform: &Transform) -> Rows {
    let SourceForm::Array { shape, layout, .. } = &transform.source else { return rows };
    let arrangement = arrays::sample_facts(shape, *layout)
        .and_then(|facts| arrays::arrangement(facts, *layout, transform.input.into()));
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
