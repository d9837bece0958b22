//! A hyperparameter in the making: its final type, role and condition hang on all of its uses.

use super::condition::Cases;
use super::context::{Place, Resolver};
use super::slot::Slot;
use crate::catalog::{Role, Type};
use crate::source::Span;
use crate::space::{HyperId, Scale, Term};

/// The most hyperparameters of one family.
const MOST: usize = 2_000;
const CASES: &str = "2,000 cases in which this is used";

/// What is known of a domain when it is first met.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Range { low: f64, high: f64, scale: Scale, whole_ends: bool },
    Grid { values: Vec<f64>, scale: Scale },
    Choice { labels: Vec<String>, ordered: bool },
    Optional,
}

/// A default as the author wrote it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Start {
    Number(f64),
    Choice(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub span: Span,
    /// Where the specification itself leads to it: the call of a block, or its own place.
    pub anchor: u32,
    pub path: String,
    pub shape: Shape,
    pub role: Role,
    pub shapes: bool,
    pub cases: Cases,
    pub start: Option<Start>,
    pub doc: Option<String>,
    /// Used where a whole number is needed; where a real one is.
    pub whole_use: bool,
    pub real_use: bool,
    /// The number that it stands for, where it stands for one.
    pub term: Option<Term>,
}

impl Draft {
    pub fn new(span: Span, path: String, shape: Shape, role: Role, place: &Place) -> Draft {
        Draft {
            span,
            anchor: place.anchor.unwrap_or(span.start),
            path,
            shape,
            role,
            shapes: false,
            cases: place.cases.clone(),
            start: None,
            doc: place.doc.clone(),
            whole_use: false,
            real_use: false,
            term: None,
        }
    }

    /// The lowest and highest number, where it is a range or grid.
    pub fn ends(&self) -> Option<(f64, f64)> {
        match &self.shape {
            Shape::Range { low, high, .. } => Some((*low, *high)),
            Shape::Grid { values, .. } => Some((*values.first()?, *values.last()?)),
            Shape::Choice { .. } | Shape::Optional => None,
        }
    }

    pub fn alternatives(&self) -> usize {
        match &self.shape {
            Shape::Choice { labels, .. } => labels.len(),
            Shape::Optional => 2,
            Shape::Range { .. } | Shape::Grid { .. } => 0,
        }
    }

    /// Notes one more use.
    pub fn used(&mut self, slot: &Slot, place: &Place) {
        self.role = stronger(self.role, slot.param.role);
        self.shapes |= slot.param.shapes;
        self.cases = self.cases.or(&place.cases);
        match slot.param.ty {
            Type::Whole | Type::Padding | Type::Sides => self.whole_use = true,
            _ => self.real_use = true,
        }
    }
}

/// Capacity wins, then whatever came first.
pub(super) fn stronger(one: Role, other: Role) -> Role {
    if other == Role::Capacity { other } else { one }
}

impl Resolver<'_> {
    /// The hyperparameter of a domain that was met before, with this use noted.
    pub fn met(&mut self, span: Span, slot: &Slot, place: &Place) -> Option<HyperId> {
        let id = *self.known.get(&(span, place.call, place.repetition))?;
        if !slot.is_condition() {
            let draft = self.drafts.get_mut(id.0)?;
            draft.used(slot, place);
            let many = draft.cases.are_too_many();
            self.too_many(usize::from(many), 0, CASES, span);
        }
        Some(id)
    }

    pub fn add(&mut self, draft: Draft, place: &Place) -> HyperId {
        let cases = usize::from(draft.cases.are_too_many());
        if self.too_many(cases, 0, CASES, draft.span)
            || self.too_many(self.drafts.len() + 1, MOST, "2,000 hyperparameters", draft.span)
        {
            // Nothing comes of it: any will do.
            return HyperId(0);
        }
        let id = HyperId(self.drafts.len());
        self.known.insert((draft.span, place.call, place.repetition), id);
        let mut draft = draft;
        let base = draft.path.clone();
        while !self.paths.insert(draft.path.clone()) {
            let number = self.same_paths.entry(base.clone()).or_insert(1);
            *number += 1;
            draft.path = format!("{base}{number}");
        }
        self.drafts.push(draft);
        id
    }

    /// A number's hyperparameter, used by `slot`.
    pub fn add_number(&mut self, shape: Shape, span: Span, slot: &Slot, place: &Place) -> HyperId {
        let mut draft = Draft::new(span, slot.path.clone(), shape, slot.param.role, place);
        draft.used(slot, place);
        self.add(draft, place)
    }

    pub fn draft(&mut self, id: HyperId) -> Option<&mut Draft> {
        self.drafts.get_mut(id.0)
    }
}
