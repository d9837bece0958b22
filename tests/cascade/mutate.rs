//! Every mistake of a list, planted at every place of a specification where it can stand.

use crate::tokens::{Kind, Token, tokens};

/// One mistake: what was done, to what, and the text with it.
#[derive(Clone, Debug)]
pub struct Mutant {
    pub mistake: &'static str,
    pub at: usize,
    /// The token, or the line, that the mistake was made at.
    pub site: String,
    pub text: String,
}

/// A word that nothing is called and nothing is like.
const STRANGER: &str = "zzqx";

pub fn mutants(text: &str) -> Vec<Mutant> {
    let all = tokens(text);
    let mut found = Vec::new();
    for (at, token) in all.iter().enumerate() {
        let site = &text[token.start..token.end];
        let mut plant = |mistake, from: usize, to: usize, new: &str| {
            let text = format!("{}{new}{}", &text[..from], &text[to..]);
            found.push(Mutant { mistake, at: token.start, site: site.to_owned(), text });
        };
        let (start, end) = (token.start, token.end);
        plant("removed", start, end, "");
        plant("doubled", end, end, &doubled(token, site));
        match token.kind {
            Kind::Word => {
                plant("misspelled", start, end, &misspelled(site));
                plant("another word", start, end, STRANGER);
            }
            Kind::Number => {
                plant("negative", start, start, "-");
                plant("a text", start, end, &format!("\"{site}\""));
                plant("absurd", start, end, "9e30");
                plant("a word", start, end, STRANGER);
                plant("wrong unit", start, end, &wrong_unit(site));
            }
            Kind::Text => {
                plant("first quote removed", start, start + 1, "");
                plant("last quote removed", end - 1, end, "");
                plant("both quotes removed", start, end, &site[1..site.len() - 1]);
                plant("misspelled", start + 1, end - 1, &misspelled(&site[1..site.len() - 1]));
            }
            Kind::Mark if site == ":" => {
                plant("written =", start, end, "=");
                if let Some(after) = value_end(text, &all, at) {
                    plant("value removed", end, after, "");
                }
            }
            Kind::Mark if site == "|" => plant("written ,", start, end, ","),
            Kind::Mark if site == ".." => {
                let (low, high) = (&all[at - 1], &all[at + 1]);
                let new = format!("{}..{}", &text[high.start..high.end], &text[low.start..low.end]);
                plant("reversed", low.start, high.end, &new);
            }
            Kind::Mark => {}
        }
    }
    found.extend(doubled_lines(text));
    found
}

fn doubled(token: &Token, site: &str) -> String {
    match token.kind {
        Kind::Mark => site.to_owned(),
        _ => format!(" {site}"),
    }
}

/// Two letters change places; a word without two different ones gets another one behind it.
fn misspelled(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let middle = letters.len() / 2;
    let pairs = (middle.saturating_sub(1)..letters.len().saturating_sub(1)).chain(0..middle);
    match pairs.into_iter().find(|at| letters.get(*at) != letters.get(at + 1)) {
        Some(at) if letters.len() > 2 => letters.swap(at, at + 1),
        _ => letters.push('q'),
    }
    letters.into_iter().collect()
}

/// The number with a unit of sizes, which nothing in the examples is.
fn wrong_unit(number: &str) -> String {
    let digits = number.trim_end_matches(|c: char| c == '%' || c.is_ascii_alphabetic());
    format!("{digits}GiB")
}

/// Where the value behind a `:` ends.
fn value_end(text: &str, all: &[Token], colon: usize) -> Option<usize> {
    let depth = all[colon].within.len();
    let first = all.get(colon + 1)?;
    let mut end = None;
    for (at, token) in all.iter().enumerate().skip(colon + 1) {
        let mark = &text[token.start..token.end];
        let ends = token.within.len() < depth
            || token.within.len() == depth
                && (mark == "," && in_parens(text, all, colon) || mark == ";")
            || at > colon + 1 && token.first && token.within.len() == depth && mark != "}";
        if ends {
            break;
        }
        end = Some(token.end);
    }
    end.filter(|end| *end > first.start)
}

fn in_parens(text: &str, all: &[Token], at: usize) -> bool {
    all[at].within.last().is_some_and(|open| text[all[*open].start..].starts_with('('))
}

/// Every line that is a statement of its own, twice.
fn doubled_lines(text: &str) -> Vec<Mutant> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or("");
        let count = |mark: &str| code.matches(mark).count();
        let whole = count("{") == count("}") && count("(") == count(")");
        if whole && !code.trim().is_empty() && code.trim() != "}" {
            let end = start + line.len();
            let text = format!("{}{line}{}", &text[..end], &text[end..]);
            let site = code.trim().to_owned();
            found.push(Mutant { mistake: "statement twice", at: start, site, text });
        }
        start += line.len();
    }
    found
}
