//! Every form of the language, and its tree.

use super::{statement, tree};

#[track_caller]
fn is(text: &str, wanted: &str) {
    assert_eq!(statement(text), (wanted.to_owned(), Vec::new()), "{text}");
}

#[test]
fn domains() {
    is("a: 16..256", "a: <16..256>");
    is("a: 16 .. 256 log", "a: <16..256 log>");
    is("a: 16..256 step 16", "a: <16..256 step 16>");
    is("a: 16..256 by x2", "a: <16..256 by 2>");
    is("a: 1..8 by x1.5 default 2", "a: (default <1..8 by 1.5r> 2)");
    is("a: 3 | 5 | 7", "a: (| 3 5 7)");
    is("a: 0 | 1e-6..1e-2 log", "a: (| 0 <0.000001r..0.01r log>)");
    is("a: 1e-6..1e-2 log | 0", "a: (| <0.000001r..0.01r log> 0)");
    is("a: A | B default A", "a: (default (| A B) A)");
    is("a: 1e-4..1e-1 log default 1e-3", "a: (default <0.0001r..0.1r log> 0.001r)");
    is("a: -16..-2 step 2", "a: <(Negate 16)..(Negate 2) step 2>");
    is("a: width * 2..64", "a: <(Multiply width 2)..64>");
    is("a: sgd(momentum: 0.8..0.99) | adam", "a: (| sgd(momentum:<0.8r..0.99r>) adam)");
    is("a: (16..64) * 2", "a: (Multiply <16..64> 2)");
    is("a: (1 | 2) | 3", "a: (| 1 2 3)");
}

#[test]
fn presence_and_each() {
    is("maybe batch_norm", "(maybe batch_norm)");
    is("maybe { relu; gelu }", "(maybe {relu; gelu})");
    is("maybe a | b default b", "(default (maybe (| a b)) b)");
    is("a | maybe b", "(| a (maybe b))");
    is("u: each 16..256 log default 32", "u: (each (default <16..256 log> 32))");
    is("each 3 | 5", "(each (| 3 5))");
}

#[test]
fn repetition() {
    is("repeat 1..3 as stage { a }", "(repeat <1..3> as stage {a})");
    is("head: repeat 0..2 { dense(3) }", "head: (repeat <0..2> {dense(3)})");
    is("repeat 1 | 2 | 4 default 2 { a }", "(repeat (default (| 1 2 4) 2) {a})");
    is("repeat n * 2 { a }", "(repeat (Multiply n 2) {a})");
    is("repeat (1 | 2) as i { a; b }", "(repeat (| 1 2) as i {a; b})");
    is("repeat 2 { repeat 3 { a } }", "(repeat 2 {(repeat 3 {a})})");
    is("repeat each 1..3 { a }", "(repeat (each <1..3>) {a})");
}

#[test]
fn composition() {
    is("either { a } or { b } or { c }", "(either {a} {b} {c})");
    is("either {\n a\n}\nor {\n b\n}", "(either {a} {b})");
    is("residual { a }", "residual(){a}");
    is(
        "parallel(join: concat | add) { branch { a } branch { b } }",
        "parallel(join:(| concat add)){branch(){a}; branch(){b}}",
    );
    is("max_pool(2) | avg_pool(2)", "(| max_pool(2) avg_pool(2))");
    is("dense(3,)", "dense(3)");
    is("flatten()", "flatten()");
    is("kernel: (3, 5)", "kernel: [3 5]");
    is("a: conv(\n 3,\n kernel: 5 |\n 7,\n)", "a: conv(3 kernel:(| 5 7))");
}

#[test]
fn arithmetic_binds_as_usual() {
    is("a: width * 2^stage", "a: (Multiply width (Power 2 stage))");
    is("a: 1 + 2 * 3 - 4", "a: (Subtract (Add 1 (Multiply 2 3)) 4)");
    is("a: 2^3^2", "a: (Power 2 (Power 3 2))");
    is("a: -2^2", "a: (Negate (Power 2 2))");
    is("a: 2^-1", "a: (Power 2 (Negate 1))");
    is("a: -(-width) / 2", "a: (Divide (Negate (Negate width)) 2)");
    is("a: width -3", "a: (Subtract width 3)");
    is("a: head.units", "a: head.units");
}

