//! Texts near to a given one: the same words with other blanks and line ends between them and
//! comments strewn in, or other words.

use hpm::random::Stream;
use hpm::syntax::{Token, TokenKind, tokens};

pub fn scrambled(stream: &mut Stream, text: &str) -> String {
    let comments = stream.below(3) == 0;
    let mut pen = Pen { stream, comments, deep: 60 };
    let all = tokens(text);
    let mut round = vec![false];
    let mut out = String::new();
    for (at, token) in all.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).map(|at| &all[at]) {
            out += &pen.gap(before, token, *round.last().unwrap());
        }
        match token.text {
            "(" => round.push(true),
            "{" => round.push(false),
            ")" | "}" => drop(round.pop()),
            _ => {}
        }
        out += token.text;
    }
    out + ["", "\n", "\n\n\n", " # last", "\r\n"][stream.below(5) as usize]
}

struct Pen<'s> {
    stream: &'s mut Stream,
    comments: bool,
    /// Each line between round brackets is farther to the right than all before: one that is not
    /// would tell that a bracket is missing.
    deep: usize,
}

impl Pen<'_> {
    fn gap(&mut self, before: &Token<'_>, after: &Token<'_>, within: bool) -> String {
        let breaks = after.line > before.line;
        if within {
            return match self.stream.below(6) {
                _ if breaks || before.kind == TokenKind::Comment => self.deep_line(),
                0 => self.deep_line(),
                1 => " ".repeat(self.stream.below(4) as usize + 1),
                2 => "\t".into(),
                _ => kept(before, after),
            };
        }
        let edge = matches!(before.text, "{" | ";") || after.text == "}";
        match self.stream.below(8) {
            _ if before.kind == TokenKind::Comment => self.line_end(),
            0 if edge => self.line_end(),
            0 | 1 if !breaks => "\t ".into(),
            0 if after.kind != TokenKind::Comment && after.text != "or" => " ; ".into(),
            1 if after.text.starts_with("# ") => "  ".into(),
            _ if breaks => self.line_end(),
            _ => kept(before, after),
        }
    }

    fn deep_line(&mut self) -> String {
        self.deep += 1;
        self.line_end() + &" ".repeat(self.deep)
    }

    fn line_end(&mut self) -> String {
        let plain = ["\n", "\n    ", "\n\n", "  \n\n\n\t", "\r\n", "\r\n \r\n"];
        if !self.comments || self.stream.below(2) == 0 {
            return plain[self.stream.below(6) as usize].into();
        }
        let number = self.stream.below(1000);
        match self.stream.below(5) {
            0 => format!(" # behind {number}\n"),
            1 => format!("\n# own {number}\n"),
            2 => format!("\n\n      ##doc {number}\r\n# more\n\n"),
            3 => format!("#\n # two {number}   \n"),
            _ => format!("  ## behind {number}\n\n## own\n"),
        }
    }
}

/// A blank where there is one.
fn kept(before: &Token<'_>, after: &Token<'_>) -> String {
    " ".repeat(usize::from(before.end() < after.start))
}

/// What may come to stand anywhere.
const CRUMBS: [&str; 30] = [
    "\n",
    ";",
    ",",
    "|",
    "..",
    "-",
    "^",
    "*",
    "(",
    ")",
    "{",
    "}",
    "{}",
    "()",
    "# c\n",
    "\n## d\n",
    " or ",
    " and ",
    " not ",
    " maybe ",
    " each ",
    " log",
    " default ",
    " by x2",
    " step ",
    "'",
    "either {} or {}",
    "a: ",
    "let ",
    "\u{200b}",
];

/// Some tokens left out, doubled, exchanged or put in.
pub fn mutant(stream: &mut Stream, text: &str) -> String {
    let all = tokens(text);
    let mut pieces: Vec<&str> = Vec::new();
    let mut end = 0;
    for token in &all {
        pieces.extend([&text[end..token.start], token.text]);
        end = token.end();
    }
    for _ in 0..=stream.below(3) {
        let length = pieces.len() as u64;
        if length == 0 {
            break;
        }
        let at = stream.below(length) as usize;
        let other = pieces[stream.below(length) as usize];
        match stream.below(5) {
            0 => drop(pieces.remove(at)),
            1 => pieces[at] = other,
            2 => pieces.insert(at, other),
            3 => pieces.swap(at, stream.below(length) as usize),
            _ => pieces.insert(at, CRUMBS[stream.below(CRUMBS.len() as u64) as usize]),
        }
    }
    pieces.concat() + &text[end..]
}
