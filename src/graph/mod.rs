//! One concrete network as a graph of ops with shapes. Never allocates a tensor.

mod node;
mod op;
mod shape;

pub use node::{Graph, Node, NodeId};
pub use op::{Activation, Op, Padding, Pool, PoolKind};
pub use shape::Shape;
