//! The house rules: arrows between rooms, headers, sizes. Every message says what to do.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;
#[path = "tidy/rules.rs"]
mod rules;
#[path = "tidy/source.rs"]
mod source;

use common::{files, folder, read};
use rules::RULES;
use source::{File, functions};
use std::collections::BTreeSet;

const MAX_FILE: usize = 500;
const MEDIAN_FILE: usize = 120;
const MAX_FUNCTION: usize = 60;

fn sources() -> Vec<File> {
    let root = folder("src");
    let paths = files(&root, ".rs").into_iter();
    let found: Vec<File> = paths
        .map(|path| {
            let short = path.strip_prefix(&root).expect("a file below src");
            File::new(short.to_string_lossy().replace('\\', "/"), read(&path))
        })
        .collect();
    assert!(found.len() > 50, "the sources lie in src/");
    found
}

fn report(title: &str, wrong: &BTreeSet<String>) {
    let lines: Vec<&str> = wrong.iter().map(String::as_str).collect();
    assert!(wrong.is_empty(), "\n{title}\n  {}\n", lines.join("\n  "));
}

fn broken_arrows(file: &File) -> BTreeSet<String> {
    let paths = file.paths();
    let rules = RULES.iter().flat_map(|rule| paths.iter().map(move |path| (rule, path)));
    rules
        .filter(|(rule, path)| rule.forbids(&file.path, path))
        .map(|(rule, path)| format!("src/{}: `{path}`: {}", file.path, rule.why))
        .collect()
}

#[test]
fn no_forbidden_arrow() {
    let wrong = sources().iter().flat_map(broken_arrows).collect();
    report("these rooms must not know these names (tests/tidy/rules.rs):", &wrong);
}

#[test]
fn every_file_says_what_it_is_for() {
    let headless = sources().into_iter().filter(|file| !file.text.starts_with("//! "));
    let wrong = headless.map(|file| format!("src/{}", file.path)).collect();
    report("begin these files with a line `//! What it is for.`:", &wrong);
}

#[test]
fn files_are_short() {
    let all = sources();
    let long = all.iter().filter(|file| file.lines() > MAX_FILE);
    let wrong = long.map(|file| format!("src/{}: {} lines", file.path, file.lines())).collect();
    report(&format!("split these files, {MAX_FILE} lines are the limit:"), &wrong);
    let mut lengths: Vec<usize> = all.iter().map(File::lines).collect();
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    assert!(median <= MEDIAN_FILE, "the median file has {median} lines; split by ideas");
}

#[test]
fn functions_are_short() {
    let mut wrong = BTreeSet::new();
    for file in sources() {
        for (line, name, length) in functions(&file.code) {
            if length > MAX_FUNCTION {
                wrong.insert(format!("src/{}:{line}: `{name}` has {length} lines", file.path));
            }
        }
    }
    report(&format!("split these functions, {MAX_FUNCTION} lines are the limit:"), &wrong);
}

/// The rules would pass on nothing if the reader of sources saw nothing.
#[test]
fn the_reader_sees_what_is_there() {
    let text = "//! x\nuse crate::{graph::Shape, backend::{self, Net as N}};\nuse super::super::cli;\n\
                pub use pest::Parser;\nfn f(a: &'a str) -> std::fs::File {\n    let c = '{';\n    \
                \"// {\" // {\n}\nfn g();\nfn h() { r#\"\"}\"# }\n";
    let file = File::new("graph/deep/node.rs".to_owned(), text.to_owned());
    let paths = file.paths();
    for wanted in [
        "crate::graph::Shape",
        "crate::backend::self",
        "crate::graph::cli",
        "pest::Parser",
        "std::fs::File",
    ] {
        assert!(paths.iter().any(|path| path == wanted), "{wanted} in {paths:?}");
    }
    let found = functions(&file.code);
    assert_eq!(found, [(5, "f".to_owned(), 4), (10, "h".to_owned(), 1)]);
    let broken = broken_arrows(&file);
    assert_eq!(broken.len(), 4, "{broken:?}");
    let innocent = File::new("cli/x.rs".to_owned(), "//! x\nuse std::fs;\n".to_owned());
    assert!(broken_arrows(&innocent).is_empty());
    let kernel = |path: &str| File::new(path.to_owned(), "use candle_core::Tensor;\n".to_owned());
    assert_eq!(broken_arrows(&kernel("backend/kernels/conv/mod.rs")).len(), 1);
    assert!(broken_arrows(&kernel("backend/candle/network.rs")).is_empty());
}
