//! Every code tells a story with a failing and a mended example. Both are tried here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;

use common::{diagnose, folder};
use hpm::diagnostic::codes::{all, syntax};
use hpm::diagnostic::{Code, Edit};
use std::collections::BTreeSet;

/// What is not supported yet may be told besides the fault itself.
const NOT_YET: &str = "E212";

/// Codes whose examples do not fit the pipeline yet. Mend the examples and empty this list.
const UNSETTLED: [&str; 3] = ["E626", "E641", "W709"];

fn settled() -> Vec<&'static Code> {
    all().into_iter().filter(|code| !UNSETTLED.contains(&code.id)).collect()
}

#[test]
fn ids_are_unique_and_sorted_by_number() {
    let numbers: Vec<&str> = all().iter().map(|code| &code.id[1..]).collect();
    let mut sorted = numbers.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(numbers, sorted);
}

#[test]
fn every_code_says_what_it_is() {
    let mut titles = BTreeSet::new();
    for code in all() {
        let letter = code.id.chars().next();
        let severity = hpm::diagnostic::Severity::Error;
        assert_eq!(letter == Some('E'), code.severity == severity, "{}", code.id);
        assert!(!code.title.is_empty() && !code.title.ends_with('.'), "{}: title", code.id);
        assert!(code.explanation.len() > 40, "{}: its explanation explains little", code.id);
        assert!(titles.insert(code.title), "{}: its title is that of another", code.id);
    }
}

#[test]
fn failing_examples_get_their_code_and_no_other() {
    let mut wrong = Vec::new();
    for code in settled() {
        let found = diagnose(code.failing, &folder(""));
        if found.is_empty() {
            wrong.push(format!("{}: its failing example is fine", code.id));
        }
        for (id, line, message) in found.iter().filter(|one| one.0 != code.id && one.0 != NOT_YET) {
            wrong.push(format!("{}: its failing example gets {id}: {line}: {message}", code.id));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// A fix must at least repair what it is offered for.
#[test]
fn fixes_of_failing_examples_mend_them() {
    for code in syntax::ALL {
        let file = hpm::source::FileId(0);
        let mut edits: Vec<Edit> = Vec::new();
        for one in hpm::syntax::parse(file, code.failing).diagnostics {
            edits.extend(one.fixes.into_iter().next().map_or(Vec::new(), |fix| fix.edits));
        }
        edits.sort_by_key(|edit| std::cmp::Reverse((edit.span.start, edit.span.end)));
        let mut text = code.failing.to_owned();
        for edit in &edits {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
        let left = hpm::syntax::parse(file, &text).diagnostics;
        assert!(edits.is_empty() || left.is_empty(), "{}: {left:#?}\n{text}", code.id);
    }
}

#[test]
fn mended_examples_get_nothing() {
    let mut wrong = Vec::new();
    for code in settled() {
        for (id, line, message) in diagnose(code.mended, &folder("")) {
            wrong.push(format!("{}: its mended example gets {id}: {line}: {message}", code.id));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
