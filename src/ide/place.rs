//! Where a cursor stands: the brackets that are open there and the statement that is being written.
//!
//! Told from the tokens before the cursor alone, so that broken text does no harm.

use super::lexer::{Kind, Token, in_name, tokens};
use std::ops::Range;

/// One open bracket, or the file itself.
#[derive(Clone, Debug)]
pub struct Frame {
    /// `(`, `{`, `[`; a blank for the file.
    pub opener: char,
    /// Right after the bracket.
    pub start: usize,
    /// The statement, or the argument, that is being written in it.
    pub statement: Vec<Token>,
    /// The arguments before that one.
    pub before: Vec<Vec<Token>>,
    /// Names that are declared by `let` in it.
    pub lets: Vec<String>,
}

/// Everything that the text before a cursor tells.
#[derive(Clone, Debug)]
pub struct Place<'t> {
    pub text: &'t str,
    pub at: usize,
    /// The file first.
    pub frames: Vec<Frame>,
    /// The word that is being written, up to its end behind the cursor.
    pub word: Range<usize>,
    /// The string that the cursor stands in, between its quotes.
    pub string: Option<Range<usize>>,
    pub comment: bool,
    /// Within a number no word is looked for.
    pub number: bool,
}

/// Labels whose value is a list with commas, on several lines where one ends in a comma.
const LISTS: [&str; 7] =
    ["order", "objective", "limit", "metrics", "features", "target", "augment"];

