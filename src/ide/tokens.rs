//! What each word is, for colours that the text alone cannot tell.

use super::index::{Index, What};
use super::lexer::{Kind as Piece, Token, tokens};
use super::view::View;
use crate::catalog::{self, language};
use crate::library;
use crate::source::FileId;
use std::collections::BTreeMap;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Keyword,
    Section,
    /// A layer, an optimizer and the like.
    Item,
    Block,
    /// A name before `:` that is an argument or a setting.
    Property,
    Label,
    Let,
    Parameter,
    Index,
    /// `same`, `true`
    Word,
    Number,
    Text,
    Comment,
    Operator,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colour {
    pub span: Range<usize>,
    pub kind: Kind,
    pub declares: bool,
    pub library: bool,
}

const KEYWORDS: [&str; 19] = [
    "let", "import", "block", "require", "repeat", "maybe", "each", "either", "or", "and", "not",
    "as", "log", "step", "by", "default", "per", "for", "in",
];

/// In the order of the text.
pub fn colours(view: &View, index: &Index) -> Vec<Colour> {
    let text = view.text();
    let names = names(index);
    let all = tokens(text);
    all.iter()
        .enumerate()
        .filter_map(|(at, token)| {
            let next = all.get(at + 1);
            let before = at.checked_sub(1).and_then(|at| all.get(at));
            let (kind, declares, library) = match names.get(&token.span.start) {
                Some(known) if token.is_word() => *known,
                _ => (kind(text, token, before, next)?, false, false),
            };
            Some(Colour { span: token.span.clone(), kind, declares, library })
        })
        .collect()
}

/// The names of the author's own, by where they begin.
fn names(index: &Index) -> BTreeMap<usize, (Kind, bool, bool)> {
    let kind = |what: What| match what {
        What::Let => Kind::Let,
        What::Block => Kind::Block,
        What::Parameter => Kind::Parameter,
        What::Label => Kind::Label,
        What::Index => Kind::Index,
    };
    let mut names = BTreeMap::new();
    for def in index.defs.iter().filter(|def| def.span.file == FileId(0)) {
        names.insert(def.span.start as usize, (kind(def.what), true, false));
    }
    for one in index.uses.iter().filter(|one| one.span.file == FileId(0)) {
        if let Some(def) = one.defs.first().and_then(|at| index.defs.get(*at)) {
            names.insert(one.span.start as usize, (kind(def.what), false, def.library));
        }
    }
    names
}

fn kind(text: &str, token: &Token, before: Option<&Token>, next: Option<&Token>) -> Option<Kind> {
    Some(match token.kind {
        Piece::Comment => Kind::Comment,
        Piece::Text => Kind::Text,
        Piece::Number => Kind::Number,
        Piece::LineEnd => return None,
        Piece::Sign(sign) if "|=<>+-*/^!".contains(sign) => Kind::Operator,
        Piece::Sign('.') if before.is_some_and(|one| one.is('.')) => Kind::Operator,
        Piece::Sign('.') if next.is_some_and(|one| one.is('.')) => Kind::Operator,
        Piece::Sign(_) => return None,
        Piece::Word => return word(token.text(text), next, calls(token, next)),
    })
}

/// `step(every: 5)` is a schedule; behind a value, `step (2)` stands apart.
fn calls(token: &Token, next: Option<&Token>) -> bool {
    next.is_some_and(|one| one.is('(') && one.span.start == token.span.end)
}

fn word(word: &str, next: Option<&Token>, calls: bool) -> Option<Kind> {
    let labels = next.is_some_and(|one| one.is(':'));
    let opens = next.is_some_and(|one| one.is('{'));
    if labels {
        return Some(Kind::Property);
    }
    if opens && catalog::section(word).is_some() {
        return Some(Kind::Section);
    }
    let behind = ["log", "step", "by", "default", "per", "for"].contains(&word);
    if KEYWORDS.contains(&word) && !(behind && calls) {
        return Some(Kind::Keyword);
    }
    if library::names().any(|name| name == word) {
        return Some(Kind::Block);
    }
    if catalog::all().iter().any(|item| item.name == word && item.kind != catalog::Kind::Section) {
        return Some(Kind::Item);
    }
    let known =
        ["true", "false", "none", "same", "valid", "causal", "params", "flops", "memory", "layers"];
    if known.contains(&word) || value(word) {
        return Some(Kind::Word);
    }
    language::find(word).filter(|_| !calls).map(|_| Kind::Keyword)
}

/// A word that some parameter takes.
fn value(word: &str) -> bool {
    catalog::all().iter().flat_map(|item| item.params).any(|param| match param.ty {
        catalog::Type::Word(words) | catalog::Type::Numbers(words) => words.contains(&word),
        _ => false,
    })
}
