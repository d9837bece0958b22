//! `fmt::format`: pairs of texts, and what holds for every text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // reason: tests

#[path = "../common/mod.rs"]
mod common;
mod faithful;
mod generate;
mod pairs;
mod properties;
mod scramble;
