//! Labels: the name and the sign in front of a value.

use super::Lower;
use crate::diagnostic::codes::syntax as codes;
use crate::source::Span;
use crate::syntax::ast::Name;
use crate::syntax::grammar::{Pair, Rule};

/// Words of other languages for `let`.
const LET_WORDS: [&str; 6] = ["var", "const", "set", "define", "val", "auto"];
/// Words that stand behind a label, not in front of it.
const VALUE_WORDS: [&str; 4] = ["maybe", "each", "repeat", "either"];

/// A label as it was written.
pub struct Label {
    pub name: Name,
    pub sign: Span,
    /// `var width = 3`: it was meant as a `let`.
    pub is_let: bool,
}

impl<'t> Lower<'t> {
    pub(super) fn label(&mut self, pair: Pair<'t>) -> Label {
        let whole = self.span(&pair);
        let mut name = Name { text: String::new(), span: whole };
        let mut sign = whole.after();
        let mut words = Vec::new();
        for inner in pair.into_inner() {
            let at = self.span(&inner);
            match inner.as_rule() {
                Rule::name => name = self.name(&inner),
                Rule::string => name = self.quoted_label(at),
                Rule::odd_label => {
                    let names = inner.into_inner().filter(|one| one.as_rule() == Rule::name);
                    words = names.map(|one| self.name(&one)).collect();
                }
                Rule::sign => sign = at,
                _ => {}
            }
        }
        match words.as_slice() {
            [] => Label { name, sign, is_let: false },
            [first, ..] => self.odd_label(first.clone(), &words, sign),
        }
    }

    fn quoted_label(&mut self, at: Span) -> Name {
        let content = self.string_content(at);
        let text = snake_case(&content);
        self.sink.slip(codes::label_name::diagnostic(at, &text));
        Name { text, span: at }
    }

    fn odd_label(&mut self, first: Name, words: &[Name], sign: Span) -> Label {
        let rest = words.get(1..).unwrap_or_default();
        let span = |names: &[Name]| {
            names.iter().map(|one| one.span).reduce(Span::to).unwrap_or(first.span)
        };
        let join = |names: &[Name]| {
            names.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("_")
        };
        let is_let = LET_WORDS.contains(&first.text.as_str()) && self.source(sign) == "=";
        if is_let {
            self.sink.slip(codes::missing_let::other_word(first.span, &first.text));
            return Label { name: Name { text: join(rest), span: span(rest) }, sign, is_let };
        }
        if VALUE_WORDS.contains(&first.text.as_str()) {
            let name = Name { text: join(rest), span: span(rest) };
            let value = self.value_start(sign);
            let after = Span { end: name.span.start, ..first.span };
            self.sink.slip(codes::label_name::word_first(after, &first.text, &name.text, value));
            return Label { name, sign, is_let };
        }
        let name = Name { text: join(words), span: span(words) };
        self.sink.slip(codes::label_name::diagnostic(name.span, &name.text));
        Label { name, sign, is_let }
    }

    /// The empty place before what follows the sign.
    fn value_start(&self, sign: Span) -> Span {
        let rest = self.clean.get(sign.end as usize..).unwrap_or("");
        let start = sign.end as usize + rest.len() - rest.trim_start_matches(' ').len();
        Span::new(self.file, start, start)
    }
}

fn snake_case(text: &str) -> String {
    text.trim().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}
