//! Fixes in rounds, on a checker made for the test.

use super::{Analysis, Mended, mend};
use crate::diagnostic::codes::syntax::unexpected;
use crate::diagnostic::codes::value::reversed_range;
use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::driver::KnownTexts;
use crate::source::{FileId, Sources, Span};

/// A fault of one letter, and what its fix writes instead.
type Rule = (char, &'static Code, Applicability, &'static str);

fn check(rules: &[Rule], text: &str) -> Analysis {
    let mut sources = Sources::new();
    let file = sources.add("x.hpm", text);
    let mut diagnostics = Vec::new();
    for (at, c) in text.char_indices() {
        for (letter, code, trust, write) in rules {
            if c == *letter {
                let span = Span::new(file, at, at + 1);
                let one = Diagnostic::new(code, span, "wrong", "");
                diagnostics.push(one.replace(*trust, format!("write {write}"), span, *write));
            }
        }
    }
    Analysis { sources, diagnostics, family: None, imported: KnownTexts::default() }
}

fn mended(rules: &[Rule], text: &str, trust: Applicability) -> Mended {
    mend(text, trust, &|text| check(rules, text))
}

const VALUE: &Code = &reversed_range::CODE;
const SYNTAX: &Code = &unexpected::CODE;
use Applicability::{Safe, Unsafe};

#[test]
fn what_a_fix_uncovers_is_fixed_in_the_next_round() {
    let rules = [('a', VALUE, Safe, "b"), ('b', VALUE, Safe, "c"), ('x', VALUE, Unsafe, "a")];
    let safe = mended(&rules, "a-x-a", Safe);
    assert_eq!((safe.text.as_str(), safe.fixed), ("c-x-c", 4));
    assert_eq!(safe.analysis.diagnostics.len(), 1);
    let all = mended(&rules, "a-x-a", Unsafe);
    assert_eq!((all.text.as_str(), all.fixed), ("c-c-c", 7));
}

#[test]
fn a_fix_that_makes_it_worse_is_dropped_and_the_others_are_made() {
    let rules = [('a', VALUE, Safe, "zz"), ('b', VALUE, Safe, ""), ('z', VALUE, Unsafe, "")];
    let out = mended(&rules, "b\na\nb\n", Safe);
    assert_eq!(out.text, "\na\n\n");
    assert_eq!(out.fixed, 2);
    let dropped: Vec<_> = out.dropped.iter().map(|one| (one.line, one.code)).collect();
    assert_eq!(dropped, [(2, "E302")]);
}

#[test]
fn errors_that_syntax_had_hidden_are_found_not_made() {
    let rules = [('a', SYNTAX, Safe, "zz"), ('z', VALUE, Safe, "y")];
    let out = mended(&rules, "a", Safe);
    assert_eq!((out.text.as_str(), out.fixed), ("yy", 3));
}

#[test]
fn a_fix_and_its_opposite_end() {
    let rules = [('a', VALUE, Safe, "b"), ('b', VALUE, Safe, "a")];
    let out = mended(&rules, "a", Safe);
    assert_eq!(out.fixed, 1);
    let grows = [('a', SYNTAX, Safe, "ab"), ('b', VALUE, Safe, "")];
    assert!(mended(&grows, "a", Safe).text.len() < 300, "bounded");
}

#[test]
fn edits_in_other_files_are_left_alone() {
    let out = mend("a", Safe, &|text| {
        let mut analysis = check(&[('a', VALUE, Safe, "b")], text);
        for fix in analysis.diagnostics.iter_mut().flat_map(|one| &mut one.fixes) {
            for edit in &mut fix.edits {
                edit.span.file = FileId(1);
            }
        }
        analysis
    });
    assert_eq!((out.text.as_str(), out.fixed), ("a", 0));
}
