//! Named values: any order, no circles, none unused. Parameters of blocks are such, too.

use super::context::{Bound, Place, Resolver};
use super::modules::Names;
use super::names;
use super::slot::Slot;
use super::structure::Label;
use crate::diagnostic::codes::name::{duplicate, let_cycle, unused_let, unused_parameter};
use crate::source::Span;
use crate::space::Term;
use crate::syntax::ast::{Expr, Let, Name, Parameter, Spec, TopItem};
use crate::template::Node;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LetId(pub usize);

#[derive(Clone, Debug)]
pub(super) struct LetState<'a> {
    pub name: &'a Name,
    pub value: &'a Expr,
    doc: Option<String>,
    /// Its path as a hyperparameter.
    path: String,
    /// What is in sight where its value stands.
    names: Names<'a>,
    /// The file and the call of a block in which its value stands.
    module: usize,
    call: usize,
    parameter: bool,
    /// By a layer or a setting; a condition does not count.
    used: bool,
}

impl<'a> LetState<'a> {
    /// A block's parameter, with the value that stands at `home`.
    pub fn parameter(
        parameter: &'a Parameter,
        value: &'a Expr,
        path: String,
        home: &Place<'a>,
    ) -> LetState<'a> {
        LetState {
            name: &parameter.name,
            value,
            doc: home.doc.clone(),
            path,
            names: home.names.clone(),
            module: home.module,
            call: home.call,
            parameter: true,
            used: false,
        }
    }
}

/// The most expansions of lets in one specification.
const MOST: usize = 200_000;

/// The most lets within each other, and the most levels of arithmetic that they make: each takes its
/// share of the stack.
const DEEPEST: usize = 64;
const LEVELS: usize = 512;

/// Whether a term has more than so many levels.
fn is_deeper(term: &Term, levels: usize) -> bool {
    let Some(levels) = levels.checked_sub(1) else { return true };
    match term {
        Term::Binary(_, left, right) => is_deeper(left, levels) || is_deeper(right, levels),
        Term::Pick { alternatives: within, .. } | Term::Each { hypers: within, .. } => {
            within.iter().any(|one| is_deeper(one, levels))
        }
        Term::Number(_) | Term::Hyper(_) | Term::Index(_) | Term::Measure(_) => false,
    }
}

pub(super) fn top_lets(spec: &Spec) -> impl Iterator<Item = &Let> {
    spec.items.iter().filter_map(|item| match item {
        TopItem::Let(declared) => Some(declared),
        _ => None,
    })
}

impl<'a> Resolver<'a> {
    /// Brings the lets of one body in sight, all at once.
    pub fn declare(&mut self, lets: impl Iterator<Item = &'a Let>, place: &mut Place<'a>) {
        let first = self.lets.len();
        let mut lets = lets.peekable();
        if lets.peek().is_none() {
            return;
        }
        // The outermost of a name counts.
        let mut known: BTreeMap<&str, Bound> = place.names.iter().rev().copied().collect();
        for declared in lets {
            let name = declared.name.text.as_str();
            if let Some(Bound::Let(id)) = known.get(name)
                && let Some(before) = self.lets.get(id.0)
            {
                let there = before.name.span;
                self.report(duplicate::diagnostic("let", name, declared.name.span, there));
                continue;
            }
            let state = LetState {
                name: &declared.name,
                value: &declared.value,
                doc: declared.doc.as_ref().map(|doc| doc.text.clone()),
                path: place.join(name),
                names: Names::default(),
                module: place.module,
                call: place.call,
                parameter: false,
                used: false,
            };
            self.labels.insert(name.to_string());
            let bound = self.bind(state);
            Rc::make_mut(&mut place.names).push((name, bound));
            known.insert(name, bound);
        }
        if self.lets.len() > first {
            let names = place.names.clone();
            for state in self.lets.iter_mut().skip(first) {
                state.names = names.clone();
            }
        }
    }

    pub fn bind(&mut self, state: LetState<'a>) -> Bound {
        self.lets.push(state);
        Bound::Let(LetId(self.lets.len() - 1))
    }

