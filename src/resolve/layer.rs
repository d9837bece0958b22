//! Layers: a name with arguments, perhaps with a label or a body.

use super::call::Called;
use super::context::{Bound, Place, Resolver};
use super::names::Names;
use super::structure::Label;
use crate::catalog::{self, Item, Kind};
use crate::diagnostic::codes::name::{misplaced, no_body, synonym, unknown_layer};
use crate::diagnostic::codes::value::{each_on_words, text_for_word, wrong_type};
use crate::source::Span;
use crate::syntax::ast::{Arg, Body, Expr, ExprKind, Name};
use crate::template::Node;

/// The most layers of a family, all alternatives and calls of blocks counted.
const MOST: usize = 100_000;

impl<'a> Resolver<'a> {
    /// Whatever stands as a statement of a model.
    pub fn layers(
        &mut self,
        expr: &'a Expr,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        self.layers += 1;
        if self.too_many(self.layers, MOST, "100,000 layers to choose from", expr.span) {
            return None;
        }
        match &expr.kind {
            ExprKind::Path(parts) => match parts.as_slice() {
                [name] => self.layer(name, &[], None, expr.span, label, place, names),
                _ => {
                    let text = self.text(expr.span);
                    match meant(&text) {
                        Some(item) => {
                            let whole = Name { text, span: expr.span };
                            self.other_word(&whole, item.name, None, true);
                            None
                        }
                        None => self.no_layer(expr),
                    }
                }
            },
            ExprKind::Call { name, args, body } => {
                self.layer(name, args, body.as_ref(), expr.span, label, place, names)
            }
            ExprKind::Choice(alternatives) => {
                self.layer_choice(expr, alternatives, None, label, place, names)
            }
            ExprKind::Either(bodies) => self.either(expr, bodies, label, place, names),
            ExprKind::Maybe(inner) => self.maybe(expr, inner, None, label, place, names),
            ExprKind::Default { domain, value } => match &domain.kind {
                ExprKind::Choice(all) => {
                    self.layer_choice(domain, all, Some(value), label, place, names)
                }
                ExprKind::Maybe(inner) => {
                    self.maybe(domain, inner, Some(value), label, place, names)
                }
                _ => self.no_layer(expr),
            },
            ExprKind::Repeat { count, index, body } => {
                self.repeat(expr.span, count, index.as_ref(), body, label, place, names)
            }
            ExprKind::Group(body) => self.group(body, label, place, names),
            ExprKind::Each(_) => self.fault(each_on_words::diagnostic(expr.span)),
            ExprKind::Missing => self.hole(),
            ExprKind::Text(text) if catalog::find_layer(text).is_some() => {
                self.fault(text_for_word::diagnostic(text, expr.span))
            }
            _ => self.no_layer(expr),
        }
    }

    fn no_layer<T>(&mut self, expr: &Expr) -> Option<T> {
        let found = self.what(expr);
        let fault = wrong_type::diagnostic("a line of `model`", "a layer", &found, expr.span);
        self.fault(fault.help("for example `dense(64, activation: relu)`"))
    }

    /// `{ … }` with a label: the layers within carry it in their paths.
    fn group(
        &mut self,
        body: &'a Body,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        let name = self.label(label, "group", names);
        self.body(body, &place.at(place.join(&name)))
    }

    #[allow(clippy::too_many_arguments)] // reason: the parts of one call
    fn layer(
        &mut self,
        name: &'a Name,
        args: &'a [Arg],
        body: Option<&'a Body>,
        span: Span,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        if let (true, None, Some(Bound::Let(id))) =
            (args.is_empty(), body, place.lookup(&name.text))
        {
            return self.let_layers(id, name, label, place, names);
        }
        if name.text == "none" && args.is_empty() && body.is_none() {
            return Some(Vec::new());
        }
        let Some(item) = catalog::find_layer(&name.text) else {
            if let Some(block) = self.block(place.module, &name.text) {
                let called = Called { name, args, body, span };
                return self.call(block, called, label, place, names);
            }
            let Some(item) = meant(&name.text) else { return self.unknown_layer(name, place) };
            self.other_word(name, item.name, None, true);
            // Its arguments are read too, so that one run tells all.
            let path = place.join(&self.label(label, item.name, names));
            self.item_use(item, args, span, place, &path);
            return None;
        };
        let own = self.label(label, item.name, names);
        let path = place.join(&own);
        if item.kind == Kind::Composite {
            let item = self.item_use(item, args, span, place, &path)?;
            let Some(body) = body else {
                return self.fault(no_body::missing(item.item.name, name.span));
            };
            return self.composite(&item, body, path, place);
        }
        if let Some(body) = body {
            return self.fault(no_body::unwanted(item.name, body.span));
        }
        let item = self.item_use(item, args, span, place, &path)?;
        Some(vec![Node::Layer { path, item }])
    }

    fn unknown_layer<T>(&mut self, name: &Name, place: &Place) -> Option<T> {
        let span = name.span;
        let word = name.text.as_str();
        if let Some(cell) = both_ways(word) {
            let right = format!("{cell}(16, bidirectional: true)");
            return self.fault(synonym::by_example(word, span, &right));
        }
        if let Some(later) = catalog::later(word) {
            return self.not_yet(later, span);
        }
        if let Some((what, home)) = home(word) {
            return self.fault(misplaced::diagnostic(word, span, &what, "model", home));
        }
        if self.modules.get(place.module).is_some_and(|module| module.partial) {
            return self.hole();
        }
        let mut known: Vec<&str> = catalog::layer_names();
        let blocks = self.blocks_in_sight(place.module);
        known.extend(blocks.iter().map(|block| block.def.name.text.as_str()));
        crate::library::names().for_each(|name| known.push(name));
        self.fault(unknown_layer::diagnostic(word, span, &known))
    }
}

/// The layer that another word means. Of `nn.Conv2d` or `tf.keras.layers.Dense` the last part tells.
fn meant(word: &str) -> Option<&'static Item> {
    let last = word.rsplit('.').next().unwrap_or(word);
    let kinds = [Kind::Layer, Kind::Activation, Kind::Composite];
    let own = catalog::find_layer(last).filter(|_| last != word);
    own.or_else(|| kinds.iter().find_map(|kind| catalog::find_synonym(*kind, last)))
}

/// The recurrent layer that reads both ways, where that has a name of its own elsewhere.
fn both_ways(word: &str) -> Option<&'static str> {
    let last = word.rsplit('.').next().unwrap_or(word).to_lowercase().replace('_', "");
    match last.as_str() {
        "bilstm" | "bidirectional" | "bidirectionallstm" => Some("lstm"),
        "bigru" | "bidirectionalgru" => Some("gru"),
        "birnn" | "bidirectionalrnn" => Some("rnn"),
        _ => None,
    }
}

/// Where a word that is no layer belongs, and what it is there.
fn home(word: &str) -> Option<(String, &'static str)> {
    let homes = [
        (Kind::Optimizer, "training"),
        (Kind::Init, "training"),
        (Kind::Schedule, "training"),
        (Kind::Loss, "training"),
        (Kind::Augmentation, "training"),
        (Kind::Source, "data"),
    ];
    homes.into_iter().find(|(kind, _)| catalog::find(*kind, word).is_some()).map(|(kind, home)| {
        let noun = catalog::noun(kind);
        (format!("{} {noun}", crate::diagnostic::codes::article(noun)), home)
    })
}
