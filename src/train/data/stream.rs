//! Opening files: plain or gzip, told apart by their first bytes.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::data::{unreadable_file, wrong_encoding};
use crate::source::Span;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// Uncompressed bytes.
pub type Bytes = Box<dyn Read>;

/// A file that is open.
pub struct Opened {
    pub bytes: Bytes,
    /// On the disk, and whether that is the length of `bytes`, too.
    pub length: u64,
    pub compressed: bool,
}

/// # Errors
/// Whatever the system says.
pub fn open(path: &Path) -> io::Result<Opened> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let (head, rest) = peek(file, 2)?;
    let compressed = head == [0x1f, 0x8b];
    let whole = Cursor::new(head).chain(rest);
    let bytes: Bytes =
        if compressed { Box::new(MultiGzDecoder::new(whole)) } else { Box::new(whole) };
    Ok(Opened { bytes, length, compressed })
}

/// The first bytes, fewer where there are fewer, and the reader after them.
pub fn peek<R: Read>(mut reader: R, count: u64) -> io::Result<(Vec<u8>, R)> {
    let mut head = Vec::new();
    reader.by_ref().take(count).read_to_end(&mut head)?;
    Ok((head, reader))
}

/// Reads until `buffer` is full or the bytes end; returns how many came.
pub fn fill(reader: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match reader.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The system's reason as a diagnostic.
pub fn unreadable(span: Span, shown: &str, error: &io::Error) -> Diagnostic {
    if let Some(NotUtf8 { line }) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return wrong_encoding::line(span, shown, *line);
    }
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or_default().to_lowercase();
    unreadable_file::diagnostic(span, shown, &reason)
}

/// Bytes that are no UTF-8 text stand in that line.
#[derive(Debug)]
pub struct NotUtf8 {
    pub line: u64,
}

impl std::fmt::Display for NotUtf8 {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "line {} is not UTF-8 text", self.line)
    }
}

impl std::error::Error for NotUtf8 {}
