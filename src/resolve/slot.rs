//! A place that takes a value: a parameter of something, with the path that a domain there has.

use crate::catalog::{Kind, Param, Type, names, noun};
use crate::source::Span;

/// What may stand in a slot besides what its type says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Value,
    /// The ends of ranges, steps and defaults: no domain; the words name the thing.
    Fixed(&'static str),
    /// Within `require`: it looks at hyperparameters and makes none.
    Condition,
}

#[derive(Clone, Debug)]
pub(super) struct Slot<'s> {
    pub param: &'static Param,
    /// Whose parameter it is, as people call it.
    pub owner: &'s str,
    pub path: String,
    pub mode: Mode,
    /// Where the value is used, when it stands in a `let` elsewhere.
    pub used_at: Option<Span>,
}

impl<'s> Slot<'s> {
    pub fn new(param: &'static Param, owner: &'s str, path: String) -> Slot<'s> {
        Slot { param, owner, path, mode: Mode::Value, used_at: None }
    }

    pub fn is_condition(&self) -> bool {
        self.mode == Mode::Condition
    }

    pub fn at(&self, path: String) -> Slot<'s> {
        Slot { path, ..self.clone() }
    }

    pub fn fixed(&self, what: &'static str) -> Slot<'s> {
        Slot { mode: Mode::Fixed(what), ..self.clone() }
    }

    /// "`units` of `dense`", "`learning_rate`".
    pub fn place(&self) -> String {
        if self.is_condition() {
            "a condition".to_string()
        } else if self.owner.is_empty() {
            format!("`{}`", self.param.name)
        } else {
            format!("`{}` of `{}`", self.param.name, self.owner)
        }
    }

    /// A value that would do, in words.
    pub fn example(&self) -> String {
        let value = match self.param.ty {
            Type::Whole => "16".to_string(),
            Type::Real => "0.1".to_string(),
            Type::Fraction => "20%".to_string(),
            Type::Flag => "true".to_string(),
            Type::Word(words) => words.first().copied().unwrap_or_default().to_string(),
            Type::Sides => "3".to_string(),
            Type::Padding => "same".to_string(),
            Type::Target => "series".to_string(),
            Type::Item(kind) | Type::MaybeItem(kind) | Type::Items(kind) => {
                names(kind).first().copied().unwrap_or_default().to_string()
            }
            Type::Numbers(_) => "(1, 2, 5)".to_string(),
            Type::Form(name) => {
                let form = crate::catalog::find(Kind::Form, name);
                return form.map_or_else(String::new, |form| format!("write `{}`", form.example));
            }
            Type::Path => "\"data/train.csv\"".to_string(),
            Type::Columns => "\"label\"".to_string(),
            Type::Special => return String::new(),
        };
        format!("for example `{}: {value}`", self.param.name)
    }

    /// Completes "… takes …".
    pub fn wanted(&self) -> String {
        match self.param.ty {
            Type::Whole => "a whole number".to_string(),
            Type::Real => "a number".to_string(),
            Type::Fraction => "a fraction".to_string(),
            Type::Flag => "`true` or `false`".to_string(),
            Type::Word(words) => alternatives(words),
            Type::Sides => "a whole number, or two as `(height, width)`".to_string(),
            Type::Padding => {
                "`same`, `valid`, `causal`, a whole number, or `(top, bottom, left, right)`"
                    .to_string()
            }
            Type::Target => "`series` or a shape such as `image(4, 4, 8)`".to_string(),
            Type::Item(kind) | Type::MaybeItem(kind) | Type::Items(kind) => {
                let noun = noun(kind);
                format!("{} {noun}", crate::diagnostic::codes::article(noun))
            }
            Type::Numbers(words) => format!("{} or numbers in parentheses", alternatives(words)),
            Type::Form(name) => format!("`{name}(…)`"),
            Type::Path => "a path in quotes".to_string(),
            Type::Columns => "column names in quotes".to_string(),
            Type::Special => "something else".to_string(),
        }
    }
}

fn alternatives(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ")
}
