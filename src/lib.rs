//! hpm: a language, a compiler and a sweep engine for families of neural networks.
//!
//! ```text
//! text ──syntax──▶ tree ──resolve──▶ family ──instantiate──▶ member ──backend──▶ compiled step ──train──▶ result
//!                            ▲          │                      │                                       │
//!                         catalog     sweep ◀──────────────────┴────────── study (store) ◀─────────────┘
//!                                                                              │
//!                                                                           report
//! ```
//! Each room has one job; `docs/architecture.md` names the arrows that must never exist.

pub mod backend;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod driver;
pub mod emit;
pub mod fmt;
pub mod graph;
pub mod grow;
pub mod ide;
pub mod instantiate;
pub mod library;
pub mod lsp;
pub mod random;
pub mod report;
pub mod resolve;
pub mod source;
pub mod space;
pub mod study;
pub mod sweep;
pub mod syntax;
pub mod template;
pub mod train;
