//! What the indentation says about braces that do not match.

use super::pairing::{Bracket, Kind, Pairing};

struct Line {
    start: usize,
    end: usize,
    /// Blanks before the first character; `None` for an empty line.
    indent: Option<usize>,
    first: u8,
}

/// The lines of a text.
pub struct Layout {
    lines: Vec<Line>,
}

impl Layout {
    pub fn new(clean: &[u8]) -> Layout {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in clean.split(|byte| matches!(*byte, b'\n' | super::MISSING_BRACE)) {
            let end = start + line.len();
            let indent = line.iter().position(|byte| *byte != b' ');
            let first = indent.and_then(|at| line.get(at)).copied().unwrap_or(b' ');
            lines.push(Line { start, end, indent, first });
            start = end + 1;
        }
        Layout { lines }
    }

    fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|line| line.start <= at).saturating_sub(1)
    }

    fn indent(&self, line: usize) -> usize {
        self.lines.get(line).and_then(|line| line.indent).unwrap_or(0)
    }

    /// The first `}` that stands alone on its line and deeper than what it closes.
    pub fn extra_closer(&self, pairing: &Pairing) -> Option<Bracket> {
        let curly = pairing.pairs.iter().filter(|(opener, _)| opener.kind == Kind::Curly);
        let mut found: Vec<Bracket> = curly
            .filter(|(opener, closer)| {
                let line = self.line(closer.at);
                let leads = self
                    .lines
                    .get(line)
                    .is_some_and(|it| it.start + self.indent(line) == closer.at);
                leads && self.indent(line) > self.indent(self.line(opener.at))
            })
            .map(|(_, closer)| *closer)
            .collect();
        found.sort_by_key(|closer| closer.at);
        found.first().copied()
    }

    /// The first `{` whose body the indentation ends where no `}` stands: its place, and the line
    /// end at which the `}` is missing.
    pub fn missing_closer(&self, pairing: &Pairing, done: &[usize]) -> Option<(usize, usize)> {
        let closed = pairing.pairs.iter().map(|(opener, closer)| (*opener, Some(closer.at)));
        let unclosed = pairing.unclosed.iter().map(|opener| (*opener, None));
        let mut openers: Vec<(Bracket, Option<usize>)> =
            closed.chain(unclosed).filter(|(one, _)| one.kind == Kind::Curly).collect();
        openers.sort_by_key(|(opener, _)| opener.at);
        openers
            .into_iter()
            .filter(|(opener, _)| !done.contains(&opener.at))
            .find_map(|(opener, closer)| Some((opener.at, self.body_end(opener.at, closer)?)))
    }

    /// Where the body of an opener should have ended, if no `}` is there.
    fn body_end(&self, opener: usize, closer: Option<usize>) -> Option<usize> {
        let line = self.line(opener);
        if closer.is_some_and(|at| self.line(at) == line) {
            return None;
        }
        let indent = self.indent(line);
        let mut last = self.lines.get(line)?;
        for next in self.lines.get(line + 1..)? {
            match next.indent {
                None => {}
                Some(own) if own <= indent => {
                    return (next.first != b'}').then_some(last.end);
                }
                Some(_) => last = next,
            }
        }
        None
    }
}
