//! The fields of a section.

use super::argument::word;
use super::context::{Place, Resolver};
use super::model::{lets, setting_home};
use super::slot::Slot;
use crate::catalog::{self, Item, Kind, Param, Type};
use crate::diagnostic::codes::name::{duplicate, misplaced, unknown_setting};
use crate::source::Span;
use crate::syntax::ast::{Body, Entry, Expr, ExprKind, Name, Stmt};
use crate::template::Argument;

/// What an author wrote in a section.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    pub args: Vec<(&'static str, Argument)>,
    /// Every field that was written, right or wrong, with its value.
    pub written: Vec<(&'static str, &'a Expr)>,
    pub faulty: bool,
}

impl<'a> Fields<'a> {
    pub fn value(&self, name: &str) -> Option<&'a Expr> {
        self.written.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    pub fn span(&self, name: &str) -> Option<Span> {
        self.value(name).map(|value| value.span)
    }

    pub fn arg(&self, name: &str) -> Option<&Argument> {
        self.args.iter().find(|(known, _)| *known == name).map(|(_, argument)| argument)
    }
}

impl<'a> Resolver<'a> {
    /// Resolves every field but those of a special form. `prefix` begins the paths of domains.
    pub fn fields(
        &mut self,
        section: &'static Item,
        body: &'a Body,
        place: &Place<'a>,
        prefix: &str,
    ) -> Fields<'a> {
        let mut place = place.at(prefix);
        self.declare(lets(body), &mut place);
        let mut fields = Fields::default();
        for stmt in &body.stmts {
            match stmt {
                Stmt::Let(_) => {}
                Stmt::Require(require) => self.requires.push((require, place.clone())),
                Stmt::Entry(entry) => {
                    if self.field(section, entry, &place, &mut fields).is_none() {
                        fields.faulty = true;
                    }
                }
            }
        }
        fields
    }

    fn field(
        &mut self,
        section: &'static Item,
        entry: &'a Entry,
        place: &Place<'a>,
        fields: &mut Fields<'a>,
    ) -> Option<()> {
        let name = self.field_name(section, entry)?;
        let param = self.field_param(section, name)?;
        if let Some(first) = fields.span(param.name) {
            return self.fault(duplicate::diagnostic("setting", param.name, name.span, first));
        }
        fields.written.push((param.name, &entry.value));
        if param.ty == Type::Special {
            return Some(());
        }
        let slot = Slot::new(param, "", place.join(param.name));
        let value = self.argument(&entry.value, &slot, &place.documented(entry))?;
        fields.args.push((param.name, value));
        Some(())
    }

    /// The label; or, without one, the name of a block or form that is its own label.
    fn field_name(&mut self, section: &'static Item, entry: &'a Entry) -> Option<&'a Name> {
        if let Some(label) = &entry.label {
            return Some(label);
        }
        match &entry.value.kind {
            ExprKind::Missing => self.hole(),
            ExprKind::Call { name, .. } => Some(name),
            _ => match word(&entry.value) {
                Some(name) => Some(name),
                None => {
                    let found = self.what(&entry.value);
                    let place = format!("a line of `{}`", section.name);
                    let fault = crate::diagnostic::codes::value::wrong_type::diagnostic;
                    self.fault(fault(&place, "a setting with its name", &found, entry.value.span))
                }
            },
        }
    }

    fn field_param(&mut self, section: &'static Item, name: &Name) -> Option<&'static Param> {
        let word = name.text.as_str();
        let here = section.name;
        if let Some(param) = section.param(word) {
            return Some(param);
        }
        if let Some(item) = catalog::find_layer(word) {
            let what = format!(
                "{} {}",
                crate::diagnostic::codes::article(catalog::noun(item.kind)),
                catalog::noun(item.kind)
            );
            return self.fault(misplaced::diagnostic(word, name.span, &what, here, "model"));
        }
        if let Some((what, home)) = elsewhere(section, word) {
            return self.fault(misplaced::diagnostic(word, name.span, &what, here, home));
        }
        if let Some(param) = section.param_by_synonym(word) {
            self.other_word(name, param.name, None, true);
            return Some(param);
        }
        if let Some(item) = catalog::find_synonym(Kind::Layer, word) {
            let what = format!("`{}`, a layer", item.name);
            return self.fault(misplaced::diagnostic(word, name.span, &what, here, "model"));
        }
        if let Some(later) = catalog::later(word) {
            return self.not_yet(later, name.span);
        }
        if let Some((what, home)) = other_home(section, word) {
            return self.fault(misplaced::diagnostic(word, name.span, &what, here, home));
        }
        let known: Vec<&'static str> = section.params.iter().map(|param| param.name).collect();
        self.fault(unknown_setting::diagnostic(word, name.span, section.name, &known))
    }
}

/// The other section that has a setting which is also called so.
fn other_home(section: &Item, word: &str) -> Option<(String, &'static str)> {
    let homes = ["training", "data", "sweep"].into_iter().filter(|home| *home != section.name);
    homes.into_iter().find_map(|home| {
        let param = catalog::section(home)?.param_by_synonym(word)?;
        Some((format!("`{}`, a setting of `{home}`", param.name), home))
    })
}

/// The other section that has a setting of that name.
fn elsewhere(section: &Item, word: &str) -> Option<(String, &'static str)> {
    if section.param_by_synonym(word).is_some() {
        return None;
    }
    if matches!(word, "input" | "output") {
        return Some((format!("the {word} of the network"), "model"));
    }
    let growth = catalog::section("growth").and_then(|growth| growth.param(word));
    match growth {
        Some(_) if section.name == "sweep" => Some(("a setting of `growth`".to_string(), "growth")),
        _ => setting_home(word).filter(|(_, home)| *home != section.name),
    }
}
