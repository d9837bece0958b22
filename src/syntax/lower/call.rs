//! Names, calls, brackets on their own, and strings.

use super::list::list;
use super::{Lower, Operand};
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::{Arg, Expr, ExprKind, Name, RangeScale};
use crate::syntax::grammar::{Pair, Rule};

impl<'t> Lower<'t> {
    pub(super) fn call(&mut self, pair: Pair<'t>) -> Operand {
        let span = self.span(&pair);
        let mut path: Vec<Name> = Vec::new();
        let mut args = None;
        let mut body = None;
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            match inner.as_rule() {
                Rule::path => {
                    let names = inner.into_inner().filter(|one| one.as_rule() == Rule::name);
                    path = names.map(|one| self.name(&one)).collect();
                }
                Rule::parens => args = Some((self.args(inner), at)),
                Rule::brace_below => self.brace_below(at),
                Rule::body => body = Some(self.body(inner)),
                _ => {}
            }
        }
        if args.is_none() && body.is_none() {
            return Operand::plain(ExprKind::Path(path), span);
        }
        let Some(name) = joined(&path) else { return Operand::plain(ExprKind::Missing, span) };
        let args = args.map_or(Vec::new(), |(args, _)| args);
        if body.is_none()
            && let Some(domain) = self.domain_call(&name, &args, span)
        {
            return domain;
        }
        Operand::plain(ExprKind::Call { name, args, body }, span)
    }

    /// `choice(3, 5)`, `log(1..9)`, `range(1, 9)`: domains in the form of other tools.
    fn domain_call(&mut self, name: &Name, args: &[Arg], span: Span) -> Option<Operand> {
        if args.iter().any(|arg| arg.name.is_some()) {
            return None;
        }
        let values = || args.iter().map(|arg| arg.value.clone());
        let text = |arg: &Arg| self.source(arg.span).to_owned();
        let (kind, right) = match (name.text.as_str(), args) {
            ("choice" | "one_of" | "oneof" | "any_of" | "categorical", [_, _, ..]) => {
                let right = args.iter().map(text).collect::<Vec<_>>().join(" | ");
                (ExprKind::Choice(values().collect()), right)
            }
            ("log" | "loguniform" | "log_uniform", [only]) => match only.value.kind.clone() {
                ExprKind::Range { low, high, .. } => {
                    let kind = ExprKind::Range { low, high, scale: RangeScale::Log };
                    (kind, format!("{} log", text(only)))
                }
                _ => return None,
            },
            (word, [low, high]) => {
                let (scale, suffix) = match word {
                    "range" | "randint" | "int_range" | "quniform" => (RangeScale::Linear, ""),
                    "loguniform" | "log_uniform" => (RangeScale::Log, " log"),
                    _ => return None,
                };
                let right = format!("{}..{}{suffix}", text(low), text(high));
                let (low, high) = (Box::new(low.value.clone()), Box::new(high.value.clone()));
                (ExprKind::Range { low, high, scale }, right)
            }
            _ => return None,
        };
        self.sink.slip(codes::domain_call::diagnostic(span, &name.text, &right));
        Some(Operand::plain(kind, span))
    }

    /// Round brackets on their own: around one value, or a tuple.
    pub(super) fn grouping(&mut self, pair: Pair<'t>) -> Operand {
        let found = self.signed_args(pair);
        let span = found.span;
        let mut values = Vec::new();
        for (arg, _) in found.args {
            if let Some(name) = &arg.name {
                self.sink.fault(codes::unexpected::label(name.span, &name.text));
            }
            values.push(Operand { outer: arg.span, expr: arg.value });
        }
        match (values.len(), values.pop()) {
            (_, None) => {
                self.sink.fault(codes::missing_value::empty(span));
                Operand::plain(ExprKind::Missing, span)
            }
            (1, Some(only)) if !found.trailing => Operand { expr: only.expr, outer: span },
            (_, Some(last)) => {
                values.push(last);
                Operand::plain(list(values), span)
            }
        }
    }

    /// Square brackets: a choice or a list in the form of another language.
    pub(super) fn brackets(&mut self, pair: Pair<'t>) -> Operand {
        let found = self.signed_args(pair);
        let span = found.span;
        let values: Vec<Expr> = found.args.into_iter().map(|(arg, _)| arg.value).collect();
        let texts: Vec<&str> = values.iter().map(|one| self.source(one.span)).collect();
        let is_list = self.in_list || values.iter().any(|it| matches!(it.kind, ExprKind::Text(_)));
        let diagnostic = match texts.as_slice() {
            [] => codes::missing_value::empty(span),
            [only] => codes::list_for_choice::list(span, (*only).to_owned()),
            _ if is_list => codes::list_for_choice::list(span, texts.join(", ")),
            _ => codes::list_for_choice::choice(span, texts.join(" | ")),
        };
        self.sink.slip(diagnostic);
        let kind = match (values.len(), values) {
            (0, _) => ExprKind::Missing,
            (1, values) => values.into_iter().next().map_or(ExprKind::Missing, |one| one.kind),
            (_, values) if is_list => ExprKind::List(values),
            (_, values) => ExprKind::Choice(values),
        };
        Operand::plain(kind, span)
    }

    pub(super) fn string_operand(&mut self, span: Span) -> Operand {
        let content = self.string(span);
        Operand::plain(ExprKind::Text(content), span)
    }

    /// What a string holds; other quotes than `"` are told, but around a word that should have none
    /// at all: the resolver, which knows what belongs there, tells that.
    pub(super) fn string(&mut self, span: Span) -> String {
        let content = self.string_content(span);
        let odd = self.quoted(span).is_some_and(|it| it.odd_quotes);
        let is_path = content.contains(['/', '.', ' ']);
        if odd && (is_path || !self.bare_words) {
            self.sink.slip(codes::quotes::diagnostic(span, &content));
        }
        content
    }

    pub(super) fn string_content(&self, span: Span) -> String {
        self.quoted(span).map_or(String::new(), |it| it.content.clone())
    }

    fn quoted(&self, span: Span) -> Option<&crate::syntax::scan::Quoted> {
        let at = self.strings.partition_point(|one| one.span.start < span.start);
        self.strings.get(at).filter(|one| one.span.start == span.start)
    }
}

/// A call has one name; `a.b(…)` keeps its points.
fn joined(path: &[Name]) -> Option<Name> {
    let text = path.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join(".");
    let span = path.iter().map(|one| one.span).reduce(Span::to)?;
    Some(Name { text, span })
}
