//! What a step of a plan is: a pass forward, a pass back, and what lies between them.

use std::fmt::Debug;

use crate::backend::kernels::simd::vectorised;

/// What a forward pass is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Drops, normalises by batch. Masks depend on the number of the pass.
    Train {
        pass: u64,
    },
    Evaluate,
}

/// What a kernel is given to compute `y`.
#[derive(Debug)]
pub struct Forward<'a> {
    pub mode: Mode,
    /// How many samples.
    pub batch: usize,
    /// The input, `[batch, …]`.
    pub x: &'a [f32],
    /// The second input of kernels that have one; else empty.
    pub other: &'a [f32],
    /// The node's learned numbers, one tensor after the other in the order of its graph op, each
    /// in PyTorch's layout.
    pub parameters: &'a [f32],
    /// Holds any old numbers, and all of them are written.
    pub y: &'a mut [f32],
    /// What the way back will need; holds any old numbers.
    pub kept: &'a mut [f32],
}

/// What a kernel is given for the gradients.
#[derive(Debug)]
pub struct Backward<'a> {
    /// The number of the training pass.
    pub pass: u64,
    pub batch: usize,
    /// Empty unless [`Kernel::reads`] asks for it.
    pub x: &'a [f32],
    pub other: &'a [f32],
    pub parameters: &'a [f32],
    /// Empty unless [`Kernel::reads`] asks for it.
    pub y: &'a [f32],
    pub kept: &'a mut [f32],
    /// The gradient of `y`; the kernel may use its place for anything.
    pub dy: &'a mut [f32],
    /// Where the gradient of `x` goes, where anything before it is learned.
    pub dx: Option<Gradient<'a>>,
    pub dother: Option<Gradient<'a>>,
    /// The gradients of the learned numbers; holds any old numbers, and all of them are written.
    pub dparameters: &'a mut [f32],
}

/// Where the gradient of an input goes.
#[derive(Debug)]
pub struct Gradient<'a> {
    pub values: &'a mut [f32],
    /// The gradient is added to the numbers there (another reader wrote its share); else they are
    /// any old numbers, and all of them are overwritten.
    pub add: bool,
}

impl Gradient<'_> {
    /// Sets or adds numbers that lie elsewhere.
    pub fn take(&mut self, values: &[f32]) {
        if self.add {
            add(values, self.values);
        } else {
            self.values.copy_from_slice(values);
        }
    }
}

vectorised! {
    fn add<'a>(values: &'a [f32], sums: &'a mut [f32]) {
        sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
    }
}

/// Which values the way back reads; what nobody reads gives its memory away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reads {
    pub x: bool,
    pub other: bool,
    pub y: bool,
}

impl Reads {
    pub const NOTHING: Reads = Reads { x: false, other: false, y: false };
    pub const X: Reads = Reads { x: true, other: false, y: false };
    pub const Y: Reads = Reads { x: false, other: false, y: true };
    pub const X_AND_Y: Reads = Reads { x: true, other: false, y: true };
}

/// One fused step of a plan. Its sizes are fixed when it is made, but for the batch.
///
/// Neither pass allocates (but for a thread's scratch buffers, which stay), and threads change no
/// bit of what they give.
pub trait Kernel: Debug + Send + Sync {
    /// How many numbers are kept from the way there to the way back.
    fn kept(&self, _batch: usize) -> usize {
        0
    }

    /// What [`Kernel::backward`] reads besides the gradient and what was kept.
    fn reads(&self) -> Reads;

    fn forward(&self, pass: Forward<'_>);

    /// Comes after [`Kernel::forward`] in [`Mode::Train`] with the same batch.
    fn backward(&self, pass: Backward<'_>);
}
