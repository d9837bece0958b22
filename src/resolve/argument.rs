//! The value of one parameter, by its type.

use super::context::{Bound, Place, Resolver};
use super::draft::{Draft, Shape, Start};
use super::number::is_domain;
use super::sides::{is_list, may_be_list};
use super::slot::Slot;
use crate::catalog::{Kind, Preset, Type, noun};
use crate::diagnostic::codes::name::unknown_value;
use crate::diagnostic::codes::value::{default_without_domain, each_on_words, text_for_word};
use crate::source::Span;
use crate::space::HyperId;
use crate::syntax::ast::{Expr, ExprKind, Name};
use crate::template::Argument;

impl<'a> Resolver<'a> {
    pub fn argument(&mut self, expr: &'a Expr, slot: &Slot, place: &Place<'a>) -> Option<Argument> {
        let plain =
            is_number(slot.param.ty) || (slot.param.ty == Type::Sides && !may_be_list(expr));
        if plain && !(may_be_absent(slot) && mentions_none(expr)) {
            let term = self.bounded(expr, slot, place)?;
            return Some(Argument::Number { term, span: expr.span });
        }
        match &expr.kind {
            ExprKind::Missing => self.hole(),
            ExprKind::Choice(alternatives) => {
                self.pick(expr.span, alternatives, None, slot, place, expr)
            }
            ExprKind::Maybe(inner) => self.perhaps(expr, inner, None, slot, place),
            ExprKind::Default { domain, value } => self.started(expr, domain, value, slot, place),
            ExprKind::Each(_) => self.fault(each_on_words::diagnostic(expr.span)),
            ExprKind::Path(names) => match self.let_of(names, place) {
                Some(id) => self.expand(id, expr.span, slot, place, |this, value, slot, within| {
                    this.argument(value, slot, within)
                }),
                None => self.leaf(expr, slot, place),
            },
            _ => self.leaf(expr, slot, place),
        }
    }

    fn let_of(&self, names: &[Name], place: &Place) -> Option<super::lets::LetId> {
        let [name] = names else { return None };
        match place.lookup(&name.text) {
            Some(Bound::Let(id)) => Some(id),
            _ => None,
        }
    }

