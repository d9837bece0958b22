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
}

/// All brackets of a text whose strings and comments are already level, in order.
pub fn find(clean: &[u8]) -> Vec<Bracket> {
    let mut line = 0;
    let mut found = Vec::new();
    for (at, byte) in clean.iter().enumerate() {
        let (kind, opens) = match *byte {
            b'(' => (Kind::Round, true),
            b')' => (Kind::Round, false),
            b'[' => (Kind::Square, true),
            b']' => (Kind::Square, false),
            b'{' => (Kind::Curly, true),
            b'}' | MISSING_BRACE => (Kind::Curly, false),
            _ => {
                line += usize::from(*byte == b'\n');
                continue;
            }
        };
        found.push(Bracket { at, kind, opens, line });
        line += usize::from(*byte == MISSING_BRACE);
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

pub fn pair(brackets: &[Bracket]) -> Pairing {
    let mut pairing = Pairing::default();
    let mut open: Vec<Bracket> = Vec::new();
    for bracket in brackets {
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
