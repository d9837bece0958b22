//! Idx files as a source: probing, loading, and new images for a trained network.

use super::files::{Pair, Paths, beside, in_folder, paths};
use super::header::Idx;
use super::labels;
use crate::diagnostic::codes::data::{
    constant_target, idx_header, idx_mismatch, input_shape, no_rows,
};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::source::Span;
use crate::template::{
    ArrayLayout, DataFacts, DataSpec, InputFacts, InputSpec, OutputFacts, OutputSpec,
};
use crate::train::data::agree::agree;
use crate::train::data::checks::Own;
use crate::train::data::locate::Base;
use crate::train::data::shape::{Arrangement, arrangement};
use crate::train::data::source::Read;
use crate::train::data::{Inputs, Part, SourceForm, Targets, checks, split};
use std::collections::BTreeMap;

/// All heads and all labels, not yet the images.
struct Heads {
    train: (Idx, Vec<i64>),
    test: Option<(Idx, Vec<i64>)>,
    classes: BTreeMap<i64, usize>,
    facts: DataFacts,
}

/// The shape and the classes, and what is wrong with heads, lengths and labels.
pub fn probe(spec: &DataSpec, base: Base<'_>) -> (DataFacts, Vec<Diagnostic>) {
    let heads = match paths(&spec.source, base).and_then(|paths| heads(&paths, base.span)) {
        Ok(heads) => heads,
        Err(faults) => return (DataFacts::default(), faults),
    };
    let counts: Vec<usize> = heads.classes.values().copied().collect();
    let own = Own::test(heads.test.is_some());
    let mut faults = checks::counts(spec, heads.train.1.len(), own);
    faults.extend(checks::rare(spec, &names(&heads.classes), &counts, own));
    (heads.facts, faults)
}

/// # Errors
/// All that is wrong with the files.
pub fn load(
    spec: &DataSpec,
    base: Base<'_>,
    input: InputSpec,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    let paths = paths(&spec.source, base)?;
    let Heads { train: (mut train, answers), test, classes, facts } = heads(&paths, base.span)?;
    let class_names = names(&classes);
    let faults = agree(&facts, spec, &class_names, input, output);
    let arrangement = facts.input.and_then(|facts| arrangement(facts, input));
    let Some(arrangement) = arrangement.filter(|_| !has_errors(&faults)) else {
        return Err(faults);
    };
    let ids = labels::index(&answers, &classes);
    let strata = split::strata(&Targets::Classes(ids.clone()), ids.len(), spec.stratify);
    let marks = spec
        .samples
        .filter(|count| *count < ids.len())
        .map(|count| split::draw(&strata, count, spec.seed));
    let shape = train.dims.iter().skip(1).copied().collect();
    let pool = part(&mut train, ids, marks.as_deref(), arrangement).map_err(|fault| vec![fault])?;
    let own_test = match test {
        Some((mut images, answers)) => {
            let ids = labels::index(&answers, &classes);
            Some(part(&mut images, ids, None, arrangement).map_err(|fault| vec![fault])?)
        }
        None => None,
    };
    let source = SourceForm::Array { shape, layout: ArrayLayout::ChannelsLast, names: Vec::new() };
    Ok(Read { facts, own_test, class_names, source, settled: true, ..Read::of(pool) })
}

fn part(
    images: &mut Idx,
    mut ids: Vec<u32>,
    marks: Option<&[bool]>,
    arrangement: Arrangement,
) -> Result<Part, Diagnostic> {
    let values = images.values(marks, arrangement)?;
    if let Some(marks) = marks {
        let mut mark = marks.iter();
        ids.retain(|_| mark.next().copied().unwrap_or(false));
    }
    let samples = ids.len();
    let inputs = Inputs { values, elements: images.elements() };
    Ok(Part { inputs, targets: Targets::Classes(ids), samples })
}

fn names(classes: &BTreeMap<i64, usize>) -> Vec<String> {
    classes.keys().map(i64::to_string).collect()
}

fn heads(paths: &Paths, span: Span) -> Result<Heads, Vec<Diagnostic>> {
    let train = pair(&paths.train, span)?;
    let test = paths.test.as_ref().map(|paths| pair(paths, span)).transpose()?;
    if let Some((images, _)) = &test
        && images.dims.get(1..) != train.0.dims.get(1..)
    {
        let (first, second) = (sample_text(&train.0), sample_text(images));
        let fault =
            idx_mismatch::diagnostic(span, (&train.0.shown, &first), (&images.shown, &second));
        return Err(vec![fault]);
    }
    let all = train.1.iter().chain(test.iter().flat_map(|(_, labels)| labels));
    let classes = labels::count(all);
    if let (1, Some(only)) = (classes.len(), classes.keys().next()) {
        let count = train.1.len();
        return Err(vec![constant_target::diagnostic(span, "the label", &only.to_string(), count)]);
    }
    let facts = DataFacts {
        input: input_facts(&train.0.dims),
        output: Some(OutputFacts::Classes(classes.len())),
        samples: Some(train.1.len()),
        columns: Vec::new(),
    };
    let classes = classes_of_training(classes, &train.1);
    Ok(Heads { train, test, classes, facts })
}

