//! Too much of something: bytes, brackets, values, layers, names, calls.

use super::{codes, model};

const NONE: [&str; 0] = [];

/// Blocks that call the one before so many times.
fn calls(levels: usize, times: usize) -> String {
    let first = "block b0() { dense(4) }\n".to_owned();
    (1..levels).fold(first, |text, level| {
        let body = vec![format!("b{}()", level - 1); times].join("; ");
        text + &format!("block b{level}() {{ {body} }}\n")
    })
}

/// `let a1 = a0 + a0`, and so on.
fn doubled(times: usize, first: &str, sign: &str) -> String {
    let lets = (1..=times).map(|at| format!("let a{at} = a{0} {sign} a{0}\n", at - 1));
    format!("let a0 = {first}\n{}", lets.collect::<String>())
}

#[test]
fn a_file_has_8_mib_and_20_000_statements_at_most() {
    assert_eq!(codes(&format!("{}# {}\n", model("dense(4)"), "x".repeat(9 << 20))), ["E108"]);
    assert_eq!(codes(&format!("{}# {}\n", model("dense(4)"), "x".repeat(4 << 20))), NONE);
    assert_eq!(codes(&model(&"dense(4)\n".repeat(25_000))), ["E108"]);
    assert_eq!(codes(&"model { elu }".repeat(25_000)), ["E108"]);
    assert_eq!(codes(&model(&"elu;".repeat(25_000))), ["E108"]);
    assert_eq!(codes(&model(&format!("dense({})", "1,".repeat(250_000)))), ["E108"]);
}

#[test]
fn many_brackets_are_refused_once() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("([{", "}])")] {
        let (open, close) = (open.repeat(10_000), close.repeat(10_000));
        assert_eq!(codes(&model(&format!("dense({open}1{close})"))), ["E107"]);
        assert_eq!(codes(&open), ["E107"]);
    }
    for close in [")", "]", "}"] {
        assert_eq!(codes(&close.repeat(200_000)), ["E105"]);
    }
    assert_eq!(
        codes(&format!("{}{}", "residual {\n".repeat(10_000), "}\n".repeat(10_000))),
        ["E107"]
    );
}

#[test]
fn a_repeat_has_a_limit() {
    assert_eq!(codes(&model("repeat 1000000000 { dense(4) }")), ["E312"]);
    assert_eq!(codes(&model("repeat 1..1000000000 as i { dense(2^i) }")), ["E312"]);
    assert_eq!(codes(&model("repeat 1..1000000000000000000 { dense(4) }")), ["E123"]);
    let nested = |count: &str, depth: usize| {
        let (open, close) = (format!("repeat {count} {{ ").repeat(depth), " }".repeat(depth));
        codes(&model(&format!("{open}dense(4){close}")))
    };
    assert_eq!(nested("1000000000", 4), ["E312"]);
    assert_eq!(nested("1..1000000000", 4), ["E312"]);
    assert_eq!(nested("10", 9), ["E406"]);
}

#[test]
fn a_choice_may_be_long() {
    let values: Vec<String> = (1..=30_000).map(|value| value.to_string()).collect();
    assert_eq!(codes(&model(&format!("dense({})", values.join(" | ")))), NONE);
    let words = vec!["relu"; 30_000].join(" | ");
    assert_eq!(codes(&model(&format!("activation({words})"))), ["E309"]);
}

#[test]
fn a_family_has_a_limit() {
    assert_eq!(codes(&model(&"dense(4..8)\n".repeat(10_500))), ["E406"]);
    assert_eq!(codes(&model(&"dense(4)\n".repeat(10_500))), ["E406"]);
    let block = format!("block many() {{ {} }}\n", "elu\n".repeat(9_000));
    assert_eq!(codes(&format!("{block}{}", model(&"many()\n".repeat(9_000)))), ["E406"]);
}

#[test]
fn calls_within_calls_end() {
    for (levels, times) in [(21, 2), (65, 2), (61, 10)] {
        let text = format!("{}{}", calls(levels, times), model(&format!("b{}()", levels - 1)));
        assert_eq!(codes(&text), ["E219"], "{levels} {times}");
    }
    assert_eq!(codes("block a() { b() }\nblock b() { a() }\n"), ["E219"]);
}

#[test]
fn lets_within_lets_end() {
    let used =
        |lets: &str, name: &str| codes(&format!("{lets}{}", model(&format!("dense({name})"))));
    assert_eq!(used(&doubled(64, "2", "+"), "a64"), ["E213"]);
    assert_eq!(used(&doubled(64, "1..2", "*"), "a64"), ["E213"]);
    assert_eq!(used(&doubled(64, "1 | 2", "|"), "a64"), ["E213"]);
    let chain: String = (1..5_000).map(|at| format!("let a{at} = a{}\n", at - 1)).collect();
    assert_eq!(used(&format!("let a0 = 4\n{chain}"), "a4999"), ["E213"]);
}

#[test]
fn numbers_and_names_may_be_long() {
    assert_eq!(codes(&model("dense(2^1000000000)")), ["E320"]);
    assert_eq!(codes(&model("dense(1e1000000000)")), ["E123"]);
    assert_eq!(codes(&model(&format!("dense({})", "9".repeat(100_000)))), ["E123"]);
    assert_eq!(codes(&model(&format!("dense({})", "n".repeat(100_000)))), ["E301"]);
    assert_eq!(codes(&model(&format!("{}(4)", "n".repeat(100_000)))), ["E202"]);
    assert_eq!(codes(&model(&format!("{}: dense(4..8)", "n".repeat(100_000)))), NONE);
}

#[test]
fn many_faults_are_told_up_to_a_limit() {
    let layers: String = (0..3_000).map(|at| format!("dense{at}(4)\n")).collect();
    let found = crate::common::diagnose(&model(&layers), std::path::Path::new("/nowhere"));
    assert_eq!(found.len(), 1000);
    let unused: String = (0..3_000).map(|at| format!("let a{at} = 4\n")).collect();
    // Errors are told however many warnings there are.
    let text = format!("{unused}{}", model("dense(4)\n    require 1 > 2"));
    assert!(codes(&text).contains(&"E408".to_owned()), "{:?}", codes(&text));
}
