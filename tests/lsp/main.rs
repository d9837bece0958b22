//! `hpm lsp` as an editor meets it: the real binary, over its standard input and output.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

mod client;
mod completion;
mod edits;
mod faults;
mod hints;
mod names;
mod outline;
mod protocol;
