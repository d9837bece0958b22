//! Texts in files.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{no_rows, wrong_encoding};
use crate::source::Span;
use crate::train::data::csv::{Encoding, text};
use crate::train::data::locate::shown;
use crate::train::data::stream::{open, unreadable};
use std::io::Read;
use std::path::Path;

pub const ENDINGS: &[&str] = &[".txt"];

/// A whole file, or its first `most` bytes; every line end is one newline.
///
/// # Errors
/// The file cannot be read, or is no text.
pub fn read(path: &Path, span: Span, most: u64) -> Result<String, Diagnostic> {
    let name = shown(path);
    let system = |error: std::io::Error| unreadable(span, &name, &error);
    let opened = open(path).map_err(system)?;
    match text(opened.bytes).map_err(system)? {
        Encoding::Other(found) => Err(wrong_encoding::diagnostic(span, &name, found)),
        Encoding::Text(bytes, _) => {
            let mut read = Vec::new();
            bytes.take(most).read_to_end(&mut read).map_err(system)?;
            if read.is_empty() {
                return Err(no_rows::diagnostic(span, &name, "is empty"));
            }
            Ok(String::from_utf8_lossy(&read).into_owned())
        }
    }
}
