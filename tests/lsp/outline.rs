//! Symbols, folding, colours.

use crate::client::{Client, able, uri};
use serde_json::{Value, json};

const URI: &str = "file:///nowhere/spec.hpm";
const SPEC: &str = "\
## About it.
## More.

let größe = 8..64 log
block cell(n) {
    inner: dense(n)
}
model {
    input: features(4)
    depth: repeat 1..3 as i {
        cell(größe * 2^i)
    }
    output: classes(3)
}
";

fn ask(method: &str) -> Value {
    let mut client = Client::start();
    client.open(URI, SPEC);
    client.ask(method, json!({ "textDocument": { "uri": URI } }))
}

fn tree(symbols: &Value) -> Vec<String> {
    symbols
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| {
            let inner = tree(&one["children"]);
            let name = one["name"].as_str().unwrap();
            if inner.is_empty() { name.to_string() } else { format!("{name}({})", inner.join(" ")) }
        })
        .collect()
}

#[test]
fn the_outline_of_a_file() {
    let found = tree(&ask("textDocument/documentSymbol"));
    assert_eq!(found, ["größe", "cell(inner)", "model(input depth(cell) output)"]);
}

#[test]
fn what_can_be_folded() {
    let found = ask("textDocument/foldingRange");
    let folds: Vec<(i64, i64)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["startLine"].as_i64().unwrap(), one["endLine"].as_i64().unwrap()))
        .collect();
    assert_eq!(folds, [(0, 1), (4, 5), (7, 12), (9, 10)]);
}

#[test]
fn colours_of_words_in_utf16() {
    let mut client = Client::start();
    let legend = &client.told["capabilities"]["semanticTokensProvider"]["legend"]["tokenTypes"];
    let legend: Vec<String> = serde_json::from_value(legend.clone()).unwrap();
    client.open(URI, SPEC);
    let params = json!({ "textDocument": { "uri": URI } });
    let found = client.ask("textDocument/semanticTokens/full", params);
    let data: Vec<u64> = serde_json::from_value(found["data"].clone()).unwrap();
    let (mut line, mut column) = (0, 0);
    let mut words = Vec::new();
    for one in data.chunks(5) {
        if one[0] > 0 {
            (line, column) = (line + one[0] as usize, 0);
        }
        column += one[1] as usize;
        let text: Vec<u16> = SPEC.lines().nth(line).unwrap().encode_utf16().collect();
        let word = String::from_utf16(&text[column..column + one[2] as usize]).unwrap();
        words.push((word, legend[one[3] as usize].as_str(), one[4]));
    }
    let has = |word: &str, kind: &str, modifiers: u64| {
        let wanted = (word.to_string(), kind, modifiers);
        assert!(words.contains(&wanted), "{wanted:?} in {words:?}");
    };
    has("let", "keyword", 0);
    has("größe", "variable", 1);
    has("größe", "variable", 0);
    has("cell", "function", 1);
    has("cell", "function", 0);
    has("n", "parameter", 1);
    has("n", "parameter", 0);
    has("dense", "class", 0);
    has("depth", "label", 1);
    has("i", "variable", 4);
    has("input", "property", 0);
    has("model", "namespace", 0);
    has("8", "number", 0);
}

#[test]
fn symbols_of_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    let path = folder.path().join("deep/blocks.hpm");
    std::fs::write(&path, "block tower(n) { dense(n) }\n").unwrap();
    let mut client = Client::with(able(), Some(folder.path()));
    client.open(URI, SPEC);
    let found = client.ask("workspace/symbol", json!({ "query": "TOW" }));
    assert_eq!(found[0]["name"], "tower");
    assert_eq!(found[0]["location"]["uri"], uri(&path));
    let found = client.ask("workspace/symbol", json!({ "query": "depth" }));
    assert_eq!(found[0]["containerName"], "model");
}

#[test]
fn a_text_in_the_one_style() {
    let mut client = Client::start();
    let crooked = "let   größe=8..64 log\nmodel {\ninput: features( 4 )\n  dense(größe)  # 𝄞\n output: classes(3)\n}\n";
    let crooked = crooked.replace("größe=8", "größe = 8");
    client.open(URI, &crooked);
    let options = json!({ "tabSize": 4, "insertSpaces": true });
    let params = json!({ "textDocument": { "uri": URI }, "options": options });
    let edits = client.ask("textDocument/formatting", params.clone());
    let edit = &edits[0];
    assert_eq!(edits.as_array().unwrap().len(), 1);
    client.change(URI, 2, json!([{ "range": edit["range"], "text": edit["newText"] }]));
    assert_eq!(client.ask("textDocument/formatting", params.clone()), json!([]), "{edit}");
    // The text is now what `hpm fmt` makes of it: a blank line before the model, layers in their column.
    let found =
        client.ask("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(found[1]["children"][1]["range"]["start"], json!({ "line": 4, "character": 4 }));
    // Faults of syntax are the author's to mend.
    client.rewrite(URI, 3, "model { dense( }");
    assert_eq!(client.ask("textDocument/formatting", params), json!([]));
}
