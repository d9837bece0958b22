//! Layers with a body: `residual`, and `parallel` with its branches.

use super::context::{Place, Resolver};
use super::draft::{Draft, Shape};
use super::model::lets;
use super::names::Names;
use super::roles;
use super::structure::Label;
use crate::catalog::Role;
use crate::diagnostic::codes::name::{branch_place, no_body};
use crate::space::HyperId;
use crate::syntax::ast::{Body, Entry, Expr, ExprKind, Stmt};
use crate::template::{Argument, Branch, ItemUse, Join, Node, Shortcut};

impl<'a> Resolver<'a> {
    pub fn composite(
        &mut self,
        item: &ItemUse,
        body: &'a Body,
        path: String,
        place: &Place<'a>,
    ) -> Option<Vec<Node>> {
        let (span, within) = (item.span, place.at(path.clone()));
        match item.item.name {
            "parallel" => {
                let join = if word(item, "join") == "add" { Join::Add } else { Join::Concat };
                let branches = self.branches(body, &within)?;
                Some(vec![Node::Parallel { path, join, branches, span }])
            }
            "branch" => {
                self.body(body, &within);
                self.fault(branch_place::outside(span))
            }
            _ => {
                let shortcut = match word(item, "shortcut") {
                    "pad" => Shortcut::Pad,
                    "conv_norm" => Shortcut::ConvNorm,
                    _ => Shortcut::Conv,
                };
                let body = self.body(body, &within)?;
                Some(vec![Node::Residual { path, shortcut, body, span }])
            }
        }
    }

    fn branches(&mut self, body: &'a Body, place: &Place<'a>) -> Option<Vec<Branch>> {
        let mut place = place.clone();
        self.declare(lets(body), &mut place);
        let mut names = Names::of(body);
        let mut branches = Some(Vec::new());
        for stmt in &body.stmts {
            let entry = match stmt {
                Stmt::Entry(entry) => entry,
                Stmt::Require(require) => {
                    self.requires.push((require, place.clone()));
                    continue;
                }
                Stmt::Let(_) => continue,
            };
            match (self.branch(entry, &place.documented(entry), &mut names), branches.as_mut()) {
                (Some(one), Some(all)) => all.push(one),
                _ => branches = None,
            }
        }
        branches
    }

    fn branch(&mut self, entry: &'a Entry, place: &Place<'a>, names: &mut Names) -> Option<Branch> {
        let (expr, span) = (&entry.value, entry.value.span);
        let own = self.label(Label::Own(entry.label.as_ref()), "branch", names);
        let path = place.join(&own);
        if let Some(inner) = branch_body(expr) {
            let body = self.body(inner?, &place.at(path))?;
            return Some(Branch { hyper: None, body, span });
        }
        let (domain, start) = match &expr.kind {
            ExprKind::Default { domain, value } => (domain.as_ref(), Some(value.as_ref())),
            _ => (expr, None),
        };
        let inner = match &domain.kind {
            ExprKind::Maybe(inner) => branch_body(inner),
            ExprKind::Missing => return self.hole(),
            _ => None,
        };
        let Some(inner) = inner else {
            return self.fault(branch_place::other(span));
        };
        let Some(inner) = inner else { return self.fault(no_body::missing("branch", span)) };
        let id = self.perhaps_branch(domain, path.clone(), place);
        if let Some(value) = start {
            self.start_present(value, id, domain.span)?;
        }
        let within = place.within(place.cases.and_is(id, 1)).at(path);
        let body = self.body(inner, &within)?;
        let draft = self.draft(id)?;
        (draft.role, draft.shapes) = (Role::Capacity, roles::reshapes(&body));
        Some(Branch { hyper: Some(id), body, span })
    }

    fn perhaps_branch(&mut self, expr: &Expr, path: String, place: &Place<'a>) -> HyperId {
        let draft = Draft::new(expr.span, path, Shape::Optional, Role::Capacity, place);
        self.add(draft, place)
    }
}

/// The braces of a `branch`, which may be missing; nothing where it is none.
fn branch_body(expr: &Expr) -> Option<Option<&Body>> {
    match &expr.kind {
        ExprKind::Call { name, body, .. } if name.text == "branch" => Some(body.as_ref()),
        _ => None,
    }
}

/// The word that an argument is; presets are filled in.
fn word(item: &ItemUse, name: &str) -> &'static str {
    match item.arg(name) {
        Some(Argument::Word { word, .. }) => word,
        _ => "",
    }
}
