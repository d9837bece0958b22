//! 10,000 damaged specifications: no panic, no hang, no place outside of the text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod common;

use common::{diagnose, files, folder, read};
use hpm::diagnostic::Diagnostic;
use hpm::emit;
use hpm::random::Stream;
use hpm::source::{FileId, Sources, Span};
use std::path::Path;

const MUTANTS: u64 = 10_000;
/// Sprinkled in: what people mistype, and what parsers stumble over.
const CRUMBS: [&str; 48] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "|",
    "||",
    "..",
    "...",
    "..=",
    "=",
    ":",
    ";",
    ",",
    "\n",
    "\"",
    "'",
    "#",
    "##",
    "//",
    "/*",
    "-",
    "%",
    "^",
    "$",
    "é",
    "…",
    "≤",
    "\u{1}",
    "\u{2}",
    "\r\n",
    "\t",
    "repeat ",
    "maybe ",
    "each ",
    "either ",
    " or ",
    " default ",
    " log",
    " step ",
    " by x",
    " as ",
    "let ",
    "block ",
    "require ",
    "1e",
    "9999999999999999999999",
];

/// Seeds: all examples, the corpus, and the examples of the codes.
fn seeds() -> Vec<String> {
    let folders = ["examples", "tests/corpus", "tests/ui"];
    let paths = folders.iter().flat_map(|name| files(&folder(name), ".hpm"));
    let mut seeds: Vec<String> = paths.map(|path| read(&path)).collect();
    let codes = hpm::diagnostic::codes::all();
    // The deliberately huge ones would make every mutant huge.
    seeds.extend(codes.iter().map(|code| code.failing.to_owned()).filter(|it| it.len() < 600));
    seeds
}

/// Pieces of a text: words, runs of blanks, single signs.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let class = |c: char| match c {
        _ if c.is_alphanumeric() || c == '_' => 0,
        ' ' => 1,
        _ => 2,
    };
    let mut last = None;
    for (at, c) in text.char_indices() {
        if at > start && (last != Some(class(c)) || class(c) == 2) {
            found.push(&text[start..at]);
            start = at;
        }
        last = Some(class(c));
    }
    found.push(&text[start..]);
    found
}

fn mutate(stream: &mut Stream, seed: &str) -> String {
    let mut text = seed.to_owned();
    for _ in 0..=stream.below(6) {
        text = match stream.below(9) {
            0..=4 => mutate_tokens(stream, &text),
            5 | 6 => mutate_bytes(stream, &text),
            7 => {
                let at = stream.below(text.len() as u64 + 1) as usize;
                text[..boundary(&text, at)].to_owned()
            }
            _ => {
                let (from, to) = stretch(stream, text.len());
                let middle = &text[boundary(&text, from)..boundary(&text, to)];
                format!("{text}{middle}")
            }
        };
    }
    text
}

fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn stretch(stream: &mut Stream, length: usize) -> (usize, usize) {
    let a = stream.below(length as u64 + 1) as usize;
    let b = stream.below(length as u64 + 1) as usize;
    (a.min(b), a.max(b))
}

fn mutate_tokens(stream: &mut Stream, text: &str) -> String {
    let mut tokens = tokens(text);
    let length = tokens.len() as u64;
    let at = stream.below(length) as usize;
    match stream.below(5) {
        0 => drop(tokens.remove(at)),
        1 => tokens.insert(at, CRUMBS[stream.below(CRUMBS.len() as u64) as usize]),
        2 => tokens.swap(at, stream.below(length) as usize),
        3 => tokens.insert(at, tokens[stream.below(length) as usize]),
        _ => {
            let end = (at + stream.below(12) as usize).min(tokens.len());
            tokens.drain(at..end);
        }
    }
    tokens.concat()
}

fn mutate_bytes(stream: &mut Stream, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..=stream.below(4) {
        let at = stream.below(bytes.len() as u64 + 1) as usize;
        let byte = stream.below(256) as u8;
        match stream.below(3) {
            0 => bytes.insert(at, byte),
            1 if at < bytes.len() => bytes[at] = byte,
            2 if at < bytes.len() => drop(bytes.remove(at)),
            _ => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn inside(text: &str, span: Span) -> bool {
    let range = span.range();
    range.end <= text.len()
        && text.is_char_boundary(range.start)
        && text.is_char_boundary(range.end)
}

fn check_places(text: &str, one: &Diagnostic) {
    let labels = one.secondary.iter().chain([&one.primary]).map(|label| label.span);
    let edits = one.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
    for span in labels.chain(edits) {
        assert!(inside(text, span), "{} at {span:?}\n{text}", one.code.id);
    }
}

#[test]
fn mutants_are_parsed_reported_and_drawn() {
    let seeds = seeds();
    assert!(seeds.len() > 40);
    let mut stream = Stream::new(0, "mutants");
    for number in 0..MUTANTS {
        let seed = &seeds[stream.below(seeds.len() as u64) as usize];
        let text = mutate(&mut stream, seed);
        let parsed = hpm::syntax::parse(FileId(0), &text);
        assert!(parsed.diagnostics.len() <= 50, "{text}");
        parsed.diagnostics.iter().for_each(|one| check_places(&text, one));
        if number % 20 == 0 {
            let mut sources = Sources::new();
            sources.add("mutant.hpm", text.as_str());
            let (options, mut out) = (emit::HumanOptions::default(), Vec::new());
            emit::human(&parsed.diagnostics, &sources, &options, &mut out).unwrap();
            emit::json(&parsed.diagnostics, &sources, &mut out).unwrap();
            emit::short(&parsed.diagnostics, &sources, &mut out).unwrap();
        }
    }
}

#[test]
fn mutants_go_through_the_whole_pipeline() {
    let seeds = seeds();
    let mut stream = Stream::new(1, "mutants");
    let base: &Path = &folder("examples");
    for _ in 0..MUTANTS {
        let seed = &seeds[stream.below(seeds.len() as u64) as usize];
        let text = mutate(&mut stream, seed);
        diagnose(&text, base);
    }
}

#[test]
fn damage_is_deterministic() {
    let text = "model { dense(3) }\n";
    let mutant = |seed| mutate(&mut Stream::new(seed, "x"), text);
    assert_eq!(mutant(3), mutant(3));
    assert!((0..20).any(|seed| mutant(seed) != mutant(seed + 1)));
}
