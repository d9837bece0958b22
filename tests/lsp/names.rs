//! Definitions, references, renames; over files that import each other.

use crate::client::{Client, able, at, marked, uri};
use hpm::driver::analyse;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

const SPEC: &str = "\
import \"blocks.hpm\"
let width = 8..64 log
model {
    input: features(4)
    depth: repeat 1..3 as i { cell(size: width * 2^i) }
    head: dense(units: 8..16)
    norm: maybe batch_norm
    output: classes(3)
    require depth <= 2 and width < 50
}
sweep {
    growth {
        order: depth, head.units, width
        start { depth: 1 }
    }
}
";
const BLOCKS: &str = "block cell(size, rate = 10%) {\n    dense(size)\n    dropout(rate)\n}\n";
const OTHER: &str = "\
import \"blocks.hpm\"
model { input: features(2); cell(size: 4); output: classes(2) }
";

struct Desk {
    folder: tempfile::TempDir,
    client: Client,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("spec.hpm", SPEC), ("blocks.hpm", BLOCKS), ("other.hpm", OTHER)] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let client = Client::with(able(), Some(folder.path()));
        Desk { folder, client }
    }

    fn uri(&self, name: &str) -> String {
        uri(&self.folder.path().join(name))
    }

    /// Opens a file and gives what a request at the mark in it needs.
    fn open(&mut self, name: &str, from: &str, to: &str) -> Value {
        let text = std::fs::read_to_string(self.folder.path().join(name)).unwrap();
        let (text, cursor) = marked(&text.replacen(from, to, 1));
        let uri = self.uri(name);
        self.client.open(&uri, &text);
        at(&uri, &cursor)
    }

    fn rename(&mut self, name: &str, from: &str, to: &str, new: &str) -> BTreeMap<String, String> {
        let mut params = self.open(name, from, to);
        params["newName"] = json!(new);
        let edit = self.client.ask("textDocument/rename", params);
        applied(self.folder.path(), &edit["changes"])
    }

    fn refused(&mut self, from: &str, to: &str, new: &str) -> String {
        let mut params = self.open("spec.hpm", from, to);
        params["newName"] = json!(new);
        self.client.refused("textDocument/rename", params).1
    }
}

/// The files with the edits made, by their names.
fn applied(folder: &Path, changes: &Value) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for (address, edits) in changes.as_object().unwrap() {
        let name = address.rsplit('/').next().unwrap();
        let text = std::fs::read_to_string(folder.join(name)).unwrap();
        let mut lines: Vec<String> = text.split('\n').map(str::to_string).collect();
        for edit in edits.as_array().unwrap().iter().rev() {
            let number =
                |end: &str, what: &str| edit["range"][end][what].as_u64().unwrap() as usize;
            let line = &mut lines[number("start", "line")];
            let span = number("start", "character")..number("end", "character");
            line.replace_range(span, edit["newText"].as_str().unwrap());
        }
        texts.insert(name.to_string(), lines.join("\n"));
    }
    texts
}

#[test]
fn definitions_across_imports() {
    let mut desk = Desk::new();
    let mut place = |from: &str, to: &str| {
        let params = desk.open("spec.hpm", from, to);
        let found = desk.client.ask("textDocument/definition", params);
        let one = if found.is_array() { &found[0] } else { &found };
        let file = one["uri"].as_str().unwrap().rsplit('/').next().unwrap().to_string();
        (file, one["range"]["start"]["line"].clone(), one["range"]["start"]["character"].clone())
    };
    let at =
        |file: &str, line: i64, character: i64| (file.to_string(), json!(line), json!(character));
    assert_eq!(place("cell(", "ce‸ll("), at("blocks.hpm", 0, 6));
    assert_eq!(place("(size:", "(si‸ze:"), at("blocks.hpm", 0, 11));
    assert_eq!(place("width * 2", "wid‸th * 2"), at("spec.hpm", 1, 4));
    assert_eq!(place("2^i", "2^‸i"), at("spec.hpm", 4, 26));
    assert_eq!(place("order: depth", "order: dep‸th"), at("spec.hpm", 4, 4));
    assert_eq!(place("order: depth, head", "order: depth, he‸ad"), at("spec.hpm", 5, 4));
    assert_eq!(place("require depth", "require dep‸th"), at("spec.hpm", 4, 4));
    assert_eq!(place("start { depth", "start { dep‸th"), at("spec.hpm", 4, 4));
    assert_eq!(place("\"blocks", "\"blo‸cks"), at("blocks.hpm", 0, 0));
}

