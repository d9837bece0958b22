//! A folder of pictures as a source.

use super::decode::{ENDINGS, Size, header, pixels};
use crate::diagnostic::codes::data::{constant_target, image_channels, image_size};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::template::{
    DataFacts, DataSpec, InputFacts, InputSpec, OutputFacts, OutputSpec, Source,
};
use crate::train::data::agree::agree;
use crate::train::data::folders::{Entry, Tree, tree};
use crate::train::data::locate::{Base, shown};
use crate::train::data::shape::{Arrangement, arrangement};
use crate::train::data::source::Read;
use crate::train::data::{Inputs, Part, SourceForm, Targets, checks, parts, split};
use rayon::prelude::*;

/// Headers that the check reads, spread evenly over the files.
const HEADERS: usize = 256;

/// What the pictures become.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Wanted {
    size: Size,
    /// All are resized to `size`, and may be of any size before.
    resize: bool,
    /// `channels` was written, so that every picture may be turned into it.
    convert: bool,
}

/// The classes, the size, and what is wrong with the folder and with some headers.
pub fn probe(spec: &DataSpec, base: Base<'_>) -> (DataFacts, Vec<Diagnostic>) {
    match look(spec, base) {
        Err(faults) => (DataFacts::default(), faults),
        Ok((tree, _, facts)) => {
            let mut faults = checks::counts(spec, tree.train.len(), tree.own());
            faults.extend(checks::rare(spec, &tree.classes, &tree.counts(), tree.own()));
            (facts, faults)
        }
    }
}

fn look(spec: &DataSpec, base: Base<'_>) -> Result<(Tree, Wanted, DataFacts), Vec<Diagnostic>> {
    let one = |fault| vec![fault];
    let Source::ImageFolder { path, height, width, channels } = &spec.source else {
        return Err(Vec::new());
    };
    let tree = tree(base, path, ENDINGS, "png or jpeg files").map_err(one)?;
    if let [only] = tree.classes.as_slice() {
        let count = tree.train.len();
        return Err(one(constant_target::diagnostic(base.span, "the folder", only, count)));
    }
    let files: Vec<&Entry> = tree.all().collect();
    let step = files.len().div_ceil(HEADERS).max(1);
    let some: Vec<&Entry> = files.iter().step_by(step).copied().collect();
    let sizes: Vec<Size> = some
        .par_iter()
        .map(|entry| header(&entry.path, base.span))
        .collect::<Vec<_>>()
        .into_iter()
        .collect::<Result<_, _>>()
        .map_err(one)?;
    let first = sizes.first().copied().unwrap_or(Size { height: 0, width: 0, channels: 1 });
    let size = Size {
        height: height.unwrap_or(first.height),
        width: width.unwrap_or(first.width),
        channels: channels.unwrap_or(first.channels),
    };
    let wanted = Wanted { size, resize: height.is_some(), convert: channels.is_some() };
    for (entry, size) in some.iter().zip(&sizes) {
        differs(entry, *size, wanted, files.first().copied(), base)
            .map_or(Ok(()), |f| Err(one(f)))?;
    }
    let facts = DataFacts {
        input: Some(InputFacts::Image {
            height: size.height,
            width: size.width,
            channels: size.channels,
        }),
        output: Some(OutputFacts::Classes(tree.classes.len())),
        samples: Some(tree.train.len()),
        columns: Vec::new(),
    };
    Ok((tree, wanted, facts))
}

/// A picture that is not as the others.
fn differs(
    entry: &Entry,
    size: Size,
    wanted: Wanted,
    first: Option<&Entry>,
    base: Base<'_>,
) -> Option<Diagnostic> {
    let name = shown(&entry.path);
    let first = first.map(|first| shown(&first.path)).unwrap_or_default();
    if !wanted.resize && (size.height, size.width) != (wanted.size.height, wanted.size.width) {
        let found = (size.height, size.width);
        let usual = (wanted.size.height, wanted.size.width);
        return Some(image_size::diagnostic(base.span, &name, found, &first, usual));
    }
    let colour = !wanted.convert && size.channels > wanted.size.channels;
    colour.then(|| image_channels::diagnostic(base.span, &name, &first))
}

/// # Errors
/// All that is wrong with the folder and its pictures.
pub fn load(
    spec: &DataSpec,
    base: Base<'_>,
    input: InputSpec,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    let (tree, wanted, facts) = look(spec, base)?;
    let faults = agree(&facts, spec, &tree.classes, input, output);
    let arrangement = facts.input.and_then(|facts| arrangement(facts, input));
    let Some(arrangement) = arrangement.filter(|_| !has_errors(&faults)) else {
        return Err(faults);
    };
    let read = |entries: &[Entry]| part(entries, wanted, arrangement, &tree, base);
    let mut train = tree.train.clone();
    if let Some(count) = spec.samples.filter(|count| *count < train.len()) {
        let ids: Vec<u32> = train.iter().map(|entry| entry.class).collect();
        let strata = split::strata(&Targets::Classes(ids), train.len(), spec.stratify);
        let mut marks = split::draw(&strata, count, spec.seed).into_iter();
        train.retain(|_| marks.next().unwrap_or(false));
    }
    let pool = read(&train)?;
    let own_validation = tree.validation.as_deref().map(read).transpose()?;
    let own_test = tree.test.as_deref().map(read).transpose()?;
    let Size { height, width, channels } = wanted.size;
    Ok(Read {
        facts,
        own_validation,
        own_test,
        class_names: tree.classes.clone(),
        source: SourceForm::Images { height, width, channels },
        settled: true,
        ..Read::of(pool)
    })
}

/// Decodes on all cores; every picture has its place, so that the order is that of the files.
fn part(
    entries: &[Entry],
    wanted: Wanted,
    arrangement: Arrangement,
    tree: &Tree,
    base: Base<'_>,
) -> Result<Part, Vec<Diagnostic>> {
    let Size { height, width, channels } = wanted.size;
    let elements = height * width * channels;
    let mut values = vec![0.0_f32; entries.len() * elements];
    let first = tree.all().next();
    let faults: Vec<Diagnostic> = values
        .par_chunks_exact_mut(elements.max(1))
        .zip(entries)
        .filter_map(|(place, entry)| {
            let size = wanted.resize.then_some((height, width));
            let (bytes, found) = match pixels(&entry.path, base.span, size, channels) {
                Ok(read) => read,
                Err(fault) => return Some(fault),
            };
            if let Some(fault) = differs(entry, found, wanted, first, base) {
                return Some(fault);
            }
            place.iter_mut().zip(&bytes).for_each(|(to, byte)| *to = f32::from(*byte));
            arrangement.apply(place, elements);
            None
        })
        .collect();
    if !faults.is_empty() {
        return Err(faults.into_iter().take(1).collect());
    }
    let ids: Vec<u32> = entries.iter().map(|entry| entry.class).collect();
    let inputs = Inputs { values, elements };
    Ok(parts::of(inputs, Targets::Classes(ids)))
}
