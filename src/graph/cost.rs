//! What a network costs: parameters, FLOPs, memory, layers. Nothing is allocated.

use super::node::{Graph, Node, NodeId};
use super::parameter::{Buffer, Parameter, Slot};
use super::shape::Shape;
use crate::space::Measures;

/// Bytes of a number: all tensors are single precision.
const BYTES: u64 = 4;

impl Graph {
    /// All learned tensors in order of the nodes. Names are unique.
    pub fn parameters(&self) -> Vec<Parameter> {
        let named = |(node, id): (&Node, NodeId), slot: Slot| Parameter {
            name: format!("{}.{}", node.path, slot.name),
            shape: slot.shape().to_vec(),
            kind: slot.kind,
            node: id,
        };
        self.numbered()
            .flat_map(|place| self.slots(place.0).into_iter().map(move |slot| named(place, slot)))
            .collect()
    }

    /// Running statistics, in order of the nodes. They are no parameters and count as none.
    pub fn buffers(&self) -> Vec<Buffer> {
        let of = |(node, id): (&Node, NodeId)| -> Vec<Buffer> {
            let running = self.input(node).map_or_else(Vec::new, |shape| node.op.running(shape));
            let named =
                |(name, shape)| Buffer { name: format!("{}.{name}", node.path), shape, node: id };
            running.into_iter().map(named).collect()
        };
        self.numbered().flat_map(of).collect()
    }

    /// How many learned numbers.
    pub fn params(&self) -> u64 {
        self.nodes.iter().fold(0, |sum, node| sum.saturating_add(self.node_params(node)))
    }

    /// Of a forward pass of one sample; a multiply-add counts 2.
    pub fn flops(&self) -> u64 {
        self.nodes.iter().fold(0, |sum, node| sum.saturating_add(self.node_flops(node)))
    }

    /// Bytes of the parameters and of one sample's activations (the output of every node but
    /// `flatten` and `reshape`, which share its input's), in single precision.
    pub fn memory(&self) -> u64 {
        let kept = self.nodes.iter().filter(|node| !node.op.is_view());
        let numbers =
            kept.fold(self.params(), |sum, node| sum.saturating_add(node.shape.elements() as u64));
        numbers.saturating_mul(BYTES)
    }

    /// How many nodes have parameters.
    pub fn layers(&self) -> u64 {
        self.nodes.iter().filter(|node| !self.slots(node).is_empty()).count() as u64
    }

    pub fn measures(&self) -> Measures {
        Measures {
            params: self.params(),
            flops: self.flops(),
            memory: self.memory(),
            layers: self.layers(),
        }
    }

    /// Learned numbers of one node.
    pub fn node_params(&self, node: &Node) -> u64 {
        self.input(node).map_or(0, |shape| node.op.params(shape))
    }

    /// Forward FLOPs of one node for one sample.
    pub fn node_flops(&self, node: &Node) -> u64 {
        self.input(node).map_or(0, |shape| node.op.flops(shape, node.shape))
    }

    /// The shape of a node's first input.
    pub fn input(&self, node: &Node) -> Option<Shape> {
        node.inputs.first().and_then(|id| self.node(*id)).map(|input| input.shape)
    }

    fn slots(&self, node: &Node) -> Vec<Slot> {
        self.input(node).map_or_else(Vec::new, |shape| node.op.slots(shape))
    }

    fn numbered(&self) -> impl Iterator<Item = (&Node, NodeId)> {
        self.nodes.iter().enumerate().map(|(at, node)| (node, NodeId(at)))
    }
}
