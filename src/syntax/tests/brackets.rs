//! Brackets that do not match: what is told, and how much of the tree survives.

use super::{faults, fixed, parsed, show};

#[track_caller]
fn recovers(text: &str, told: &[&str], tree: &str) {
    assert_eq!(faults(text), told, "{text}");
    assert_eq!(show::spec(&parsed(text).spec), tree, "{text}");
}

#[test]
fn a_round_bracket_unclosed_on_its_line() {
    let text = "model {\n    conv(filters: 3\n    dense(4)\n    relu\n}\n";
    recovers(text, &["2 E104"], "model {conv(filters:3); dense(4); relu}");
    assert_eq!(fixed(text), text.replace("3\n", "3)\n"));
}

#[test]
fn a_round_bracket_unclosed_over_lines() {
    let text =
        "model {\n    conv(\n        filters: 3,\n        kernel: 5\n    relu\n    f(3)\n}\n";
    recovers(text, &["2 E104"], "model {conv(filters:3 kernel:5); relu; f(3)}");
    assert_eq!(fixed(text), text.replace("5\n", "5)\n"));
}

#[test]
fn a_square_bracket_unclosed() {
    let told = ["2 E104", "2 E119"];
    recovers("model {\n    a: f(b: [3, 5)\n    c\n}\n", &told, "model {a: f(b:(| 3 5)); c}");
}

#[test]
fn closers_of_another_kind() {
    recovers(
        "model {\n    f(3]\n    g{4)\n    h\n}\n",
        &["2 E106", "3 E106"],
        "model {f(3); g(){4}; h}",
    );
}

#[test]
fn a_round_closer_too_many() {
    let text = "model {\n    f(3))\n    g(4)\n}\n";
    recovers(text, &["2 E105"], "model {f(3); g(4)}");
    assert_eq!(fixed(text), text.replace("))", ")"));
}

#[test]
fn a_brace_missing_in_the_middle() {
    let text = "model {\n    repeat 1..3 {\n        a\n    b\n}\n\ntraining {\n    c: 3\n}\n";
    recovers(text, &["2 E104"], "model {(repeat <1..3> {a}); b}\ntraining {c: 3}");
    assert_eq!(fixed(text), text.replace("a\n", "a\n    }\n"));
}

#[test]
fn a_brace_missing_before_a_section() {
    let text = "model {\n    a\n\ntraining {\n    c: 3\n}\n";
    recovers(text, &["1 E104"], "model {a}\ntraining {c: 3}");
    assert_eq!(fixed(text), text.replace("a\n", "a\n}\n"));
}

#[test]
fn a_brace_missing_at_the_end() {
    recovers("model {\n    a\n", &["1 E104"], "model {a}");
    assert_eq!(fixed("model {\n    a\n"), "model {\n    a\n}\n");
    recovers("model { a", &["1 E104"], "model {a}");
    assert_eq!(fixed("model { a"), "model { a }");
}

#[test]
fn a_brace_too_many() {
    let text = "model {\n    repeat 2 {\n        a\n        }\n    }\n    b\n}\n";
    recovers(text, &["4 E105"], "model {(repeat 2 {a}); b}");
    recovers("model {\n    a\n}\n}\ndata { b }\n", &["4 E105"], "model {a}\ndata {b}");
}

#[test]
fn brackets_in_strings_and_comments_do_not_count() {
    recovers("model {\n    a: \"x(y{[.csv\" # ) } ]\n}\n", &[], "model {a: \"x(y{[.csv\"}");
}

#[test]
fn strings_that_never_close() {
    let text = "data {\n    source: csv(\"a.csv)\n    b: 3\n}\n";
    recovers(text, &["2 E109"], "data {source: csv(\"a.csv\"); b: 3}");
    assert_eq!(fixed(text), text.replace("a.csv", "a.csv\""));
    let text = "data {\n    source: csv(\"a.csv, target: \"b\")\n}\n";
    recovers(text, &["2 E109"], "data {source: csv(\"a.csv\" target:\"b\")}");
    recovers("data {\n    a: \"\n    b: 3\n}\n", &["2 E109"], "data {a: \"\"; b: 3}");
}
