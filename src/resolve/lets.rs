//! Named values: any order, no circles, none unused.

use super::context::{Bound, Place, Resolver};
use super::slot::Slot;
use crate::diagnostic::codes::name::{duplicate, let_cycle, unused_let};
use crate::source::Span;
use crate::space::Term;
use crate::syntax::ast::Let;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LetId(pub usize);

#[derive(Debug)]
pub(super) struct LetState<'a> {
    pub declared: &'a Let,
    /// Its path as a hyperparameter.
    pub path: String,
    /// How many of the names in sight at a use were in sight where it stands.
    pub visible: usize,
    /// By a layer or a setting; a condition does not count.
    pub used: bool,
}

/// The most expansions of lets in one specification.
const MOST: usize = 2_000;

impl<'a> Resolver<'a> {
    /// Brings the lets of one body in sight, all at once.
    pub fn declare(&mut self, lets: impl Iterator<Item = &'a Let>, place: &mut Place<'a>) {
        let first = self.lets.len();
        for declared in lets {
            let name = declared.name.text.as_str();
            let before = place.names.iter().find_map(|(known, bound)| match bound {
                Bound::Let(id) if *known == name => self.lets.get(id.0),
                _ => None,
            });
            if let Some(before) = before {
                let there = before.declared.name.span;
                self.report(duplicate::diagnostic("let", name, declared.name.span, there));
                continue;
            }
            let id = LetId(self.lets.len());
            let path = place.join(name);
            self.lets.push(LetState { declared, path, visible: 0, used: false });
            self.labels.insert(name.to_string());
            place.names.push((name, Bound::Let(id)));
        }
        let visible = place.names.len();
        for state in self.lets.iter_mut().skip(first) {
            state.visible = visible;
        }
    }

    /// Enters a let for as long as `inside` runs: marks its use, and refuses circles.
    pub fn expand<T>(
        &mut self,
        id: LetId,
        span: Span,
        slot: &Slot,
        place: &Place<'a>,
        inside: impl FnOnce(&mut Self, &'a Let, &Slot, &Place<'a>) -> Option<T>,
    ) -> Option<T> {
        if let Some(at) = self.resolving.iter().position(|one| *one == id) {
            return self.circle(at, id, span);
        }
        self.expansions += 1;
        if self.expansions > MOST {
            // Told once: from here on everything is given up.
            self.incomplete = true;
            return (self.expansions == MOST + 1)
                .then(|| self.report(let_cycle::too_many(span)))
                .and(None);
        }
        let state = self.lets.get_mut(id.0)?;
        state.used |= !slot.is_condition();
        let (declared, path, visible) = (state.declared, state.path.clone(), state.visible);
        let mut names = place.names.clone();
        names.truncate(visible);
        let doc = declared.doc.as_ref().map(|doc| doc.text.clone());
        let within = Place { names, doc, repetition: 0, ..place.clone() };
        let used_at = slot.used_at.or(Some(span));
        let slot = Slot { path, used_at, ..slot.clone() };
        self.resolving.push(id);
        let result = inside(self, declared, &slot, &within);
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
        self.expand(id, span, slot, place, |this, declared, slot, within| {
            this.number(&declared.value, slot, within, direct)
        })
    }

    fn circle<T>(&mut self, at: usize, id: LetId, span: Span) -> Option<T> {
        let name =
            |id: &LetId| self.lets.get(id.0).map_or("", |state| state.declared.name.text.as_str());
        let round = self.resolving.iter().skip(at).chain(std::iter::once(&id));
        let chain: Vec<&str> = round.map(name).collect();
        // Wherever the circle is entered it is the same one: told at its first let, once.
        let members = self.resolving.iter().skip(at);
        let first = members.filter_map(|id| Some(self.lets.get(id.0)?.declared.name.span)).min();
        let diagnostic = let_cycle::diagnostic(&chain, first.unwrap_or(span));
        self.fault(diagnostic)
    }

    pub fn report_unused(&mut self) {
        let unused = self.lets.iter().filter(|state| !state.used);
        let found: Vec<_> = unused
            .map(|state| {
                unused_let::diagnostic(&state.declared.name.text, state.declared.name.span)
            })
            .collect();
        found.into_iter().for_each(|one| self.report(one));
    }
}
