//! What stands between round or square brackets.

use super::Lower;
use crate::diagnostic::codes::syntax as codes;
use crate::diagnostic::codes::value::text_for_word;
use crate::source::Span;
use crate::syntax::ast::{Arg, Expr, ExprKind};
use crate::syntax::grammar::{Pair, Rule};

/// Arguments with the sign behind each name.
pub struct Args {
    pub args: Vec<(Arg, Option<Span>)>,
    /// A comma follows the last one.
    pub trailing: bool,
    /// The brackets and what they hold.
    pub span: Span,
}

impl<'t> Lower<'t> {
    /// The arguments of a layer: named with `:`.
    pub(super) fn args(&mut self, pair: Pair<'t>) -> Vec<Arg> {
        let found = self.signed_args(pair).args;
        for (arg, sign) in &found {
            if let (Some(name), Some(sign)) = (&arg.name, sign)
                && self.source(*sign) != ":"
            {
                let text = self.source(*sign);
                self.sink.slip(codes::sign::diagnostic(*sign, name.span, &name.text, [text, ":"]));
            }
        }
        found.into_iter().map(|(arg, _)| arg).collect()
    }

    pub(super) fn signed_args(&mut self, pair: Pair<'t>) -> Args {
        let span = self.span(&pair);
        let mut args: Vec<(Arg, Option<Span>)> = Vec::new();
        let mut parted = true;
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            match inner.as_rule() {
                Rule::arg => {
                    if !parted && !super::statements::is_stray(inner.as_str()) {
                        let place = self.place_before(at.start as usize);
                        let name = args.last().map_or("", |(arg, _)| self.source(arg.span));
                        let value = self.source(at);
                        self.sink.slip(match super::statements::is_name_and_value(name, value) {
                            true => codes::missing_comma::colon(place, name, value.trim()),
                            false => codes::missing_comma::diagnostic(place, at),
                        });
                    }
                    args.push(self.arg(inner));
                    parted = false;
                }
                Rule::comma | Rule::semicolon => {
                    if parted {
                        self.sink.slip(codes::empty_argument::diagnostic(at));
                    } else if inner.as_rule() == Rule::semicolon {
                        self.sink.slip(codes::wrong_separator::semicolon(at));
                    }
                    parted = true;
                }
                Rule::bad_arg if parted && is_path(inner.as_str()) => {
                    let text = inner.as_str().trim_end();
                    let span = Span { end: at.start + text.len() as u32, ..at };
                    self.sink.slip(text_for_word::unquoted(text, "a path", span));
                    let value = Expr { kind: ExprKind::Text(text.to_owned()), span };
                    args.push((Arg { name: None, value, span }, None));
                    parted = false;
                }
                Rule::bad_arg => {
                    self.sink.fault(codes::unexpected::diagnostic(at, inner.as_str()));
                }
                Rule::missing_paren => self.unclosed(span, at, '(', ')'),
                Rule::missing_bracket => self.unclosed(span, at, '[', ']'),
                _ => {}
            }
        }
        Args { trailing: parted && !args.is_empty(), args, span }
    }

    fn unclosed(&mut self, brackets: Span, at: Span, opener: char, closer: char) {
        let open = Span { end: brackets.start + 1, ..brackets };
        let place = self.place_before(at.start as usize);
        self.sink.fault(codes::unclosed::diagnostic(open, place, opener, closer));
    }

    fn arg(&mut self, pair: Pair<'t>) -> (Arg, Option<Span>) {
        let span = self.span(&pair);
        let mut label = None;
        let mut value = Expr { kind: ExprKind::Missing, span };
        let before = std::mem::take(&mut self.in_list);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::label => {
                    let found = self.label(inner);
                    self.in_list = super::entry::takes_list(&found.name.text);
                    label = Some(found);
                }
                Rule::missing_value => value = self.missing(inner.as_span().start()).expr,
                _ => value = self.expr(inner).expr,
            }
        }
        self.in_list = before;
        let (name, sign) = label.map_or((None, None), |it| (Some(it.name), Some(it.sign)));
        (Arg { name, value, span }, sign)
    }
}

/// A path that lacks its quotes.
fn is_path(text: &str) -> bool {
    ["../", "./", "/", "~/"].iter().any(|start| text.starts_with(start)) && !text.contains('"')
}
