//! One mistake, one error: every mistake of a list, planted at every place of every example.
//!
//! `HPM_CASCADE=FILE cargo test --test cascade` writes all answers that are not exactly one error.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod mutate;
mod tokens;

#[path = "../common/mod.rs"]
mod common;

use common::{files, folder, read};
use hpm::diagnostic::{Diagnostic, Severity};
use hpm::driver::{FolderProbe, FolderShelf, analyse_with};
use hpm::resolve::Probe;
use hpm::template::{DataFacts, DataSpec, InputFacts, OutputFacts};
use mutate::{Mutant, mutants};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

/// Data that is read once, and that of MNIST, which is not in the repository.
struct Known<'a> {
    folder: FolderProbe<'a>,
    seen: Mutex<BTreeMap<String, (DataFacts, Vec<Diagnostic>)>>,
}

impl Probe for Known<'_> {
    fn facts(&self, data: &DataSpec) -> (DataFacts, Vec<Diagnostic>) {
        let key = format!("{data:?}");
        if let Some(known) = self.seen.lock().unwrap().get(&key) {
            return known.clone();
        }
        let found = match key.contains("\"data/mnist\"") {
            true => (mnist(), Vec::new()),
            false => self.folder.facts(data),
        };
        self.seen.lock().unwrap().insert(key, found.clone());
        found
    }
}

fn mnist() -> DataFacts {
    let input = Some(InputFacts::Image { height: 28, width: 28, channels: 1 });
    DataFacts { input, output: Some(OutputFacts::Classes(10)), ..DataFacts::default() }
}

struct Answer {
    mutant: Mutant,
    errors: Vec<String>,
    warnings: Vec<String>,
}

fn answers(path: &Path) -> Vec<Answer> {
    let text = read(path);
    let base = path.parent().unwrap();
    let known = Known { folder: FolderProbe { base }, seen: Mutex::default() };
    let ask = |text: &str| {
        let found = analyse_with("spec.hpm", text, &known, &FolderShelf { base });
        let told = |severity: Severity| {
            let these = found.diagnostics.iter().filter(|one| one.severity == severity);
            let told = these.map(|one| {
                let span = one.primary.span;
                let file = found.sources.file(span.file).unwrap();
                let line = file.line_column(span.start as usize).0;
                format!("{} {line}: {} | {}", one.code.id, one.message, one.primary.message)
            });
            told.collect::<Vec<_>>()
        };
        (told(Severity::Error), told(Severity::Warning))
    };
    let sound = ask(&text);
    assert!(sound.0.is_empty() && sound.1.is_empty(), "{}: {sound:?}", path.display());
    let all = mutants(&text).into_par_iter().map(|mutant| {
        let (errors, warnings) = ask(&mutant.text);
        Answer { mutant, errors, warnings }
    });
    all.collect()
}

#[test]
fn one_mistake_one_error() {
    let mut specs = files(&folder("examples"), ".hpm");
    specs.extend(files(&folder("tests/cascade/specs"), ".hpm"));
    let mut log = String::new();
    let mut totals: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for path in specs {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = read(&path);
        for answer in answers(&path) {
            let count = answer.errors.len();
            totals.entry(answer.mutant.mistake).or_default()[count.min(2)] += 1;
            if count == 1 && answer.warnings.is_empty() {
                continue;
            }
            let line = text[..answer.mutant.at].matches('\n').count() + 1;
            log += &format!(
                "{count}+{} {name}:{line} `{}` {}\n",
                answer.warnings.len(),
                answer.mutant.site,
                answer.mutant.mistake
            );
            for one in answer.errors.iter().chain(&answer.warnings) {
                log += &format!("      {one}\n");
            }
        }
    }
    for (mistake, [none, one, more]) in &totals {
        println!("{mistake:<22} {none:>6} {one:>6} {more:>6}");
    }
    if let Some(to) = std::env::var_os("HPM_CASCADE") {
        std::fs::write(to, log).unwrap();
    }
}
