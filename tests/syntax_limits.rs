//! Texts made to break a parser: very long, very deep, very wide. Each is run in a thread with
//! a small stack.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

use hpm::diagnostic::Diagnostic;
use hpm::source::FileId;
use hpm::syntax::Parsed;

/// Parses and drops the tree with 1 MiB of stack, less than any platform gives.
fn parse(text: String) -> Vec<Diagnostic> {
    let work = move || {
        let Parsed { spec, diagnostics, .. } = hpm::syntax::parse(FileId(0), &text);
        drop(spec);
        diagnostics
    };
    let small = std::thread::Builder::new().stack_size(1 << 20);
    small.spawn(work).expect("a thread").join().expect("no overflow")
}

fn codes(text: String) -> Vec<&'static str> {
    parse(text).iter().map(|one| one.code.id).collect()
}

fn in_model(value: &str) -> String {
    format!("model {{\n    a: {value}\n}}\n")
}

#[test]
fn long_chains_of_operators_are_refused_once() {
    for part in ["1+", "1*", "1 - ", "2^", "a and ", "a or ", "1..", "1 default ", "1 for ", "1 < "]
    {
        let found = codes(in_model(&format!("{}1", part.repeat(100_000))));
        assert_eq!(found, ["E108"], "{part}");
    }
}

#[test]
fn long_chains_of_signs_and_words_are_refused_once() {
    for part in ["-", "- ", "not ", "maybe ", "each "] {
        let found = codes(in_model(&format!("{}x", part.repeat(100_000))));
        assert_eq!(found, ["E108"], "{part}");
    }
}

#[test]
fn a_choice_may_be_of_any_length() {
    assert!(codes(in_model(&format!("{}a", "a|".repeat(100_000)))).is_empty());
    assert!(codes(in_model(&format!("{}a", "a, ".repeat(100_000)))).is_empty());
}

#[test]
fn brackets_nest_to_64() {
    for (open, close) in [("(", ")"), ("f(", ")"), ("f(a: ", ")")] {
        let nest =
            |depth: usize| in_model(&format!("{}1{}", open.repeat(depth), close.repeat(depth)));
        assert!(codes(nest(63)).is_empty(), "{open}");
        assert_eq!(codes(nest(64)), ["E107"], "{open}");
        assert_eq!(codes(nest(100_000)), ["E107"], "{open}");
    }
    let bodies = |depth: usize| format!("{}{}", "model { a {".repeat(depth), "}}".repeat(depth));
    assert!(codes(bodies(32)).is_empty());
    assert_eq!(codes(bodies(33)), ["E107"]);
    assert_eq!(codes("maybe { ".repeat(50_000)), ["E107"]);
    assert_eq!(codes("[".repeat(50_000)), ["E107"]);
}

#[test]
fn operators_count_through_brackets() {
    let deep = (0..60).fold("1".to_owned(), |inner, _| format!("({inner} + 1 + 1 + 1 + 1 + 1)"));
    assert_eq!(codes(in_model(&deep)), ["E108"]);
}

#[test]
fn wide_and_long_texts_end() {
    for text in [
        "a ".repeat(20_000),
        "a\n".repeat(20_000),
        "a: 1\n".repeat(20_000),
        "$ ".repeat(20_000),
        "\n".repeat(20_000),
        ";,".repeat(20_000),
        "# x\n".repeat(10_000),
        "\"".repeat(20_001),
        "either {} ".repeat(20_000),
        "a.".repeat(20_000),
        "1..2..".repeat(10_000),
        "model { a: 1 }\n".repeat(20_000),
        ") } ]".repeat(10_000),
        "(\n".repeat(60),
        "( } ".repeat(10_000),
        "{ ) ".repeat(60),
        "a-".repeat(20_000),
        " ".repeat(40_000),
        "x".repeat(40_000),
        "9".repeat(40_000),
        "let a = 1\n".repeat(20_000),
        "repeat ".repeat(10_000),
        "repeat i in ".repeat(10_000),
        "repeat 1 ".repeat(10_000),
        "repeat 1 maybe ".repeat(10_000),
        "either a or ".repeat(10_000),
        "either a ".repeat(10_000),
        "a: b: ".repeat(10_000),
        "by x2 ".repeat(10_000),
        "let let ".repeat(10_000),
        "for for ".repeat(10_000),
        "## doc\n\n".repeat(10_000),
        "model {\na: 1 |\n".repeat(60),
    ] {
        assert!(parse(text).len() <= 50);
    }
}
