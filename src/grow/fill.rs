//! The whole large network, node by node.

use std::collections::BTreeMap;

use super::flow::{Flow, flow};
use super::matching::{Matching, Way};
use super::options::Options;
use super::refusal::Refusal;
use super::report::{Grown, Row, Rule};
use super::rules::rule;
use super::shrink::shrink;
use super::site::{Filled, Site};
use super::tensor::{Tensor, Values};
use super::units::Unit;
use crate::graph::{Graph, Node, NodeId};

struct Job<'a> {
    small: &'a Graph,
    large: &'a Graph,
    /// Of the trained network, and of the large one as it would start by itself: parameters and
    /// running statistics.
    values: &'a Values,
    fresh: &'a Values,
    matching: Matching,
    flow: Flow,
    options: &'a Options,
}

/// The numbers of the large network, from those of the trained small one and, where they are new,
/// from `fresh` ones: the large network's own first values.
///
/// # Errors
/// The first place where there is no mapping.
pub fn grow(
    (small, values): (&Graph, &Values),
    (large, fresh): (&Graph, &Values),
    options: &Options,
) -> Result<Grown, Refusal> {
    let matching = Matching::new(small, large)?;
    let flow = flow(small, large, &matching, options)?;
    let job = Job { small, large, values, fresh, matching, flow, options };
    let (mut tensors, mut rows) = (BTreeMap::new(), Vec::new());
    for (at, node) in large.nodes.iter().enumerate() {
        let filled = job.node(NodeId(at), node)?;
        job.take(node, filled, &mut tensors, &mut rows);
    }
    job.output_in_place()?;
    job.same_counts(&tensors)?;
    if let Some(by) = options.shrink {
        job.shrink(&mut tensors, &mut rows, by);
    }
    Ok(Grown { tensors, rows })
}

impl Job<'_> {
    fn units(&self, id: Option<&NodeId>) -> &[Unit] {
        id.and_then(|id| self.flow.get(id)).map_or(&[], Vec::as_slice)
    }

    fn node(&self, id: NodeId, node: &Node) -> Result<Filled, Refusal> {
        let held = self.matching.held.get(&id);
        let value = held.and_then(|held| self.small.node(held.small));
        let (Some(held), Some(value)) = (held, value) else {
            return Ok(self.free(id, node));
        };
        let same = held.way == Way::Same;
        let old = same.then(|| (value, self.small.input(value).unwrap_or(value.shape)));
        let site = Site {
            node,
            shape: self.large.input(node).unwrap_or(node.shape),
            old,
            value,
            positive: self.matching.positive.get(held.small.0).copied().unwrap_or(false),
            inputs: self.units(node.inputs.first()),
            outputs: self.units(Some(&id)),
            small: self.values,
            fresh: self.fresh,
            options: self.options,
        };
        rule(&site).map_err(|why| Refusal::new(&node.path, why))
    }

    /// A node of a new branch.
    fn free(&self, id: NodeId, node: &Node) -> Filled {
        let silent = self.matching.silent.contains(&id);
        let mut filled = Filled::new(if silent { Rule::Silent } else { Rule::Free });
        for name in self.names(node) {
            let fresh = self.fresh.get(&format!("{}.{name}", node.path));
            let fresh = fresh.map_or(&[][..], Vec::as_slice);
            let ends = silent && ends(name);
            let tensor = if ends { Tensor::constant(fresh.len(), 0.0) } else { Tensor::new(fresh) };
            filled = filled.with(name, tensor);
        }
        filled
    }

    /// Its parameters, then its running statistics.
    fn names(&self, node: &Node) -> Vec<&'static str> {
        let Some(input) = self.large.input(node) else { return Vec::new() };
        let slots = node.op.slots(input).into_iter().map(|slot| slot.name);
        slots.chain(node.op.running(input).into_iter().map(|(name, _)| name)).collect()
    }

    fn take(
        &self,
        node: &Node,
        filled: Filled,
        tensors: &mut BTreeMap<String, Tensor>,
        rows: &mut Vec<Row>,
    ) {
        let Filled { tensors: own, rule, doubt } = filled;
        if own.is_empty() && doubt.is_none() {
            return;
        }
        let carried = own.values().map(Tensor::carried).sum();
        let all: usize = own.values().map(|tensor| tensor.values.len()).sum();
        let path = node.path.clone();
        rows.push(Row { path, rule, doubt, carried, new: all - carried });
        for (name, tensor) in own {
            tensors.insert(format!("{}.{name}", node.path), tensor);
        }
    }

    /// # Errors
    /// The output's numbers are not those of the small one, each at its place.
    fn output_in_place(&self) -> Result<(), Refusal> {
        let last = self.large.last();
        let width = self.small.output().map_or(0, |shape| shape.channels());
        let straight =
            |(at, unit): (usize, &Unit)| matches!(unit, Unit::Old { from, .. } if *from == at);
        let units = self.units(Some(&last));
        if units.len() == width && units.iter().enumerate().all(straight) {
            return Ok(());
        }
        let path = self.large.node(last).map_or("output", |node| &node.path);
        Err(Refusal::new(
            path,
            "the output has other classes or values than in the smaller network",
        ))
    }

    /// # Errors
    /// A tensor has not as many numbers as the large network's.
    fn same_counts(&self, tensors: &BTreeMap<String, Tensor>) -> Result<(), Refusal> {
        let parameters = self.large.parameters().into_iter();
        let parameters = parameters.map(|parameter| (parameter.name, parameter.shape));
        let buffers = self.large.buffers().into_iter().map(|buffer| (buffer.name, buffer.shape));
        for (name, shape) in parameters.chain(buffers) {
            let count = tensors.get(&name).map_or(0, |tensor| tensor.values.len());
            if count != shape.iter().product::<usize>() {
                return Err(Refusal::new(
                    &name,
                    "the fresh numbers do not have the network's shapes",
                ));
            }
        }
        Ok(())
    }

    fn shrink(
        &self,
        tensors: &mut BTreeMap<String, Tensor>,
        rows: &mut [Row],
        by: super::options::Shrink,
    ) {
        for parameter in self.large.parameters() {
            let pair = tensors.get_mut(&parameter.name).zip(self.fresh.get(&parameter.name));
            if let Some((tensor, fresh)) = pair {
                shrink(tensor, fresh, by);
            }
        }
        for row in rows {
            row.doubt.get_or_insert_with(|| "weights are shrunk and perturbed".into());
        }
    }
}

/// Whether a tensor decides alone, with the others, that a layer gives 0. Of attention that is the
/// way out; statistics stay.
fn ends(name: &str) -> bool {
    matches!(name, "weight" | "bias" | "out_proj_weight" | "out_proj_bias")
}
