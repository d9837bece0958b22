//! Hover: what stands under the cursor, told as markdown.

use super::describe;
use super::expect::{Expect, Inside, positional};
use super::hyper;
use super::index::{Def, Index, Tree, What};
use super::inlay::Hint;
use super::numbers;
use super::place::Place;
use super::view::View;
use crate::catalog::{self, Item, Kind, Param, Type};
use crate::source::{FileId, Span};
use crate::space::Hyper;
use std::fmt::Write;
use std::ops::Range;

/// What is told, and of which stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    pub text: String,
    pub span: Range<usize>,
}

/// `hints`: the shapes that hold for the text as it is now.
pub fn hover(view: &View, index: &Index, hints: &[Hint], at: usize) -> Option<Hover> {
    if let Some((span, defs)) = index.at(FileId(0), at) {
        let own = defs.iter().filter_map(|def| index.defs.get(*def));
        let texts: Vec<String> = own.map(|def| declared(view, index, hints, def)).collect();
        let text = layer_shape(hints, span) + &texts.join("\n---\n");
        return Some(Hover { text, span: span.range() });
    }
    let here = Place::on(view.text(), at);
    if here.number {
        return number(view, at);
    }
    let place = Place::on(view.text(), here.word.start);
    let span = Span::new(FileId(0), place.word.start, place.word.end);
    let text = meaning(view, &place);
    let told = text.map(|text| {
        let setting = value_of(view, &place)
            .map_or_else(String::new, |one| format!("{}\n---\n", hyper::describe(one)));
        // What holds for this very place comes first: editors show the beginning.
        format!("{}{setting}{text}", layer_shape(hints, span))
    });
    let text = told.or_else(|| domain(view, at).map(hyper::describe))?;
    Some(Hover { text, span: place.word.clone() })
}

/// The shape and the parameters after the layer that begins with a word.
fn layer_shape(hints: &[Hint], word: Span) -> String {
    let hint = hints.iter().find(|hint| hint.span.start == word.start);
    hint.map_or_else(String::new, |hint| format!("`{}` {}\n\n---\n", hint.text, hint.more))
}

fn number(view: &View, at: usize) -> Option<Hover> {
    let all = super::lexer::tokens(view.text());
    let token = all.into_iter().find(|one| one.span.start <= at && at <= one.span.end)?;
    let quantity = numbers::value(token.text(view.text()));
    let domain = domain(view, at).map(hyper::describe);
    let texts: Vec<String> = quantity.into_iter().chain(domain).collect();
    let text = texts.join("\n\n");
    (!text.is_empty()).then_some(Hover { text, span: token.span })
}

/// The innermost hyperparameter whose domain is written around a byte.
fn domain<'a>(view: &View<'a>, at: usize) -> Option<&'a Hyper> {
    let hypers = view.family.into_iter().flat_map(|family| &family.space.hypers);
    let around = hypers.filter_map(|hyper| {
        let span = view.now(hyper.span)?;
        let range = span.range();
        (range.start <= at && at <= range.end).then_some((range.len(), hyper))
    });
    around.min_by_key(|(size, _)| *size).map(|(_, hyper)| hyper)
}

/// The hyperparameter that is the value of the argument or setting at a place.
fn value_of<'a>(view: &View<'a>, place: &Place) -> Option<&'a Hyper> {
    let rest = view.text().get(place.word.end..)?;
    let after = rest.trim_start_matches(' ').strip_prefix(':')?;
    let start = view.text().len() - after.trim_start_matches(' ').len();
    let hypers = view.family.into_iter().flat_map(|family| &family.space.hypers);
    let mut own =
        hypers.filter(|one| view.now(one.span).is_some_and(|it| it.start as usize == start));
    own.next()
}

