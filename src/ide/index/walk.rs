//! Walks trees and notes declarations and uses, in sight of each place as the language has it.

use super::super::view::{View, blocks};
use super::paths::{Reference, segments};
use super::{Def, Index, Tree, Use, What};
use crate::catalog;
use crate::resolve::Module;
use crate::source::Span;
use crate::syntax::ast::{
    Arg, BlockDef, Body, Entry, Expr, ExprKind, Let, Name, RangeScale, Section, Stmt, TopItem,
};

/// Names in sight, innermost last.
type Scope<'a> = Vec<(&'a str, usize)>;

pub fn index<'a>(view: &View<'a>) -> Index<'a> {
    let mut walker = Walker {
        modules: view.modules,
        index: Index::default(),
        references: Vec::new(),
        module: 0,
        around: Vec::new(),
    };
    let tops: Vec<Scope> = (0..view.modules.len()).map(|at| walker.declare(at)).collect();
    for (at, top) in tops.iter().enumerate() {
        let Some(module) = view.modules.get(at).filter(|module| !module.library) else { continue };
        walker.module = at;
        module.spec.items.iter().for_each(|item| walker.item(item, top));
    }
    let references = std::mem::take(&mut walker.references);
    let mut index = walker.index;
    super::paths::resolve(&mut index, &references);
    index
}

struct Walker<'a> {
    modules: &'a [Module],
    index: Index<'a>,
    /// Paths of hyperparameters, to be read once all labels are known.
    references: Vec<Reference<'a>>,
    module: usize,
    around: Vec<&'a str>,
}

