//! What may stand at a place, by the catalogue.

use super::lexer::{Kind as Token, Token as Piece};
use super::place::{Frame, Place};
use crate::catalog::{self, Item, Kind, Param, Type};

/// What an open bracket holds.
#[derive(Clone, Debug)]
pub enum Inside {
    Top,
    /// Fields of `data`, `training`, `sweep`, `growth`.
    Section(&'static Item),
    /// Layers: the model itself, or a body within it.
    Body {
        model: bool,
    },
    /// Values to start from, by their paths.
    Start,
    /// Arguments of a catalogue item.
    Arguments(&'static Item),
    /// Arguments of a block.
    Block(String),
    /// The parameters that a block declares.
    Parameters,
    /// A bracket within a value of this parameter.
    Value(&'static Param),
    Number,
}

/// What may stand where a word begins.
#[derive(Clone, Debug)]
pub enum Expect {
    /// A section, `let`, `import`, `block`.
    Top,
    Field(&'static Item),
    /// The value of a parameter; `more` after a whole value, where only `|`, `log` and such follow.
    Value {
        param: &'static Param,
        more: bool,
    },
    /// A layer; at the beginning of a statement in the model also `input:`, `require` and such.
    Layer {
        model: bool,
        first: bool,
    },
    /// The value of `input:` or `output:`.
    Item(Kind),
    /// A name of an argument, or the value of the next one without a name.
    Argument(&'static Item),
    BlockArgument(String),
    /// The value of a block's argument or of a let: anything with a name.
    Any {
        more: bool,
    },
    /// A hyperparameter to start from.
    Start,
    StartValue(String),
    Condition,
    /// Number of repetitions.
    Count {
        more: bool,
    },
    Import,
    /// A name of the author's own.
    Name,
}

impl Place<'_> {
    pub fn expect(&self) -> Expect {
        let Some(frame) = self.innermost() else { return Expect::Top };
        let statement = frame.statement.as_slice();
        match self.inside(self.frames.len().saturating_sub(1)) {
            Inside::Top => self.at_top(statement),
            Inside::Section(item) => self.in_section(item, statement),
            Inside::Body { model } => self.in_body(model, statement),
            Inside::Start => match statement {
                [name @ .., colon] if colon.is(':') => Expect::StartValue(self.joined(name)),
                _ => Expect::Start,
            },
            Inside::Arguments(item) => self.in_item(item, frame, statement),
            Inside::Block(name) => match self.named(statement) {
                Some((_, value)) => Expect::Any { more: self.complete(value) },
                None if statement.is_empty() => Expect::BlockArgument(name),
                None => Expect::Any { more: self.complete(statement) },
            },
            Inside::Parameters => match statement {
                [] => Expect::Name,
                other => Expect::Any { more: self.complete(other) },
            },
            Inside::Value(param) => Expect::Value { param, more: self.complete(statement) },
            Inside::Number => Expect::Any { more: self.complete(statement) },
        }
    }

    /// What the frame of that number holds.
    pub fn inside(&self, number: usize) -> Inside {
        let mut inside = Inside::Top;
        for pair in self.frames.windows(2).take(number) {
            let [parent, child] = pair else { continue };
            inside = self.enter(&inside, parent, child.opener);
        }
        inside
    }

    fn enter(&self, parent: &Inside, frame: &Frame, opener: char) -> Inside {
        let statement = frame.statement.as_slice();
        let first = statement.first().map_or("", |one| one.text(self.text));
        match (parent, opener) {
            (Inside::Top, '{') => match first {
                "model" => Inside::Body { model: true },
                "data" | "training" | "sweep" => {
                    catalog::section(first).map_or(Inside::Body { model: false }, Inside::Section)
                }
                _ => Inside::Body { model: false },
            },
            (Inside::Top, _) if first == "block" => Inside::Parameters,
            (Inside::Section(item), '{') => match (item.name, first) {
                ("sweep", "growth") => {
                    catalog::section("growth").map_or(Inside::Start, Inside::Section)
                }
                ("growth", "start") => Inside::Start,
                _ => Inside::Body { model: false },
            },
            (Inside::Section(item), _) => match self.named(statement) {
                Some((name, value)) => self.within(item.param(name), value),
                None => self.called(statement).map_or(Inside::Number, Inside::Arguments),
            },
            (Inside::Arguments(item), _) => {
                let (param, value) = match self.named(statement) {
                    Some((name, value)) => (item.param(name), value),
                    None => (positional(item, frame.before.len()), statement),
                };
                self.within(param, value)
            }
            (Inside::Value(param), _) => self.within(Some(param), statement),
            (_, '{') => Inside::Body { model: false },
            (Inside::Body { .. }, _) => self.layer_call(statement),
            _ => self.called(statement).map_or(Inside::Number, Inside::Arguments),
        }
    }

    fn layer_call(&self, statement: &[Piece]) -> Inside {
        let word = last_word(statement).map_or("", |one| one.text(self.text));
        let end = match self.named(statement) {
            Some(("input", _)) => Some(Kind::Input),
            Some(("output", _)) => Some(Kind::Output),
            _ => None,
        };
        let item = match end {
            Some(kind) => catalog::find(kind, word),
            None => catalog::find_layer(word),
        };
        match item {
            Some(item) => Inside::Arguments(item),
            None if word.is_empty() || ["repeat", "min", "max"].contains(&word) => Inside::Number,
            None => Inside::Block(word.to_string()),
        }
    }

    /// Brackets within a parameter's value: those of an item that it takes, or around a part of it.
    fn within(&self, param: Option<&'static Param>, value: &[Piece]) -> Inside {
        let Some(param) = param else {
            return self.called(value).map_or(Inside::Number, Inside::Arguments);
        };
        let Some(word) = last_word(value) else { return Inside::Value(param) };
        let word = word.text(self.text);
        let item = match param.ty {
            Type::Item(kind) | Type::MaybeItem(kind) | Type::Items(kind) => {
                catalog::find(kind, word)
            }
            Type::Form(name) if name == word => catalog::find(Kind::Form, name),
            _ => catalog::find(Kind::Form, word),
        };
        item.map_or(Inside::Value(param), Inside::Arguments)
    }

    /// Whatever the word before a bracket means, where nothing else is known.
    fn called(&self, statement: &[Piece]) -> Option<&'static Item> {
        let word = last_word(statement)?.text(self.text);
        let layer = catalog::find_layer(word);
        layer.or_else(|| catalog::all().iter().copied().find(|item| item.name == word))
    }

    fn at_top(&self, statement: &[Piece]) -> Expect {
        let words: Vec<&str> = statement.iter().take(3).map(|one| one.text(self.text)).collect();
        match words.as_slice() {
            [] => Expect::Top,
            ["import", ..] => Expect::Import,
            ["let", _, "=" | ":", ..] => {
                Expect::Any { more: self.complete(statement.get(3..).unwrap_or(&[])) }
            }
            _ => Expect::Name,
        }
    }

    fn in_section(&self, item: &'static Item, statement: &[Piece]) -> Expect {
        match self.named(statement) {
            Some((name, value)) => match item.param(name).or_else(|| item.param_by_synonym(name)) {
                Some(param) => Expect::Value { param, more: self.complete(value) },
                None => Expect::Any { more: self.complete(value) },
            },
            None => match statement.first().map(|one| one.text(self.text)) {
                None => Expect::Field(item),
                Some("let") if statement.len() > 2 => Expect::Any { more: false },
                _ => Expect::Name,
            },
        }
    }

    fn in_body(&self, model: bool, statement: &[Piece]) -> Expect {
        let words: Vec<&str> = statement.iter().map(|one| one.text(self.text)).collect();
        let value = match self.named(statement) {
            Some(("input", _)) if model => return Expect::Item(Kind::Input),
            Some(("output", _)) if model => return Expect::Item(Kind::Output),
            Some((_, value)) => value,
            None => statement,
        };
        match words.as_slice() {
            [] => return Expect::Layer { model, first: true },
            ["require", ..] => return Expect::Condition,
            ["let"] => return Expect::Name,
            ["let", _, ..] => {
                return Expect::Any { more: self.complete(statement.get(3..).unwrap_or(&[])) };
            }
            _ => {}
        }
        let repeat = value.iter().rposition(|one| one.text(self.text) == "repeat");
        if let Some(at) = repeat {
            let count = value.get(at + 1..).unwrap_or(&[]);
            if count.last().is_some_and(|one| one.text(self.text) == "as") {
                return Expect::Name;
            }
            return Expect::Count { more: self.complete(count) };
        }
        let last = value.last().map_or("", |one| one.text(self.text));
        match last {
            "" | "|" | "maybe" => Expect::Layer { model, first: false },
            _ => Expect::Any { more: true },
        }
    }

    fn in_item(&self, item: &'static Item, frame: &Frame, statement: &[Piece]) -> Expect {
        match self.named(statement) {
            Some((name, value)) => match item.param(name).or_else(|| item.param_by_synonym(name)) {
                Some(param) => Expect::Value { param, more: self.complete(value) },
                None => Expect::Any { more: self.complete(value) },
            },
            None if statement.is_empty() => Expect::Argument(item),
            None => match positional(item, frame.before.len()) {
                Some(param) => Expect::Value { param, more: self.complete(statement) },
                None => Expect::Any { more: self.complete(statement) },
            },
        }
    }

    /// Whether a value stands there already, so that only a sign or `log` and such can follow.
    fn complete(&self, value: &[Piece]) -> bool {
        const BEFORE: [&str; 11] = [
            "default", "maybe", "each", "step", "by", "to", "and", "or", "not", "maximize",
            "minimize",
        ];
        value.last().is_some_and(|one| match one.kind {
            Token::Number | Token::Text => true,
            Token::Word => !BEFORE.contains(&one.text(self.text)),
            _ => false,
        })
    }

    /// `name: value` in its two parts.
    pub fn named<'p>(&self, statement: &'p [Piece]) -> Option<(&str, &'p [Piece])> {
        match statement {
            [name, colon, value @ ..] if name.is_word() && (colon.is(':') || colon.is('=')) => {
                Some((name.text(self.text), value))
            }
            _ => None,
        }
    }

    fn joined(&self, pieces: &[Piece]) -> String {
        pieces.iter().map(|one| one.text(self.text)).collect()
    }

    /// Names of arguments or fields that are given already, around the cursor.
    pub fn given(&self) -> Vec<String> {
        let Some(frame) = self.innermost() else { return Vec::new() };
        let rest = self.text.get(frame.start..).unwrap_or("");
        let all = super::lexer::tokens(rest);
        let mut depth = 0_usize;
        let mut names = Vec::new();
        for (at, one) in all.iter().enumerate() {
            match one.kind {
                Token::Sign('(' | '{' | '[') => depth += 1,
                Token::Sign(')' | '}' | ']') if depth == 0 => break,
                Token::Sign(')' | '}' | ']') => depth -= 1,
                Token::Word if depth == 0 => {
                    let here =
                        frame.start + one.span.start == self.word.start && !self.word.is_empty();
                    let next = all.get(at + 1);
                    let opens = next.is_some_and(|next| next.is(':') || next.is('{'));
                    if opens && !here {
                        names.push(one.text(rest).to_string());
                    }
                }
                _ => {}
            }
        }
        names
    }
}

/// The parameter that the value of that number fills.
pub fn positional(item: &'static Item, number: usize) -> Option<&'static Param> {
    item.params.iter().filter(|param| param.positional).nth(number)
}

fn last_word(statement: &[Piece]) -> Option<&Piece> {
    statement.last().filter(|one| one.is_word())
}
