//! Texts that nobody means: huge, deep, wide, of the wrong bytes. Each is answered, in bounded time
//! and memory, by the parser, the check, the formatter and the binary; and so is every text that the
//! fuzzers have kept. `tools/extremes` measures the largest ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

#[path = "robust/binary.rs"]
mod binary;
mod common;
#[path = "robust/counts.rs"]
mod counts;
#[path = "../fuzz/src/lib.rs"]
mod properties;
#[path = "robust/signs.rs"]
mod signs;

use common::folder;
use std::path::Path;

/// A specification of a small network around these layers.
fn model(layers: &str) -> String {
    format!("model {{\n    input: features(8)\n    {layers}\n    output: classes(2)\n}}\n")
}

/// The codes of what is told about a text, each once, in order; and all that must hold of any text.
fn codes(text: &str) -> Vec<String> {
    properties::parse(text);
    properties::check(text);
    properties::fmt(text);
    let found = common::diagnose(text, Path::new("/nowhere"));
    let mut codes: Vec<String> = found.into_iter().map(|(code, ..)| code).collect();
    codes.dedup();
    codes
}

/// Every text that the fuzzers have kept, and those that once broke something.
#[test]
fn what_the_fuzzers_found_holds() {
    for (name, holds) in [
        ("parse", properties::parse as fn(&str)),
        ("check", properties::check),
        ("fmt", properties::fmt),
    ] {
        let corpus = folder(&format!("fuzz/corpus/{name}"));
        let mut kept = 0;
        for entry in std::fs::read_dir(corpus).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            holds(std::str::from_utf8(&bytes).unwrap());
            kept += 1;
        }
        assert!((50..300).contains(&kept), "{name}: {kept} texts");
    }
}
