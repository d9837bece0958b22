//! One layer of the template for one state.

use super::state::{Sizes, State};
use super::walk::{Stop, Walk};
use crate::graph::{Activation, Attention, Misfit, Op, Shape};
use crate::instantiate::{FaultKind, MOST_NODES, Part, Problem, lower};
use crate::source::Span;
use crate::space::Value;
use crate::template::{Argument, ItemUse};

impl Walk<'_, '_> {
    pub(super) fn layer(&self, state: &State, path: &str, item: &ItemUse) -> Result<State, Stop> {
        let parts = self.many(&state.values, |many| lower(item, state.shape, many));
        let parts = parts.map_err(Stop::from)?;
        let open = self.open_activation(state, item);
        let mut next = state.clone();
        let mut saved = Vec::new();
        for part in parts {
            match self.bounded(part, open) {
                Part::Op { name, op } => {
                    let input = next.shape;
                    next = self.apply(&next, op, item.span)?;
                    let kinds =
                        if matches!(op, Op::Activation(_)) { names(item) } else { Vec::new() };
                    self.met(path, &name, op, &kinds, (input, next.shape));
                }
                Part::Activation(Some(activation)) => {
                    next = self.apply(&next, Op::Activation(activation), item.span)?;
                }
                Part::Activation(None) => {}
                Part::Save => saved.push(next.shape),
                Part::Add { .. } => {
                    let back = saved.pop().unwrap_or(next.shape);
                    next = self.sum(&next, back, item.span)?;
                }
            }
        }
        Ok(next)
    }

    /// Which activation it is, or whether there is one, may be open: then what it may be.
    fn open_activation(&self, state: &State, item: &ItemUse) -> Option<Activations> {
        let (space, region) = (&self.plan.family.space, &self.way.region);
        let argument = item.arg("activation").or_else(|| item.arg("function"))?;
        let Argument::Pick { hyper, alternatives, .. } = argument else { return None };
        if state.values.get(*hyper).is_some() {
            return None;
        }
        let left = |at: usize| region.allows(space, *hyper, Value::Choice(at));
        let mut found = Activations::default();
        for (_, one) in alternatives.iter().enumerate().filter(|(at, _)| left(*at)) {
            match one {
                Argument::Item(item) if item.item.name != "prelu" => found.plain = true,
                Argument::Item(_) => found.prelu = true,
                Argument::Word { .. } => found.none = true,
                _ => found = Activations { plain: true, prelu: true, none: true },
            }
        }
        Some(found)
    }

    /// A bound of what the activations cost: of all only `prelu` has a parameter.
    fn bounded(&self, part: Part, open: Option<Activations>) -> Part {
        let (Some(open), Sizes::AtMost | Sizes::AtLeast) = (open, self.sizes) else { return part };
        let most = self.sizes == Sizes::AtMost;
        let prelu = if most { open.prelu } else { !open.plain };
        let some = if most { open.plain || open.prelu } else { !open.none };
        let activation = if prelu { Activation::Prelu } else { Activation::Relu };
        match part {
            Part::Activation(_) => Part::Activation(some.then_some(activation)),
            Part::Op { name, op: Op::Activation(_) } => {
                Part::Op { name, op: Op::Activation(activation) }
            }
            other => other,
        }
    }

    fn sum(&self, state: &State, back: Shape, span: Span) -> Result<State, Stop> {
        let mut next = state.clone();
        if let Err(misfit) = Op::Add.output(&[state.shape, back]) {
            self.refuse(misfit, span)?;
        }
        next.charge(Op::Add, state.shape, state.shape);
        next.nodes += 1;
        Ok(next)
    }

    pub(super) fn apply(&self, state: &State, op: Op, span: Span) -> Result<State, Stop> {
        // Where channels are only bounded, the way they are written has proven that they part.
        let tried = if self.sizes.is_exact() { op } else { in_one_part(op) };
        let shape = match tried.output(&[state.shape]) {
            Ok(shape) => shape,
            Err(misfit) => return self.refuse(misfit, span).map(|()| state.clone()),
        };
        let mut next = State { shape, nodes: state.nodes + 1, ..state.clone() };
        next.charge(op, state.shape, shape);
        self.deep(&next, span)?;
        Ok(next)
    }

    /// A size beyond the limits is no fault where only its upper bound is.
    pub(super) fn refuse(&self, misfit: Misfit, span: Span) -> Result<(), Stop> {
        if matches!(misfit, Misfit::TooLarge { .. }) && self.sizes == Sizes::AtMost {
            return Err(Stop::Oversized);
        }
        Err(Stop::Fails(Problem { kind: FaultKind::Shape(misfit), span }))
    }

    pub(super) fn deep(&self, state: &State, span: Span) -> Result<(), Stop> {
        match self.sizes {
            _ if state.nodes <= MOST_NODES + 1 => Ok(()),
            Sizes::AtMost => Err(Stop::Oversized),
            Sizes::AtLeast => Ok(()),
            Sizes::Exact | Sizes::ExactLeast => {
                self.refuse(Misfit::TooDeep { limit: MOST_NODES }, span)
            }
        }
    }
}

/// The names of the activations that a layer which is an activation can be.
fn names(item: &ItemUse) -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut todo: Vec<&Argument> = item.arg("function").into_iter().collect();
    while let Some(argument) = todo.pop() {
        match argument {
            Argument::Item(item) => names.push(item.item.name),
            Argument::Pick { alternatives, .. } => todo.extend(alternatives.iter().rev()),
            _ => {}
        }
    }
    names
}

/// What an open choice of an activation may be.
#[derive(Clone, Copy, Debug, Default)]
struct Activations {
    /// One without parameters.
    plain: bool,
    prelu: bool,
    none: bool,
}

/// The same shapes, whatever the channels part into.
fn in_one_part(op: Op) -> Op {
    match op {
        Op::Conv { filters, reach, bias, .. } => Op::Conv { filters, reach, groups: 1, bias },
        Op::Attention(attention) => Op::Attention(Attention { heads: 1, ..attention }),
        Op::GroupNorm { epsilon, .. } => Op::GroupNorm { groups: 1, epsilon },
        other => other,
    }
}
