//! One walk over the characters: blanks comments, levels strings, spots look-alikes.

use super::{Quoted, Scan, characters};
use crate::diagnostic::codes::syntax as codes;
use crate::source::{FileId, Span};

pub struct Lexer<'t> {
    pub file: FileId,
    pub text: &'t str,
    pub at: usize,
    /// The end of the line that was looked at last.
    line_end: usize,
    /// The text as the grammar will see it, up to `at`.
    pub clean: Vec<u8>,
    pub scan: Scan,
}

impl<'t> Lexer<'t> {
    pub fn new(file: FileId, text: &'t str) -> Lexer<'t> {
        let scan = Scan {
            clean: String::new(),
            comments: Vec::new(),
            strings: Vec::new(),
            faults: Vec::new(),
            slips: Vec::new(),
        };
        Lexer { file, text, at: 0, line_end: 0, clean: Vec::with_capacity(text.len()), scan }
    }

    pub fn run(&mut self) {
        let turning = self.text.char_indices().filter(|(_, c)| characters::turns(*c));
        for (at, c) in turning {
            let span = Span::new(self.file, at, at + c.len_utf8());
            self.scan.fault(codes::hidden::diagnostic(span, c));
        }
        while let Some(c) = self.rest().chars().next() {
            match c {
                '#' => self.comment(1),
                '/' if self.slash_comment() => {}
                '"' | '\'' | '“' | '”' | '„' | '‘' | '’' => self.string(c),
                _ => self.character(c),
            }
        }
    }

    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The rest of this line, without its end.
    pub fn line(&mut self) -> &'t str {
        let ended = self.text.as_bytes().get(self.line_end).is_some_and(|end| *end == b'\n');
        // A line of a million comments is measured once.
        if self.at > self.line_end || !ended && self.line_end < self.text.len() {
            let length = self.rest().find('\n').unwrap_or(self.rest().len());
            self.line_end = self.at + length;
        }
        self.text.get(self.at..self.line_end).unwrap_or("")
    }

    pub fn span(&self, length: usize) -> Span {
        Span::new(self.file, self.at, self.at + length)
    }

    /// Moves on, with these bytes in place of the text, padded with blanks to its length.
    pub fn write(&mut self, length: usize, bytes: &[u8]) {
        self.at += length;
        self.clean.extend(bytes.iter().take(length));
        self.clean.resize(self.at, b' ');
    }

    /// Moves on over a stretch, blank but for its line ends.
    pub fn blank(&mut self, length: usize) {
        let stretch = self.rest().get(..length).unwrap_or("");
        self.clean.extend(stretch.bytes().map(|byte| if byte == b'\n' { b'\n' } else { b' ' }));
        self.at += length;
    }

    fn character(&mut self, c: char) {
        let length = c.len_utf8();
        if let Some(plain) = characters::look_alike(c) {
            let diagnostic = codes::look_alike::diagnostic(self.span(length), c, plain);
            self.scan.slip(diagnostic);
            self.write(length, plain.as_bytes());
        } else if c == '\r' && !self.rest().starts_with("\r\n") {
            self.write(length, b"\n");
        } else if characters::is_blank(c) {
            // The first character may be a byte order mark; what turns the text has been told.
            if self.at > 0 && characters::is_hidden(c) {
                self.scan.fault(codes::hidden::diagnostic(self.span(length), c));
            }
            self.write(length, b"");
        } else if c == '\u{1}' || c == '\u{2}' {
            self.write(length, b"\x03");
        } else {
            self.write(length, c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    pub fn keep_string(&mut self, length: usize, content: &str, odd_quotes: bool) {
        let span = self.span(length);
        self.scan.strings.push(Quoted { span, content: content.to_owned(), odd_quotes });
        if length < 2 {
            return self.write(length, &[super::SHORT_STRING]);
        }
        let mut level = vec![b'_'; length];
        if let [first, .., last] = level.as_mut_slice() {
            (*first, *last) = (b'"', b'"');
        }
        self.write(length, &level);
    }
}
