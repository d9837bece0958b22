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

/// Blanks of other alphabets, byte order marks and zero-width characters: read as a space.
pub fn is_blank(c: char) -> bool {
    (c.is_whitespace() && c != '\n')
        || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}
