//! The sweep on a made-up family whose truth is known: no network, no clock, no files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
// reason: helpers of tests may panic as the tests do

mod any;
mod budget;
mod comparison;
mod faults;
mod growth;
mod memory;
mod resume;
mod surrogate;
