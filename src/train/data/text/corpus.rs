//! Token numbers: raw ones in order of appearance, then final ones by frequency.

use super::tokens;
use crate::template::Level;
use crate::train::data::Part;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Pads in front.
pub const PADDING: u32 = 0;
/// A token that the vocabulary does not hold.
pub const UNKNOWN: u32 = 1;
/// Tokens that are no words.
pub const SPECIAL: usize = 2;
/// Whole numbers that 32-bit real ones hold exactly: more different tokens than these are unknown.
const MOST: usize = 1 << 24;

/// How text becomes tokens; saved beside the weights.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextForm {
    /// Of a csv file; absent where a whole file is one text.
    pub column: Option<String>,
    pub target: Vec<String>,
    pub delimiter: char,
    pub level: Level,
    pub length: usize,
    pub lowercase: bool,
    /// The answer is the token that follows.
    pub next: bool,
    /// Token 2, 3 and so on.
    pub words: Vec<String>,
}

/// The tokens of a text in order of their appearance, while it is being read.
#[derive(Clone, Debug, PartialEq)]
pub struct Corpus {
    ids: HashMap<String, u32>,
    words: Vec<String>,
    /// Different tokens in the end, the special ones included.
    vocabulary: usize,
    /// How often each raw number is in the training part, where windows of it overlap.
    counts: Vec<u64>,
}

impl Corpus {
    pub fn new(vocabulary: usize) -> Corpus {
        Corpus { ids: HashMap::new(), words: Vec::new(), vocabulary, counts: Vec::new() }
    }

    /// The raw number of a token; those of padding and unknown are kept free.
    pub fn id(&mut self, token: &str) -> u32 {
        if let Some(id) = self.ids.get(token) {
            return *id;
        }
        if self.words.len() + SPECIAL >= MOST {
            return UNKNOWN;
        }
        let id = u32::try_from(self.words.len() + SPECIAL).unwrap_or(UNKNOWN);
        self.ids.insert(token.to_owned(), id);
        self.words.push(token.to_owned());
        id
    }

    fn counted(&self, raw: impl Iterator<Item = usize>) -> Vec<u64> {
        let mut counts = vec![0; self.words.len() + SPECIAL];
        for id in raw {
            if let Some(count) = counts.get_mut(id) {
                *count += 1;
            }
        }
        counts
    }

    /// These are the tokens of the training part, each once.
    pub fn count(&mut self, train: &[u32]) {
        self.counts = self.counted(train.iter().map(|id| *id as usize));
    }

    /// Chooses the most frequent tokens of the training part, turns raw numbers into final ones in
    /// all parts, and returns the words in order. Of equally frequent tokens the one that comes
    /// first in the alphabet wins.
    pub fn settle(&self, parts: &mut [Part; 3], next: bool) -> Vec<String> {
        let [train, ..] = &*parts;
        let counts = match self.counts.as_slice() {
            [] => self.counted(train.inputs.values.iter().map(|raw| *raw as usize)),
            known => known.to_vec(),
        };
        let word = |raw: usize| self.words.get(raw - SPECIAL).map_or("", String::as_str);
        let count = |raw: usize| counts.get(raw).copied().unwrap_or(0);
        let mut order: Vec<usize> = (SPECIAL..counts.len()).filter(|raw| count(*raw) > 0).collect();
        order.sort_by(|a, b| count(*b).cmp(&count(*a)).then_with(|| word(*a).cmp(word(*b))));
        order.truncate(self.vocabulary.saturating_sub(SPECIAL));
        let mut last = vec![UNKNOWN; counts.len()];
        if let Some(padding) = last.first_mut() {
            *padding = PADDING;
        }
        for (id, raw) in (2_u32..).zip(&order) {
            if let Some(place) = last.get_mut(*raw) {
                *place = id;
            }
        }
        let settled = |raw: usize| last.get(raw).copied().unwrap_or(UNKNOWN);
        for part in parts {
            part.inputs.values.iter_mut().for_each(|id| *id = settled(*id as usize) as f32);
            if next && let super::super::Targets::Classes(ids) = &mut part.targets {
                ids.iter_mut().for_each(|id| *id = settled(*id as usize));
            }
        }
        order.into_iter().map(|raw| word(raw).to_owned()).collect()
    }
}

impl TextForm {
    /// Appends the tokens of a text as a sample: cut behind, padded in front.
    pub fn push(&self, text: &str, mut id: impl FnMut(&str) -> u32, values: &mut Vec<f32>) {
        let mut found = Vec::with_capacity(self.length);
        tokens::each(text, self.level, self.lowercase, |token| {
            found.push(id(token) as f32);
            found.len() < self.length
        });
        values.resize(values.len() + self.length.saturating_sub(found.len()), PADDING as f32);
        values.append(&mut found);
    }

    /// The numbers of known words.
    pub fn known(&self) -> HashMap<&str, u32> {
        self.words.iter().map(String::as_str).zip(2..).collect()
    }
}

/// The classes of a network that predicts the next of `vocabulary` tokens.
pub fn class_names(words: &[String], vocabulary: usize) -> Vec<String> {
    let special = ["<padding>", "<unknown>"].map(str::to_owned);
    let mut names: Vec<String> = special.into_iter().chain(words.iter().cloned()).collect();
    let unused = (names.len()..vocabulary).map(|at| format!("<unused {at}>"));
    names.extend(unused.collect::<Vec<_>>());
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::data::{Inputs, Targets};

    fn form(length: usize) -> TextForm {
        TextForm {
            column: None,
            target: Vec::new(),
            delimiter: ',',
            level: Level::Words,
            length,
            lowercase: true,
            next: false,
            words: Vec::new(),
        }
    }

    #[test]
    fn padding_is_in_front_and_cutting_behind() {
        let mut corpus = Corpus::new(10);
        let mut values = Vec::new();
        form(3).push("b a b c d", |token| corpus.id(token), &mut values);
        form(3).push("a", |token| corpus.id(token), &mut values);
        form(3).push("", |token| corpus.id(token), &mut values);
        assert_eq!(values, [2.0, 3.0, 2.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn the_training_part_decides_which_tokens_there_are() {
        let mut corpus = Corpus::new(4);
        let mut read = |text: &str| {
            let mut values = Vec::new();
            form(4).push(text, |token| corpus.id(token), &mut values);
            let inputs = Inputs { values, elements: 4 };
            Part { inputs, targets: Targets::Classes(vec![0]), samples: 1 }
        };
        // In all parts `c` is the most frequent one; in the training part `b`, then `a` before `x`.
        let mut parts = [read("b x b a"), read("c c c a"), read("c c b z")];
        let words = corpus.settle(&mut parts, false);
        assert_eq!(words, ["b", "a"]);
        assert_eq!(parts[0].inputs.values, [2.0, 1.0, 2.0, 3.0]);
        assert_eq!(parts[1].inputs.values, [1.0, 1.0, 1.0, 3.0]);
        assert_eq!(parts[2].inputs.values, [1.0, 1.0, 2.0, 1.0]);
    }
}
