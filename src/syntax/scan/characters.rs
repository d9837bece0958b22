//! Characters that look like those of hpm but are others, and bytes that are no text.

/// Where binary content begins: a NUL, or the first of many control characters.
pub fn binary_at(text: &str) -> Option<usize> {
    if let Some(at) = text.bytes().position(|byte| byte == 0) {
        return Some(at);
    }
    let odd = |c: char| (c.is_control() && !c.is_whitespace()) || c == char::REPLACEMENT_CHARACTER;
    let count = text.chars().filter(|c| odd(*c)).count();
    if count * 20 > text.chars().count() { text.find(odd) } else { None }
}

/// What to write instead of a character from a word processor or a formula.
pub fn look_alike(c: char) -> Option<&'static str> {
    let plain = match c {
        '–' | '—' | '−' | '‐' | '‑' => "-",
        '…' | '‥' => "..",
        '×' | '·' | '∗' => "*",
        '÷' => "/",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '｜' | '│' | '∣' => "|",
        '：' => ":",
        '，' => ",",
        '；' => ";",
        '（' => "(",
        '）' => ")",
        '｛' => "{",
        '｝' => "}",
        _ => return None,
    };
    Some(plain)
}

/// Turns the direction of the text after it, so that what is shown is not what is read.
pub fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Has no width and parts what it stands between.
pub fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

/// Blanks of other alphabets, and what cannot be seen: read as a space.
pub fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\n') || is_hidden(c) || turns(c)
}
