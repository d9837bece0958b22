//! What each layer can be over the whole family, for `hpm show`.

use std::collections::{BTreeMap, BTreeSet};

use super::instantiate;
use super::uses::{Use, visit};
use crate::graph::{Graph, Node as GraphNode, Op, Shape};
use crate::template::{Family, Node};

/// One layer, over all members and repetitions that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerRow {
    /// Without the indices of repetitions: `stage.conv1`.
    pub path: String,
    /// `conv`, `max_pool`, `relu`; where a choice stands, all that occur: `max_pool | avg_pool`.
    pub kind: String,
    /// Output shapes with the fewest and the most numbers.
    pub smallest: Shape,
    pub largest: Shape,
    /// The least and the most of each dimension; nothing where images meet features and the like.
    pub dimensions: Option<(Shape, Shape)>,
    pub fewest_params: u64,
    pub most_params: u64,
    /// Some valid member lacks it.
    pub sometimes: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerRanges {
    /// In the order of the network.
    pub rows: Vec<LayerRow>,
    /// Whether each member was built. If not, the ranges are bounds: no member is beyond them.
    pub listed: bool,
}

/// Families with at most this many different networks are looked at wholly.
const ALL: usize = 1_024;

/// Shapes and parameters of each layer over all members, where these are few enough to build each
/// of them. Members with faults are left out.
pub fn listed_ranges(family: &Family) -> Option<LayerRanges> {
    let mut uses = BTreeMap::new();
    visit(&family.model.body, &mut |id, purpose| {
        let known = uses.entry(id).or_insert(purpose);
        *known = purpose.min(*known);
    });
    let matters = |use_: Option<&Use>| use_.is_some_and(|purpose| *purpose < Use::Idle);
    // A `require` may tell members apart by any hyperparameter.
    let asked: Vec<_> = family.space.constraints.iter().flat_map(|one| one.mentions().0).collect();
    let all = family
        .space
        .members(ALL, |hyper| matters(uses.get(&hyper.id)) || asked.contains(&hyper.id))?;
    let mut rows = Rows::new(family);
    all.iter().filter_map(|one| instantiate(family, one).ok()).for_each(|m| rows.add(&m.graph));
    Some(LayerRanges { rows: rows.finish(), listed: true })
}

/// Paths of all layers of the template in the order of the text, the output last; projections of
/// residuals after their body.
pub fn layer_paths(family: &Family) -> Vec<String> {
    let mut paths = Vec::new();
    list(&family.model.body, &mut paths);
    paths.push("output".to_string());
    paths
}

/// One row for each layer of the template that occurs, with the number of members that have it.
struct Rows {
    /// In the order of the template.
    paths: Vec<String>,
    /// By the layer's place there, and the part of it that the node is.
    rows: BTreeMap<(usize, usize), (LayerRow, usize)>,
    /// The parts of each layer in their order: `transformer1.norm1`.
    parts: Vec<String>,
    members: usize,
}

impl Rows {
    fn new(family: &Family) -> Rows {
        Rows { paths: layer_paths(family), rows: BTreeMap::new(), parts: Vec::new(), members: 0 }
    }

    fn add(&mut self, graph: &Graph) {
        self.members += 1;
        let mut seen = BTreeSet::new();
        let mut previous: Option<&GraphNode> = None;
        for node in &graph.nodes {
            let fused = previous.is_some_and(|last| is_fused(node, last));
            previous = Some(node);
            let path = plain(&node.path);
            let Some(at) = self.place(&path) else { continue };
            if fused || matches!(node.op, Op::Input | Op::Add | Op::Concat) {
                continue;
            }
            let key = (at, self.part(&path));
            let (row, members) =
                self.rows.entry(key).or_insert_with(|| (new_row(graph, node, path), 0));
            row.widen(node.op.name(), node.shape, graph.node_params(node));
            *members += usize::from(seen.insert(key));
        }
    }

