//! The reports, on records made by hand.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod growing;
mod page;
mod sample;
mod text;
