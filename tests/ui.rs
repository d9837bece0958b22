//! Annotated specifications: each file below `tests/ui/` says which diagnostics it gets.
//!
//! `#~ E302 part of the message` behind a statement expects that diagnostic on its line; alone on
//! a line, on the line above. Every `^` behind `#~` means one line further up. Every diagnostic
//! that is expected must appear, and no other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;

use common::{Found, diagnose, files, folder, read};

struct Expected {
    code: String,
    line: usize,
    part: String,
}

fn expectations(text: &str) -> Vec<Expected> {
    let mut expected = Vec::new();
    let mut target = 0;
    for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
        let Some((code, note)) = line.split_once("#~") else {
            target = number;
            continue;
        };
        if !code.trim().is_empty() {
            target = number;
        }
        let up = note.chars().take_while(|c| *c == '^').count();
        let note = note.trim_start_matches('^').trim();
        let (id, part) = note.split_once(' ').unwrap_or((note, ""));
        expected.push(Expected {
            code: id.to_owned(),
            line: target.saturating_sub(up),
            part: part.trim().to_owned(),
        });
    }
    expected
}

/// What is expected and missing, and what is there and not expected.
fn compare(expected: &[Expected], mut found: Vec<Found>) -> Vec<String> {
    let mut wrong = Vec::new();
    for Expected { code, line, part } in expected {
        let fits = |it: &Found| it.0 == *code && it.1 == *line && it.2.contains(part.as_str());
        match found.iter().position(fits) {
            Some(at) => drop(found.remove(at)),
            None => wrong.push(format!("  missing: {line}: {code} {part}")),
        }
    }
    wrong
        .extend(found.iter().map(|(code, line, text)| format!("  surplus: {line}: {code} {text}")));
    wrong
}

#[test]
fn annotated_files_get_what_they_expect() {
    let mut failures = Vec::new();
    let all = files(&folder("tests/ui"), ".hpm");
    assert!(all.len() > 10, "the folder tests/ui holds the annotated files");
    for path in all {
        let text = read(&path);
        let base = path.parent().expect("a file in a folder");
        let wrong = compare(&expectations(&text), diagnose(&text, base));
        if !wrong.is_empty() {
            failures.push(format!("{}\n{}", path.display(), wrong.join("\n")));
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

#[test]
fn annotations_name_lines() {
    let text = "a #~ E1 x y\nb\n#~ E2\n#~^ E3 z\n";
    let found: Vec<(String, usize, String)> =
        expectations(text).into_iter().map(|it| (it.code, it.line, it.part)).collect();
    let wanted = [("E1", 1, "x y"), ("E2", 2, ""), ("E3", 1, "z")];
    assert_eq!(found, wanted.map(|(a, b, c)| (a.to_owned(), b, c.to_owned())));
}

#[test]
fn a_surplus_and_a_missing_one_are_both_told() {
    let expected = expectations("a #~ E1 x\n");
    let found = vec![("E2".to_owned(), 1, "y".to_owned())];
    assert_eq!(compare(&expected, found), ["  missing: 1: E1 x", "  surplus: 1: E2 y"]);
}