/// All classes, with their counts in the training files.
fn classes_of_training(all: BTreeMap<i64, usize>, train: &[i64]) -> BTreeMap<i64, usize> {
    let counts = labels::count(train.iter());
    all.into_keys().map(|label| (label, counts.get(&label).copied().unwrap_or(0))).collect()
}

/// The head of the images and all labels of a pair.
fn pair(paths: &Pair, span: Span) -> Result<(Idx, Vec<i64>), Vec<Diagnostic>> {
    let images = images(&paths.images, span);
    let answers = labels::read(&paths.labels, span);
    let (images, (answers, shown)) = match (images, answers) {
        (Ok(images), Ok(answers)) => (images, answers),
        (images, answers) => {
            return Err(images.err().into_iter().chain(answers.err()).collect());
        }
    };
    if images.samples() != answers.len() {
        let first = (images.shown.as_str(), format!("{} images", images.samples()));
        let second = (shown.as_str(), format!("{} labels", answers.len()));
        let fault = idx_mismatch::diagnostic(span, (first.0, &first.1), (second.0, &second.1));
        return Err(vec![fault]);
    }
    Ok((images, answers))
}

fn images(path: &std::path::Path, span: Span) -> Result<Idx, Diagnostic> {
    let idx = Idx::open(path, span)?;
    if input_facts(&idx.dims).is_none() {
        let reason = match idx.dims.len() {
            1 => "its header says 1 dimension; images have 2 to 4".to_owned(),
            _ => format!("by its header an image has {} channels", idx.dims.last().unwrap_or(&0)),
        };
        return Err(idx_header::diagnostic(span, &idx.shown, "holds no images", &reason)
            .help("are the files of images and labels exchanged?"));
    }
    if idx.samples() == 0 {
        return Err(no_rows::diagnostic(span, &idx.shown, "holds no images"));
    }
    Ok(idx)
}

fn sample_text(idx: &Idx) -> String {
    let dims: Vec<String> = idx.dims.iter().skip(1).map(usize::to_string).collect();
    format!("samples of {}", dims.join("×"))
}

/// Dimensions with the count of samples in front.
fn input_facts(dims: &[usize]) -> Option<InputFacts> {
    match *dims {
        [_, features] => Some(InputFacts::Features(features)),
        [_, height, width] => Some(InputFacts::Image { height, width, channels: 1 }),
        [_, height, width, channels @ 1..=4] => Some(InputFacts::Image { height, width, channels }),
        _ => None,
    }
}

/// Inputs, how many samples, and their labels where there are some.
pub type NewImages = (Inputs, usize, Option<Vec<i64>>);

/// New images of the shape that a network was trained on, with labels where they lie beside them:
/// a file of images, or a folder (its test files, else its training files).
///
/// # Errors
/// All that is wrong with the files.
pub fn read_new(
    base: Base<'_>,
    path: &str,
    shape: &[usize],
    input: InputSpec,
) -> Result<NewImages, Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let whole = base.folder.join(path);
    let (file, labels) = if whole.is_dir() {
        let found = in_folder(&whole, path, "t10k", base)
            .or_else(|_| in_folder(&whole, path, "train", base))?;
        (found.images, Some(found.labels))
    } else {
        let file = base.file(path, "an idx file of images", &[]).map_err(one)?;
        let labels = beside(&file);
        (file, labels)
    };
    let mut idx = images(&file, base.span).map_err(one)?;
    let facts = input_facts(&idx.dims).filter(|_| idx.dims.get(1..) == Some(shape));
    let Some(arrangement) = facts.and_then(|facts| arrangement(facts, input)) else {
        let data = sample_text(&idx);
        let wanted: Vec<String> = shape.iter().map(ToString::to_string).collect();
        let help = format!("give images of shape ({})", wanted.join(", "));
        return Err(one(input_shape::diagnostic(base.span, &data, &input.to_string()).help(help)));
    };
    let values = idx.values(None, arrangement).map_err(one)?;
    let answers = match labels {
        Some(labels) => Some(labels::read(&labels, base.span).map_err(one)?.0),
        None => None,
    };
    let samples = idx.samples();
    let answers = answers.filter(|answers| answers.len() == samples);
    Ok((Inputs { values, elements: idx.elements() }, samples, answers))
}
