//! The range of shapes and parameters of every layer over the whole family.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::bounds::{Open, interval};
use super::dead::narrowed;
use super::ends::Trends;
use super::explore::{Plan, Way};
use super::region::Region;
use super::state::Sizes;
use super::walk::Walk;
use crate::graph::{Op, Shape};
use crate::instantiate::{LayerRanges, LayerRow, layer_paths, listed_ranges, round};
use crate::space::{Assignment, HyperId, Scope};
use crate::template::{Family, Node};

/// Shapes and parameters of each layer. Where members are many, the ranges are bounds of what
/// members have that `require` allows: no member is beyond them. The family must be sound.
pub fn layer_ranges(family: &Family) -> LayerRanges {
    if let Some(listed) = listed_ranges(family) {
        return listed;
    }
    let plan = Plan::new(family);
    let region = narrowed(&plan, &Trends::of(&plan));
    let recorder = RefCell::new(Recorder::default());
    for sizes in [Sizes::AtLeast, Sizes::AtMost] {
        let way = Way { region: region.clone(), ..Way::default() };
        let mut walk = Walk::new(&plan, &way, sizes);
        walk.seen = Some(&recorder);
        walk.run();
    }
    let mut lacking = recorder.borrow().lacking.clone();
    lack(&plan, &region, &family.model.body, false, &mut lacking);
    LayerRanges { rows: recorder.into_inner().rows(&layer_paths(family), &lacking), listed: false }
}

/// What layers were met.
#[derive(Debug, Default)]
pub struct Recorder {
    rows: BTreeMap<String, (usize, LayerRow)>,
    /// Paths of layers that some member does not have.
    lacking: BTreeSet<String>,
}

impl Recorder {
    /// The part of a layer; its name is empty where it is the layer itself.
    pub fn met(&mut self, path: &str, part: &str, op: Op, kinds: &[&str], ends: (Shape, Shape)) {
        let path = if part.is_empty() { path.to_string() } else { format!("{path}.{part}") };
        let (input, output) = ends;
        let params = op.params(input);
        let next = self.rows.len();
        let own = [op.name()];
        let kinds = if kinds.is_empty() { &own } else { kinds };
        for kind in kinds {
            let (_, row) = self
                .rows
                .entry(path.clone())
                .or_insert_with(|| (next, LayerRow::new(path.clone(), kind, output, params)));
            row.widen(kind, output, params);
        }
    }

    pub fn lacks(&mut self, path: String) {
        self.lacking.insert(path);
    }

    /// In the order of the template, the parts of a layer as they were met.
    fn rows(self, paths: &[String], lacking: &BTreeSet<String>) -> Vec<LayerRow> {
        let layer = |path: &str| {
            let own = |known: &&String| {
                path.strip_prefix(known.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            paths.iter().filter(own).max_by_key(|known| known.len())
        };
        let mut rows: Vec<(usize, usize, LayerRow)> = Vec::new();
        for (met, row) in self.rows.into_values() {
            let Some(known) = layer(&row.path) else { continue };
            let place = paths.iter().position(|path| path == known).unwrap_or(paths.len());
            let sometimes = lacking.contains(known) || lacking.contains(&row.path);
            rows.push((place, met, LayerRow { sometimes, ..row }));
        }
        rows.sort_by_key(|(place, met, _)| (*place, *met));
        rows.into_iter().map(|(.., row)| row).collect()
    }
}

/// Layers that stand where members may do without; `sometimes`: all of these nodes do.
fn lack(
    plan: &Plan,
    region: &Region,
    nodes: &[Node],
    sometimes: bool,
    found: &mut BTreeSet<String>,
) {
    for node in nodes {
        let here = match node {
            Node::Layer { path, .. } => {
                if sometimes {
                    found.insert(path.clone());
                }
                continue;
            }
            Node::Pick { hyper, .. } | Node::Optional { hyper, .. } => open(plan, region, *hyper),
            Node::Repeat { count, .. } => {
                let none = Assignment::default();
                let scope = Scope { assignment: &none, indices: &[], measures: None };
                let space = &plan.family.space;
                let ends = interval(count, &Open { scope, space, region, costs: None });
                ends.is_none_or(|(low, _)| round(low, 0) == 0)
            }
            Node::Parallel { branches, .. } => {
                for branch in branches {
                    let may = branch.hyper.is_some_and(|hyper| open(plan, region, hyper));
                    lack(plan, region, &branch.body, sometimes || may, found);
                }
                continue;
            }
            Node::Residual { .. } | Node::Call { .. } => false,
        };
        for body in node.bodies() {
            lack(plan, region, body, sometimes || here, found);
        }
    }
}

/// Whether more than one alternative is left.
fn open(plan: &Plan, region: &Region, hyper: HyperId) -> bool {
    region.run(&plan.family.space, hyper).is_none_or(|(low, high)| low != high)
}
