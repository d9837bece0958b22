//! What an answer to a planted mistake is worth, and the lists of those that are no one error.

use crate::mutate::Mutant;
use crate::tokens::tokens;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    OneError,
    OneWarning,
    /// Nothing is told, and the text is indeed valid: see `reason`.
    Valid,
    /// More than one, and rightly so: see `TWO`.
    Two,
    Wrong,
}

impl Verdict {
    pub const ALL: [Verdict; 5] =
        [Verdict::OneError, Verdict::OneWarning, Verdict::Valid, Verdict::Two, Verdict::Wrong];
}

/// What was done, to what, and why it is no mistake.
const FINE: &[(&str, &str, &str)] = &[
    ("removed", "log", "the range is searched evenly then"),
    ("removed", "maybe", "what was optional is always there"),
    ("removed", "each", "all repetitions share it then"),
    ("removed", "residual", "a group of layers without its shortcut"),
    ("removed", "activation", "`activation(relu)` is `relu`, also in brackets of its own"),
    ("removed", "dense", "`(units)` may be a layer: who calls the block says what it is"),
    ("removed", "batch_norm", "a block may have a parameter or a layer less"),
    ("removed", "positions", "a transformer reads sequences without their order too"),
    ("removed", "or", "`{ … }` after `either { … } or { … }` is a group that follows it"),
    ("removed", "norm", "a list may end in a comma"),
    ("removed", "rmse", "a list may end in a comma"),
    ("removed", "r2", "a list may end in a comma"),
    ("removed", "f1", "a list may end in a comma"),
    ("removed", "mixup", "a list may end in a comma"),
    ("removed", "\"weekday\"", "a list may end in a comma"),
    ("removed", ";", "a brace ends its statement"),
    ("doubled", ";", "an empty statement"),
    ("negative", "0", "-0 is 0"),
    ("negative", "1", "the block takes any number there"),
    ("absurd", "1", "clip_norm may be as large as one likes"),
    ("absurd", "0.1", "noise may be as strong as one likes"),
];

/// Two errors that are right: file, what was done, to what, why.
const TWO: &[(&str, &str, &str, &str)] = &[
    ("blocks.hpm", "removed", "40%", "`0..` goes on to the line below, and takes its `block`"),
    ("blocks.hpm", "absurd", "32", "it is no whole number, and what derives from it is too large"),
];

pub fn verdict(file: &str, text: &str, mutant: &Mutant, errors: usize, warnings: usize) -> Verdict {
    match (errors, warnings) {
        (1, 0) => Verdict::OneError,
        (0, 1) => Verdict::OneWarning,
        (0, 0) if reason(text, mutant).is_some() => Verdict::Valid,
        (2, 0) if is_two(file, mutant) => Verdict::Two,
        _ => Verdict::Wrong,
    }
}

fn is_two(file: &str, mutant: &Mutant) -> bool {
    let key = (file, mutant.mistake, mutant.site.as_str());
    TWO.iter().any(|(file, mistake, site, _)| (*file, *mistake, *site) == key)
}

/// Why the text with the mistake is a valid specification, told from the text alone.
fn reason(text: &str, mutant: &Mutant) -> Option<&'static str> {
    let listed = FINE
        .iter()
        .find(|(mistake, site, _)| (*mistake, *site) == (mutant.mistake, mutant.site.as_str()));
    listed.map(|(.., why)| *why).or_else(|| match mutant.mistake {
        "statement twice" => in_layers(text, mutant.at).then_some("a layer may stand twice"),
        "misspelled" | "another word" => renamed(text, mutant).then_some("any name will do"),
        "removed" if mutant.site == ".." => {
            let before = text[..mutant.at].chars().next_back();
            before.is_some_and(|c| c.is_ascii_digit()).then_some("two numbers become one")
        }
        _ => None,
    })
}

/// Whether a place lies in the model or in a block.
fn in_layers(text: &str, at: usize) -> bool {
    let mut heads =
        text[..at].lines().filter(|line| !line.starts_with([' ', '}', '#']) && !line.is_empty());
    heads.next_back().is_some_and(|head| head.starts_with("model") || head.starts_with("block"))
}

/// Whether it is a name that the author chose and that nothing else in the file uses: a label, a
/// block of a library, an index.
fn renamed(text: &str, mutant: &Mutant) -> bool {
    let all = tokens(text);
    let word = mutant.site.as_str();
    let Some(at) = all.iter().position(|token| token.start == mutant.at) else { return false };
    let slice = |at: usize| all.get(at).map_or("", |token| &text[token.start..token.end]);
    let label = slice(at + 1) == ":" && in_layers(text, mutant.at);
    let before = at.checked_sub(1).map_or("", slice);
    let ordered =
        text.lines().any(|line| line.trim_start().starts_with("order:") && line.contains(word));
    (label || ["block", "as"].contains(&before)) && !ordered
}
