//! Shapes beside layers, and what hover tells.

use crate::client::{Client, at, marked, position};
use serde_json::{Value, json};

const URI: &str = "untitled:Untitled-1";

const SPEC: &str = "\
let filters = 4..16 log
model {
    input: image(28, 28, 1)
    stage: repeat 1..2 {
        conv(filters, 3, padding: same)
        max_pool(2) | avg_pool(2)
    }
    flatten
    dense(32, activation: relu)
    output: classes(10)
}
training {
    learning_rate: 1e-4..1e-1 log
}
";

fn hints(client: &mut Client) -> Vec<(i64, String)> {
    let range = json!({ "start": position(0, 0), "end": position(1000, 0) });
    let document = json!({ "uri": URI });
    let found =
        client.ask("textDocument/inlayHint", json!({ "textDocument": document, "range": range }));
    let hint = |one: &Value| {
        (one["position"]["line"].as_i64().unwrap(), one["label"].as_str().unwrap().to_string())
    };
    found.as_array().unwrap().iter().map(hint).collect()
}

fn shown(found: &[(i64, String)]) -> Vec<(i64, &str)> {
    found.iter().map(|(line, text)| (*line, text.as_str())).collect()
}

#[test]
fn the_shape_after_every_layer_over_the_family() {
    let mut client = Client::start();
    client.open(URI, SPEC);
    let found = hints(&mut client);
    let wanted = [
        (4, "→ (14..28)×(14..28)×(4..16)"),
        (5, "→ (7..14)×(7..14)×(4..16)"),
        (7, "→ 196..3136"),
        (8, "→ 32"),
    ];
    assert_eq!(shown(&found), wanted);
}

#[test]
fn hints_of_a_block_are_the_union_of_its_calls() {
    let mut client = Client::start();
    let text = "block cell(n) {\n    dense(n)\n}\nmodel {\n    input: features(4)\n    cell(8)\n    \
        cell(16..32)\n    output: classes(2)\n}\n";
    client.open(URI, text);
    assert_eq!(shown(&hints(&mut client)), [(1, "→ 8..32")]);
}

#[test]
fn a_block_of_the_library_has_the_shape_of_its_end() {
    let mut client = Client::start();
    let text = "model {\n    input: image(8, 8, 1)\n    \
        resnet(depth: 8, width: 4..16 log, stages: 1)\n    output: classes(2)\n}\n";
    client.open(URI, text);
    assert_eq!(shown(&hints(&mut client)), [(2, "→ 4..16")]);
}

#[test]
fn in_broken_text_only_hints_that_still_hold() {
    let mut client = Client::start();
    client.open(URI, SPEC);
    let all = hints(&mut client);
    // How it is trained changes no shape.
    client.rewrite(URI, 2, &SPEC.replace("1e-4..1e-1 log", "1e-4..\n"));
    assert_eq!(hints(&mut client), all);
    // A layer changes those behind it.
    client.rewrite(URI, 3, &SPEC.replace("dense(32,", "dense(,"));
    assert_eq!(shown(&hints(&mut client)), shown(&all[..3]));
    client.rewrite(URI, 4, &SPEC.replace("3, padding: same", "3, padding: "));
    assert_eq!(shown(&hints(&mut client)), []);
    // A let, a condition, an input may change all.
    client.rewrite(URI, 5, &SPEC.replace("4..16 log", "4.. log"));
    assert_eq!(shown(&hints(&mut client)), []);
    client.rewrite(URI, 6, &SPEC.replace("    output", "    require params <\n    output"));
    assert_eq!(shown(&hints(&mut client)), []);
    client.rewrite(URI, 7, SPEC);
    assert_eq!(hints(&mut client), all);
}

fn hover(text: &str) -> String {
    let (text, cursor) = marked(text);
    let mut client = Client::start();
    client.open(URI, &text);
    let found = client.ask("textDocument/hover", at(URI, &cursor));
    found["contents"]["value"].as_str().unwrap_or("").to_string()
}

fn tells(from: &str, to: &str, wanted: &[&str]) {
    let text = hover(&SPEC.replacen(from, to, 1));
    for part in wanted {
        assert!(text.contains(part), "{part} in:\n{text}");
    }
}

#[test]
fn hover_tells_what_stands_there() {
    let layer = ["A convolution", "→ (14..28)×(14..28)×(4..16)", "parameters"];
    tells("conv(", "co‸nv(", &layer);
    tells("let filters", "let fil‸ters", &["`filters`", "capacity", "4 to 16", "Used 1 time"]);
    tells("conv(filters", "conv(fil‸ters", &["let filters = 4..16 log"]);
    tells("padding", "pad‸ding", &["padding", "valid when left out"]);
    tells("stage", "st‸age", &["`stage`", "1 to 2"]);
    tells("learning_rate", "learning_‸rate", &["The size of the steps", "default: 0.003162"]);
    tells("1e-1 log", "1e‸-1 log", &["training.learning_rate", "optimisation"]);
    tells("relu", "re‸lu", &["Max(0, x)"]);
    tells("repeat", "rep‸eat", &["one after the other"]);
    tells("training {", "train‸ing {", &["How a network is trained"]);
    tells("dense(32", "dense(32‸k", &["32,000"]);
    tells("flatten", "mobile‸net", &["standard library", "Howard"]);
}

#[test]
fn hover_works_in_broken_text() {
    let text = hover("## the width\nlet width = 8..64\nmodel {\n  dense(wid‸th\n  conv(\n");
    assert!(text.contains("let width = 8..64") && text.contains("the width"), "{text}");
    assert!(hover("model { conv(8, ker‸nel:").contains("kernel"));
}
