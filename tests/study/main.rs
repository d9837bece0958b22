//! The study store, through its public face.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod damage;
mod growth;
mod property;
mod resume;
mod round;
mod sample;
#[path = "../sweep/surrogate.rs"]
#[allow(dead_code)]
mod surrogate;
mod sweep;
