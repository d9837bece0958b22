//! The words, numbers, texts and marks of a specification, with the brackets around each.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Word,
    Number,
    Text,
    Mark,
}

#[derive(Clone, Debug)]
pub struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
    /// The open brackets around it, by their places in the list.
    pub within: Vec<usize>,
    /// It is the first on its line.
    pub first: bool,
}

/// Marks of two characters; all others are one.
const LONG: [&str; 3] = ["..", "<=", ">="];

/// Comments and blanks are no tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut within: Vec<usize> = Vec::new();
    let (mut at, mut first) = (0, true);
    while let Some(next) = text[at..].chars().next() {
        let length = length(&text[at..], next);
        if next == '\n' {
            first = true;
        }
        if !next.is_whitespace() && next != '#' {
            let word = &text[at..at + length];
            if matches!(word, ")" | "}") {
                within.pop();
            }
            let kind = kind(next);
            found.push(Token { kind, start: at, end: at + length, within: within.clone(), first });
            if matches!(word, "(" | "{") {
                within.push(found.len() - 1);
            }
            first = false;
        }
        at += length;
    }
    found
}

fn kind(first: char) -> Kind {
    match first {
        '"' => Kind::Text,
        _ if first.is_ascii_digit() => Kind::Number,
        _ if first.is_alphabetic() || first == '_' => Kind::Word,
        _ => Kind::Mark,
    }
}

fn length(rest: &str, first: char) -> usize {
    let run = |fits: &dyn Fn(char) -> bool| rest.find(|c| !fits(c)).unwrap_or(rest.len());
    match first {
        '#' => run(&|c| c != '\n'),
        '"' => 2 + rest[1..].find('"').expect("a text that ends"),
        _ if first.is_ascii_digit() => number(rest),
        _ if first.is_alphanumeric() || first == '_' => run(&|c| c.is_alphanumeric() || c == '_'),
        _ => {
            LONG.iter().find(|mark| rest.starts_with(**mark)).map_or(first.len_utf8(), |m| m.len())
        }
    }
}

/// `1`, `0.5`, `1e-3`, `50%`, `12k`, and not the dots of a range.
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let mut end = 0;
    while let Some(byte) = bytes.get(end) {
        let goes_on = match byte {
            b'.' => bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
            b'-' => end > 0 && bytes[end - 1] == b'e',
            b'%' => true,
            other => other.is_ascii_alphanumeric() || *other == b'_',
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}