    fn started(
        &mut self,
        expr: &'a Expr,
        domain: &'a Expr,
        value: &'a Expr,
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<Argument> {
        match &domain.kind {
            ExprKind::Choice(alternatives) => {
                self.pick(domain.span, alternatives, Some(value), slot, place, domain)
            }
            ExprKind::Maybe(inner) => self.perhaps(domain, inner, Some(value), slot, place),
            _ => {
                let text = self.text(domain.span);
                self.fault(default_without_domain::diagnostic(expr.span, &text))
            }
        }
    }

    /// A choice among words or items.
    fn pick(
        &mut self,
        span: Span,
        alternatives: &'a [Expr],
        start: Option<&'a Expr>,
        slot: &Slot,
        place: &Place<'a>,
        whole: &Expr,
    ) -> Option<Argument> {
        if !self.may_search(whole, slot) {
            return None;
        }
        let labels = self.labels(alternatives);
        let known = self.met(span, slot, place);
        let shape = Shape::Choice { labels: labels.clone(), ordered: false };
        let id = known.unwrap_or_else(|| self.add_number(shape, span, slot, place));
        let resolved: Vec<Option<Argument>> = alternatives
            .iter()
            .enumerate()
            .map(|(at, one)| {
                let within = place.within(place.cases.and_is(id, at));
                self.argument(one, &slot.at(inner_path(slot, one)), &within)
            })
            .collect();
        let resolved = resolved.into_iter().collect::<Option<Vec<Argument>>>()?;
        self.no_equal_texts(alternatives)?;
        if let Some(value) = start {
            let begin = self.start_named(value, &labels, span)?;
            self.draft(id)?.start = Some(Start::Choice(begin));
        }
        Some(Argument::Pick { hyper: id, alternatives: resolved, span })
    }

    /// `maybe` before an optional value: absent, or the value.
    fn perhaps(
        &mut self,
        expr: &'a Expr,
        inner: &'a Expr,
        start: Option<&'a Expr>,
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<Argument> {
        if !may_be_absent(slot) {
            return self.wrong_type(expr, slot);
        }
        if !self.may_search(expr, slot) {
            return None;
        }
        let id = match self.met(expr.span, slot, place) {
            Some(id) => id,
            None => {
                let mut draft = Draft::new(
                    expr.span,
                    slot.path.clone(),
                    Shape::Optional,
                    slot.param.role,
                    place,
                );
                draft.used(slot, place);
                self.add(draft, place)
            }
        };
        if let Some(value) = start {
            self.start_present(value, id, expr.span)?;
        }
        let within = place.within(place.cases.and_is(id, 1));
        let present = self.argument(inner, &slot.at(inner_path(slot, inner)), &within)?;
        let absent = Argument::Word { word: "none", span: expr.span };
        Some(Argument::Pick { hyper: id, alternatives: vec![absent, present], span: expr.span })
    }

    /// The default of a `maybe`: `present` or `absent`.
    pub fn start_present(&mut self, value: &Expr, id: HyperId, domain: Span) -> Option<()> {
        let labels = ["absent".to_string(), "present".to_string()];
        let begin = self.start_named(value, &labels, domain)?;
        self.draft(id)?.start = Some(Start::Choice(begin));
        Some(())
    }

    fn leaf(&mut self, expr: &'a Expr, slot: &Slot, place: &Place<'a>) -> Option<Argument> {
        if may_be_absent(slot) && word(expr).is_some_and(|name| name.text == "none") {
            return Some(Argument::Word { word: "none", span: expr.span });
        }
        match slot.param.ty {
            Type::Flag => self.word_of(expr, &["true", "false"], slot),
            Type::Word(words) => self.word_of(expr, words, slot),
            Type::Padding if word(expr).is_some() => {
                self.word_of(expr, &["same", "valid", "causal"], slot)
            }
            Type::Padding if is_list(expr) => self.sides(expr, &[2, 4], slot, place),
            Type::Sides if is_list(expr) => self.sides(expr, &[2], slot, place),
            Type::Target => self.target(expr, slot, place),
            Type::Item(kind) | Type::MaybeItem(kind) => {
                self.item_value(expr, kind, slot, place).map(Argument::Item)
            }
            Type::Items(kind) => self.items(expr, kind, slot, place),
            Type::Numbers(words) if word(expr).is_some() => self.word_of(expr, words, slot),
            Type::Numbers(_) => self.numbers(expr, slot, place),
            Type::Form(name) => self.form(expr, name, slot, place).map(Argument::Item),
            Type::Path => self.quoted(expr, "a path", slot),
            Type::Columns => self.columns(expr, slot),
            Type::Special => None,
            Type::Padding | Type::Sides | Type::Whole | Type::Real | Type::Fraction => {
                let term = self.bounded(expr, slot, place)?;
                Some(Argument::Number { term, span: expr.span })
            }
        }
    }

    fn word_of(
        &mut self,
        expr: &Expr,
        words: &'static [&'static str],
        slot: &Slot,
    ) -> Option<Argument> {
        match &expr.kind {
            ExprKind::Path(names) => {
                let [name] = names.as_slice() else { return self.wrong_type(expr, slot) };
                if let Some(word) = words.iter().find(|word| **word == name.text) {
                    return Some(Argument::Word { word, span: expr.span });
                }
                if let Some(later) = crate::catalog::later(&name.text) {
                    return self.not_yet(later, name.span);
                }
                let noun = format!("value of {}", slot.place());
                self.fault(unknown_value::diagnostic(&name.text, name.span, &noun, words))
            }
            _ => self.wrong_type(expr, slot),
        }
    }

    /// One item, or several with commas.
    fn items(
        &mut self,
        expr: &'a Expr,
        kind: Kind,
        slot: &Slot,
        place: &Place<'a>,
    ) -> Option<Argument> {
        let parts = match &expr.kind {
            ExprKind::List(parts) => parts.as_slice(),
            _ => std::slice::from_ref(expr),
        };
        let items: Vec<Option<Argument>> = parts
            .iter()
            .enumerate()
            .map(|(at, one)| match part_path(one, at, slot) {
                Some(path) => self.argument(one, &slot.at(path), place),
                None => self.item_value(one, kind, slot, place).map(Argument::Item),
            })
            .collect();
        Some(Argument::List { items: items.into_iter().collect::<Option<_>>()?, span: expr.span })
    }

    /// Numbers with commas, none of them searched.
    fn numbers(&mut self, expr: &'a Expr, slot: &Slot, place: &Place<'a>) -> Option<Argument> {
        let parts = match &expr.kind {
            ExprKind::List(parts) => parts.as_slice(),
            ExprKind::Number(_) | ExprKind::Unary { .. } | ExprKind::Binary { .. } => {
                std::slice::from_ref(expr)
            }
            ExprKind::Missing => return self.hole(),
            _ => return self.wrong_type(expr, slot),
        };
        let fixed = slot.fixed("a number of a list");
        let items: Vec<Option<Argument>> = parts
            .iter()
            .map(|one| {
                let term = self.bounded(one, &fixed, place)?;
                Some(Argument::Number { term, span: one.span })
            })
            .collect();
        Some(Argument::List { items: items.into_iter().collect::<Option<_>>()?, span: expr.span })
    }

    fn columns(&mut self, expr: &'a Expr, slot: &Slot) -> Option<Argument> {
        let parts = match &expr.kind {
            ExprKind::List(parts) => parts.as_slice(),
            _ => std::slice::from_ref(expr),
        };
        let items: Vec<Option<Argument>> =
            parts.iter().map(|one| self.quoted(one, "a column name", slot)).collect();
        Some(Argument::List { items: items.into_iter().collect::<Option<_>>()?, span: expr.span })
    }

    fn quoted(&mut self, expr: &Expr, what: &str, slot: &Slot) -> Option<Argument> {
        match &expr.kind {
            ExprKind::Text(text) => Some(Argument::Text { text: text.clone(), span: expr.span }),
            ExprKind::Missing => self.hole(),
            kind if matches!(kind, ExprKind::Path(_))
                || looks_like_a_path(&self.text(expr.span)) =>
            {
                let written = self.text(expr.span);
                self.fault(text_for_word::unquoted(&written, what, expr.span))
            }
            _ if is_domain(expr) => {
                self.may_search(expr, slot);
                None
            }
            _ => self.wrong_type(expr, slot),
        }
    }

    /// Words that a parameter of that kind may hold.
    pub fn unknown_item<T>(
        &mut self,
        word: &str,
        span: Span,
        kind: Kind,
        slot: &Slot,
    ) -> Option<T> {
        let mut names = crate::catalog::names(kind);
        if may_be_absent(slot) {
            names.push("none");
        }
        self.fault(unknown_value::diagnostic(word, span, noun(kind), &names))
    }
}

/// Names and dots parted by slashes, as `data/iris.csv`, which would be a division.
fn looks_like_a_path(written: &str) -> bool {
    let name = |part: &str| {
        part.starts_with(|first: char| first.is_alphabetic() || first == '.')
            && part.chars().all(|one| one.is_alphanumeric() || "._-".contains(one))
    };
    written.contains('/') && written.split('/').all(name)
}

/// The path of what an alternative holds: a range has none of its own.
fn inner_path(slot: &Slot, alternative: &Expr) -> String {
    let own = matches!(
        alternative.kind,
        ExprKind::Range { .. } | ExprKind::Choice(_) | ExprKind::Default { .. }
    );
    if own { format!("{}.value", slot.path) } else { slot.path.clone() }
}

/// The path of a domain that is one part of a list: that of the thing which may be there, or its
/// number among the parts.
fn part_path(part: &Expr, at: usize, slot: &Slot) -> Option<String> {
    match &part.kind {
        ExprKind::Default { domain, .. } => part_path(domain, at, slot),
        ExprKind::Maybe(inner) => Some(match (&inner.kind, word(inner)) {
            (ExprKind::Call { name, .. }, _) | (_, Some(name)) => {
                format!("{}.{}", slot.path, name.text)
            }
            _ => format!("{}.part{}", slot.path, at + 1),
        }),
        ExprKind::Choice(_) => Some(format!("{}.part{}", slot.path, at + 1)),
        _ => None,
    }
}

fn is_number(ty: Type) -> bool {
    matches!(ty, Type::Whole | Type::Real | Type::Fraction)
}

/// Whether `none` is a value: nothing holds when it is left out.
pub(super) fn may_be_absent(slot: &Slot) -> bool {
    match slot.param.ty {
        Type::MaybeItem(_) => true,
        Type::Whole
        | Type::Real
        | Type::Fraction
        | Type::Sides
        | Type::Form(_)
        | Type::Items(_) => slot.param.preset == Preset::Absent && slot.param.searchable,
        _ => false,
    }
}

fn mentions_none(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Choice(all) => all.iter().any(mentions_none),
        ExprKind::Default { domain, .. } => mentions_none(domain),
        ExprKind::Maybe(_) => true,
        _ => word(expr).is_some_and(|name| name.text == "none"),
    }
}

/// A lone name.
pub(super) fn word(expr: &Expr) -> Option<&Name> {
    match &expr.kind {
        ExprKind::Path(names) => match names.as_slice() {
            [name] => Some(name),
            _ => None,
        },
        _ => None,
    }
}
