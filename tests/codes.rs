//! Every code tells a story with a failing and a mended example. Both are tried here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;

use common::{diagnose, folder};
use hpm::diagnostic::codes::{all, meaning, name, sweep, syntax, value};
use hpm::diagnostic::{Code, Edit};
use std::collections::BTreeSet;

/// The groups whose examples the pipeline can judge already.
fn judged() -> Vec<&'static Code> {
    let groups = [syntax::ALL, name::ALL, value::ALL, meaning::ALL, sweep::ALL];
    // Only the sweep itself minds that there is nothing to search.
    groups.concat().into_iter().filter(|code| code.id != "W709").collect()
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
        assert!(code.explanation.ends_with('.'), "{}: explanation", code.id);
        assert!(titles.insert(code.title), "{}: its title is that of another", code.id);
    }
}

#[test]
fn failing_examples_get_their_code_and_no_other() {
    for code in judged() {
        let found = diagnose(code.failing, &folder(""));
        assert!(!found.is_empty(), "{}: the failing example is fine", code.id);
        for (id, line, message) in found {
            assert_eq!(id, code.id, "line {line}: {message}\n{}", code.failing);
        }
    }
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
    for code in judged() {
        let found = diagnose(code.mended, &folder(""));
        assert!(found.is_empty(), "{}: {found:?}\n{}", code.id, code.mended);
    }
}
