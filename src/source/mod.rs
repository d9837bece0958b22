//! Source text: files, spans of bytes, and lines for people.

mod file;
mod span;

pub use file::{SourceFile, Sources};
pub use span::{FileId, Span};