#[test]
fn conditions() {
    is(
        "require params <= 500k and width * depth < 300",
        "require (And (LessEqual params 500000n) (Less (Multiply width depth) 300))",
    );
    is("require a or b and not c", "require (Or a (And b (Not c)))");
    is("require not a == 3", "require (Not (Equal a 3))");
    is("require (a > 1 or b != 2)", "require (Or (Greater a 1) (NotEqual b 2))");
    is("require memory <= 512MiB", "require (LessEqual memory 536870912B)");
}

#[test]
fn phrases_of_the_sweep() {
    is("objective: maximize accuracy", "objective: (maximize accuracy)");
    is(
        "objective: maximize accuracy, minimize params",
        "objective: [(maximize accuracy) (minimize params)]",
    );
    is("order: depth, width, head.units", "order: [depth width head.units]");
    is("stop: gain < 0.2% for 2 rungs", "stop: (for (Less gain 0.002r%) (2 #rungs))");
    is("trials: 12 per rung", "trials: (per 12 rung)");
    is("limit: 30min, 200 trials", "limit: [1800s (200 #trials)]");
    is("growth { order: depth }", "growth(){order: depth}");
    assert_eq!(tree("data { a: \"x\", \"y z\" }"), "data {a: [\"x\" \"y z\"]}");
}

#[test]
fn statements_end_at_lines_semicolons_and_braces() {
    is("a; b: 3 ;; c", "a; b: 3; c");
    is("a,", "a");
    is("a: 3,", "a: 3");
    is("{ a }", "{a}");
    is("a: 1\r\n\r\n  b: 2", "a: 1; b: 2");
}

#[test]
fn items_of_a_file() {
    assert_eq!(
        tree("let w = 8..64 log\nlet v = w * 2"),
        "let w = <8..64 log>\nlet v = (Multiply w 2)"
    );
    assert_eq!(
        tree("import \"x.hpm\"; import \"y/z.hpm\""),
        "import \"x.hpm\"\nimport \"y/z.hpm\""
    );
    assert_eq!(
        tree("block b(p, q = 3, r = 1 | 2) { dense(p) }"),
        "block b(p q=3 r=(| 1 2)) {dense(p)}"
    );
    assert_eq!(tree("block b { relu }"), "block b() {relu}");
    assert_eq!(tree("data { source: digits }\nmodel {}"), "data {source: digits}\nmodel {}");
    assert_eq!(tree(""), "");
    assert_eq!(tree("\n\n # x\n"), "");
    assert_eq!(tree("\u{feff}model { a }"), "model {a}");
}

#[test]
fn words_are_soft() {
    is("step: 5", "step: 5");
    is("schedule: constant | step(every: 5)", "schedule: (| constant step(every:5))");
    is("schedule: step(every: 5) | constant", "schedule: (| step(every:5) constant)");
    is("log: 3; default: 4; by: 5", "log: 3; default: 4; by: 5");
    is("repeat: 3; maybe: 4; each: 5; either: 6", "repeat: 3; maybe: 4; each: 5; either: 6");
    is("a: log", "a: log");
    is("a: maybe", "a: maybe");
    is("f(step: 5, by: 3, log: 2, or: 1)", "f(step:5 by:3 log:2 or:1)");
    is("repeat repeat { a }", "(repeat repeat {a})");
    is("sampler: repeat", "sampler: repeat");
    is("a: maximize", "a: maximize");
    is("a: max(3)", "a: max(3)");
    is("let: 3; import: 4; block: 5; require: 6", "let: 3; import: 4; block: 5; require: 6");
    is("import(3)", "import(3)");
}
