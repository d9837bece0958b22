//! Every code tells a story with a failing and a mended example. Both are tried here.

mod common;

use common::{diagnose, folder};
use hpm::diagnostic::Code;
use hpm::diagnostic::codes::{all, syntax};
use std::collections::BTreeSet;

/// The groups whose examples the pipeline can judge already.
fn judged() -> Vec<&'static Code> {
    syntax::ALL.to_vec()
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
        let found = diagnose(code.failing, &folder("examples"));
        assert!(!found.is_empty(), "{}: the failing example is fine", code.id);
        for (id, line, message) in found {
            assert_eq!(id, code.id, "line {line}: {message}\n{}", code.failing);
        }
    }
}

#[test]
fn mended_examples_get_nothing() {
    for code in judged() {
        let found = diagnose(code.mended, &folder("examples"));
        assert!(found.is_empty(), "{}: {found:?}\n{}", code.id, code.mended);
    }
}
