//! What may be written, in texts that are being written.

use crate::client::{Client, able, at, marked, uri};
use serde_json::{Value, json};
use std::path::Path;

const IRIS: &str = "sepal,petal,species\n1.0,2.0,a\n2.0,3.0,b\n3.0,1.0,c\n";

/// The labels at the mark, in the order in which an editor shows them.
fn labels(marked_text: &str) -> Vec<String> {
    items(marked_text).iter().map(|one| one["label"].as_str().unwrap().to_string()).collect()
}

fn items(marked_text: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    std::fs::write(folder.path().join("data/iris.csv"), IRIS).unwrap();
    std::fs::write(folder.path().join("blocks.hpm"), "block cell(width) { dense(width) }\n")
        .unwrap();
    let mut client = Client::with(able(), Some(folder.path()));
    let found = ask(&mut client, &folder.path().join("spec.hpm"), marked_text);
    assert_eq!(client.leave(), 0);
    found
}

fn ask(client: &mut Client, path: &Path, marked_text: &str) -> Vec<Value> {
    let (text, cursor) = marked(marked_text);
    let uri = uri(path);
    client.open(&uri, &text);
    let found = client.ask("textDocument/completion", at(&uri, &cursor));
    let mut items = found["items"].as_array().unwrap().clone();
    items.sort_by_key(|one| one["sortText"].as_str().unwrap().to_string());
    items
}

fn begins(marked_text: &str, wanted: &[&str]) {
    let found = labels(marked_text);
    let first: Vec<&str> = found.iter().take(wanted.len()).map(String::as_str).collect();
    assert_eq!(first, wanted, "{marked_text}\n{found:?}");
}

#[test]
fn arguments_with_required_ones_first_and_given_ones_left_out() {
    begins("model { conv(‸", &["filters", "kernel", "stride", "padding"]);
    begins("model { conv(filters: 8, ‸", &["kernel", "stride", "padding"]);
    begins("model {\n conv(filters: 8, ‸kernel: 3)\n}", &["stride", "padding", "dilation"]);
    begins("model { conv(8, ‸", &["kernel", "stride"]);
    begins("training { optimizer: sgd(‸", &["momentum", "nesterov", "dampening"]);
}

#[test]
fn values_by_what_the_parameter_takes() {
    begins("training { optimizer: ‸ }", &["sgd", "adam", "adamw"]);
    begins("training { optimizer: sgd | ‸ }", &["sgd", "adam", "adamw"]);
    begins("model { dense(8, activation: ‸) }", &["relu", "leaky_relu"]);
    begins("model { activation: ‸\n}", &["relu", "leaky_relu"]);
    begins("model { conv(8, 3, padding: ‸", &["same", "valid", "causal"]);
    begins("training { shuffle: ‸\n}", &["true", "false"]);
    assert!(labels("training { metrics: ‸ }").contains(&"accuracy".to_string()));
    begins("sweep { objective: ‸ }", &["maximize", "minimize"]);
    assert!(labels("sweep { objective: maximize ‸ }").contains(&"accuracy".to_string()));
    begins("data { scale: ‸ }", &["none", "standard", "minmax"]);
}

#[test]
fn fields_of_sections_without_those_that_are_written() {
    begins("training { ‸ }", &["optimizer", "learning_rate", "batch_size"]);
    let found = labels("training {\n optimizer: adam\n ‸\n epochs: 3\n}");
    assert!(!found.contains(&"optimizer".to_string()) && !found.contains(&"epochs".to_string()));
    begins("sweep { growth { ‸ } }", &["order", "by", "factor"]);
    begins("‸", &["data", "model", "training", "sweep", "let"]);
}

#[test]
fn layers_and_blocks_of_the_file_of_imports_and_of_the_library() {
    let found = labels("import \"blocks.hpm\"\nblock own(n) { dense(n) }\nmodel {\n ‸\n}");
    for wanted in
        ["input", "output", "own", "cell", "dense", "repeat", "residual", "resnet", "relu"]
    {
        assert!(found.contains(&wanted.to_string()), "{wanted} in {found:?}");
    }
    begins("import \"blocks.hpm\"\nmodel { cell(‸) }", &["width"]);
}

