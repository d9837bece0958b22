//! One concrete network as a graph of ops with shapes. Never allocates a tensor.

mod build;
mod cost;
mod misfit;
mod node;
mod op;
mod ops;
mod parameter;
mod shape;
#[cfg(test)]
mod tests;

pub use misfit::{LARGEST, Misfit};
pub use node::{Graph, Node, NodeId};
pub use op::{
    Activation, Attention, Cell, Op, Padding, Pool, PoolKind, Positions, Reach, Recurrent, Reshape,
    Returns, Sides,
};
pub use parameter::{Buffer, Parameter, ParameterKind, Slot};
pub use shape::Shape;
