//! Pairs brackets, forgiving one of the wrong kind.

use super::{MAX_DEPTH, MISSING_BRACE};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Round,
    Square,
    Curly,
}

impl Kind {
    pub fn open(self) -> u8 {
        match self {
            Kind::Round => b'(',
            Kind::Square => b'[',
            Kind::Curly => b'{',
        }
    }

    pub fn close(self) -> u8 {
        match self {
            Kind::Round => b')',
            Kind::Square => b']',
            Kind::Curly => b'}',
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bracket {
    pub at: usize,
    pub kind: Kind,
    pub opens: bool,
    pub line: usize,
    /// Blanks at the beginning of its line.
    pub indent: usize,
}

/// A line end after which nothing goes on, and the indentation of the line that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Break {
    at: usize,
    indent: usize,
}

/// All brackets of a text whose strings and comments are already level, in order.
pub fn find(clean: &[u8]) -> Vec<Bracket> {
    let (mut line, mut indent, mut leading) = (0, 0, true);
    let mut found = Vec::new();
    for (at, byte) in clean.iter().enumerate() {
        match *byte {
            b'\n' | MISSING_BRACE => {}
            b' ' => indent += usize::from(leading),
            _ => leading = false,
        }
        let bracket = match *byte {
            b'(' => Some((Kind::Round, true)),
            b')' => Some((Kind::Round, false)),
            b'[' => Some((Kind::Square, true)),
            b']' => Some((Kind::Square, false)),
            b'{' => Some((Kind::Curly, true)),
            b'}' | MISSING_BRACE => Some((Kind::Curly, false)),
            _ => None,
        };
        found.extend(bracket.map(|(kind, opens)| Bracket { at, kind, opens, line, indent }));
        if matches!(*byte, b'\n' | MISSING_BRACE) {
            (line, indent, leading) = (line + 1, 0, true);
        }
    }
    found
}

/// The line ends at which a value ends: the line does not close with a sign that more is to come,
/// nor does the next one open with one.
fn breaks(clean: &[u8]) -> Vec<Break> {
    let goes_on = |byte: &u8| b"([{,|+-*/^<>=.:".contains(byte);
    let takes_up = |byte: &u8| b")]},|+*/^<>=.".contains(byte);
    let mut found = Vec::new();
    let mut start = 0;
    let mut open: Option<usize> = None;
    for line in clean.split(|byte| *byte == b'\n') {
        let indent = line.iter().position(|byte| *byte != b' ');
        if let Some(indent) = indent {
            if let Some(at) = open
                && !line.get(indent).is_some_and(takes_up)
            {
                found.push(Break { at, indent });
            }
            let last = line.iter().rev().find(|byte| **byte != b' ');
            open = (!last.is_some_and(goes_on)).then_some(start + line.len());
        }
        start += line.len() + 1;
    }
    found
}

/// What belongs together, and what is left over.
#[derive(Debug, Default)]
pub struct Pairing {
    /// Opener and closer, in order of the closers.
    pub pairs: Vec<(Bracket, Bracket)>,
    /// Those of them whose kinds differ.
    pub wrong: Vec<(Bracket, Bracket)>,
    pub unclosed: Vec<Bracket>,
    pub stray: Vec<Bracket>,
    /// Where the nesting goes beyond the limit.
    pub too_deep: Option<usize>,
}

/// Pairs all brackets of a text.
pub fn pair(clean: &[u8]) -> Pairing {
    let mut pairing = Pairing::default();
    let mut open: Vec<Bracket> = Vec::new();
    let mut breaks = breaks(clean).into_iter().peekable();
    for bracket in &find(clean) {
        while let Some(line_end) = breaks.next_if(|line_end| line_end.at < bracket.at) {
            pairing.leave(&mut open, line_end);
        }
        if bracket.opens {
            open.push(*bracket);
            if open.len() > MAX_DEPTH {
                pairing.too_deep = Some(bracket.at);
                return pairing;
            }
        } else {
            pairing.close(&mut open, *bracket);
        }
    }
    pairing.unclosed.extend(open);
    pairing
}

impl Pairing {
    /// A round bracket does not reach to a line that is indented no deeper than its own.
    fn leave(&mut self, open: &mut Vec<Bracket>, line_end: Break) {
        let is_left = |one: &mut Bracket| one.kind != Kind::Curly && line_end.indent <= one.indent;
        while let Some(left) = open.pop_if(is_left) {
            self.unclosed.push(left);
        }
    }

    fn close(&mut self, open: &mut Vec<Bracket>, closer: Bracket) {
        let Some(top) = open.last().copied() else { return self.stray.push(closer) };
        let partner = open.iter().rposition(|one| one.kind == closer.kind);
        let partner_line = partner.and_then(|at| open.get(at)).map(|one| one.line);
        let top_is_near = top.line == closer.line;
        match partner {
            Some(at) if at + 1 == open.len() => {}
            _ if top_is_near && partner_line != Some(closer.line) => {
                self.wrong.push((top, closer));
            }
            // A `)` never reaches out of a body: the body's braces are worth more.
            Some(at) if !self.crosses_brace(open, at, closer) => {
                self.unclosed.extend(open.drain(at + 1..));
            }
            _ => return self.stray.push(closer),
        }
        if let Some(opener) = open.pop() {
            self.pairs.push((opener, closer));
        }
    }

    fn crosses_brace(&self, open: &[Bracket], partner: usize, closer: Bracket) -> bool {
        let between = open.get(partner + 1..).unwrap_or_default();
        closer.kind != Kind::Curly && between.iter().any(|one| one.kind == Kind::Curly)
    }

    /// The stretches between round or square brackets, without the bodies within them.
    pub fn soft_stretches(&self) -> Vec<(usize, usize)> {
        let mut edges: Vec<Bracket> = self
            .pairs
            .iter()
            .flat_map(|(opener, closer)| [*opener, Bracket { kind: opener.kind, ..*closer }])
            .collect();
        edges.sort_by_key(|edge| edge.at);
        let mut around: Vec<Kind> = Vec::new();
        let mut stretches = Vec::new();
        let mut from = 0;
        for edge in edges {
            if around.last().is_some_and(|kind| *kind != Kind::Curly) {
                stretches.push((from, edge.at));
            }
            if edge.opens {
                around.push(edge.kind);
            } else {
                around.pop();
            }
            from = edge.at;
        }
        stretches
    }
}
