//! An item with its arguments: optimizers, activations, layers, forms.

use super::context::{Place, Resolver};
use super::slot::Slot;
use crate::catalog::{self, Item, Kind, Later, Param, Preset, Type};
use crate::diagnostic::codes::meaning::{momentum_on_adam, one_cycle_warmup};
use crate::diagnostic::codes::name::{
    duplicate, misplaced, missing_argument, no_body, not_supported_yet, synonym,
    too_many_arguments, unknown_argument,
};
use crate::source::Span;
use crate::space::Term;
use crate::syntax::ast::{Arg, Body, Expr, ExprKind, Name};
use crate::template::{Argument, ItemUse};

/// The arguments of one call, as they are filled in.
struct Filling {
    given: Vec<(&'static Param, Option<Argument>, Span)>,
    /// An argument could not be placed, so that a missing one is no second fault.
    misnamed: bool,
}

/// Another word for it, which says as much as the standard one does.
const LOOSE: [&str; 14] = [
    "momentum",
    "pool",
    "patience",
    "alpha",
    "eta",
    "decay",
    "drop",
    "l2",
    "rate",
    "iterations",
    "max_iter",
    "scale",
    "reduction_factor",
    "warmup_steps",
];

impl<'a> Resolver<'a> {
    /// A value that names an item of a kind: `adam`, `sgd(momentum: 0.9)`.
    pub fn item_value(
        &mut self,
        expr: &'a Expr,
        kind: Kind,
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<ItemUse> {
        let (name, args, body): (&Name, &'a [Arg], Option<&Body>) = match &expr.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [name] => (name, &[], None),
                _ => {
                    let whole = Name { text: self.text(expr.span), span: expr.span };
                    let Some(item) = qualified(kind, &whole.text) else {
                        return self.wrong_type(expr, slot);
                    };
                    self.other_word(&whole, item.name, Some(item), true);
                    return None;
                }
            },
            ExprKind::Call { name, args, body } => (name, args, body.as_ref()),
            ExprKind::Missing => return self.hole(),
            _ if super::number::is_domain(expr) && !self.may_search(expr, slot) => return None,
            _ => return self.wrong_type(expr, slot),
        };
        let Some(item) = catalog::find(kind, &name.text) else {
            return self.missing_item(name, !args.is_empty(), kind, slot);
        };
        if let Some(body) = body {
            return self.fault(no_body::unwanted(&name.text, body.span));
        }
        // A thing in a list that may be there has its name in its path already.
        let named = slot.path.rsplit('.').next() == Some(item.name);
        let path = if named { slot.path.clone() } else { format!("{}.{}", slot.path, item.name) };
        self.item_use(item, args, expr.span, place, &path)
    }

    fn missing_item<T>(&mut self, name: &Name, called: bool, kind: Kind, slot: &Slot) -> Option<T> {
        let known = catalog::find_synonym(kind, &name.text);
        if let Some(item) = known.or_else(|| qualified(kind, &name.text)) {
            let bare = item.params.iter().any(|param| param.preset == Preset::Required) && !called;
            if let (Kind::Source, true, Some(right)) =
                (kind, bare, item.example.strip_prefix("source: "))
            {
                let word = &name.text;
                return self.fault(synonym::diagnostic(word, name.span, item.name, right, false));
            }
            self.other_word(name, item.name, Some(item), !called);
            return None;
        }
        if let Some(later) = catalog::later(&name.text) {
            return self.not_yet(later, name.span);
        }
        self.unknown_item(&name.text, name.span, kind, slot)
    }

    pub fn not_yet<T>(&mut self, later: &Later, span: Span) -> Option<T> {
        self.fault(not_supported_yet::diagnostic(later.name, span, later.what, later.instead))
    }

    /// Reports a synonym, with the standard term as its fix.
    pub fn other_word(&mut self, name: &Name, standard: &str, item: Option<&Item>, plain: bool) {
        let drawn = item.is_some_and(|item| item.param("distribution").is_some());
        let normal = drawn && name.text.to_lowercase().ends_with("normal");
        let replacement =
            if normal && plain { format!("{standard}(normal)") } else { standard.to_string() };
        let same = !LOOSE.contains(&name.text.as_str()) && (plain || !normal);
        self.report(synonym::diagnostic(&name.text, name.span, standard, &replacement, same));
    }