    /// Which layer of the template a node belongs to: the one whose path its own begins with.
    fn place(&self, path: &str) -> Option<usize> {
        let own = |known: &str| {
            path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let found = self.paths.iter().enumerate().filter(|(_, known)| own(known));
        found.max_by_key(|(_, known)| known.len()).map(|(at, _)| at)
    }

    /// Sorts as the parts of a layer were met.
    fn part(&mut self, path: &str) -> usize {
        self.parts.iter().position(|known| known == path).unwrap_or_else(|| {
            self.parts.push(path.to_string());
            self.parts.len() - 1
        })
    }

    fn finish(self) -> Vec<LayerRow> {
        let members = self.members;
        let done = |(row, seen)| LayerRow { sometimes: seen < members, ..row };
        self.rows.into_values().map(done).collect()
    }
}

/// Paths of layers in the order of the text, projections after the body of their residual.
fn list(nodes: &[Node], paths: &mut Vec<String>) {
    for node in nodes {
        match node {
            Node::Layer { path, .. } => paths.push(path.clone()),
            Node::Residual { path, body, .. } => {
                list(body, paths);
                paths.push(format!("{path}.projection"));
            }
            other => other.bodies().into_iter().for_each(|body| list(body, paths)),
        }
    }
}

fn new_row(graph: &Graph, node: &GraphNode, path: String) -> LayerRow {
    LayerRow::new(path, node.op.name(), node.shape, graph.node_params(node))
}

impl LayerRow {
    pub fn new(path: String, kind: &str, shape: Shape, params: u64) -> LayerRow {
        LayerRow {
            path,
            kind: kind.to_string(),
            smallest: shape,
            largest: shape,
            dimensions: Some((shape, shape)),
            fewest_params: params,
            most_params: params,
            sometimes: false,
        }
    }

    /// With what the layer is in one more member.
    pub fn widen(&mut self, kind: &str, shape: Shape, params: u64) {
        let size = |shape: Shape| (shape.elements(), shape);
        self.smallest = self.smallest.min_by(shape, size);
        self.largest = if size(shape) > size(self.largest) { shape } else { self.largest };
        self.dimensions = self.dimensions.and_then(|(least, most)| {
            Some((each(least, shape, usize::min)?, each(most, shape, usize::max)?))
        });
        self.fewest_params = self.fewest_params.min(params);
        self.most_params = self.most_params.max(params);
        if !self.kind.split(" | ").any(|known| known == kind) {
            self.kind = format!("{} | {kind}", self.kind);
        }
    }
}

impl Shape {
    fn min_by<K: Ord>(self, other: Shape, key: impl Fn(Shape) -> K) -> Shape {
        if key(other) < key(self) { other } else { self }
    }
}

/// Dimension by dimension; nothing where the shapes are of different forms.
pub fn each(one: Shape, other: Shape, pick: fn(usize, usize) -> usize) -> Option<Shape> {
    Some(match (one, other) {
        (Shape::Features(a), Shape::Features(b)) => Shape::Features(pick(a, b)),
        (
            Shape::Image { height, width, channels },
            Shape::Image { height: h, width: w, channels: c },
        ) => Shape::Image {
            height: pick(height, h),
            width: pick(width, w),
            channels: pick(channels, c),
        },
        (Shape::Series { length, features }, Shape::Series { length: l, features: f }) => {
            Shape::Series { length: pick(length, l), features: pick(features, f) }
        }
        (Shape::Tokens { length, vocabulary }, Shape::Tokens { length: l, vocabulary: v }) => {
            Shape::Tokens { length: pick(length, l), vocabulary: pick(vocabulary, v) }
        }
        _ => return None,
    })
}

/// The activation that a layer was written with.
fn is_fused(node: &GraphNode, last: &GraphNode) -> bool {
    matches!(node.op, Op::Activation(_))
        && node.path.strip_suffix(".activation").is_some_and(|path| path == last.path)
}

/// The path without indices.
fn plain(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|c| {
            inside = if *c == '[' { true } else { inside };
            let keep = !inside;
            inside = if *c == ']' { false } else { inside };
            keep
        })
        .collect()
}
