//! Opening a table by its format.

use super::rows::Rows;
use crate::diagnostic::Diagnostic;
use crate::train::data::csv::{self, Layout};
use crate::train::data::locate::Base;
use crate::train::data::parquet;

/// A table that can be opened, and opened again: its first rows tell what its columns are.
#[derive(Clone, Copy, Debug)]
pub enum Opener<'a> {
    Csv { base: Base<'a>, path: &'a str, layout: Layout },
    Parquet { base: Base<'a>, path: &'a str },
}

impl<'a> Opener<'a> {
    /// # Errors
    /// The file is missing, unreadable, or another format.
    pub fn open(self) -> Result<Box<dyn Rows>, Diagnostic> {
        Ok(match self {
            Opener::Csv { base, path, layout } => Box::new(csv::Table::open(base, path, layout)?),
            Opener::Parquet { base, path } => Box::new(parquet::Table::open(base, path)?),
        })
    }

    /// The same path as parquet where it is such a file, whatever it was trained on.
    pub fn by_content(base: Base<'a>, path: &'a str, layout: Layout) -> Opener<'a> {
        if parquet::is(&base.folder.join(path)) {
            Opener::Parquet { base, path }
        } else {
            Opener::Csv { base, path, layout }
        }
    }

    /// How a text file is parted; the usual way where it is none.
    pub fn layout(self) -> (char, bool) {
        match self {
            Opener::Csv { layout, .. } => (layout.delimiter, layout.header),
            Opener::Parquet { .. } => (',', true),
        }
    }
}
