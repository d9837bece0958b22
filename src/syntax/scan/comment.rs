//! Comments: `#`, and those of other languages.

use super::lexer::Lexer;
use crate::diagnostic::codes::syntax as codes;
use crate::syntax::ast::Comment;

/// Bytes of a line that tell what a sign on it means: looking further for each of a million signs
/// on one line would take for ever.
const WINDOW: usize = 1000;

/// The beginning of a line.
pub fn window(line: &str) -> &str {
    let end = (WINDOW..line.len()).find(|at| line.is_char_boundary(*at));
    line.get(..end.unwrap_or(line.len())).unwrap_or(line)
}

impl Lexer<'_> {
    /// A comment to the end of the line, whose mark has that many characters.
    pub fn comment(&mut self, mark: usize) {
        let text = self.line().trim_end();
        let length = text.len().max(mark);
        let comment = Comment { text: text.to_owned(), span: self.span(length) };
        self.scan.comments.push(comment);
        self.blank(length);
    }

    /// Takes a `// …` or `/* … */` comment if one stands here.
    pub fn slash_comment(&mut self) -> bool {
        if self.rest().starts_with("/*") {
            let body = self.rest().find("*/").map(|end| end + 2);
            let length = body.unwrap_or(self.rest().len());
            let diagnostic = codes::comment_mark::block(self.span(2));
            self.scan.slip(diagnostic);
            self.blank(length);
            return true;
        }
        if !self.rest().starts_with("//") || !(self.line_begins() || self.prose_follows()) {
            return false;
        }
        let diagnostic = codes::comment_mark::line(self.span(2));
        self.scan.slip(diagnostic);
        self.comment(2);
        true
    }

    /// Nothing but blanks stands before this place on its line.
    fn line_begins(&self) -> bool {
        let before = self.clean.iter().rev().take_while(|byte| **byte != b'\n');
        before.into_iter().all(|byte| *byte == b' ')
    }

    /// Two words or more after the `//`, or one behind all brackets of its line: a remark, not a
    /// divisor.
    fn prose_follows(&mut self) -> bool {
        let after = window(self.line()).trim_start_matches('/');
        let words = after.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
        match words.count() {
            0 => false,
            1 => !after.contains([')', '}']) && self.closes_before(),
            _ => true,
        }
    }

    /// A bracket was closed on this line before, and none is open.
    fn closes_before(&self) -> bool {
        let line = self.clean.iter().rev().take(WINDOW).take_while(|byte| **byte != b'\n');
        let count = |wanted: u8| line.clone().filter(|byte| **byte == wanted).count();
        count(b')') > 0 && count(b'(') == count(b')')
    }
}
