//! Choices of layers, and layers that may be absent.

use super::context::{Place, Resolver};
use super::draft::{Draft, Shape, Start};
use super::names::Names;
use super::roles;
use crate::catalog::Role;
use crate::diagnostic::codes::value::repeated_alternative;
use crate::source::Span;
use crate::space::HyperId;
use crate::syntax::ast::{Body, Expr, ExprKind, Name};
use crate::template::Node;

/// How a thing gets its name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Label<'a> {
    /// By its label, or its kind's number.
    Own(Option<&'a Name>),
    /// It is the only layer of a labelled `maybe` and takes over that name.
    Inherited,
}

impl<'a> Resolver<'a> {
    /// The last segment of a thing's path; empty where it takes over its parent's.
    pub fn label(&mut self, label: Label<'a>, kind: &str, names: &mut Names) -> String {
        match label {
            Label::Own(label) => self.name(label, kind, names),
            Label::Inherited => String::new(),
        }
    }

    /// `max_pool(2) | avg_pool(2)`
    pub fn layer_choice(
        &mut self,
        expr: &'a Expr,
        alternatives: &'a [Expr],
        start: Option<&'a Expr>,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        let labels = self.labels(alternatives);
        let (id, path) = self.structural(expr.span, "choice", labels.clone(), label, place, names);
        let mut inner = Names::default();
        let bodies: Vec<Option<Vec<Node>>> = alternatives
            .iter()
            .enumerate()
            .map(|(at, one)| {
                let within = place.within(place.cases.and_is(id, at)).at(path.clone());
                self.layers(one, Label::Own(None), &within, &mut inner)
            })
            .collect();
        self.no_equal_texts(alternatives)?;
        if let Some(value) = start {
            let begin = self.start_named(value, &labels, expr.span)?;
            self.draft(id)?.start = Some(Start::Choice(begin));
        }
        self.picked(id, bodies, expr.span)
    }

    /// `either { … } or { … }`
    pub fn either(
        &mut self,
        expr: &'a Expr,
        bodies: &'a [Body],
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        let labels = self.body_labels(bodies);
        let (id, path) = self.structural(expr.span, "either", labels, label, place, names);
        let mut inner = Names::default();
        let resolved: Vec<Option<Vec<Node>>> = bodies
            .iter()
            .enumerate()
            .map(|(at, body)| {
                let within = place.within(place.cases.and_is(id, at)).at(path.clone());
                self.body_among(body, &within, &mut inner)
            })
            .collect();
        let texts: Vec<String> = bodies.iter().map(|body| self.text(body.span)).collect();
        for (at, text) in texts.iter().enumerate() {
            let first = texts.iter().take(at).position(|one| one == text);
            if let (Some(first), Some(body)) =
                (first.and_then(|first| bodies.get(first)), bodies.get(at))
            {
                let fault =
                    repeated_alternative::diagnostic("{ … }", body.span, first.span, body.span);
                return self.fault(fault);
            }
        }
        self.picked(id, resolved, expr.span)
    }

    /// What the bodies of an `either` are called: the layers within.
    fn body_labels(&self, bodies: &[Body]) -> Vec<String> {
        let labels: Vec<String> = bodies.iter().map(roles::summary).collect();
        let unique = |text: &String| labels.iter().filter(|one| *one == text).count() == 1;
        let label = |(at, text): (usize, &String)| {
            if unique(text) { text.clone() } else { format!("{text} ({})", at + 1) }
        };
        labels.iter().enumerate().map(label).collect()
    }

    fn picked(
        &mut self,
        id: HyperId,
        bodies: Vec<Option<Vec<Node>>>,
        span: Span,
    ) -> Option<Vec<Node>> {
        let alternatives = bodies.into_iter().collect::<Option<Vec<Vec<Node>>>>()?;
        let draft = self.draft(id)?;
        draft.role = roles::among(&alternatives);
        draft.shapes =
            draft.role == Role::Capacity && alternatives.iter().any(|body| roles::reshapes(body));
        Some(vec![Node::Pick { hyper: id, alternatives, span }])
    }

    /// `maybe batch_norm`, `maybe { … }`
    pub fn maybe(
        &mut self,
        expr: &'a Expr,
        inner: &'a Expr,
        start: Option<&'a Expr>,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        let labelled = matches!(label, Label::Own(Some(_)));
        let (id, path) = self.structural(expr.span, "maybe", Vec::new(), label, place, names);
        if let Some(value) = start {
            self.start_present(value, id, expr.span)?;
        }
        let within = place.within(place.cases.and_is(id, 1)).at(path);
        let body = match &inner.kind {
            ExprKind::Group(body) => self.body(body, &within)?,
            ExprKind::Path(_) | ExprKind::Call { .. } if labelled => {
                self.layers(inner, Label::Inherited, &within, &mut Names::default())?
            }
            _ => self.layers(inner, Label::Own(None), &within, &mut Names::default())?,
        };
        let draft = self.draft(id)?;
        draft.role = roles::among(&[Vec::new(), body.clone()]);
        draft.shapes = roles::reshapes(&body);
        Some(vec![Node::Optional { hyper: id, body, span: expr.span }])
    }

    /// The hyperparameter of a choice of structure; without labels: present or absent.
    fn structural(
        &mut self,
        span: Span,
        kind: &str,
        labels: Vec<String>,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> (HyperId, String) {
        let own = self.label(label, kind, names);
        let path = place.join(&own);
        let shape = if labels.is_empty() {
            Shape::Optional
        } else {
            Shape::Choice { labels, ordered: false }
        };
        if let Some(id) = self.known.get(&(span, place.call, place.repetition)).copied() {
            if let Some(draft) = self.draft(id) {
                draft.cases = draft.cases.or(&place.cases);
            }
            return (id, path);
        }
        let own = place.shared.clone().unwrap_or_else(|| path.clone());
        let draft = Draft::new(span, own, shape, Role::Capacity, place);
        (self.add(draft, place), path)
    }
}
