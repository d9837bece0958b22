//! Every slip: what is meant is understood, what is wrong is told, and the fix mends it.

use super::{fixed, statement};

/// Text, the tree, what is told, and the text after the fix.
#[track_caller]
fn slip(text: &str, tree: &str, told: &[&str], mended: &str) {
    let (found_tree, found) = statement(text);
    assert_eq!(found, told, "{text}");
    assert_eq!(found_tree, tree, "{text}");
    let whole = |inner: &str| format!("model {{\n    {inner}\n}}\n");
    assert_eq!(fixed(&whole(text)), whole(mended), "{text}");
    assert_eq!(statement(mended), (tree.to_owned(), Vec::new()), "the fix of {text}");
}

#[test]
fn signs_between_names_and_values() {
    slip("a = 3", "a: 3", &["E114 `a` takes `:` before its value, not `=`"], "a: 3");
    slip("f(a = 3)", "f(a:3)", &["E114 `a` takes `:` before its value, not `=`"], "f(a: 3)");
    slip("a := 3", "a: 3", &["E114 `a` takes `:` before its value, not `:=`"], "a: 3");
    slip(
        "let a: 3",
        "let a = 3",
        &["E114 `let a` takes `=` before its value, not `:`"],
        "let a = 3",
    );
    slip("let a 3", "let a = 3", &["E114 `=` is missing after `let a`"], "let a = 3");
    slip(
        "var a = 3",
        "let a = 3",
        &["E131 a value is named with `let`, not with `var`"],
        "let a = 3",
    );
}

#[test]
fn ranges_of_other_languages() {
    let told = |sign: &str| format!("E116 a range is written with `..`, not with `{sign}`");
    for sign in ["..=", "...", "..<", ":"] {
        slip(&format!("a: 3{sign}5"), "a: <3..5>", &[&told(sign)], "a: 3..5");
    }
    slip("a: 3 to 5", "a: <3..5>", &[&told("to")], "a: 3 .. 5");
    slip("a: log 3..5", "a: <3..5 log>", &["E117 `log` stands behind its range"], "a: 3..5 log");
    slip(
        "a: 1..8 by 2",
        "a: <1..8 by 2>",
        &["E117 the factor after `by` is written `x2`"],
        "a: 1..8 by x2",
    );
    let lgo = "model { a: 3..5 lgo }";
    assert_eq!(fixed(lgo), "model { a: 3..5 log }");
}

#[test]
fn scales_that_fit_no_range() {
    for (text, told) in [
        ("a: 3 log", "E117 `log` goes with a range"),
        ("a: (3 | 5) log", "E117 `log` goes with a range"),
        ("a: 3 step 5", "E117 `step` goes with a range"),
        ("a: width by x2", "E117 `by` goes with a range"),
        ("a: 1..8 log step 2", "E117 this range has a scale already; `step` is one too many"),
        ("a: 1..8 by width", "E117 `by` takes a factor"),
        ("a: 1..8 linear", "E117 `linear` means nothing behind a range"),
        ("a: 1..2..3", "E116 a range has two ends"),
        ("a: 1..2 default 1 default 2", "E118 a domain has one default"),
        ("a: 1 default 1 | 2", "E118 `default` stands at the end, behind all alternatives"),
    ] {
        assert_eq!(statement(text).1, [told], "{text}");
    }
    assert_eq!(statement("a: 1 default 1 | 2").0, "a: (default (| 1 2) 1)");
}

#[test]
fn choices_of_other_languages() {
    let told = |sign: &str| format!("E120 alternatives are parted by `|`, not by `{sign}`");
    slip("a: x || y", "a: (| x y)", &[&told("||")], "a: x | y");
    slip("a: x or y", "a: (| x y)", &[&told("or")], "a: x | y");
    slip("a: x or y or z", "a: (| x y z)", &[&told("or"), &told("or")], "a: x | y | z");
    slip("a: [3, 5]", "a: (| 3 5)", &["E119 a choice is written with `|`"], "a: 3 | 5");
    slip(
        "order: [a, b]",
        "order: [a b]",
        &["E119 a list is written without brackets"],
        "order: a, b",
    );
    slip("a: [x]", "a: x", &["E119 a list is written without brackets"], "a: x");
    slip(
        "a: choice(3, 5)",
        "a: (| 3 5)",
        &["E140 a domain is written `3 | 5`, not as `choice(…)`"],
        "a: 3 | 5",
    );
    slip(
        "a: loguniform(1, 9)",
        "a: <1..9 log>",
        &["E140 a domain is written `1..9 log`, not as `loguniform(…)`"],
        "a: 1..9 log",
    );
    slip(
        "a: range(1, 9)",
        "a: <1..9>",
        &["E140 a domain is written `1..9`, not as `range(…)`"],
        "a: 1..9",
    );
    slip(
        "either x or y",
        "(| x y)",
        &["E135 a choice between single values is written with `|`"],
        "x | y",
    );
    slip(
        "either { x } else { y }",
        "(either {x} {y})",
        &["E135 the bodies of `either` are parted by `or`, not by `else`"],
        "either { x } or { y }",
    );
}

