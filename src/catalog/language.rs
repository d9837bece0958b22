//! The words of the language itself, for `hpm explain`.

/// A word that is no item of the catalogue.
#[derive(Debug)]
pub struct Word {
    pub word: &'static str,
    /// What it does, in a sentence or two.
    pub text: &'static str,
    /// Lines as they stand in a specification.
    pub example: &'static str,
}

const fn of(word: &'static str, text: &'static str, example: &'static str) -> Word {
    Word { word, text, example }
}

pub static WORDS: &[Word] = &[
    of(
        "repeat",
        "The layers in braces, so many times one after the other. A range makes the number a hyperparameter, and a label names it. `as i` counts the repetitions from 0.",
        "depth: repeat 1..3 as i { dense(16 * 2^i, activation: relu) }",
    ),
    of(
        "maybe",
        "The layer, or the layers in braces, present or absent: one hyperparameter with two values.",
        "norm: maybe batch_norm",
    ),
    of(
        "either",
        "One of several bodies, chosen by the search.",
        "either { dense(16); relu } or { dense(32); tanh }",
    ),
    of(
        "each",
        "Inside `repeat`: one value for each repetition, where a domain alone is shared by all.",
        "repeat 2 { dense(each 8..64 log, activation: relu) }",
    ),
    of(
        "let",
        "Names a value or a domain that several places use. It is one hyperparameter, however often it is used.",
        "let width = 16..64 log",
    ),
    of(
        "require",
        "Excludes members: comparisons and arithmetic over hyperparameters and over `params`, `flops`, `memory` and `layers`.",
        "wide: dense(8..64 log)\nnarrow: dense(8..64 log)\nrequire narrow.units <= wide.units",
    ),
    of(
        "block",
        "Layers under a name, with parameters, to be called like a layer. A parameter may have a default.",
        "block unit(width, rate = 10%) {\n    dense(width, activation: relu)\n    dropout(rate)\n}",
    ),
    of(
        "import",
        "Brings the blocks of another file, by its path from the folder of this one. Blocks of the standard library need no import.",
        "import \"blocks.hpm\"",
    ),
    of(
        "default",
        "The value of a domain where a search starts, and what `hpm train` uses.",
        "dense(16..64 log default 32, activation: relu)",
    ),
    of(
        "log",
        "Behind a range: equal ratios count the same, as 16 to 32 and 32 to 64.",
        "dense(16..256 log)",
    ),
];

pub fn find(word: &str) -> Option<&'static Word> {
    WORDS.iter().find(|one| one.word == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::analyse;
    use std::path::Path;

    #[test]
    fn every_example_is_right() {
        for one in WORDS.iter().filter(|one| one.word != "import") {
            let (top, model) = match one.word {
                "let" => (one.example, "dense(width)"),
                "block" => (one.example, "unit(8)"),
                _ => ("", one.example),
            };
            let text = format!(
                "data {{ source: digits }}\n{top}\nmodel {{\nflatten\n{model}\noutput: classes(10)\n}}\n"
            );
            let told = analyse("spec.hpm", &text, Path::new("."));
            assert!(told.diagnostics.is_empty(), "{}: {:#?}", one.word, told.diagnostics);
            assert!(one.example.contains(one.word), "{}", one.word);
        }
    }
}
