//! Completion: what may stand at the cursor, with its documentation.

mod items;
mod paths;
mod snippet;
mod special;
mod values;
mod words;

use super::expect::Expect;
use super::place::Place;
use super::view::{Surroundings, View};
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Keyword,
    Section,
    Layer,
    Block,
    Field,
    Value,
    Name,
    Path,
    Column,
    File,
    Folder,
}

/// One thing that may be written.
#[derive(Clone, Debug)]
pub struct Completion {
    pub label: String,
    pub kind: Kind,
    /// A few words beside the label.
    pub detail: String,
    /// Markdown.
    pub doc: String,
    /// In the snippet syntax of editors: `conv(filters: ${1:8})`.
    pub snippet: String,
    /// The same for editors without snippets.
    pub plain: String,
    /// What the editor compares with the word that is written; the label where absent.
    pub filter: Option<String>,
    /// The smaller the earlier.
    pub rank: u32,
}

/// What can stand at a place, and what of the text it replaces.
#[derive(Clone, Debug)]
pub struct Completions {
    pub items: Vec<Completion>,
    pub replaced: Range<usize>,
}

impl Completion {
    pub fn new(label: impl Into<String>, kind: Kind, rank: u32) -> Completion {
        let label = label.into();
        Completion {
            snippet: snippet::escaped(&label),
            plain: label.clone(),
            label,
            kind,
            detail: String::new(),
            doc: String::new(),
            filter: None,
            rank,
        }
    }

    #[must_use]
    pub fn told(self, detail: impl Into<String>, doc: impl Into<String>) -> Completion {
        Completion { detail: detail.into(), doc: doc.into(), ..self }
    }

    /// What is inserted, in the syntax of snippets.
    #[must_use]
    pub fn insert(self, snippet: impl Into<String>) -> Completion {
        let snippet = snippet.into();
        Completion { plain: snippet::plain(&snippet), snippet, ..self }
    }

    /// Found by its synonyms, too. `prefix` is what is written: where only a synonym begins so,
    /// that one stands for the name.
    #[must_use]
    pub fn known_as(self, synonyms: &[&str], prefix: &str) -> Completion {
        if synonyms.is_empty() {
            return self;
        }
        let plain = |text: &str| text.to_lowercase().replace('_', "");
        let wanted = plain(prefix);
        let other = synonyms.iter().find(|one| plain(one).starts_with(&wanted));
        let filter = match other {
            Some(other) if !wanted.is_empty() && !plain(&self.label).starts_with(&wanted) => {
                // Exactly as typed, whatever its case and underscores.
                let rest: String = plain(other).chars().skip(wanted.chars().count()).collect();
                format!("{prefix}{rest}")
            }
            _ => format!("{} {}", self.label, synonyms.join(" ")),
        };
        Completion { filter: Some(filter), ..self }
    }
}

/// What can stand at byte `at` of the file in the editor.
pub fn complete(view: &View, at: usize, around: &dyn Surroundings) -> Completions {
    let place = Place::of(view.text(), at);
    let mut ask = Ask { view, place: &place, around, found: Vec::new() };
    if let Some(string) = &place.string {
        ask.string(string.clone());
        let replaced = string.clone();
        return Completions { items: ask.found, replaced };
    }
    if !place.comment && !place.number {
        ask.expected(place.expect());
    }
    let items = unique(ask.found);
    Completions { items, replaced: place.word.clone() }
}

fn unique(items: Vec<Completion>) -> Vec<Completion> {
    let mut seen = std::collections::BTreeSet::new();
    items.into_iter().filter(|one| seen.insert((one.label.clone(), one.kind as u8))).collect()
}

/// A question, and what was found for it so far.
struct Ask<'a> {
    view: &'a View<'a>,
    place: &'a Place<'a>,
    around: &'a dyn Surroundings,
    found: Vec<Completion>,
}

impl Ask<'_> {
    fn add(&mut self, one: Completion) {
        self.found.push(one);
    }

    /// What follows the word, on its line.
    fn rest(&self) -> &str {
        self.place.text.get(self.place.word.end..).unwrap_or("").trim_start_matches(' ')
    }

    /// A name before a value; where the colon stands there already, the name alone.
    fn named(&self, name: &str, value: &str) -> String {
        if self.rest().starts_with(':') { name.to_string() } else { format!("{name}: {value}") }
    }

    fn prefix(&self) -> &str {
        self.place.prefix()
    }

    fn expected(&mut self, expect: Expect) {
        match expect {
            Expect::Top => self.top(),
            Expect::Field(item) => self.fields(item),
            Expect::Value { more: true, .. }
            | Expect::Any { more: true }
            | Expect::Count { more: true } => self.suffixes(&expect),
            Expect::Value { param, more: false } => self.value(param, 1),
            Expect::Layer { model, first } => self.layers(model, first),
            Expect::Item(kind) => self.items(kind, 1),
            Expect::Argument(item) => self.arguments(item),
            Expect::BlockArgument(name) => self.block_arguments(&name),
            Expect::Any { more: false } => self.anything(),
            Expect::Start => self.start(),
            Expect::StartValue(path) => self.start_value(&path),
            Expect::Condition => self.condition(),
            Expect::Count { more: false } => self.count(),
            Expect::Import => self.import(),
            Expect::Name => {}
        }
    }
}