    /// Enters a let for as long as `inside` runs: marks its use, and refuses circles.
    pub fn expand<T>(
        &mut self,
        id: LetId,
        span: Span,
        slot: &Slot,
        place: &Place<'a>,
        inside: impl FnOnce(&mut Self, &'a Expr, &Slot, &Place<'a>) -> Option<T>,
    ) -> Option<T> {
        let used_at = slot.used_at.or(Some(span));
        self.enter(id, span, !slot.is_condition(), place, |this, state, within| {
            let slot = Slot { path: state.path.clone(), used_at, ..slot.clone() };
            inside(this, state.value, &slot, within)
        })
    }

    fn enter<T>(
        &mut self,
        id: LetId,
        span: Span,
        used: bool,
        place: &Place<'a>,
        inside: impl FnOnce(&mut Self, &LetState<'a>, &Place<'a>) -> Option<T>,
    ) -> Option<T> {
        if let Some(at) = self.resolving.iter().position(|one| *one == id) {
            return self.circle(at, id, span);
        }
        self.expansions += 1;
        if self.resolving.len() >= DEEPEST {
            self.expansions = self.expansions.max(MOST + 1);
        }
        if self.expansions > MOST {
            // Told once: from here on everything is given up.
            self.incomplete = true;
            let told = std::mem::replace(&mut self.lets_told, true);
            return (!told).then(|| self.report(let_cycle::too_many(span))).and(None);
        }
        let state = self.lets.get_mut(id.0)?;
        state.used |= used;
        let state = state.clone();
        let within = Place {
            names: state.names.clone(),
            module: state.module,
            call: state.call,
            doc: state.doc.clone(),
            repetition: 0,
            ..place.clone()
        };
        self.resolving.push(id);
        let result = inside(self, &state, &within);
        self.resolving.pop();
        result
    }

    pub fn let_number(
        &mut self,
        id: LetId,
        span: Span,
        slot: &Slot,
        place: &Place<'a>,
        direct: bool,
    ) -> Option<Term> {
        let term = self.expand(id, span, slot, place, |this, value, slot, within| {
            this.number(value, slot, within, direct)
        })?;
        if is_deeper(&term, LEVELS) {
            return self.fault(let_cycle::too_many(span));
        }
        Some(term)
    }

    /// A let that stands for layers: `let norm = batch_norm | layer_norm`, then `norm`. However
    /// often it is used, its choice is one.
    pub fn let_layers(
        &mut self,
        id: LetId,
        name: &'a Name,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut names::Names,
    ) -> Option<Vec<Node>> {
        let own = self.label(label, &name.text, names);
        let path = place.join(&own);
        self.enter(id, name.span, true, place, |this, state, within| {
            let shared = Some(state.path.clone());
            let within = Place { shared, ..within.at(path) };
            this.layers(state.value, Label::Inherited, &within, &mut names::Names::default())
        })
    }

    fn circle<T>(&mut self, at: usize, id: LetId, span: Span) -> Option<T> {
        let name = |id: &LetId| self.lets.get(id.0).map_or("", |state| state.name.text.as_str());
        let round = self.resolving.iter().skip(at).chain(std::iter::once(&id));
        let chain: Vec<&str> = round.map(name).collect();
        // Wherever the circle is entered it is the same one: told at its first let, once.
        let members = self.resolving.iter().skip(at);
        let first = members.filter_map(|id| Some(self.lets.get(id.0)?.name.span)).min();
        let diagnostic = let_cycle::diagnostic(&chain, first.unwrap_or(span));
        self.fault(diagnostic)
    }

    /// What no call uses; a block that is called twice may use a parameter in one of them only.
    pub fn report_unused(&mut self) {
        let used: BTreeSet<Span> =
            self.lets.iter().filter(|state| state.used).map(|state| state.name.span).collect();
        let unused = self.lets.iter().filter(|state| !used.contains(&state.name.span));
        let found: Vec<_> = unused
            .map(|state| {
                let (name, span) = (&state.name.text, state.name.span);
                if state.parameter {
                    unused_parameter::diagnostic(name, span)
                } else {
                    unused_let::diagnostic(name, span)
                }
            })
            .filter(|one| !self.in_library(one.primary.span))
            .collect();
        found.into_iter().for_each(|one| self.report(one));
    }
}
