//! What a plan is made of.

use std::ops::Range;

use crate::backend::kernels::Kernel;

/// Which of a plan's values.
pub type ValueId = usize;

/// One kernel with what it reads and writes.
#[derive(Debug)]
pub struct Step {
    pub kernel: Box<dyn Kernel>,
    pub x: ValueId,
    pub other: Option<ValueId>,
    pub y: ValueId,
    /// Where its learned numbers lie in the flat vector of all of them.
    pub parameters: Range<usize>,
    /// Whether another reader has written the gradient of `x`, and that of `other`, before this
    /// step goes back.
    pub adds: [bool; 2],
}

/// A graph as steps in an order in which they can run.
#[derive(Debug)]
pub struct Plan {
    pub(super) steps: Vec<Step>,
    /// How many numbers of a sample each value has. The first one is the input, channels first.
    pub(super) values: Vec<usize>,
    /// Whether anything before a value is learned, so that its gradient is needed.
    pub(super) learns: Vec<bool>,
    pub(super) output: ValueId,
    pub(super) parameters: usize,
}

/// What buffers are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// What the way back reads stays.
    Train,
    /// A value's buffer serves others once it was read.
    Evaluate,
}

impl Plan {
    /// How many learned numbers.
    pub fn parameters(&self) -> usize {
        self.parameters
    }

    /// Numbers of a sample.
    pub fn input(&self) -> usize {
        self.values.first().copied().unwrap_or_default()
    }

    /// Numbers that come out for a sample.
    pub fn output(&self) -> usize {
        self.values.get(self.output).copied().unwrap_or_default()
    }
}
