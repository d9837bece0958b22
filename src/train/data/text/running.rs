//! One text whose next token is to be predicted.

use super::corpus::{Corpus, TextForm};
use super::files::read;
use super::tokens;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::too_short;
use crate::template::{DataFacts, DataSpec, InputFacts, OutputFacts, TextSource};
use crate::train::data::locate::{Base, shown};
use crate::train::data::order::{Windows, stretches, thin};
use crate::train::data::source::{Pending, Read};
use crate::train::data::{Inputs, SourceForm, Targets, parts};
use std::path::{Path, PathBuf};

/// Text that the check counts; longer ones are counted when they are loaded.
const COUNTED: u64 = 4 << 20;

fn windows(source: &TextSource) -> Windows {
    Windows { window: source.length, horizon: 1, stride: source.stride }
}

fn facts(source: &TextSource, samples: Option<usize>) -> DataFacts {
    let vocabulary = source.vocabulary;
    DataFacts {
        input: Some(InputFacts::Tokens { length: source.length, vocabulary }),
        output: Some(OutputFacts::Classes(vocabulary)),
        samples,
        columns: Vec::new(),
    }
}

fn file(source: &TextSource, base: Base<'_>) -> Result<PathBuf, Diagnostic> {
    base.file(&source.path, "a text file", &[".txt", ".csv"])
}

fn short(spec: &DataSpec, source: &TextSource, path: &Path, tokens: usize) -> Option<Diagnostic> {
    let (part, has) = windows(source).lacking(tokens, spec)?;
    let needs = source.length + 1;
    Some(too_short::diagnostic(spec.source_span, &shown(path), part, has, needs, "tokens"))
}

/// # Errors
/// The file is missing, no text, or too short.
pub fn probe(
    spec: &DataSpec,
    source: &TextSource,
    base: Base<'_>,
) -> Result<DataFacts, Diagnostic> {
    let path = file(source, base)?;
    let length = std::fs::metadata(&path).map_or(0, |data| data.len());
    let text = read(&path, base.span, COUNTED)?;
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    if length > COUNTED || packed {
        return Ok(facts(source, None));
    }
    let mut tokens = 0_usize;
    tokens::each(&text, source.level, source.lowercase, |_| {
        tokens += 1;
        true
    });
    match short(spec, source, &path, tokens) {
        Some(fault) => Err(fault),
        None => Ok(facts(source, Some(windows(source).total(tokens, spec)))),
    }
}

/// # Errors
/// The file is missing, no text, or too short.
pub fn load(
    spec: &DataSpec,
    source: &TextSource,
    form: TextForm,
    base: Base<'_>,
) -> Result<Read, Diagnostic> {
    let path = file(source, base)?;
    let text = read(&path, base.span, u64::MAX)?;
    let mut corpus = Corpus::new(source.vocabulary);
    let mut ids: Vec<u32> = Vec::new();
    tokens::each(&text, source.level, source.lowercase, |token| {
        ids.push(corpus.id(token));
        true
    });
    drop(text);
    if let Some(fault) = short(spec, source, &path, ids.len()) {
        return Err(fault);
    }
    let [train, ..] = stretches(ids.len(), spec);
    corpus.count(ids.get(train).unwrap_or_default());
    let windows = windows(source);
    let samples = windows.total(ids.len(), spec);
    let divided = stretches(ids.len(), spec).map(|stretch| {
        let starts = windows.starts(stretch);
        let elements = source.length;
        let mut values = Vec::with_capacity(starts.clone().count() * elements);
        let mut next = Vec::new();
        for start in starts {
            let window = ids.get(start..start + elements).unwrap_or_default();
            values.extend(window.iter().map(|id| *id as f32));
            next.extend(ids.get(start + elements));
        }
        parts::of(Inputs { values, elements }, Targets::Classes(next))
    });
    Ok(Read {
        facts: facts(source, Some(samples)),
        source: SourceForm::Text(form),
        pending: Pending::Vocabulary(corpus),
        ..Read::in_order(thin(divided, spec))
    })
}
