//! Text as a source: which kind it is, and its texts one by one.

use super::corpus::{Corpus, TextForm};
use super::files::{ENDINGS, read};
use super::running;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{constant_target, text_settings};
use crate::template::{DataFacts, DataSpec, InputFacts, OutputFacts, OutputSpec, TextSource};
use crate::train::data::csv::Layout;
use crate::train::data::folders::{Entry, Tree, has, tree};
use crate::train::data::locate::Base;
use crate::train::data::source::{Pending, Read};
use crate::train::data::table::{
    Columns, Depth, Field, Opener, Rows, Scan, TargetReader, WholeTargets, choose, target_facts,
};
use crate::train::data::{Inputs, Part, SourceForm, Targets, checks, parts};

const TABLES: &[&str] = &[".csv", ".csv.gz", ".tsv", ".tsv.gz"];

/// Where the texts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Column,
    Folder,
    Running,
}

fn kind(spec: &DataSpec, source: &TextSource, base: Base<'_>) -> Result<Kind, Diagnostic> {
    let folder = base.folder.join(&source.path).is_dir();
    let kind = match (folder, &source.column) {
        (true, _) => Kind::Folder,
        (false, None) if !has(&source.path, TABLES) => Kind::Running,
        (false, None) => return Err(text_settings::no_column(base.span)),
        (false, Some(_)) => Kind::Column,
    };
    match (kind, &source.column, spec.target.first()) {
        (Kind::Folder, Some(_), _) => Err(text_settings::column_of_folder(base.span)),
        (Kind::Folder, _, Some((_, span))) => Err(text_settings::target(*span, "a folder")),
        (Kind::Running, _, Some((_, span))) => Err(text_settings::target(*span, "a txt file")),
        _ => Ok(kind),
    }
}

fn form(spec: &DataSpec, source: &TextSource, next: bool) -> TextForm {
    TextForm {
        column: source.column.clone(),
        target: spec.target.iter().map(|(name, _)| name.clone()).collect(),
        delimiter: source.delimiter,
        level: source.level,
        length: source.length,
        lowercase: source.lowercase,
        next,
        words: Vec::new(),
    }
}

fn input(source: &TextSource) -> InputFacts {
    InputFacts::Tokens { length: source.length, vocabulary: source.vocabulary }
}

/// The shape and the classes, and what is wrong with files and targets.
pub fn probe(spec: &DataSpec, source: &TextSource, base: Base<'_>) -> (DataFacts, Vec<Diagnostic>) {
    let known = DataFacts { input: Some(input(source)), ..DataFacts::default() };
    let found = match kind(spec, source, base) {
        Err(fault) => Err(vec![fault]),
        Ok(Kind::Running) => running::probe(spec, source, base)
            .map(|facts| (facts, Vec::new()))
            .map_err(|fault| vec![fault]),
        Ok(Kind::Folder) => probe_folder(spec, source, base),
        Ok(Kind::Column) => probe_column(spec, source, base),
    };
    found.unwrap_or_else(|faults| (known, faults))
}

type Probed = Result<(DataFacts, Vec<Diagnostic>), Vec<Diagnostic>>;

fn probe_folder(spec: &DataSpec, source: &TextSource, base: Base<'_>) -> Probed {
    let tree = class_tree(source, base)?;
    let samples = tree.train.len();
    if let Some(first) = tree.train.first() {
        read(&first.path, base.span, 1 << 16).map_err(|fault| vec![fault])?;
    }
    let mut faults = checks::counts(spec, samples, tree.own());
    faults.extend(checks::rare(spec, &tree.classes, &tree.counts(), tree.own()));
    let facts = DataFacts {
        input: Some(input(source)),
        output: Some(OutputFacts::Classes(tree.classes.len())),
        samples: Some(samples),
        columns: Vec::new(),
    };
    Ok((facts, faults))
}

fn class_tree(source: &TextSource, base: Base<'_>) -> Result<Tree, Vec<Diagnostic>> {
    let tree = tree(base, &source.path, ENDINGS, "txt files").map_err(|fault| vec![fault])?;
    match tree.classes.as_slice() {
        [only] => {
            let count = tree.train.len();
            Err(vec![constant_target::diagnostic(base.span, "the folder", only, count)])
        }
        _ => Ok(tree),
    }
}

/// The table, its target columns, and where the text stands.
fn open<'a>(
    spec: &DataSpec,
    source: &'a TextSource,
    base: Base<'a>,
) -> Result<(Box<dyn Rows>, Columns, usize), Vec<Diagnostic>> {
    let layout = Layout { delimiter: source.delimiter, header: true };
    let opener = Opener::by_content(base, &source.path, layout);
    let mut rows = opener.open().map_err(|fault| vec![fault])?;
    let head = rows.head();
    let column = source.column.clone().unwrap_or_default();
    let Some(at) = head.columns.iter().position(|name| *name == column) else {
        let (shown, columns) = (&head.shown, &head.columns);
        return Err(vec![text_settings::unknown_column(base.span, &column, shown, columns)]);
    };
    let narrowed = DataSpec { features: vec![(column, base.span)], ..spec.clone() };
    let columns = Columns { features: Vec::new(), ..choose(head, &narrowed)? };
    let mut places = columns.places();
    places.push(at);
    rows.only(&places);
    Ok((rows, columns, at))
}

