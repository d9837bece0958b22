//! A block that is called: its layers in its place, with its parameters bound.

use super::context::{Place, Resolver};
use super::lets::LetState;
use super::modules::BlockRef;
use super::names::Names;
use super::parameters::doubled;
use super::structure::Label;
use crate::diagnostic::codes::name::{
    block_cycle, duplicate, missing_argument, no_body, too_many_arguments, unknown_argument,
};
use crate::source::Span;
use crate::syntax::ast::{Arg, Body, Expr, Name, Parameter};
use crate::template::{Home, Node};
use std::rc::Rc;

/// The most calls within one specification: calls within calls within calls grow fast.
const MOST: usize = 20_000;

/// The most calls within each other: each takes its share of the stack.
const DEEPEST: usize = 64;

/// A block's name at its call, with everything behind it.
#[derive(Clone, Copy)]
pub(super) struct Called<'a> {
    pub name: &'a Name,
    pub args: &'a [Arg],
    pub body: Option<&'a Body>,
    pub span: Span,
}

impl<'a> Resolver<'a> {
    pub fn call(
        &mut self,
        block: BlockRef<'a>,
        called: Called<'a>,
        label: Label<'a>,
        place: &Place<'a>,
        names: &mut Names,
    ) -> Option<Vec<Node>> {
        let (def, span) = (block.def, called.span);
        self.called.insert(def.name.span);
        if doubled(def) {
            return self.hole();
        }
        if let Some(body) = called.body {
            return self.fault(no_body::unwanted(&def.name.text, body.span));
        }
        if let Some(at) = self.calling.iter().position(|one| one.def.name == def.name) {
            let chain = self.calling.iter().skip(at).map(|one| one.def.name.text.as_str());
            let chain: Vec<&str> = chain.chain([def.name.text.as_str()]).collect();
            return self.fault(block_cycle::diagnostic(&chain, called.name.span));
        }
        self.calls += 1;
        if self.calls > MOST || self.calling.len() >= DEEPEST {
            self.calls = self.calls.max(MOST + 1);
            self.incomplete = true;
            let told = !std::mem::replace(&mut self.calls_told, true);
            return told.then(|| self.report(block_cycle::too_many(span))).and(None);
        }
        let own = self.label(label, &def.name.text, names);
        let path = place.join(&own);
        let inside = self.inside(block, called, path.clone(), place)?;
        self.calling.push(block);
        let body = self.body(&def.body, &inside);
        self.calling.pop();
        let home = match self.modules.get(block.module) {
            Some(module) if module.library => Home::Library,
            _ if block.module == 0 => Home::Here,
            _ => Home::Imported,
        };
        let block = def.name.text.clone();
        Some(vec![Node::Call { path, block, home, body: body?, span }])
    }

    /// The place within the block: its file's names, and its parameters.
    fn inside(
        &mut self,
        block: BlockRef<'a>,
        called: Called<'a>,
        path: String,
        place: &Place<'a>,
    ) -> Option<Place<'a>> {
        let given = self.given(block, called)?;
        let anchor = place.anchor.or(Some(called.span.start));
        let mut inside = self.opened(block, Place { anchor, doc: None, ..place.at(path) });
        for (parameter, value) in block.def.parameters.iter().zip(given) {
            let name = parameter.name.text.as_str();
            // What the caller wrote is read where it stands, a default where the block does.
            let home = if value.is_some() { place.clone() } else { inside.clone() };
            let Some(value) = value.or(parameter.default.as_ref()) else {
                let (owner, example) = (&block.def.name.text, example(block));
                let fault = missing_argument::diagnostic(
                    owner,
                    name,
                    "it has no default",
                    called.span,
                    &example,
                );
                return self.fault(fault.also(parameter.name.span, "declared here"));
            };
            self.take(parameter, value, &home, &mut inside);
            self.labels.insert(name.to_string());
        }
        Some(inside)
    }

    /// That place as the place within the block, with its file's names and no parameter yet.
    pub(super) fn opened(&self, block: BlockRef<'a>, place: Place<'a>) -> Place<'a> {
        let scope = self.scopes.get(block.module).cloned();
        Place { names: scope.unwrap_or_default(), module: block.module, call: self.calls, ..place }
    }

    /// Binds a parameter of the block to a value that is read at `home`.
    pub(super) fn take(
        &mut self,
        parameter: &'a Parameter,
        value: &'a Expr,
        home: &Place<'a>,
        inside: &mut Place<'a>,
    ) {
        let name = parameter.name.text.as_str();
        let path = inside.join(name);
        let id = self.bind(LetState::parameter(parameter, value, path, home));
        Rc::make_mut(&mut inside.names).push((name, id));
    }

    /// The value that each parameter is given at the call.
    fn given(&mut self, block: BlockRef<'a>, called: Called<'a>) -> Option<Vec<Option<&'a Expr>>> {
        let parameters = block.def.parameters.as_slice();
        let owner = block.def.name.text.as_str();
        let known: Vec<&str> = parameters.iter().map(|one| one.name.text.as_str()).collect();
        let mut given: Vec<Option<&'a Arg>> = vec![None; parameters.len()];
        let mut sound = true;
        for arg in called.args {
            let at = match &arg.name {
                Some(name) => known.iter().position(|one| *one == name.text),
                None => given.iter().position(Option::is_none),
            };
            let Some(slot) = at.and_then(|at| given.get_mut(at)) else {
                let fault = match &arg.name {
                    Some(name) => {
                        unknown_argument::diagnostic(&name.text, name.span, owner, &known)
                    }
                    None => too_many_arguments::diagnostic(owner, arg.span, &known, &[]),
                };
                self.report(fault.also(block.def.name.span, "the block is declared here"));
                sound = false;
                continue;
            };
            match (*slot, &arg.name) {
                (Some(first), Some(name)) => {
                    let fault =
                        duplicate::diagnostic("argument", &name.text, name.span, first.span);
                    self.report(fault);
                    sound = false;
                }
                _ => *slot = Some(arg),
            }
        }
        sound.then(|| given.into_iter().map(|arg| arg.map(|arg| &arg.value)).collect())
    }
}

/// How the block is called with what it needs.
fn example(block: BlockRef) -> String {
    let needed = |one: &&Parameter| one.default.is_none();
    let parts = block.def.parameters.iter().filter(needed);
    let parts: Vec<String> = parts.map(|one| format!("{}: …", one.name.text)).collect();
    format!("{}({})", block.def.name.text, parts.join(", "))
}