    /// `early_stop(patience: 5)` for a parameter that takes this form.
    pub fn form(
        &mut self,
        expr: &'a Expr,
        form: &str,
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<ItemUse> {
        let item = catalog::find(Kind::Form, form)?;
        match &expr.kind {
            ExprKind::Call { name, args, body: None } if name.text == form => {
                self.item_use(item, args, expr.span, place, &slot.path)
            }
            ExprKind::Path(names) if names.first().is_some_and(|name| name.text == form) => {
                self.item_use(item, &[], expr.span, place, &slot.path)
            }
            ExprKind::Call { name, .. } if item.synonyms.contains(&name.text.as_str()) => {
                self.other_word(name, item.name, None, true);
                None
            }
            ExprKind::Missing => self.hole(),
            _ => self.wrong_type(expr, slot),
        }
    }

    /// An item called with arguments. `path` is what its parameters' paths begin with.
    pub fn item_use(
        &mut self,
        item: &'static Item,
        args: &'a [Arg],
        span: Span,
        place: &Place<'a>,
        path: &str,
    ) -> Option<ItemUse> {
        let mut filling = Filling { given: Vec::new(), misnamed: false };
        for arg in args {
            let Some(param) = self.parameter(item, arg, &mut filling) else {
                filling.misnamed = true;
                continue;
            };
            let slot = Slot::new(param, item.name, format!("{path}.{}", param.name));
            let value = self.argument(&arg.value, &slot, place);
            filling.given.push((param, value, arg.span));
        }
        let missing = item.params.iter().find(|param| {
            param.preset == Preset::Required
                && filling.given.iter().all(|(one, ..)| one.name != param.name)
        });
        if let Some(param) = missing {
            if filling.misnamed {
                return None;
            }
            return self.fault(missing_argument::diagnostic(
                item.name,
                param.name,
                param.doc,
                span,
                item.example,
            ));
        }
        let values: Option<Vec<_>> =
            filling.given.into_iter().map(|(param, value, _)| Some((param.name, value?))).collect();
        let args = filled(item, values?, span);
        (!filling.misnamed).then_some(ItemUse { item, args, span })
    }

    /// Which parameter an argument is for.
    fn parameter(
        &mut self,
        item: &'static Item,
        arg: &Arg,
        filling: &mut Filling,
    ) -> Option<&'static Param> {
        let taken = |name: &str| filling.given.iter().find(|(one, ..)| one.name == name);
        let Some(name) = &arg.name else {
            let free =
                item.params.iter().find(|param| param.positional && taken(param.name).is_none());
            if free.is_some() {
                return free;
            }
            let rest = |wanted: bool| {
                let fits = item.params.iter().filter(move |param| param.positional == wanted);
                fits.map(|param| param.name).collect::<Vec<_>>()
            };
            return self.fault(too_many_arguments::diagnostic(
                item.name,
                arg.span,
                &rest(true),
                &rest(false),
            ));
        };
        let param = item.param(&name.text).or_else(|| self.other_parameter(item, name))?;
        if let Some((_, _, first)) = taken(param.name) {
            return self.fault(duplicate::diagnostic("argument", param.name, name.span, *first));
        }
        Some(param)
    }

    /// A parameter by a name that is not its own.
    fn other_parameter(&mut self, item: &'static Item, name: &Name) -> Option<&'static Param> {
        if item.param("beta1").is_some() && name.text == "momentum" {
            return self.fault(momentum_on_adam::diagnostic(item.name, name.span));
        }
        if item.name == "one_cycle" && matches!(name.text.as_str(), "warmup" | "warm_up") {
            return self.fault(one_cycle_warmup::diagnostic(name.span));
        }
        if let Some(param) = item.param_by_synonym(&name.text) {
            self.other_word(name, param.name, None, true);
            return Some(param);
        }
        if let Some(later) = catalog::later(&name.text) {
            return self.not_yet(later, name.span);
        }
        if let Some((what, home)) = section_setting(item.kind, &name.text) {
            let here = item.name;
            return self.fault(misplaced::diagnostic(&name.text, name.span, &what, here, home));
        }
        let known: Vec<&'static str> = item.params.iter().map(|param| param.name).collect();
        self.fault(unknown_argument::diagnostic(&name.text, name.span, item.name, &known))
    }
}

/// Of `torch.optim.SGD` or `tf.keras.losses.MeanSquaredError` the last part tells.
fn qualified(kind: Kind, word: &str) -> Option<&'static Item> {
    let (_, last) = word.rsplit_once('.')?;
    catalog::find(kind, last).or_else(|| catalog::find_synonym(kind, last))
}

/// The section that has this setting, where libraries give it to an optimizer, a loss or a
/// schedule.
fn section_setting(kind: Kind, word: &str) -> Option<(String, &'static str)> {
    if !matches!(kind, Kind::Optimizer | Kind::Loss | Kind::Schedule) {
        return None;
    }
    ["training", "data"].into_iter().find_map(|home| {
        let section = catalog::section(home)?;
        if section.param(word).is_some() {
            return Some((format!("a setting of `{home}`"), home));
        }
        let param = section.param_by_synonym(word)?;
        Some((format!("`{}`, a setting of `{home}`", param.name), home))
    })
}

/// All arguments in the order of the parameters, presets filled in.
pub(super) fn filled(
    item: &'static Item,
    mut given: Vec<(&'static str, Argument)>,
    span: Span,
) -> Vec<(&'static str, Argument)> {
    let mut args = Vec::new();
    for param in item.params {
        match given.iter().position(|(name, _)| *name == param.name) {
            Some(at) => args.push(given.swap_remove(at)),
            None => args.extend(preset(param, span).map(|value| (param.name, value))),
        }
    }
    args
}

/// What holds when a parameter is left out.
fn preset(param: &Param, span: Span) -> Option<Argument> {
    match (param.preset, param.ty) {
        (Preset::Required | Preset::Absent, _) => None,
        (Preset::Number(number), _) => Some(Argument::Number { term: Term::Number(number), span }),
        (Preset::Flag(flag), _) => {
            Some(Argument::Word { word: if flag { "true" } else { "false" }, span })
        }
        (Preset::Word(word), Type::Item(kind)) => {
            let item = catalog::find(kind, word)?;
            Some(Argument::Item(ItemUse { item, args: filled(item, Vec::new(), span), span }))
        }
        (Preset::Word(word), _) => Some(Argument::Word { word, span }),
    }
}