#[test]
fn names_in_sight() {
    begins("let width = 8..64\nmodel { dense(units: w‸", &["width"]);
    begins("block b(size, n = 2) {\n dense(‸)\n}", &["units", "activation", "bias", "size", "n"]);
    begins("model { repeat 1..3 as i { dense(16 * 2^‸) } }", &["i"]);
}

#[test]
fn files_and_columns() {
    begins("import \"‸\"\n", &["blocks.hpm", "data/"]);
    begins("import \"‸", &["blocks.hpm", "data/"]);
    begins("data { source: csv(\"data/‸", &["data/iris.csv"]);
    let columns = ["sepal", "petal", "species"];
    begins("data {\n source: csv(\"data/iris.csv\")\n target: \"‸\"\n}", &columns);
    begins("data {\n source: csv(\"data/iris.csv\")\n target: \"spe‸\n}", &columns);
}

const FAMILY: &str = "let width = 8..64 log\ndata { source: digits }\nmodel {\n flatten\n \
    depth: repeat 0..3 { dense(width, activation: relu | tanh) }\n output: classes(10)\n";

#[test]
fn hyperparameters_where_they_are_named() {
    let order = labels(&format!("{FAMILY}}}\nsweep {{ growth {{ order: ‸ }} }}\n"));
    assert_eq!(order, ["width", "depth"]);
    let rest = labels(&format!("{FAMILY}}}\nsweep {{ growth {{ order: depth, ‸ }} }}\n"));
    assert_eq!(rest, ["width"]);
    begins(&format!("{FAMILY} require ‸\n}}\n"), &["params", "flops", "memory", "layers", "width"]);
}

#[test]
fn synonyms_find_the_standard_term() {
    let filter = |text: &str, label: &str| {
        let found = items(text);
        let one = found.iter().find(|one| one["label"] == label).unwrap();
        one["filterText"].as_str().unwrap().to_string()
    };
    assert_eq!(filter("model { Conv2d‸ }", "conv"), "Conv2d");
    assert_eq!(filter("model { conv_2‸ }", "conv"), "conv_2d");
    assert_eq!(filter("training { lr‸ }", "learning_rate"), "lr");
    assert!(filter("training { ‸ }", "learning_rate").starts_with("learning_rate lr"));
}

#[test]
fn snippets_only_for_editors_that_have_them() {
    let dense = |client: &mut Client| {
        let path = Path::new("/nowhere/spec.hpm");
        let found = ask(client, path, "model {\n de‸\n}");
        let one = found.into_iter().find(|one| one["label"] == "dense").unwrap();
        assert!(one["documentation"]["value"].as_str().unwrap().contains("fully connected"));
        (one["insertTextFormat"].clone(), one["textEdit"].clone())
    };
    let (format, edit) = dense(&mut Client::with(able(), None));
    assert_eq!((format, &edit["newText"]), (json!(2), &json!("dense(units: ${1:16..64 log})")));
    assert_eq!(edit["range"]["start"], json!({ "line": 1, "character": 1 }));
    let (format, edit) = dense(&mut Client::with(json!({}), None));
    assert_eq!((format, &edit["newText"]), (json!(1), &json!("dense(units: 16..64 log)")));
}

#[test]
fn what_stands_there_already_is_not_written_again() {
    let inserted = |text: &str, label: &str| {
        let found = items(text);
        let one = found.iter().find(|one| one["label"] == label).unwrap();
        one["textEdit"]["newText"].as_str().unwrap().to_string()
    };
    assert_eq!(inserted("training { opt‸: adam }", "optimizer"), "optimizer");
    assert_eq!(inserted("model { conv(8, ker‸: 3) }", "kernel"), "kernel");
    assert_eq!(inserted("model { con‸(8, 3) }", "conv"), "conv");
    begins("model { parallel { ‸ } }", &["branch"]);
}

#[test]
fn nothing_in_comments_and_numbers() {
    for text in ["# mod‸el\n", "model { dense(16‸) }", "let wid‸"] {
        assert!(labels(text).is_empty(), "{text}");
    }
}
