//! Layers of one member as text, from the template: every number computed, every choice made.

use super::number_text;
use crate::catalog::{Preset, Type};
use crate::instantiate::round;
use crate::space::{Assignment, IndexId, Scope, Term, Value};
use crate::template::{Argument, Branch, ItemUse, Join, Node, Shortcut};

pub struct Layers<'a> {
    pub assignment: &'a Assignment,
}

/// The repeats around a place, with which repetition it is.
type Turns = [(IndexId, i64)];

const INDENT: &str = "    ";

impl Layers<'_> {
    /// One statement a line.
    pub fn text(&self, body: &[Node], turns: &Turns) -> String {
        self.body(body, turns).join("\n")
    }

    fn body(&self, body: &[Node], turns: &Turns) -> Vec<String> {
        body.iter().flat_map(|node| self.node(node, turns)).collect()
    }

    fn node(&self, node: &Node, turns: &Turns) -> Vec<String> {
        match node {
            Node::Layer { item, .. } => vec![self.item(item, turns)],
            Node::Pick { hyper, alternatives, .. } => {
                let at = self.assignment.alternative(*hyper).unwrap_or(0);
                alternatives.get(at).map_or_else(Vec::new, |body| self.body(body, turns))
            }
            Node::Optional { hyper, body, .. } => match self.assignment.alternative(*hyper) {
                Ok(1) => self.body(body, turns),
                _ => Vec::new(),
            },
            Node::Repeat { count, index, body, .. } => {
                let count = round(self.value(count, turns), 0);
                self.repeat(count, *index, body, turns)
            }
            Node::Residual { shortcut, body, .. } => {
                let head = match shortcut {
                    Shortcut::Conv => "residual",
                    Shortcut::ConvNorm => "residual(shortcut: conv_norm)",
                    Shortcut::Pad => "residual(shortcut: pad)",
                };
                braced(head, self.body(body, turns))
            }
            Node::Parallel { join, branches, .. } => {
                let head = match join {
                    Join::Concat => "parallel",
                    Join::Add => "parallel(join: add)",
                };
                let there = branches.iter().filter(|branch| self.is_there(branch));
                let inner = there.flat_map(|branch| {
                    let body = self.body(&branch.body, turns);
                    if body.is_empty() { vec!["branch {}".into()] } else { braced("branch", body) }
                });
                braced(head, inner.collect())
            }
            Node::Call { body, .. } => self.body(body, turns),
        }
    }

    fn is_there(&self, branch: &Branch) -> bool {
        branch.hyper.is_none_or(|hyper| self.assignment.alternative(hyper) == Ok(1))
    }

    /// Written once where all repetitions are alike.
    fn repeat(&self, count: usize, index: IndexId, body: &[Node], turns: &Turns) -> Vec<String> {
        let all: Vec<Vec<String>> = (0..count)
            .map(|at| {
                let mut deeper = turns.to_vec();
                deeper.push((index, at as i64));
                self.body(body, &deeper)
            })
            .collect();
        match all.split_first() {
            Some((first, rest)) if !rest.is_empty() && rest.iter().all(|one| one == first) => {
                braced(&format!("repeat {count}"), first.clone())
            }
            _ => all.into_iter().flatten().collect(),
        }
    }

    /// `conv(16, 3, padding: same)`, without what is preset.
    fn item(&self, item: &ItemUse, turns: &Turns) -> String {
        let args: Vec<String> = item
            .args
            .iter()
            .filter_map(|(name, argument)| {
                let text = self.argument(argument, least(item, name), turns)?;
                (!is_preset(item, name, &text)).then(|| format!("{name}: {text}"))
            })
            .collect();
        if args.is_empty() {
            return item.item.name.to_string();
        }
        format!("{}({})", item.item.name, args.join(", "))
    }

    fn argument(&self, argument: &Argument, least: Option<usize>, turns: &Turns) -> Option<String> {
        match argument {
            Argument::Number { term, .. } => {
                let value = self.value(term, turns);
                Some(match least {
                    Some(least) => round(value, least).to_string(),
                    None => number_text(Value::Real(value)),
                })
            }
            Argument::Word { word, .. } => Some((*word).to_string()),
            Argument::Text { text, .. } => Some(format!("\"{text}\"")),
            Argument::Item(item) => Some(self.item(item, turns)),
            Argument::Pick { hyper, alternatives, .. } => {
                let at = self.assignment.alternative(*hyper).ok()?;
                self.argument(alternatives.get(at)?, least, turns)
            }
            Argument::List { items, .. } => {
                let parts = items.iter().map(|one| self.argument(one, least, turns));
                Some(format!("({})", parts.collect::<Option<Vec<_>>>()?.join(", ")))
            }
        }
    }

    fn value(&self, term: &Term, turns: &Turns) -> f64 {
        let scope = Scope { assignment: self.assignment, indices: turns, measures: None };
        term.eval(&scope).unwrap_or(0.0)
    }
}

/// The least that numbers of that parameter are, where they are rounded to whole ones.
fn least(item: &ItemUse, name: &str) -> Option<usize> {
    let param = item.item.param(name)?;
    let whole = matches!(param.ty, Type::Whole | Type::Sides | Type::Padding);
    whole.then(|| param.bounds.low.clamp(0.0, 1.0) as usize)
}

fn is_preset(item: &ItemUse, name: &str, text: &str) -> bool {
    match item.item.param(name).map(|param| param.preset) {
        Some(Preset::Word(word)) => word == text,
        Some(Preset::Flag(flag)) => text == flag.to_string(),
        Some(Preset::Number(number)) => text.parse() == Ok(number),
        _ => false,
    }
}

fn braced(head: &str, inner: Vec<String>) -> Vec<String> {
    let lines = inner.iter().flat_map(|text| text.lines()).map(|line| format!("{INDENT}{line}"));
    std::iter::once(format!("{head} {{")).chain(lines).chain(["}".to_string()]).collect()
}
