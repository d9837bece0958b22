//! Strings, whatever quotes they were written with.

use super::comment::window;
use super::lexer::Lexer;
use crate::diagnostic::codes::syntax as codes;

impl Lexer<'_> {
    /// A string that begins here with the quote `open`. It ends on its line, closed or not.
    pub fn string(&mut self, open: char) {
        let line = self.line();
        let inside = line.get(open.len_utf8()..).unwrap_or("");
        let closers = closers(open);
        if let Some(length) = inside.find(closers).filter(|at| closes(inside, *at)) {
            let close = inside.get(length..).and_then(|rest| rest.chars().next()).unwrap_or(open);
            let content = inside.get(..length).unwrap_or("");
            let whole = open.len_utf8() + length + close.len_utf8();
            return self.keep_string(whole, content, open != '"' || close != '"');
        }
        let content = unclosed_content(window(inside));
        let whole = open.len_utf8() + content.len();
        self.scan.fault(codes::unclosed_string::diagnostic(self.span(whole), open));
        self.keep_string(whole, content, false);
    }
}

/// Whether the quote at `at` closes the string: `"a.csv, target: "b"` lacks one after `a.csv`.
fn closes(inside: &str, at: usize) -> bool {
    let mut after = inside.get(at..).unwrap_or("").chars().skip(1);
    let word_follows = after.next().is_some_and(|c| c.is_alphanumeric() || c == '_');
    let argument = inside.get(..at).is_some_and(|text| text.contains(','));
    !(word_follows && argument)
}

fn closers(open: char) -> &'static [char] {
    match open {
        '"' => &['"'],
        '\'' | '‘' | '’' => &['\'', '’', '‘'],
        _ => &['”', '“', '"'],
    }
}

/// What was most likely meant to be in a string without its closing quote: the brackets and commas
/// at the end of the line, and a remark, belong to the specification.
fn unclosed_content(inside: &str) -> &str {
    let code = inside.split(" #").next().unwrap_or(inside);
    let code =
        if code.contains(['"', '\'']) { code.split(',').next().unwrap_or(code) } else { code };
    code.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ')' | ',' | ';' | '}' | ']'))
}