fn declared(view: &View, index: &Index, hints: &[Hint], def: &Def) -> String {
    let slice = |span: Span| view.sources.slice(span).to_string();
    let uses = index
        .defs
        .iter()
        .position(|one| one.span == def.span)
        .map_or(0, |at| index.uses(&[at]).count());
    let (mut text, value) = match def.tree {
        Tree::Let(one) => {
            let code = describe::code(&format!("let {} = {}", def.name, slice(one.value.span)));
            let doc = one.doc.as_ref().map_or("", |doc| doc.text.as_str());
            (format!("{code}\n{doc}\n"), Some(one.value.span))
        }
        Tree::Block(one) => (describe::block(view, one, def.span.file.0 as usize), None),
        Tree::Parameter(one) => {
            let code = describe::code(&slice(one.span));
            (format!("{code}\nA parameter of the block.\n"), one.default.as_ref().map(|it| it.span))
        }
        Tree::Layer(one) => {
            let line = slice(one.span).lines().next().unwrap_or("").trim_end().to_string();
            (describe::code(&format!("{}: {line}", def.name)), Some(one.span))
        }
        Tree::Count(one) => {
            let head = slice(one.span).lines().next().unwrap_or("").trim_end().to_string();
            let text = format!("{}\nCounts the repetitions from 0.\n", describe::code(&head));
            (text, None)
        }
    };
    if let Some(value) = value {
        for one in own(view, def, value) {
            let _ = write!(text, "\n{}", hyper::describe(one));
        }
    }
    if let Tree::Layer(one) = def.tree {
        text = layer_shape(hints, one.span) + &text;
    }
    if def.what != What::Label {
        let times = if uses == 1 { "time" } else { "times" };
        let _ = write!(text, "\nUsed {uses} {times}.\n");
    }
    text
}

/// The hyperparameters of a let, or of a label itself: not those deep within a body.
fn own<'a>(view: &View<'a>, def: &Def, value: Span) -> Vec<&'a Hyper> {
    const SHOWN: usize = 4;
    let hypers = view.family.into_iter().flat_map(|family| &family.space.hypers);
    let within = hypers.filter(|one| view.now(one.span).is_some_and(|span| value.contains(span)));
    let named = within
        .filter(|one| def.what != What::Label || one.path.rsplit('.').next() == Some(def.name));
    named.take(SHOWN).collect()
}

/// What the word at the beginning of which the place lies means there, by the catalogue.
fn meaning(view: &View, place: &Place) -> Option<String> {
    let word = place.text.get(place.word.clone()).filter(|word| !word.is_empty())?;
    if place.comment || place.string.is_some() {
        return None;
    }
    let found = match place.expect() {
        Expect::Top => catalog::section(word).map(describe::item),
        Expect::Field(item) => field(item, word),
        Expect::Value { param, .. } => value(param, word),
        Expect::Item(kind) => catalog::find(kind, word).map(describe::item),
        Expect::Argument(item) => {
            let number = place.innermost().map_or(0, |frame| frame.before.len());
            let unnamed = || value(positional(item, number)?, word);
            field(item, word).or_else(unnamed)
        }
        Expect::Layer { .. } | Expect::Any { .. } => layer(view, word),
        Expect::Condition => measure(word),
        _ => None,
    };
    found.or_else(|| describe::word(word)).or_else(|| named(view, place, word))
}

fn measure(word: &str) -> Option<String> {
    let text = match word {
        "params" => "the number of parameters of a member",
        "flops" => "operations for one sample, forward",
        "memory" => "bytes of parameters and activations",
        "layers" => "how many layers a member has",
        _ => return None,
    };
    Some(format!("`{word}`: {text}"))
}

fn field(item: &'static Item, word: &str) -> Option<String> {
    item.param(word).map(|param| describe::param(param, item))
}

fn layer(view: &View, word: &str) -> Option<String> {
    if let Some((def, module)) = view.block(word) {
        return Some(describe::block(view, def, module));
    }
    let ends = catalog::section("model").and_then(|item| field(item, word));
    let any =
        || catalog::all().iter().find(|item| item.name == word).map(|item| describe::item(item));
    catalog::find_layer(word).map(describe::item).or(ends).or_else(any)
}

fn value(param: &'static Param, word: &str) -> Option<String> {
    match param.ty {
        Type::Item(kind) | Type::MaybeItem(kind) | Type::Items(kind) => {
            catalog::find(kind, word).map(describe::item)
        }
        Type::Form(name) if name == word => catalog::find(Kind::Form, name).map(describe::item),
        Type::Word(words) if words.contains(&word) => Some(format!("`{word}`: {}", param.doc)),
        Type::Special => {
            let metric = catalog::find(Kind::Metric, word).map(describe::item);
            metric.or_else(|| catalog::find(Kind::Form, word).map(describe::item))
        }
        _ => None,
    }
}

/// A parameter of a block, at its call.
fn named(view: &View, place: &Place, word: &str) -> Option<String> {
    let number = place.frames.len().checked_sub(1)?;
    let Inside::Block(block) = place.inside(number) else { return None };
    let (def, module) = view.block(&block)?;
    let known = def.parameters.iter().any(|one| one.name.text == word);
    known.then(|| describe::block(view, def, module))
}
