//! How diagnostics look to people. Each picture was looked at before it was committed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

use hpm::emit::{HumanOptions, human, json, short};
use hpm::source::{Sources, Span};

fn draw(text: &str, options: HumanOptions) -> String {
    let mut sources = Sources::new();
    let file = sources.add("net.hpm", text);
    let found = hpm::syntax::parse(file, text).diagnostics;
    let mut out = Vec::new();
    human(&found, &sources, &options, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("text")
}

fn plain(text: &str) -> String {
    let lines: Vec<String> = draw(text, HumanOptions::default())
        .lines()
        .map(|line| line.trim_end().to_owned())
        .collect();
    lines.join("\n")
}

fn in_model(statement: &str) -> String {
    plain(&format!(
        "data {{ source: digits }}\n\nmodel {{\n    flatten\n    {statement}\n    output: classes(10)\n}}\n"
    ))
}

macro_rules! picture {
    ($name:ident, $text:expr) => {
        #[test]
        fn $name() {
            let text = $text;
            insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(text) });
        }
    };
}

picture!(missing_comma, in_model("dense(units: 16 activation: relu)"));
picture!(sign, in_model("dense(units = 16)"));
picture!(range_dots, in_model("dense(units: 16..=64)"));
picture!(list_for_choice, in_model("conv(filters: 8, kernel: [3, 5])"));
picture!(missing_value, in_model("dense(units: )"));
picture!(unclosed, in_model("dense(units: 16"));
picture!(stray_closer, in_model("dense(units: 16))"));
picture!(wrong_closer, in_model("dense(units: 16]"));
picture!(unknown_unit, in_model("require params < 500K"));
picture!(outside, plain("epochs: 5\nmodel { relu }\n"));
picture!(continued, in_model("max_pool(2) |\n        avg_pool(2)"));
picture!(
    missing_brace,
    plain(
        "model {\n    depth: repeat 1..3 {\n        conv(8)\n    flatten\n    output: classes(10)\n}\n"
    )
);
picture!(end_of_file, plain("model {\n    flatten\n    dense(3\n"));
picture!(alien, in_model("for i in 0..3 { dense(16) }"));
picture!(foreign, plain("{\n  \"model\": {\n    \"layers\": [64, 32],\n    \"lr\": 0.1\n  }\n}\n"));
picture!(other_file, {
    let mut sources = Sources::new();
    let net = sources.add("net.hpm", "import \"blocks.hpm\"\nmodel { tower(3 }\n");
    let blocks = sources.add("blocks.hpm", "block tower(width) {\n    dense(width)\n}\n");
    let one = hpm::diagnostic::codes::syntax::unclosed::diagnostic(
        Span::new(net, 33, 34),
        Span::new(net, 35, 35),
        '(',
        ')',
    );
    let one = one.also(Span::new(blocks, 0, 18), "the block is declared here");
    let mut out = Vec::new();
    human(&[one], &sources, &HumanOptions::default(), &mut out).expect("written");
    String::from_utf8(out).expect("text")
});
picture!(far_brace, plain(&format!("model {{\n{}\n", "    relu\n".repeat(40))));
picture!(narrow, {
    let text = "training { learning_rate: 1__0 }\nepochs: 3\n";
    draw(text, HumanOptions { color: false, width: 50 })
});
picture!(colored, {
    let text = "model { dense(units: 1K) }\n";
    draw(text, HumanOptions { color: true, width: 80 }).replace('\u{1b}', "␛")
});

#[test]
fn many_are_cut_off() {
    let mut sources = Sources::new();
    let text = "model { a: 1K }\n";
    let file = sources.add("net.hpm", text);
    let one = hpm::syntax::parse(file, text).diagnostics.remove(0);
    let many = vec![one; 53];
    let mut out = Vec::new();
    human(&many, &sources, &HumanOptions::default(), &mut out).expect("written");
    let text = String::from_utf8(out).expect("text");
    assert_eq!(text.matches("E124").count(), 50);
    assert!(text.ends_with("… and 3 more that are not shown\n"));
}

#[test]
fn machines_get_the_same() {
    let mut sources = Sources::new();
    let text = "model {\n    é: f(a = 1K)\n}\n";
    let file = sources.add("net.hpm", text);
    let found = hpm::syntax::parse(file, text).diagnostics;
    let mut out = Vec::new();
    short(&found, &sources, &mut out).expect("written");
    json(&found, &sources, &mut out).expect("written");
    let text = String::from_utf8(out).expect("text");
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(text) });
}
