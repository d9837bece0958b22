//! The language server: the editor's protocol on one side, `ide` on the other.
//!
//! ```text
//! client ──messages──▶ server ──texts──▶ worker: understand ──▶ worker: check, shapes
//!    ▲                   │  ◀──────────── findings ◀───────────────────┘
//!    └─────answers───────┘
//! ```
//! The main thread keeps the texts and answers; two others understand and check the newest text, so
//! that typing never waits for a proof.

mod answers;
mod capabilities;
mod changes;
mod client;
mod disk;
mod document;
mod findings;
mod lines;
mod outcomes;
mod requests;
mod serve;
mod session;
mod uri;
mod watch;
mod wire;
mod work;
mod workspace;

pub use serve::serve;
