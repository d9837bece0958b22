//! One mistake, one error: every mistake of a list, planted at every place of every example.
//!
//! `HPM_CASCADE=FILE cargo test --test cascade` writes all answers that are not exactly one error.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod mutate;
mod tokens;
mod verdict;

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
use verdict::{Verdict, verdict};

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
    let (mut log, mut wrong) = (String::new(), String::new());
    let mut totals: BTreeMap<&str, BTreeMap<Verdict, usize>> = BTreeMap::new();
    for path in specs {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = read(&path);
        for Answer { mutant, errors, warnings } in answers(&path) {
            let verdict = verdict(&name, &text, &mutant, errors.len(), warnings.len());
            *totals.entry(mutant.mistake).or_default().entry(verdict).or_default() += 1;
            if verdict == Verdict::OneError {
                continue;
            }
            let line = text[..mutant.at].matches('\n').count() + 1;
            let (count, doubts) = (errors.len(), warnings.len());
            let Mutant { site, mistake, .. } = &mutant;
            let mut entry = format!("{count}+{doubts} {name}:{line} `{site}` {mistake}\n");
            errors.iter().chain(&warnings).for_each(|one| entry += &format!("      {one}\n"));
            if verdict == Verdict::Wrong {
                wrong += &entry;
            }
            log += &entry;
        }
    }
    println!("{}", table(&totals));
    if let Some(to) = std::env::var_os("HPM_CASCADE") {
        std::fs::write(to, log).unwrap();
    }
    assert!(wrong.is_empty(), "not exactly one error (errors + warnings):\n{wrong}");
}

/// A line for each mistake, and one for all.
fn table(totals: &BTreeMap<&str, BTreeMap<Verdict, usize>>) -> String {
    let mut all: BTreeMap<Verdict, usize> = BTreeMap::new();
    let heads = Verdict::ALL.map(|verdict| format!("{:>12}", format!("{verdict:?}"))).concat();
    let mut out = format!("{:<22}{:>9}{heads}\n", "mistake", "planted");
    let row = |name: &str, counts: &BTreeMap<Verdict, usize>| {
        let planted: usize = counts.values().sum();
        let cells = Verdict::ALL.map(|one| format!("{:>12}", counts.get(&one).unwrap_or(&0)));
        format!("{name:<22}{planted:>9}{}\n", cells.concat())
    };
    for (mistake, counts) in totals {
        out += &row(mistake, counts);
        counts.iter().for_each(|(verdict, count)| *all.entry(*verdict).or_default() += count);
    }
    out + &row("all", &all)
}
