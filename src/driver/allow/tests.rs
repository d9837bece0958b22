//! Comments that allow warnings.

use crate::driver::analyse;
use std::path::Path;

/// The codes and lines of what is said about a small model; `{}` are statements of the model.
fn found(head: &str, statements: &str) -> Vec<(&'static str, usize)> {
    let text = format!(
        "{head}data {{ source: digits }}\nmodel {{\n    flatten\n{statements}    output: classes(10)\n}}\n"
    );
    let analysis = analyse("x.hpm", &text, Path::new("."));
    let line = |start: u32| analysis.sources.files()[0].line_column(start as usize).0;
    let found = analysis.diagnostics.iter();
    found.map(|one| (one.code.id, line(one.primary.span.start))).collect()
}

const NONE: [(&str, usize); 0] = [];

#[test]
fn a_comment_covers_its_statement_the_next_one_or_the_file() {
    assert_eq!(found("let a = 1\n", ""), [("W214", 1)]);
    assert_eq!(found("let a = 1 # hpm: allow(W214): later\n", ""), NONE);
    assert_eq!(found("let b = 1\n# hpm: allow(W214): later\n\nlet a = 1\n", ""), [("W214", 1)]);
    assert_eq!(found("\u{feff}# hpm: allow(w214): later\nlet a = 1\nlet b = 2\n", ""), NONE);
    assert_eq!(
        found("let a = 1 # hpm: allow(W214): later\nlet b = 1\n", ""),
        [("W214", 2)],
        "the line below is another statement"
    );
}

#[test]
fn lines_within_parentheses_are_one_statement() {
    let wide =
        "    relu\n    # hpm: allow(W518): as in the paper\n    activation(\n        relu\n    )\n";
    assert!(found("", &wide.replace("W518", "W214")).iter().any(|one| one.0 == "W518"));
    assert_eq!(found("", wide), NONE);
    let behind =
        "    relu\n    activation(\n        relu\n    ) # hpm: allow(W518): as in the paper\n";
    assert_eq!(found("", behind), NONE);
}

#[test]
fn several_codes_and_those_that_allow_nothing() {
    assert_eq!(
        found("let a = 1 # hpm: allow(W214, W518): later\n", ""),
        [("W805", 1)],
        "only one of them arises"
    );
    assert_eq!(found("let a = 1 # hpm: allow(W214, E302): later\n", ""), [("W804", 1)]);
    assert_eq!(found("let a = 1 # hpm: allow(W805): later\n", ""), [("W214", 1), ("W804", 1)]);
}

#[test]
fn errors_stay_and_an_unused_one_is_not_told_beside_them() {
    let broken = found("", "    dense(9..1) # hpm: allow(E302, W518): no\n");
    assert_eq!(broken, [("E302", 4), ("W804", 4)]);
}

#[test]
fn other_comments_say_nothing_to_hpm() {
    assert_eq!(found("# hpm is a language\n# about hpm: allow(W1)\n", ""), NONE);
    assert_eq!(found("# hpm: allow W214\nlet a = 1\n", ""), [("W801", 1), ("W214", 2)]);
    assert_eq!(found("# hpm: allow(W214) because\nlet a = 1\n", ""), [("W801", 1), ("W214", 2)]);
}
