//! Tables as csv files: their bytes, their head and their rows.

mod reader;
mod text;
mod utf8;

pub use reader::{Layout, Table};
pub use text::{Encoding, text};
