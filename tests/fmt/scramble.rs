//! The same words with other blanks and line ends between them, and comments strewn in.

use hpm::random::Stream;
use hpm::syntax::{Token, TokenKind, tokens};

pub fn scrambled(stream: &mut Stream, text: &str) -> String {
    let all = tokens(text);
    let comments = stream.below(3) == 0;
    let mut round = vec![false];
    let mut out = String::new();
    for (at, token) in all.iter().enumerate() {
        if let Some(before) = at.checked_sub(1).map(|at| &all[at]) {
            let within = *round.last().unwrap();
            out += &gap(stream, before, token, within, comments);
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

fn gap(
    stream: &mut Stream,
    before: &Token<'_>,
    after: &Token<'_>,
    within: bool,
    comments: bool,
) -> String {
    // A line between round brackets that is not indented would tell that the bracket is missing.
    let deep = " ".repeat(if within { 60 } else { 0 });
    if before.kind == TokenKind::Comment {
        return line_end(stream, comments) + &deep;
    }
    let edge = matches!(before.text, "{" | ";") || after.text == "}";
    let breaks = after.line > before.line;
    if within || edge && !matches!(before.text, "}") {
        return match stream.below(6) {
            0 => line_end(stream, comments) + &deep,
            1 => " ".repeat(stream.below(4) as usize + 1),
            2 => "\t".into(),
            _ => kept(before, after) + if after.line > before.line { &deep } else { "" },
        };
    }
    if !breaks {
        return match stream.below(8) {
            0 => "  ".into(),
            1 => "\t ".into(),
            _ => kept(before, after),
        };
    }
    match stream.below(8) {
        0 if after.kind != TokenKind::Comment && after.text != "or" => " ; ".into(),
        1 if after.kind == TokenKind::Comment && after.text.starts_with("# ") => "  ".into(),
        _ => line_end(stream, comments),
    }
}

fn kept(before: &Token<'_>, after: &Token<'_>) -> String {
    let apart = before.end() < after.start;
    if after.line > before.line { "\n".into() } else { " ".repeat(usize::from(apart)) }
}

fn line_end(stream: &mut Stream, comments: bool) -> String {
    let plain = ["\n", "\n    ", "\n\n", "  \n\n\n\t", "\r\n", "\r\n \r\n"];
    if !comments || stream.below(2) == 0 {
        return plain[stream.below(6) as usize].into();
    }
    let number = stream.below(1000);
    match stream.below(5) {
        0 => format!(" # behind {number}\n"),
        1 => format!("\n# own {number}\n"),
        2 => format!("\n\n      ##doc {number}\r\n# more\n\n"),
        3 => format!("#\n # two {number}   \n"),
        _ => format!("  ## behind {number}\n\n## own\n"),
    }
}