impl<'t> Place<'t> {
    /// Where something is being written: the word ends before the cursor, or around it.
    pub fn of(text: &'t str, at: usize) -> Place<'t> {
        Place::among(text, &tokens(text), at, false)
    }

    /// Where something is looked at: the word may begin at the cursor.
    pub fn on(text: &'t str, at: usize) -> Place<'t> {
        Place::among(text, &tokens(text), at, true)
    }

    fn among(text: &'t str, all: &[Token], at: usize, whole: bool) -> Place<'t> {
        let before = text.get(..at).unwrap_or(text);
        let name = before.trim_end_matches(in_name).len();
        let rest = text.get(at..).unwrap_or("");
        let after = rest.find(|c| !in_name(c)).unwrap_or(rest.len());
        // Right before a word a new one begins.
        let end = if whole || name < at { at + after } else { at };
        let touching =
            all.iter().find(|one| one.span.start < at && at <= one.span.end).map(|one| {
                let open = one.span.end > at || !closed(one.text(text));
                (one.kind, one.span.clone(), open)
            });
        let mut place = Place {
            text,
            at,
            frames: vec![Frame::new(' ', 0)],
            word: name..end,
            string: None,
            comment: false,
            number: false,
        };
        match touching {
            Some((Kind::Text, span, true)) => {
                let close = if closed(text.get(span.clone()).unwrap_or("")) { 1 } else { 0 };
                place.string = Some(span.start + 1..span.end - close);
                place.word = span;
            }
            Some((Kind::Comment, ..)) => place.comment = true,
            Some((Kind::Number, ..)) => place.number = true,
            _ => {}
        }
        let start = place.word.start;
        let upto = all.iter().take_while(|one| one.span.end <= start || one.span.start < start);
        let upto: Vec<&Token> = upto.collect();
        for (index, token) in upto.iter().enumerate() {
            let blank = |one: &&&Token| matches!(one.kind, Kind::Comment | Kind::LineEnd);
            let next = upto.iter().skip(index + 1).find(|one| !blank(one));
            place.step(token, next.copied());
        }
        place
    }

    pub fn prefix(&self) -> &'t str {
        self.text.get(self.word.start..self.at).unwrap_or("")
    }

    pub fn innermost(&self) -> Option<&Frame> {
        self.frames.last()
    }

    fn step(&mut self, token: &Token, next: Option<&Token>) {
        match token.kind {
            Kind::Comment => {}
            Kind::LineEnd => self.line_end(next),
            Kind::Sign(open @ ('(' | '{' | '[')) => {
                self.frames.push(Frame::new(open, token.span.end));
            }
            Kind::Sign(')') => self.close(&['(']),
            Kind::Sign(']') => self.close(&['[']),
            Kind::Sign('}') => self.close(&['{']),
            Kind::Sign(';') => self.end(),
            Kind::Sign(',') if self.in_arguments() => self.end(),
            _ => self.push(token),
        }
    }

    fn in_arguments(&self) -> bool {
        self.frames.last().is_some_and(|frame| matches!(frame.opener, '(' | '['))
    }

    fn push(&mut self, token: &Token) {
        let text = self.text;
        let Some(frame) = self.frames.last_mut() else { return };
        if let [word] = frame.statement.as_slice()
            && word.text(text) == "let"
            && token.is_word()
        {
            frame.lets.push(token.text(text).to_string());
        }
        frame.statement.push(token.clone());
    }

    fn end(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            let done = std::mem::take(&mut frame.statement);
            if matches!(frame.opener, '(' | '[') {
                frame.before.push(done);
            }
        }
    }

    /// Closes the nearest bracket of these, and what was left open within it.
    fn close(&mut self, openers: &[char]) {
        let found = self.frames.iter().rposition(|frame| openers.contains(&frame.opener));
        // A round bracket never closes a brace.
        let crossed = |at: usize| {
            openers != ['{'] && self.frames.iter().skip(at + 1).any(|frame| frame.opener == '{')
        };
        if let Some(at) = found.filter(|at| !crossed(*at)) {
            self.frames.truncate(at);
        }
    }

    fn line_end(&mut self, next: Option<&Token>) {
        let goes_on = |token: Option<&Token>| {
            token.is_some_and(
                |one| matches!(one.kind, Kind::Sign(sign) if "|,:=+-*/^.<>([".contains(sign)),
            )
        };
        if self.in_arguments() {
            let last = self.frames.last().and_then(|frame| frame.statement.last());
            let complete = last.is_some() && !goes_on(last);
            // A new statement after a whole argument: the bracket was never closed.
            let fresh = next.is_none_or(|one| one.is_word() || one.is('}'));
            if complete && fresh {
                while self.in_arguments() {
                    self.frames.pop();
                }
                self.end();
            }
            return;
        }
        let text = self.text;
        let Some(frame) = self.frames.last() else { return };
        let list = frame.statement.first().is_some_and(|one| LISTS.contains(&one.text(text)));
        let last = frame.statement.last();
        let comma = last.is_some_and(|one| one.is(','));
        let bar = last.is_some_and(|one| one.is('|')) || next.is_some_and(|one| one.is('|'));
        if !(bar || comma && list) {
            self.end();
        }
    }
}

impl Frame {
    fn new(opener: char, start: usize) -> Frame {
        Frame { opener, start, statement: Vec::new(), before: Vec::new(), lets: Vec::new() }
    }
}

fn closed(string: &str) -> bool {
    string.len() > 1 && string.ends_with('"')
}

#[cfg(test)]
mod tests {
    use super::Place;

    fn at(marked: &str) -> (String, usize) {
        let at = marked.find('‸').unwrap();
        (marked.replace('‸', ""), at)
    }

    fn openers(marked: &str) -> String {
        let (text, at) = at(marked);
        Place::of(&text, at).frames.iter().map(|frame| frame.opener).collect()
    }

    #[test]
    fn brackets_that_are_open() {
        assert_eq!(openers("model { conv(8, ‸"), " {(");
        assert_eq!(openers("model { conv(8)\n ‸ }"), " {");
        assert_eq!(openers("model { conv(8\n dense‸"), " {");
        assert_eq!(openers("model { conv(8,\n kernel‸"), " {(");
        assert_eq!(openers("model { conv(8 }\n‸"), " ");
    }

    #[test]
    fn the_word_and_the_string() {
        let (text, cursor) = at("data { target: \"pri‸ce\" }");
        let place = Place::of(&text, cursor);
        assert_eq!(place.string.map(|span| &text[span]), Some("price"));
        let (text, cursor) = at("import \"‸\"\n");
        assert_eq!(Place::of(&text, cursor).string, Some(8..8));
        let (text, cursor) = at("optimizer: ad‸am");
        let place = Place::of(&text, cursor);
        assert_eq!((place.prefix(), &text[place.word.clone()]), ("ad", "adam"));
    }
}