#[test]
fn operators_of_other_languages() {
    let told = |sign: &str, right: &str| format!("E121 `{sign}` is written `{right}` in hpm");
    for (sign, right, tree) in [
        ("&&", "and", "And"),
        ("&", "and", "And"),
        ("||", "or", "Or"),
        ("|", "or", "Or"),
        ("=", "==", "Equal"),
        ("<>", "!=", "NotEqual"),
        ("=<", "<=", "LessEqual"),
        ("=>", ">=", "GreaterEqual"),
        ("**", "^", "Power"),
        ("//", "/", "Divide"),
    ] {
        let text = format!("require a {sign} b");
        let mended = format!("require a {right} b");
        slip(&text, &format!("require ({tree} a b)"), &[&told(sign, right)], &mended);
    }
    slip("require !a", "require (Not a)", &[&told("!", "not")], "require not a");
    slip("a: +3", "a: 3", &["E121 `+` is not needed here"], "a: 3");
    assert_eq!(
        statement("a: x < 3 || y < 4").1,
        ["E121 `||` is written `or` in hpm"],
        "a condition outside of `require`"
    );
}

#[test]
fn separators() {
    slip(
        "f(a: 3 b: 4)",
        "f(a:3 b:4)",
        &["E112 a comma is missing between two arguments"],
        "f(a: 3, b: 4)",
    );
    slip("f(3; 4)", "f(3 4)", &["E113 arguments are parted by `,`, not by `;`"], "f(3, 4)");
    slip("f(3,, 4)", "f(3 4)", &["E115 there is no argument before this comma"], "f(3, 4)");
    slip(
        "f(3), g, h(4)",
        "f(3); g; h(4)",
        &["E113 statements are parted by line ends or `;`, not by `,`"],
        "f(3); g; h(4)",
    );
    slip(
        "a: 3, b: 4",
        "a: 3; b: 4",
        &["E113 statements are parted by line ends or `;`, not by `,`"],
        "a: 3; b: 4",
    );
    let (tree, told) = statement("require a < 3, b < 4");
    assert_eq!(tree, "require (Less a 3); require (Less b 4)");
    assert_eq!(told, ["E113 conditions are joined by `and`, not by `,`"]);
    assert_eq!(fixed("model { require a, b }"), "model { require a and b }");
    slip("f(3) g", "f(3); g", &["E111 two statements stand side by side"], "f(3); g");
    slip("- f(3)", "f(3)", &["E101 a `-` in front of a layer means nothing"], " f(3)");
}

#[test]
fn names_and_quotes() {
    let told = "E126 a name is one word: `learning_rate`";
    for text in ["learning-rate: 3", "learning rate: 3", "learning.rate: 3", "\"learning_rate\": 3"]
    {
        slip(text, "learning_rate: 3", &[told], "learning_rate: 3");
    }
    slip(
        "a: 'x/y.csv'",
        "a: \"x/y.csv\"",
        &["E110 a string is written with `\"`"],
        "a: \"x/y.csv\"",
    );
    slip(
        "a: “x/y.csv”",
        "a: \"x/y.csv\"",
        &["E110 a string is written with `\"`"],
        "a: \"x/y.csv\"",
    );
    assert_eq!(
        statement("maybe norm: x").1,
        ["E126 `maybe` stands behind the label: `norm: maybe …`"]
    );
    assert_eq!(fixed("model { maybe norm: x }"), "model { norm: maybe x }");
}

#[test]
fn lines_and_braces() {
    slip(
        "a: 3 |\n    5",
        "a: (| 3 5)",
        &["E132 a value ends with its line, but this one goes on"],
        "a: (3 |\n    5)",
    );
    slip(
        "x(2)\n    | y(2)",
        "(| x(2) y(2))",
        &["E132 a value ends with its line, but this one goes on"],
        "(x(2)\n    | y(2))",
    );
    slip(
        "repeat 3\n    {\n    a\n    }",
        "(repeat 3 {a})",
        &["E133 the `{` belongs at the end of the line above"],
        "repeat 3 {\n    a\n    }",
    );
    slip(
        "repeat 3 times { a }",
        "(repeat 3 {a})",
        &["E134 `times` is not needed after the count"],
        "repeat 3  { a }",
    );
    slip(
        "repeat i in 1..3 { a }",
        "(repeat <1..3> as i {a})",
        &["E134 the count comes first, its index after `as`"],
        "repeat 1..3 as i { a }",
    );
    slip(
        "repeat 1..3 f(4)",
        "(repeat <1..3> {f(4)})",
        &["E134 what is repeated stands in braces"],
        "repeat 1..3 { f(4) }",
    );
    assert_eq!(
        statement("order: a,\n    b").1,
        ["E132 a value ends with its line, but this one goes on"]
    );
}

#[test]
fn comments_and_characters_of_elsewhere() {
    slip("// a b\n    x", "x", &["E127 a comment begins with `#`, not with `//`"], "# a b\n    x");
    slip("x // a b", "x", &["E127 a comment begins with `#`, not with `//`"], "x # a b");
    slip("a: 3…5", "a: <3..5>", &["E128 `…` is not the `..` of hpm"], "a: 3..5");
    slip("a: 3 × 5", "a: (Multiply 3 5)", &["E128 `×` is not the `*` of hpm"], "a: 3 * 5");
    slip("a: 3–5", "a: (Subtract 3 5)", &["E128 `–` is not the `-` of hpm"], "a: 3-5");
    slip("a: $x", "a: x", &["E101 `$` does not belong in front of a value"], "a: x");
    slip("| x | y", "(| x y)", &["E101 `|` does not belong in front of a value"], " x | y");
    assert_eq!(
        statement("/* a\n b */ x"),
        ("x".to_owned(), vec!["E127 a comment begins with `#`".to_owned()])
    );
}
