//! A counter-based random generator: the same numbers in any order and on any thread.

pub(crate) mod philox;
mod stream;

pub use stream::Stream;
