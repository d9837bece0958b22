//! A run of statements, in a file or between braces.

use super::Lower;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::{BlockDef, Body, Entry, Import, Let, Require, Stmt};
use crate::syntax::grammar::{Pair, Pairs, Rule};

/// A statement before it is known whether it may stand where it does.
pub enum Statement {
    Let(Let),
    Import(Import),
    Block(BlockDef),
    Require(Require),
    Entry(Entry, Assigned),
}

/// The sign behind the label of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned {
    Colon,
    /// `name = value`: `let` is missing, or the sign is wrong.
    Equals(Span),
    None,
}

impl<'t> Lower<'t> {
    pub(super) fn body(&mut self, pair: Pair<'t>) -> Body {
        let span = self.span(&pair);
        // What stands between the brackets in front of the body documents nothing in it.
        self.docs.pass(span.start);
        let found = self.statements(pair.into_inner(), Some(span));
        let stmts = found.into_iter().filter_map(|one| self.in_body(one)).collect();
        Body { stmts, span }
    }

    fn in_body(&mut self, statement: Statement) -> Option<Stmt> {
        match statement {
            Statement::Let(one) => Some(Stmt::Let(one)),
            Statement::Require(one) => Some(Stmt::Require(one)),
            Statement::Entry(one, sign) => {
                if let (Assigned::Equals(span), Some(label)) = (sign, &one.label) {
                    let found = self.source(span);
                    self.sink.slip(codes::sign::diagnostic(
                        span,
                        label.span,
                        &label.text,
                        [found, ":"],
                    ));
                }
                Some(Stmt::Entry(one))
            }
            Statement::Import(one) => {
                self.sink.slip(codes::misplaced_item::diagnostic(one.span, "import"));
                None
            }
            Statement::Block(one) => {
                self.sink.slip(codes::misplaced_item::diagnostic(one.name.span, "block"));
                None
            }
        }
    }

    /// Lowers all statements; `braces` is the span of the body around them.
    pub(super) fn statements(&mut self, pairs: Pairs<'t>, braces: Option<Span>) -> Vec<Statement> {
        let mut found = Vec::new();
        let mut previous: Option<Span> = None;
        for pair in pairs {
            let span = self.span(&pair);
            match pair.as_rule() {
                Rule::gap => previous = None,
                Rule::comma => {
                    if previous.take().is_some() {
                        self.sink.slip(codes::wrong_separator::comma(&[span], span));
                    } else {
                        self.sink.fault(codes::unexpected::diagnostic(span, ","));
                    }
                }
                Rule::bad | Rule::lost => {
                    self.sink.fault(codes::unexpected::diagnostic(span, pair.as_str()));
                    previous = None;
                }
                Rule::stmt => {
                    if let Some(first) = previous.filter(|_| !is_stray(pair.as_str())) {
                        let place = first.after();
                        let (name, value) = (self.source(first), self.source(span));
                        self.sink.fault(match is_name_and_value(name, value) {
                            true => codes::missing_separator::colon(place, name, value.trim()),
                            false => codes::missing_separator::diagnostic(place, first, span),
                        });
                    }
                    // `branch { … } branch { … }`: a brace parts them well enough.
                    let text = pair.as_str().trim_end_matches([' ', '\n']);
                    let ends_itself = text.ends_with(['}', '\u{1}']);
                    previous = (!ends_itself).then_some(span);
                    self.statement(pair, &mut found);
                    self.docs.pass(span.end);
                }
                Rule::missing_brace => self.unclosed_body(span, braces),
                _ => {}
            }
        }
        found
    }

    fn unclosed_body(&mut self, at: Span, braces: Option<Span>) {
        let Some(braces) = braces else { return };
        let open = Span { end: braces.start + 1, ..braces };
        let place = self.place_before(at.start as usize);
        let line_start = self.text.get(..open.start as usize).and_then(|text| text.rfind('\n'));
        let line = self.text.get(line_start.map_or(0, |at| at + 1)..).unwrap_or("");
        let indent: String = line.chars().take_while(|c| *c == ' ' || *c == '\t').collect();
        let same_line = !self.source(open.to(place)).contains('\n');
        let closer = if same_line { " }".to_owned() } else { format!("\n{indent}}}") };
        self.sink.fault(codes::unclosed::body(open, place, closer));
    }
}

/// A lone name, and what can only be its value.
pub fn is_name_and_value(name: &str, value: &str) -> bool {
    let name = name.trim();
    name.chars().all(|c| c.is_alphanumeric() || c == '_')
        && name.starts_with(|c: char| c.is_alphabetic())
        && value.starts_with(|c: char| c.is_ascii_digit() || c == '"' || c == '\u{2}')
}

/// A sign that belongs nowhere begins here; it tells its own story.
pub fn is_stray(text: &str) -> bool {
    text.starts_with(['$', '@', '~', '?', '`', '|', '*', '/', '^', '<', '>', '=', '&', '\\'])
}
