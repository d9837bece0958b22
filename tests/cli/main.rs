//! The binary as people use it: commands, files, exit codes, and what survives a kill.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod check;
mod commands;
mod examples;
mod fmt;
mod grow;
mod resume;
mod run;
mod settings;
mod train;
