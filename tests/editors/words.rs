//! The lists of names in the grammars are the catalogue's.

use crate::common::{folder, read};
use hpm::catalog::{self, Kind, Type};
use hpm::library;
use std::collections::BTreeSet;

/// The rules of the grammars that list names.
struct Rule {
    /// The file, below `editors/`.
    file: &'static str,
    /// What stands before and after the list.
    begin: &'static str,
    end: &'static str,
    between: &'static str,
    words: fn() -> BTreeSet<&'static str>,
}

const TEXTMATE: &str = "vscode/syntaxes/hpm.tmLanguage.json";

const LISTS: &[Rule] = &[
    Rule {
        file: TEXTMATE,
        begin: "\"name\": \"entity.name.function.layer.hpm\",\n      \"match\": \"(?:(?<=\\\\.\\\\.)|(?<![_\\\\p{L}\\\\p{N}.]))(?:",
        end: ")(?!",
        between: "|",
        words: layers,
    },
    Rule {
        file: TEXTMATE,
        begin: "\"name\": \"support.constant.value.hpm\",\n      \"match\": \"(?:(?<=\\\\.\\\\.)|(?<![_\\\\p{L}\\\\p{N}.]))(?:",
        end: ")(?!",
        between: "|",
        words: values,
    },
    query("tree-sitter-hpm/queries/highlights.scm", "(#any-of? @function.call \"", layers),
    query("tree-sitter-hpm/queries/highlights.scm", "(#any-of? @constant.builtin \"", values),
    query("nvim/queries/hpm/highlights.scm", "(#any-of? @function.call \"", layers),
    query("nvim/queries/hpm/highlights.scm", "(#any-of? @constant.builtin \"", values),
    query("helix/queries/hpm/highlights.scm", "(#any-of? @function \"", layers),
    query("helix/queries/hpm/highlights.scm", "(#any-of? @constant.builtin \"", values),
    list("vim/syntax/hpm.vim", "syn match hpmLayer \"\\<\\%(", layers),
    list("vim/syntax/hpm.vim", "syn match hpmValue \"\\<\\%(", values),
];

const fn list(
    file: &'static str,
    begin: &'static str,
    words: fn() -> BTreeSet<&'static str>,
) -> Rule {
    Rule { file, begin, end: "\\)\\>\"", between: "\\|", words }
}

const fn query(
    file: &'static str,
    begin: &'static str,
    words: fn() -> BTreeSet<&'static str>,
) -> Rule {
    Rule { file, begin, end: "\"))", between: "\" \"", words }
}

/// Whatever may stand as a layer.
fn layers() -> BTreeSet<&'static str> {
    catalog::layer_names().into_iter().chain(library::names()).collect()
}

/// Items that are no layers, and the words that parameters take.
fn values() -> BTreeSet<&'static str> {
    let items = catalog::all().iter().filter(|item| item.kind != Kind::Section);
    let words =
        catalog::all().iter().flat_map(|item| item.params).flat_map(|param| match param.ty {
            Type::Word(words) | Type::Numbers(words) => words,
            Type::Padding => &["same", "valid", "causal"],
            _ => &[],
        });
    let all: BTreeSet<_> = items.map(|item| item.name).chain(words.copied()).collect();
    let without = |word: &&&str| !layers().contains(**word) && !CONSTANTS.contains(word);
    all.iter().filter(without).copied().collect()
}

/// Words with a rule of their own.
const CONSTANTS: &[&str] = &["true", "false", "none"];

impl Rule {
    fn renewed(&self, text: &str) -> String {
        let (before, rest) = text
            .split_once(self.begin)
            .unwrap_or_else(|| panic!("editors/{}: no list begins with {}", self.file, self.begin));
        let (_, after) = rest.split_once(self.end).expect("the end of the list");
        let words: Vec<&str> = (self.words)().into_iter().collect();
        format!("{before}{}{}{}{after}", self.begin, words.join(self.between), self.end)
    }
}

#[test]
fn the_lists_are_the_catalogues() {
    for rule in LISTS {
        let path = folder("editors").join(rule.file);
        let text = read(&path);
        let renewed = rule.renewed(&text);
        if std::env::var_os("HPM_UPDATE").is_some() {
            std::fs::write(&path, &renewed).unwrap();
            continue;
        }
        assert!(text == renewed, "{}: run `HPM_UPDATE=1 cargo test --test editors`", rule.file);
    }
}

#[test]
fn the_lists_hold_what_people_write() {
    for word in ["dense", "relu", "resnet", "residual", "gru"] {
        assert!(layers().contains(word), "{word}");
    }
    for word in ["adam", "kaiming", "same", "concat", "digits", "standard", "accuracy"] {
        assert!(values().contains(word), "{word}");
    }
    assert!(layers().is_disjoint(&values()));
}