fn probe_column(spec: &DataSpec, source: &TextSource, base: Base<'_>) -> Probed {
    let (mut rows, columns, _) = open(spec, source, base)?;
    let mut found = DataFacts {
        input: Some(input(source)),
        columns: rows.head().columns.clone(),
        ..DataFacts::default()
    };
    let reader = TargetReader::survey(columns.targets.len());
    let mut scan = Scan::new(&columns, &[], spec.missing, reader);
    let whole = scan.read(rows.as_mut(), Depth::PROBE, |_| ()).map_err(|fault| vec![fault])?;
    let told = scan.diagnostics(rows.head(), scan.rows, None);
    if !told.is_empty() {
        return Err(told);
    }
    if !whole {
        return Ok((found, Vec::new()));
    }
    let samples = scan.rows;
    found.samples = Some(samples);
    let (output, mut faults) = target_facts(spec, &columns, scan.targets, samples)?;
    found.output = output;
    faults.splice(0..0, checks::counts(spec, samples, checks::Own::default()));
    Ok((found, faults))
}

/// # Errors
/// All that is wrong with the files.
pub fn load(
    spec: &DataSpec,
    source: &TextSource,
    base: Base<'_>,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    match kind(spec, source, base).map_err(|fault| vec![fault])? {
        Kind::Running => {
            let form = form(spec, source, true);
            running::load(spec, source, form, base).map_err(|fault| vec![fault])
        }
        Kind::Folder => load_folder(spec, source, base),
        Kind::Column => load_column(spec, source, base, output),
    }
}

fn load_folder(
    spec: &DataSpec,
    source: &TextSource,
    base: Base<'_>,
) -> Result<Read, Vec<Diagnostic>> {
    let tree = class_tree(source, base)?;
    let form = form(spec, source, false);
    let mut corpus = Corpus::new(source.vocabulary);
    let mut part = |entries: &[Entry]| -> Result<Part, Vec<Diagnostic>> {
        let mut values = Vec::with_capacity(entries.len() * source.length);
        for entry in entries {
            let text = read(&entry.path, base.span, u64::MAX).map_err(|fault| vec![fault])?;
            form.push(&text, |token| corpus.id(token), &mut values);
        }
        let ids: Vec<u32> = entries.iter().map(|entry| entry.class).collect();
        Ok(parts::of(Inputs { values, elements: source.length }, Targets::Classes(ids)))
    };
    let pool = part(&tree.train)?;
    let own_validation = tree.validation.as_deref().map(&mut part).transpose()?;
    let own_test = tree.test.as_deref().map(&mut part).transpose()?;
    let facts = DataFacts {
        input: Some(input(source)),
        output: Some(OutputFacts::Classes(tree.classes.len())),
        samples: Some(tree.train.len()),
        columns: Vec::new(),
    };
    Ok(Read {
        facts,
        own_validation,
        own_test,
        class_names: tree.classes,
        source: SourceForm::Text(form),
        pending: Pending::Vocabulary(corpus),
        ..Read::of(pool)
    })
}

fn load_column(
    spec: &DataSpec,
    source: &TextSource,
    base: Base<'_>,
    output: OutputSpec,
) -> Result<Read, Vec<Diagnostic>> {
    let (mut rows, columns, at) = open(spec, source, base)?;
    let form = form(spec, source, false);
    let mut corpus = Corpus::new(source.vocabulary);
    let reader = WholeTargets::reader(&columns, output)?;
    let mut scan = Scan::new(&columns, &[], spec.missing, reader);
    let mut values = Vec::new();
    scan.read(rows.as_mut(), Depth::ALL, |rows| {
        let text = match rows.field(at) {
            Field::Text(text) => String::from_utf8_lossy(text),
            _ => "".into(),
        };
        form.push(&text, |token| corpus.id(token), &mut values);
    })
    .map_err(|fault| vec![fault])?;
    let told = scan.diagnostics(rows.head(), scan.rows, Some(&output.to_string()));
    if !told.is_empty() {
        return Err(told);
    }
    let samples = scan.rows;
    let WholeTargets { targets, class_names, facts: known } =
        WholeTargets::of(scan.targets, &columns, output).map_err(|fault| vec![fault])?;
    let facts = DataFacts {
        input: Some(input(source)),
        output: known,
        samples: Some(samples),
        columns: rows.head().columns.clone(),
    };
    Ok(Read {
        facts,
        class_names,
        source: SourceForm::Text(form),
        pending: Pending::Vocabulary(corpus),
        ..Read::of(Part { inputs: Inputs { values, elements: source.length }, targets, samples })
    })
}
