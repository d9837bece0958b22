//! `docs/language.md` cannot go stale: its tables are the catalogue's, and its examples are sound.
//!
//! `HPM_UPDATE=1 cargo test --test reference` writes the tables anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{diagnose, folder, read};
use hpm::catalog::{Kind, markdown, section};
use hpm::library;

const BEGIN: &str = "<!-- generated: ";
const END: &str = "<!-- end -->";

fn table(name: &str) -> String {
    let kind = match name {
        "inputs" => Kind::Input,
        "outputs" => Kind::Output,
        "composites" => Kind::Composite,
        "layers" => Kind::Layer,
        "activations" => return markdown::list(Kind::Activation),
        "sources" => Kind::Source,
        "optimizers" => Kind::Optimizer,
        "inits" => return markdown::list(Kind::Init),
        "schedules" => Kind::Schedule,
        "losses" => return markdown::list(Kind::Loss),
        "metrics" => return markdown::list(Kind::Metric),
        "augmentations" => return markdown::list(Kind::Augmentation),
        "forms" => Kind::Form,
        "library" => return blocks(),
        other => match section(other) {
            Some(item) => return markdown::section(item),
            None => panic!("the page asks for an unknown table `{other}`"),
        },
    };
    markdown::chapter(kind)
}

/// The files of the standard library with their blocks.
fn blocks() -> String {
    let line = |entry: &library::Entry| {
        let title = entry.text.lines().next().unwrap().trim_start_matches("## ");
        let blocks = entry.blocks.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
        format!("| `std/{}` | {} | {title} |\n", entry.name, blocks.join(", "))
    };
    let rows: String = library::ALL.iter().map(line).collect();
    format!("| file | blocks | |\n|---|---|---|\n{rows}")
}

/// The page with every table as it should be.
fn renewed(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (name, after) = after.split_once(" -->").unwrap();
        let (_, after) = after.split_once(END).unwrap();
        out.push_str(&format!("{before}{BEGIN}{name} -->\n{}\n{END}", table(name).trim_end()));
        rest = after;
    }
    out + rest
}

#[test]
fn the_tables_are_the_catalogues() {
    let path = folder("docs/language.md");
    let page = read(&path);
    let renewed = renewed(&page);
    if std::env::var_os("HPM_UPDATE").is_some() {
        std::fs::write(&path, &renewed).unwrap();
    }
    let differs = page.lines().zip(renewed.lines()).find(|(old, new)| old != new);
    let same = page == renewed || std::env::var_os("HPM_UPDATE").is_some();
    assert!(same, "stale: {differs:?}\nrun `HPM_UPDATE=1 cargo test --test reference`");
}

#[test]
fn the_examples_are_sound() {
    let page = read(&folder("docs/language.md"));
    let mut tried = 0;
    for block in page.split("```hpm\n").skip(1) {
        let text = block.split("```").next().unwrap();
        let found = diagnose(text, &folder("docs"));
        assert!(found.is_empty(), "{found:?}\n{text}");
        tried += 1;
    }
    assert!(tried >= 3, "{tried}");
}