#[test]
fn references_in_every_file_of_the_workspace() {
    let mut desk = Desk::new();
    let mut params = desk.open("blocks.hpm", "cell", "ce‸ll");
    params["context"] = json!({ "includeDeclaration": true });
    let found = desk.client.ask("textDocument/references", params);
    let files: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["uri"].as_str().unwrap().rsplit('/').next().unwrap())
        .collect();
    assert_eq!(files, ["blocks.hpm", "other.hpm", "spec.hpm"]);
}

#[test]
fn a_rename_reaches_every_use() {
    let mut desk = Desk::new();
    let done = desk.rename("spec.hpm", "let width", "let wi‸dth", "broad");
    let wanted = SPEC.replace("width", "broad");
    assert_eq!(done, BTreeMap::from([("spec.hpm".to_string(), wanted)]));
    let done = desk.rename("spec.hpm", "depth: repeat", "de‸pth: repeat", "tower");
    assert_eq!(done["spec.hpm"], SPEC.replace("depth", "tower"));
    let done = desk.rename("spec.hpm", "as i", "as ‸i", "turn");
    let wanted = SPEC.replace("as i", "as turn").replace("2^i", "2^turn");
    assert_eq!(done["spec.hpm"], wanted);
}

#[test]
fn a_rename_of_a_block_or_its_parameter_reaches_all_files() {
    let mut desk = Desk::new();
    let done = desk.rename("spec.hpm", "cell(", "ce‸ll(", "unit");
    let wanted = [("spec.hpm", SPEC), ("blocks.hpm", BLOCKS), ("other.hpm", OTHER)]
        .map(|(name, text)| (name.to_string(), text.replace("cell", "unit")));
    assert_eq!(done, BTreeMap::from(wanted));
    let done = desk.rename("blocks.hpm", "(size", "(si‸ze", "breadth");
    assert_eq!(done["other.hpm"], OTHER.replace("size", "breadth"));
    assert_eq!(done["blocks.hpm"], BLOCKS.replace("size", "breadth"));
    assert_eq!(done["spec.hpm"], SPEC.replace("size:", "breadth:"));
}

/// A rename, then a fresh analysis: the same family up to the name.
#[test]
fn a_renamed_family_is_the_same_family() {
    let mut desk = Desk::new();
    let before = analyse("spec.hpm", SPEC, desk.folder.path());
    let before = before.family.expect("sound");
    for (from, to, old) in [
        ("let width", "let wi‸dth", "width"),
        ("depth: repeat", "de‸pth: repeat", "depth"),
        ("head: dense", "he‸ad: dense", "head"),
        ("norm: maybe", "no‸rm: maybe", "norm"),
        ("as i", "as ‸i", "i"),
    ] {
        let done = desk.rename("spec.hpm", from, to, "fresh");
        let after = analyse("spec.hpm", &done["spec.hpm"], desk.folder.path());
        let after = after.family.expect("sound");
        let back = |path: &str| {
            let parts: Vec<&str> =
                path.split('.').map(|part| if part == "fresh" { old } else { part }).collect();
            parts.join(".")
        };
        assert_eq!(after.space.hypers.len(), before.space.hypers.len());
        for (a, b) in after.space.hypers.iter().zip(&before.space.hypers) {
            assert_eq!((back(&a.path), &a.domain, a.role), (b.path.clone(), &b.domain, b.role));
        }
        assert_eq!(after.sweep.growth.start, before.sweep.growth.start);
        assert_eq!(after.space.size(), before.space.size());
    }
}

#[test]
fn what_may_not_be_renamed_so() {
    let mut desk = Desk::new();
    for (new, why) in [
        ("repeat", "word of the language"),
        ("conv", "a layer of the catalogue"),
        ("resnet", "standard library"),
        ("2d", "no name"),
        ("a b", "no name"),
        ("", "no name"),
        ("head", "a label `head` already"),
        ("conv1", "numbered"),
        ("epochs", "a setting"),
    ] {
        let told = desk.refused("let width", "let wi‸dth", new);
        assert!(told.contains(why), "{new}: {told}");
    }
    let told = desk.refused("depth: repeat", "de‸pth: repeat", "units");
    assert!(told.contains("an argument of"), "{told}");
    let params = desk.open("spec.hpm", "dense(", "den‸se(");
    let told = desk.client.refused("textDocument/prepareRename", params).1;
    assert!(told.contains("word of the language"), "{told}");
}

#[test]
fn a_rename_is_prepared_with_the_name_alone() {
    let mut desk = Desk::new();
    let params = desk.open("spec.hpm", "units, width", "units, wid‸th");
    let told = desk.client.ask("textDocument/prepareRename", params);
    assert_eq!(told["placeholder"], "width");
    assert_eq!(told["range"]["start"], json!({ "line": 12, "character": 34 }));
}
