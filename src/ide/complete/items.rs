//! Things of the catalogue: layers, optimizers, fields, arguments; and blocks.

use super::super::describe;
use super::{Ask, Completion, Kind, snippet};
use crate::catalog::{self, Item, Kind as Item_, Param, Preset, Type};
use crate::library;

impl Ask<'_> {
    /// All items of a kind.
    pub fn items(&mut self, kind: Item_, rank: u32) {
        for item in catalog::of(kind) {
            self.item(item, rank);
        }
    }

    fn item(&mut self, item: &'static Item, rank: u32) {
        let shown = match item.kind {
            Item_::Layer | Item_::Composite => Kind::Layer,
            Item_::Section => Kind::Section,
            _ => Kind::Value,
        };
        let one = Completion::new(item.name, shown, rank)
            .told(catalog::noun(item.kind), describe::item(item))
            .insert(snippet::call(item))
            .known_as(item.synonyms, self.prefix());
        // Brackets that are written already are not written again.
        let rest = self.rest();
        let opened = rest.starts_with('(') || rest.starts_with('{') && one.snippet.contains('{');
        let one = if opened { one.insert(item.name) } else { one };
        self.add(one);
    }

    /// What may stand in a body: layers, blocks, lets that hold layers, compositions.
    pub fn layers(&mut self, model: bool, first: bool) {
        if self.in_parallel()
            && let Some(branch) = catalog::find(Item_::Composite, "branch")
        {
            self.item(branch, 0);
        }
        if first && model {
            for param in catalog::section("model").map_or(&[][..], |item| item.params) {
                self.field(param, catalog::section("model"), 0);
            }
        }
        self.compositions(first);
        self.items(Item_::Layer, 2);
        self.items(Item_::Composite, 3);
        self.blocks();
        let statement = self.place.innermost().map_or(&[][..], |frame| &frame.statement);
        let wanted = self.place.named(statement).is_some_and(|(label, _)| label == "activation");
        self.items(Item_::Activation, if wanted { 0 } else { 5 });
        self.names(6);
    }

    /// Right within the braces of a `parallel`.
    fn in_parallel(&self) -> bool {
        let around = self.place.frames.iter().rev().nth(1).map(|frame| &frame.statement);
        let mut words = around.into_iter().flatten().map(|one| one.text(self.place.text));
        words.next_back() == Some("parallel")
    }

    fn blocks(&mut self) {
        let mut known = Vec::new();
        for (def, module) in self.view.blocks() {
            if self.view.modules.get(module).is_some_and(|module| module.library) {
                continue;
            }
            known.push(def.name.text.clone());
            let doc = describe::block(self.view, def, module);
            let one = Completion::new(def.name.text.clone(), Kind::Block, 1)
                .told("block", doc)
                .insert(snippet::block(def));
            self.add(one);
        }
        for name in library::names().filter(|name| known.iter().all(|one| one != name)) {
            let doc = match self.view.block(name) {
                Some((def, module)) => describe::block(self.view, def, module),
                None => describe::library_block(name),
            };
            let one = Completion::new(name, Kind::Block, 4)
                .told("block of the standard library", doc)
                .insert(format!("{name}($0)"));
            self.add(one);
        }
    }

    /// Fields of a section that are not written yet.
    pub fn fields(&mut self, item: &'static Item) {
        let given = self.place.given();
        for param in item.params.iter().filter(|param| !given.iter().any(|one| one == param.name)) {
            let rank = if param.preset == Preset::Required { 0 } else { 1 };
            self.field(param, Some(item), rank);
        }
    }

    fn field(&mut self, param: &'static Param, owner: Option<&'static Item>, rank: u32) {
        let Some(owner) = owner else { return };
        let insert = match param.name {
            "growth" | "start" => format!("{} {{\n\t$0\n}}", param.name),
            name => self.named(name, "$0"),
        };
        let detail = describe::preset(param).map_or_else(String::new, |text| format!("= {text}"));
        let one = Completion::new(param.name, Kind::Field, rank)
            .told(detail, describe::param(param, owner))
            .insert(insert)
            .known_as(param.synonyms, self.prefix());
        self.add(one);
    }

    /// Arguments of an item, required ones first, without those that are given; and the value that
    /// stands here without a name.
    pub fn arguments(&mut self, item: &'static Item) {
        let given = self.place.given();
        let at = self.place.innermost().map_or(0, |frame| frame.before.len());
        let unnamed = self.unnamed();
        let taken: Vec<&str> = item
            .params
            .iter()
            .filter(|param| param.positional)
            .take(unnamed)
            .map(|param| param.name)
            .collect();
        for (order, param) in (0..).zip(item.params) {
            if given.iter().any(|one| one == param.name) || taken.contains(&param.name) {
                continue;
            }
            let rank = if param.preset == Preset::Required { order } else { 10 + order };
            let detail = match param.preset {
                Preset::Required => "required".to_string(),
                _ => describe::preset(param).map_or_else(String::new, |text| format!("= {text}")),
            };
            let insert = match param.ty {
                Type::Whole | Type::Real | Type::Fraction | Type::Sides
                    if param.preset != Preset::Required =>
                {
                    self.named(param.name, "$1")
                }
                Type::Item(_) | Type::MaybeItem(_) | Type::Items(_) | Type::Padding => {
                    self.named(param.name, "$1")
                }
                _ => self.named(param.name, &snippet::value(param, 1)),
            };
            let one = Completion::new(param.name, Kind::Field, rank)
                .told(detail, describe::param(param, item))
                .insert(insert)
                .known_as(param.synonyms, self.prefix());
            self.add(one);
        }
        if let Some(param) = super::super::expect::positional(item, at)
            && unnamed == at
            && !given.iter().any(|one| one == param.name)
        {
            self.value(param, 60);
        }
    }

    /// How many arguments before this one have no name.
    fn unnamed(&self) -> usize {
        let Some(frame) = self.place.innermost() else { return 0 };
        let named = |one: &&Vec<_>| self.place.named(one).is_none() && !one.is_empty();
        frame.before.iter().filter(named).count()
    }

    pub fn block_arguments(&mut self, name: &str) {
        let given = self.place.given();
        let unnamed = self.unnamed();
        let Some((def, module)) = self.view.block(name) else { return self.anything() };
        for (at, one) in (0_u32..).zip(&def.parameters) {
            if given.contains(&one.name.text) || (at as usize) < unnamed {
                continue;
            }
            let default = one.default.as_ref().map(|value| self.view.sources.slice(value.span));
            let detail = default.map_or("required".to_string(), |text| format!("= {text}"));
            let rank = if default.is_some() { 10 + at } else { at };
            let item = Completion::new(one.name.text.clone(), Kind::Field, rank)
                .told(detail, describe::block(self.view, def, module))
                .insert(self.named(&one.name.text, "$1"));
            self.add(item);
        }
        self.names(60);
    }
}
