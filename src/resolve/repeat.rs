//! `repeat 1..4 as i { … }`

use super::condition::{Truth, more_than};
use super::context::{Around, Bound, Place, Resolver};
use super::interval;
use super::names::Names;
use super::roles;
use super::slot::Slot;
use super::structure::Label;
use crate::catalog::{Bounds, Param, Preset, Role, Type};
use crate::source::Span;
use crate::space::{IndexId, Term};
use crate::syntax::ast::{Body, Expr, Name};
use crate::template::Node;
use std::rc::Rc;

/// How often a block may be repeated.
static COUNT: Param = Param::new(
    "count",
    Type::Whole,
    Preset::Required,
    Role::Capacity,
    "How often the block is repeated.",
)
.bounds(Bounds::between(0.0, 1000.0));

impl<'a> Resolver<'a> {
    #[allow(clippy::too_many_arguments)] // reason: the parts of one statement
    pub fn repeat(
        &mut self,
        span: Span,
        count: &'a Expr,
        index: Option<&'a Name>,
        body: &'a Body,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        let name = self.label(label, "repeat", names);
        let path = place.join(&name);
        let slot = Slot::new(&COUNT, "repeat", path.clone());
        let term = self.bounded(count, &slot, place);
        let within = self.repeated(term.clone(), index, path.clone(), place);
        let index = within.repeats.last()?.index;
        let body = self.body(body, &within);
        let (count, body) = (term?, body?);
        if roles::reshapes(&body) {
            for id in interval::hypers(&count) {
                self.draft(id)?.shapes = true;
            }
        }
        Some(vec![Node::Repeat { path, count, index, body, span }])
    }

    /// The place inside: its index in sight, and there only where the count is not 0.
    fn repeated(
        &mut self,
        count: Option<Term>,
        index: Option<&'a Name>,
        path: String,
        place: &Place<'a>,
    ) -> Place<'a> {
        // A faulty count has been reported; one repetition serves to look at the body.
        let count = count.unwrap_or(Term::Number(1.0));
        let largest = self.hull(&count).map_or(COUNT.bounds.high, |(_, high)| high.floor());
        let largest = largest.clamp(0.0, COUNT.bounds.high) as usize;
        let id = IndexId(self.index_counts.len());
        self.index_counts.push(largest);
        let mut within = Place { doc: None, ..place.at(path.clone()) };
        if let Truth::When(cases) = more_than(&self.drafts, &count, 0) {
            within.cases = within.cases.and(&cases);
        }
        if let Some(name) = index {
            Rc::make_mut(&mut within.names).push((name.text.as_str(), Bound::Index(id)));
        }
        within.repeats.push(Around { index: id, count, largest, path });
        within
    }
}
