//! Tables as parquet files: only the columns that are used are read, some thousand rows at a time.

mod cells;
mod forms;
mod reader;

pub use reader::{Table, is};
