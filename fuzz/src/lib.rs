//! What must hold of every text, however broken: the fuzzers try it on texts that they make up, and
//! `tests/robust` on those that they have kept.

use hpm::diagnostic::Diagnostic;
use hpm::driver::{KnownTexts, analyse_with};
use hpm::emit;
use hpm::resolve::NoProbe;
use hpm::source::{FileId, Sources, Span};

/// Parsing ends, and tells of places in the text only.
pub fn parse(text: &str) {
    let mut sources = Sources::new();
    let file = sources.add("fuzzed.hpm", text);
    assert_eq!(file, FileId(0));
    let parsed = hpm::syntax::parse(file, text);
    parsed.diagnostics.iter().for_each(|one| places(one, &sources));
    for token in hpm::syntax::tokens(text) {
        let end = token.start + token.text.len();
        assert_eq!(text.get(token.start..end), Some(token.text), "a token that is not in the text");
    }
}

/// All that `hpm check` does but for reading files: it ends, its places are in the texts, and every
/// way to print it works.
pub fn check(text: &str) {
    let found = analyse_with("fuzzed.hpm", text, &NoProbe, &KnownTexts::default());
    found.diagnostics.iter().for_each(|one| places(one, &found.sources));
    let mut out = Vec::new();
    for color in [false, true] {
        let options = emit::HumanOptions { color, width: 80 };
        emit::human(&found.diagnostics, &found.sources, &options, &mut out).expect("human");
    }
    emit::short(&found.diagnostics, &found.sources, &mut out).expect("short");
    emit::json(&found.diagnostics, &found.sources, &mut out).expect("json");
    emit::github(&found.diagnostics, &found.sources, &mut out).expect("github");
    emit::sarif(&[(&found.diagnostics, &found.sources)], true, &mut out).expect("sarif");
    String::from_utf8(out).expect("what is printed is text");
}

/// Formatting says the same, and has nothing to add to what it has formatted.
pub fn fmt(text: &str) {
    let Ok(once) = hpm::fmt::format(text) else { return };
    assert!(hpm::fmt::same(text, &once), "formatting says something else:\n{text}\n---\n{once}");
    let twice = hpm::fmt::format(&once).expect("what was formatted has no faults");
    assert_eq!(once, twice, "formatting again changes it");
}

fn places(one: &Diagnostic, sources: &Sources) {
    let labels = one.secondary.iter().chain([&one.primary]).map(|label| label.span);
    labels.for_each(|span| place(one, span, sources));
    for fix in &one.fixes {
        let mut spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
        spans.iter().for_each(|span| place(one, *span, sources));
        spans.sort();
        let apart = |pair: &[Span]| pair[0].file != pair[1].file || pair[0].end <= pair[1].start;
        assert!(spans.windows(2).all(apart), "{}: edits overlap: {spans:?}", one.code.id);
    }
}

fn place(one: &Diagnostic, span: Span, sources: &Sources) {
    let text = sources.file(span.file).map(|file| file.text.as_str());
    let inside = text.is_some_and(|text| text.get(span.range()).is_some());
    assert!(inside, "{}: {span:?} is no place in the text", one.code.id);
}