impl<'a> Walker<'a> {
    /// The top of a file: its lets, which are in sight, and its blocks.
    fn declare(&mut self, at: usize) -> Scope<'a> {
        let mut scope = Scope::new();
        let Some(module) = self.modules.get(at) else { return scope };
        for item in &module.spec.items {
            match item {
                TopItem::Let(one) => {
                    let id = self.define_let(one);
                    scope.push((&one.name.text, id));
                }
                TopItem::Block(block) => {
                    let id = self.define(What::Block, &block.name, block.span, Tree::Block(block));
                    if let Some(def) = self.index.defs.get_mut(id) {
                        def.library = module.library;
                    }
                }
                _ => {}
            }
        }
        scope
    }

    fn define(&mut self, what: What, name: &'a Name, whole: Span, tree: Tree<'a>) -> usize {
        let around = self.around.clone();
        let def =
            Def { what, name: &name.text, span: name.span, whole, tree, around, library: false };
        self.index.defs.push(def);
        self.index.defs.len() - 1
    }

    fn define_let(&mut self, one: &'a Let) -> usize {
        self.define(What::Let, &one.name, one.span, Tree::Let(one))
    }

    fn item(&mut self, item: &'a TopItem, top: &Scope<'a>) {
        match item {
            TopItem::Let(one) => self.value(&one.value, top),
            TopItem::Import(_) => {}
            TopItem::Block(block) => self.block(block, top),
            TopItem::Section(section) => self.section(section, top),
        }
    }

    fn block(&mut self, block: &'a BlockDef, top: &Scope<'a>) {
        let mut scope = top.clone();
        for one in &block.parameters {
            if let Some(default) = &one.default {
                self.value(default, &scope);
            }
            let id = self.define(What::Parameter, &one.name, one.span, Tree::Parameter(one));
            scope.push((&one.name.text, id));
        }
        self.body(&block.body, &scope, false);
    }

    fn section(&mut self, section: &'a Section, top: &Scope<'a>) {
        match section.name.text.as_str() {
            "model" => self.body(&section.body, top, true),
            "sweep" => self.settings(&section.body, top, true),
            _ => self.settings(&section.body, top, false),
        }
    }

    /// Settings; those of the sweep may name hyperparameters.
    fn settings(&mut self, body: &'a Body, scope: &Scope<'a>, sweep: bool) {
        let scope = self.with_lets(body, scope);
        for stmt in &body.stmts {
            match stmt {
                Stmt::Let(one) => self.value(&one.value, &scope),
                Stmt::Require(one) => self.condition(&one.condition, &scope),
                Stmt::Entry(entry) => self.setting(entry, &scope, sweep),
            }
        }
    }

    fn setting(&mut self, entry: &'a Entry, scope: &Scope<'a>, sweep: bool) {
        let (name, body) = match (&entry.label, &entry.value.kind) {
            (Some(label), ExprKind::Group(body)) => (label.text.as_str(), Some(body)),
            (Some(label), _) => (label.text.as_str(), None),
            (None, ExprKind::Call { name, body: Some(body), .. }) => {
                (name.text.as_str(), Some(body))
            }
            _ => ("", None),
        };
        match (name, body) {
            ("growth", Some(body)) if sweep => self.settings(body, scope, true),
            ("start", Some(body)) if sweep => {
                for stmt in &body.stmts {
                    if let Stmt::Entry(entry) = stmt
                        && let Some(label) = &entry.label
                    {
                        self.references.push(segments(label));
                    }
                }
            }
            ("order", None) if sweep => self.order(&entry.value),
            // Metrics are no names of the author's.
            ("objective" | "metrics", _) => {}
            _ => self.value(&entry.value, scope),
        }
    }

    fn order(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::List(all) => all.iter().for_each(|one| self.order(one)),
            ExprKind::Path(names) => {
                self.references
                    .push(names.iter().map(|name| (name.text.as_str(), name.span)).collect());
            }
            _ => {}
        }
    }

    fn with_lets(&mut self, body: &'a Body, scope: &Scope<'a>) -> Scope<'a> {
        let mut scope = scope.clone();
        for stmt in &body.stmts {
            if let Stmt::Let(one) = stmt {
                let id = self.define_let(one);
                scope.push((&one.name.text, id));
            }
        }
        scope
    }

    /// Layers.
    fn body(&mut self, body: &'a Body, scope: &Scope<'a>, model: bool) {
        let scope = self.with_lets(body, scope);
        for stmt in &body.stmts {
            match stmt {
                Stmt::Let(one) => self.value(&one.value, &scope),
                Stmt::Require(one) => self.condition(&one.condition, &scope),
                Stmt::Entry(entry) => {
                    let label = entry.label.as_ref().filter(|label| {
                        !(model && ["input", "output"].contains(&label.text.as_str()))
                    });
                    if let Some(label) = label {
                        self.define(What::Label, label, entry.span, Tree::Layer(&entry.value));
                        self.around.push(&label.text);
                    }
                    self.value(&entry.value, &scope);
                    if label.is_some() {
                        self.around.pop();
                    }
                }
            }
        }
    }

    /// Values and layers alike: a name in sight is a use of it, and so is the call of a block.
    fn value(&mut self, expr: &'a Expr, scope: &Scope<'a>) {
        match &expr.kind {
            ExprKind::Path(names) => {
                if let [name] = names.as_slice() {
                    self.named(name, scope);
                }
            }
            ExprKind::Call { name, args, body } => self.call(name, args, body.as_ref(), scope),
            ExprKind::Repeat { count, index, body } => {
                self.value(count, scope);
                let mut scope = scope.clone();
                if let Some(name) = index {
                    let id = self.define(What::Index, name, expr.span, Tree::Count(expr));
                    scope.push((&name.text, id));
                }
                self.body(body, &scope, false);
            }
            ExprKind::Either(bodies) => {
                bodies.iter().for_each(|body| self.body(body, scope, false));
            }
            ExprKind::Group(body) => self.body(body, scope, false),
            ExprKind::Range { low, high, scale } => {
                self.value(low, scope);
                self.value(high, scope);
                if let RangeScale::Step(by) | RangeScale::By(by) = scale {
                    self.value(by, scope);
                }
            }
            _ => parts(expr).into_iter().for_each(|part| self.value(part, scope)),
        }
    }

    fn named(&mut self, name: &'a Name, scope: &Scope<'a>) {
        let found = scope.iter().rev().find(|(known, _)| *known == name.text).map(|(_, id)| *id);
        if let Some(id) = found.or_else(|| self.block_named(&name.text).map(|(id, _)| id)) {
            self.index.uses.push(Use { span: name.span, defs: vec![id] });
        }
    }

    fn call(&mut self, name: &'a Name, args: &'a [Arg], body: Option<&'a Body>, scope: &Scope<'a>) {
        let block = self.block_named(&name.text);
        if let Some((id, def)) = block {
            self.index.uses.push(Use { span: name.span, defs: vec![id] });
            for given in args.iter().filter_map(|arg| arg.name.as_ref()) {
                let parameter = def.parameters.iter().find(|one| one.name.text == given.text);
                if let Some(parameter) = parameter {
                    // Its declaration may come later in the walk: it is known by its place.
                    let span = parameter.name.span;
                    self.references.push(vec![("", given.span), ("", span)]);
                }
            }
        }
        args.iter().for_each(|arg| self.value(&arg.value, scope));
        if let Some(body) = body {
            self.body(body, scope, false);
        }
    }

    /// The block of that name in sight of the file that is walked.
    fn block_named(&self, name: &str) -> Option<(usize, &'a BlockDef)> {
        if catalog::find_layer(name).is_some() {
            return None;
        }
        let home = self.modules.get(self.module)?;
        let imported = home.imports.iter().map(|one| one.module);
        let library = (0..self.modules.len())
            .filter(|at| self.modules.get(*at).is_some_and(|module| module.library));
        let mut order = std::iter::once(self.module).chain(imported).chain(library);
        let def = order.find_map(|at| {
            blocks(&self.modules.get(at)?.spec).find(|block| block.name.text == name)
        })?;
        Some((self.index.find(def.name.span)?, def))
    }

    /// In conditions a name that is not in sight is a hyperparameter's path.
    fn condition(&mut self, expr: &'a Expr, scope: &Scope<'a>) {
        match &expr.kind {
            ExprKind::Path(names) => match names.as_slice() {
                [name] if scope.iter().any(|(known, _)| *known == name.text) => {
                    self.named(name, scope);
                }
                names => {
                    let path = names.iter().map(|name| (name.text.as_str(), name.span));
                    self.references.push(path.collect());
                }
            },
            _ => parts(expr).into_iter().for_each(|part| self.condition(part, scope)),
        }
    }
}

/// The values within a value.
fn parts(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Unary { operand, .. } | ExprKind::Prefixed { operand, .. } => vec![operand],
        ExprKind::Binary { left, right, .. } => vec![left, right],
        ExprKind::Range { low, high, .. } => vec![low, high],
        ExprKind::Choice(all) | ExprKind::List(all) => all.iter().collect(),
        ExprKind::Default { domain, value } => vec![domain, value],
        ExprKind::Maybe(inner) | ExprKind::Each(inner) => vec![inner],
        ExprKind::Counted { count, .. } | ExprKind::Per { count, .. } => vec![count],
        ExprKind::For { condition, times } => vec![condition, times],
        ExprKind::Call { args, .. } => args.iter().map(|arg| &arg.value).collect(),
        _ => Vec::new(),
    }
}
