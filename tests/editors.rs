//! `editors/` cannot drift from the language: the grammars' words are the catalogue's, and every
//! snippet is a right specification. What needs node or tree-sitter is run by `editors/test`.
//!
//! `HPM_UPDATE=1 cargo test --test editors` writes the words anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;
#[path = "editors/snippets.rs"]
mod snippets;
#[path = "editors/words.rs"]
mod words;

use common::{files, folder, read};
use serde_json::Value;

fn json(path: &str) -> Value {
    let text = read(&folder(path));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn every_json_file_parses() {
    let mut seen = 0;
    for path in files(&folder("editors"), ".json") {
        let name = path.to_string_lossy().into_owned();
        if name.contains("node_modules") || name.contains("/out/") {
            continue;
        }
        let text = read(&path);
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{name}");
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
}

/// What the extension's manifest names is there.
#[test]
fn the_manifest_names_files_that_are_there() {
    let manifest = json("editors/vscode/package.json");
    let contributes = &manifest["contributes"];
    let mut named = vec![manifest["icon"].clone()];
    named.push(contributes["languages"][0]["configuration"].clone());
    named.push(contributes["languages"][0]["icon"]["dark"].clone());
    named.push(contributes["grammars"][0]["path"].clone());
    named.push(contributes["snippets"][0]["path"].clone());
    for one in named {
        let path = folder("editors/vscode").join(one.as_str().expect("a path"));
        assert!(path.is_file(), "{}", path.display());
    }
    assert_eq!(manifest["version"].as_str(), Some(env!("CARGO_PKG_VERSION")));
}

/// Neovim reads queries from its own folder, so they lie there a second time.
#[test]
fn neovim_has_the_queries_of_the_grammar() {
    let own = files(&folder("editors/tree-sitter-hpm/queries"), ".scm");
    assert_eq!(own.len(), 4, "{own:?}");
    for path in own {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let copy = folder("editors/nvim/queries/hpm").join(&name);
        assert!(
            read(&path) == read(&copy),
            "copy tree-sitter-hpm/queries/{name} to nvim/queries/hpm"
        );
    }
}

/// The page names every snippet.
#[test]
fn the_page_lists_the_snippets() {
    let page = read(&folder("docs/editors.md"));
    let all = json("editors/vscode/snippets/hpm.json");
    for (name, snippet) in all.as_object().unwrap() {
        let prefix = snippet["prefix"].as_str().unwrap();
        assert!(
            page.contains(&format!("`{prefix}`")),
            "{name}: `{prefix}` is not in docs/editors.md"
        );
    }
}
