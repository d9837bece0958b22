//! The usual mistakes: each is refused before anything is trained, with its place, its reason and a repair.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

/// What `hpm check --message-format json` says of a file in `tests/broken`, and its exit code.
fn check(name: &str) -> (Vec<Value>, Option<i32>) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken").join(format!("{name}.hpm"));
    let mut command = Command::cargo_bin("hpm").unwrap();
    let output = command.args(["check", "--message-format", "json"]).arg(path).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let found = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (found, output.status.code())
}

/// One error, on that line, that says these words, and says what to write instead.
fn refused(name: &str, line: u64, words: &[&str]) {
    let (found, exit) = check(name);
    assert_eq!(exit, Some(1), "{name}: {found:?}");
    assert_eq!(found.len(), 1, "{name} has one mistake: {found:#?}");
    let text = found[0].to_string();
    assert_eq!(found[0]["span"]["start"]["line"], line, "{name}: {text}");
    for word in words {
        assert!(text.contains(word), "{name} does not say `{word}`: {text}");
    }
    let repaired = !found[0]["help"].is_null() || !found[0]["fixes"].as_array().unwrap().is_empty();
    assert!(repaired, "{name} says nothing about what to write instead: {text}");
}

#[test]
fn a_misspelled_optimizer() {
    refused("misspelled_optimizer", 8, &["adma", "adam"]);
}

#[test]
fn negative_units() {
    refused("negative_units", 4, &["units", "-32"]);
}

#[test]
fn a_reversed_range() {
    refused("reversed_range", 4, &["256", "16..256"]);
}

#[test]
fn a_logarithmic_range_from_zero() {
    refused("log_from_zero", 7, &["log", "0"]);
}

#[test]
fn a_convolution_on_flat_features() {
    refused("conv_on_flat", 4, &["conv", "flatten"]);
}

#[test]
fn a_kernel_larger_than_the_image() {
    refused("kernel_too_large", 3, &["11", "8×8"]);
}

#[test]
fn an_unknown_activation() {
    refused("unknown_activation", 4, &["rleu", "relu"]);
}

#[test]
fn a_text_where_a_number_belongs() {
    refused("wrong_type", 4, &["units", "whole number"]);
}

#[test]
fn momentum_on_adam() {
    refused("momentum_on_adam", 7, &["momentum", "adam", "beta1"]);
}

#[test]
fn a_missing_output() {
    refused("missing_output", 2, &["output", "classes(10)"]);
}

#[test]
fn a_wrong_data_path() {
    refused("wrong_data_path", 2, &["irsi.csv", "iris.csv"]);
}

#[test]
fn a_wrong_column() {
    refused("wrong_column", 3, &["spcies", "species"]);
}

#[test]
fn a_misspelled_output() {
    refused("misspelled_output", 5, &["ouptut", "should be `output`"]);
}

#[test]
fn a_forgotten_colon() {
    refused("colon_forgotten", 4, &["units", "write `units: 16`"]);
}

#[test]
fn a_misspelled_let_is_told_once() {
    refused("misspelled_let", 6, &["width", "and here"]);
}

#[test]
fn seven_mistakes_in_one_file_are_all_told() {
    let (found, exit) = check("many_at_once");
    assert_eq!(exit, Some(1));
    let lines: Vec<u64> =
        found.iter().map(|one| one["span"]["start"]["line"].as_u64().unwrap()).collect();
    assert_eq!(lines, [4, 4, 5, 9, 10, 10, 11], "{found:#?}");
}

#[test]
fn shapes_are_checked_in_the_same_run_as_settings() {
    let (found, exit) = check("settings_and_shapes");
    assert_eq!(exit, Some(1));
    let codes: Vec<&str> = found.iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["E401", "E508", "E207", "E701"], "{found:#?}");
    assert!(found[0].to_string().contains("stage = 4"), "{}", found[0]);
}
