//! `let`, `import`, `require`, `block`, and constructs that hpm does not have.

use super::Lower;
use super::statements::Statement;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::{
    BlockDef, Body, Doc, Expr, ExprKind, Import, Let, Name, Parameter, Require,
};
use crate::syntax::grammar::{Pair, Rule};

impl<'t> Lower<'t> {
    pub(super) fn statement(&mut self, pair: Pair<'t>, found: &mut Vec<Statement>) {
        let span = self.span(&pair);
        let doc = self.docs.before(span.start);
        let Some(inner) = pair.into_inner().next() else { return };
        match inner.as_rule() {
            Rule::let_stmt => found.push(Statement::Let(self.let_stmt(inner, doc))),
            Rule::import_stmt => found.extend(self.import_stmt(inner).map(Statement::Import)),
            Rule::require_stmt => self.require_stmt(inner, found),
            Rule::block_stmt => found.push(Statement::Block(self.block_stmt(inner, doc))),
            Rule::alien => self.alien(inner),
            _ => self.entry(inner, doc, found),
        }
    }

    fn let_stmt(&mut self, pair: Pair<'t>, doc: Option<Doc>) -> Let {
        let span = self.span(&pair);
        let mut name = Name { text: String::new(), span: span.after() };
        let mut value = Expr { kind: ExprKind::Missing, span: span.after() };
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            match inner.as_rule() {
                Rule::name => name = self.name(&inner),
                Rule::missing_name => {
                    let place = self.place_before(at.start as usize);
                    let example = "let width = 16..64";
                    self.sink.fault(codes::missing_name::diagnostic(place, "let", example));
                }
                Rule::sign if inner.as_str() != "=" => {
                    let found = inner.as_str();
                    self.sink.slip(codes::sign::diagnostic(
                        at,
                        name.span,
                        &name.text,
                        [found, "="],
                    ));
                }
                Rule::missing_sign => {
                    let place = self.place_before(at.start as usize);
                    self.sink.fault(codes::sign::missing(place, &name.text));
                }
                Rule::missing_value => value = self.missing(at.start as usize).expr,
                Rule::value => value = self.value(inner).expr,
                _ => {}
            }
        }
        Let { name, value, doc, span }
    }

    /// `None` without a quoted path: reading a guessed file would only lead to more faults.
    fn import_stmt(&mut self, pair: Pair<'t>) -> Option<Import> {
        let span = self.span(&pair);
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            match inner.as_rule() {
                Rule::string => {
                    return Some(Import { path: self.string(at), path_span: at, span });
                }
                Rule::import_words => {
                    let words = self.source(at).trim_matches(|c: char| "()\"' ".contains(c));
                    let ending = if words.contains('.') { "" } else { ".hpm" };
                    let right = format!("\"{words}{ending}\"");
                    self.sink.fault(codes::import_path::diagnostic(at, &right));
                }
                _ => {}
            }
        }
        None
    }

    fn require_stmt(&mut self, pair: Pair<'t>, found: &mut Vec<Statement>) {
        let whole = self.span(&pair);
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            let before = std::mem::replace(&mut self.in_condition, true);
            let conditions = match inner.as_rule() {
                Rule::value => self.values(inner),
                Rule::missing_value => vec![self.missing(at.start as usize)],
                _ => Vec::new(),
            };
            self.in_condition = before;
            self.refuse_commas(&conditions, "and");
            found.extend(conditions.into_iter().map(|one| {
                let span = whole.to(one.outer);
                Statement::Require(Require { condition: one.expr, span })
            }));
        }
    }

    fn block_stmt(&mut self, pair: Pair<'t>, doc: Option<Doc>) -> BlockDef {
        let span = self.span(&pair);
        let mut name = Name { text: String::new(), span };
        let mut parameters = Vec::new();
        let mut body = Body { stmts: Vec::new(), span: span.after() };
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            match inner.as_rule() {
                Rule::name => name = self.name(&inner),
                Rule::parens => parameters = self.parameters(inner),
                Rule::brace_below => self.brace_below(at),
                Rule::body => body = self.body(inner),
                Rule::missing_body => {
                    let place = self.place_before(at.start as usize);
                    self.sink.fault(codes::block_form::no_body(place, &name.text));
                }
                _ => {}
            }
        }
        BlockDef { name, parameters, body, doc, span }
    }

    fn parameters(&mut self, pair: Pair<'t>) -> Vec<Parameter> {
        let args = self.signed_args(pair).args;
        let mut parameters = Vec::new();
        for (arg, sign) in args {
            let parameter = match (arg.name, arg.value) {
                (Some(name), value) => {
                    if let Some(sign) = sign.filter(|span| self.source(*span) != "=") {
                        self.sink.slip(codes::block_form::colon(sign));
                    }
                    Parameter { name, default: Some(value), span: arg.span }
                }
                (None, Expr { kind: ExprKind::Path(mut path), .. }) if path.len() == 1 => {
                    let Some(name) = path.pop() else { continue };
                    Parameter { name, default: None, span: arg.span }
                }
                (None, Expr { kind: ExprKind::Missing, .. }) => continue,
                (None, value) => {
                    self.sink.slip(codes::block_form::parameter(value.span));
                    continue;
                }
            };
            parameters.push(parameter);
        }
        parameters
    }

    fn alien(&mut self, pair: Pair<'t>) {
        let Some(word) = pair.into_inner().next() else { return };
        let span = self.span(&word);
        self.sink.fault(codes::alien::diagnostic(span, word.as_str()));
    }

    /// A `{` on a line of its own; `gap` is the line end before it.
    pub(super) fn brace_below(&mut self, gap: Span) {
        let start = gap.start as usize;
        let rest = self.clean.get(start..).unwrap_or("");
        let brace = start + rest.len() - rest.trim_start_matches([' ', '\n']).len();
        let from = self.place_before(start).start as usize;
        let brace = Span::new(self.file, brace, brace + 1);
        let gap = Span::new(self.file, from, brace.start as usize);
        self.sink.slip(codes::brace_below::diagnostic(brace, gap));
    }
}
