//! The pest parser, generated from `grammar/`.

use pest::Parser;
use pest::iterators::{Pair as PestPair, Pairs as PestPairs};

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/hpm.pest"]
#[grammar = "../grammar/value.pest"]
#[grammar = "../grammar/token.pest"]
struct Grammar;

pub type Pair<'t> = PestPair<'t, Rule>;
pub type Pairs<'t> = PestPairs<'t, Rule>;

/// Reads a scanned text. The grammar accepts every text; `None` only where the stack is too small.
pub fn read(clean: &str) -> Option<Pairs<'_>> {
    let file = Grammar::parse(Rule::file, clean).ok()?.next()?;
    Some(file.into_inner())
}
